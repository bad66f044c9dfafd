"""What a slot is corrected to, read from words as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.errors import JudgementError
from reportedly.places import Gazetteer
from reportedly.records import Place, Qualifier, Slot, Value

UNKNOWN = ("unknown", "none")
AMOUNT = re.compile(r"(?:(at least|at most|about) )?([\d.,]+)(?: ?(?:-|–|to) ?([\d.,]+))?", re.IGNORECASE)
POINT = re.compile(r"(.+?) ?@ ?(-?[\d.]+) ?, ?(-?[\d.]+)")
QUALIFIERS: dict[str, Qualifier] = {
    "at least": "at_least",
    "at most": "at_most",
    "about": "about",
    "": "exact",
}
SHOWN = 8  # places of one name


def value(slot: Slot, words: str) -> Value:
    """The value that words give, as in docs/judging.md; "unknown" is a value of place, time and speaker.

    Raises JudgementError, saying how it is written, where they give none, or the name of several places.
    """
    words = " ".join(words.split())
    unknown = words.casefold() in UNKNOWN
    if slot == "kind":
        return Value(kind=words)
    if slot == "speaker":
        return Value(speaker=None if unknown else words)
    if slot == "time":
        first, _, last = ("", "", "") if unknown else words.partition("/")
        return Value(earliest=first or None, latest=last or first or None)
    if slot == "place":
        return Value(place=None if unknown else _place(words))
    return _amount(words)


def _amount(words: str) -> Value:
    match = AMOUNT.fullmatch(words)
    if match is None:
        raise JudgementError(f"{words!r} is no number; write 12, 12-15, or at least (at most, about) 12")
    qualifier = QUALIFIERS[(match[1] or "").lower()]
    low, high = _number(match[2]), _number(match[3]) if match[3] else None
    if qualifier == "at_least":
        return Value(low=low, high=high, qualifier=qualifier)
    if qualifier == "at_most":
        return Value(low=None, high=low, qualifier=qualifier)
    return Value(low=low, high=low if high is None else high, qualifier=qualifier)


def _number(digits: str) -> float:
    try:
        return float(digits.replace(",", ""))
    except ValueError:
        raise JudgementError(f"{digits!r} is no number") from None


def _place(words: str) -> Place:
    """A name with its point, or one that the gazetteer has once, or the GeoNames id of one of a name."""
    if (match := POINT.fullmatch(words)) is not None:
        return Place(match[1], _number(match[2]), _number(match[3]))
    name, _, chosen = words.partition("#")
    gazetteer = Gazetteer.open()
    found = [c.place for c in gazetteer.lookup(name.strip())]
    gazetteer.close()
    if chosen:
        found = [p for p in found if str(p.geonames_id) == chosen.strip()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise JudgementError(
            f"the gazetteer has no {words!r}; write its point: {name.strip()} @ 33.06, 10.34"
        )
    raise JudgementError(
        f"there are several places of that name; write one of:\n{_choice(name.strip(), found)}"
    )


def _choice(name: str, found: Sequence[Place]) -> str:
    return "\n".join(
        f"  '{name}#{p.geonames_id}'  {', '.join(w for w in (p.name, p.admin1, p.country, p.feature) if w)}"
        for p in found[:SHOWN]
        if p.geonames_id is not None
    )
