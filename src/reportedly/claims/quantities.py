"""Quantities in words and digits: "3.5 million", "two hundred and six", "tens of thousands", "at least 12".

What is counted is not looked at here (see `figures`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from reportedly import knowledge
from reportedly.records import Qualifier

LARGEST = 1e12  # longer strings of digits are no counts


@dataclass(frozen=True, slots=True)
class Wording:
    """The schema of quantities.yaml."""

    cardinals: dict[str, int]
    multiples: dict[str, int]
    short_multiples: dict[str, int]
    vague: dict[str, tuple[float, float | None]]
    faint: tuple[str, ...]
    before: dict[Qualifier, tuple[str, ...]]
    after: dict[Qualifier, tuple[str, ...]]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count in a reading. `start..end` has its qualifier, `number_start..number_end` only the number.

    `low` and `high` are inclusive; None where the wording sets no bound. `faint` is "several" and the like:
    a count only where something is said of it.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    qualifier: Qualifier
    faint: bool = False


def wording() -> Wording:
    known: Wording = knowledge.load("reportedly.claims", "quantities.yaml", Wording)
    return known


def whole(quantity: Quantity, text: str) -> Quantity:
    """A count of what only comes in wholes: the 12.900 of "12.900 persons" is no fraction but has a thousands
    point."""
    if not re.fullmatch(r"\d{1,3}\.\d{3}", text[quantity.number_start : quantity.number_end]):
        return quantity
    low, high = (None if bound is None else bound * 1000 for bound in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high)


def value(words: Sequence[str]) -> float | None:
    """The number that lower-case words spell: ["two", "hundred", "and", "six"] is 206. None if they do not.

    Digits and decimals are words too (["3.5", "million"]); "a" counts as one before a multiple, "a half" as
    half of one.
    """
    known = wording()
    total, group, seen = 0.0, 0.0, False
    for n, word in enumerate(words):
        if word == "and" and seen and n + 1 < len(words):
            continue
        if word in {"a", "an"} and n == 0:
            group = 1.0
            continue
        if word in {"a", "half"} and "half" in words[n : n + 2] and seen:
            group += 0.5 if word == "half" else 0.0
        elif word in known.cardinals:
            group += known.cardinals[word]
        elif word in known.multiples:
            size = known.multiples[word]
            if size >= 1000:
                total, group = total + max(group, 1.0) * size, 0.0
            else:
                group = max(group, 1.0) * size
        elif re.fullmatch(r"[\d,]*\.?\d+", word) and not group:
            group = float(word.replace(",", ""))
        else:
            return None
        seen = True
    return total + group if seen else None


def _any(phrases: Sequence[str]) -> str:
    """An alternation, longest first, with any white space between words."""
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    known = wording()
    cardinals, multiples = _any(list(known.cardinals)), _any(list(known.multiples))
    word = rf"(?:{cardinals}|{multiples})"
    spelled = rf"(?:(?:an?\s+)(?:{multiples})|(?:{cardinals}))(?:(?:\s+and\s+|\s*-\s*|\s+){word}){{0,16}}"
    halved = rf"(?:{cardinals}|\d+)\s+and\s+a\s+half\s+(?:{multiples})"
    grouped = (
        r"\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?"
        r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![.,]?\d)"
    )
    digits = rf"{grouped}|\d+(?:\.\d+)?(?![,.]?\d)"
    scaled = rf"(?:{digits})(?:(?:\s*-\s*|\s*)(?:{multiples})\b|(?:{_any(list(known.short_multiples))})\b)?"
    tenths = rf"\d+,\d{{1,2}}\s*(?:{multiples})\b"  # a decimal comma: "1,5 million"
    number = rf"(?:{halved}|{tenths}|{scaled}|\b{spelled}\b)"
    every = [p for row in known.before.values() for p in row]
    edge = r"(?<![\w.,$€£:/-])"
    return re.compile(
        r"(?<!\w)"  # nothing begins within a word, which is said first as it is quickly seen
        rf"(?P<before>(?:\b(?:{_any(every)})\s+){{0,3}})"
        rf"(?:(?P<vague>\b(?:{_any(list(known.vague))})\b)"
        rf"|\bbetween\s+(?P<low>{number})\s+(?:and|to)\s+(?P<high>{number})"
        rf"|{edge}(?P<first>{number})(?:\s*(?:to\b|or\b|-|–|—)\s*(?P<second>{number}))?)"
        rf"(?P<after>\s*(?:{_any([p for row in known.after.values() for p in row])})(?!\w))?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _qualifiers() -> dict[str, Qualifier]:
    known = wording()
    return {p: q for table in (known.before, known.after) for q, row in table.items() for p in row}


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    return re.compile(_any([p for row in wording().before.values() for p in row]), re.IGNORECASE)


@lru_cache(maxsize=1)
def _likely() -> re.Pattern[str]:
    """What a text with a quantity must have: a digit or one of the number words."""
    known = wording()
    words = {w for p in [*known.cardinals, *known.multiples, *known.vague] for w in p.split()} - {"a", "of"}
    return re.compile(rf"\d|\b(?:{_any(sorted(words))})", re.IGNORECASE)


def find(text: str) -> Iterator[Quantity]:
    """The quantities of a reading, in order; they never overlap. Years, dates and money are among them."""
    last: Quantity | None = None
    for found in _each(text) if _likely().search(text) else ():
        if last is not None and _in_figures(text, last, found):
            last = replace(last, end=found.end + 1)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _each(text: str) -> Iterator[Quantity]:
    for match in _pattern().finditer(text):
        if match.group("second") and _changed().search(text, 0, match.start()):
            yield from _both(match)
        elif (found := _read(match)) is not None:
            yield found


def _in_figures(text: str, spelled: Quantity, found: Quantity) -> bool:
    """Whether a number only says once more what was spelled out before it: the 11 of "eleven (11) people"."""
    between, after = text[spelled.end : found.start], text[found.end : found.end + 1]
    same = (spelled.low or spelled.high) == (found.low or found.high)
    return same and between.strip() == "(" and after == ")"


@lru_cache(maxsize=1)
def _changed() -> re.Pattern[str]:
    """What stands before the first number of "rose from 40 to 60", "rose by 20 to 60"."""
    return re.compile(rf"\b(?:{_any(wording().changes)})\b[^.;:]*\b(?:from|by)\s+$", re.IGNORECASE)


def _both(match: re.Match[str]) -> Iterator[Quantity]:
    """The two numbers of a change, in the order of the text."""
    for name in ("first", "second"):
        number = _number(match.group(name))
        if number is not None and number <= LARGEST:
            if name == "first" and number < 1000:
                number = _scaled(number, match.group("second"))  # "from 3 to 4 million"
            start, end = match.span(name)
            yield Quantity(start, end, start, end, number, number, "exact")


def _read(match: re.Match[str]) -> Quantity | None:
    number = next(g for g in ("vague", "low", "first") if match.group(g))
    last = {"vague": "vague", "low": "high"}.get(number, "second" if match.group("second") else "first")
    qualifier = _qualifier(match.group("before"), match.group("after"))
    low: float | None
    high: float | None
    words = " ".join((match.group("vague") or "").lower().split())
    if words:
        low, high = wording().vague[words]
        qualifier = "about" if qualifier == "exact" and low != high else qualifier
    else:
        low = _number(match.group(number))
        high = low if last == number else _number(match.group(last))
        if low is None or high is None or max(low, high) > LARGEST:
            return None
        if last != number:
            low = _scaled(low, match.group(last)) if low < high and high >= 1000 * low else low
            qualifier = "about" if qualifier == "exact" else qualifier
            if high <= low:  # "1998-7" or "rose 43 to 12": no range
                return None
    if qualifier == "at_least":
        high = None
    elif qualifier == "at_most":
        low = None
    return Quantity(
        _start(match),
        match.end(),
        match.start(number),
        match.end(last),
        low,
        high,
        qualifier,
        words in wording().faint,
    )


def _start(match: re.Match[str]) -> int:
    """Where the qualifiers begin. In "we speak about at least 50" the "about" is not one of them."""
    said = list(_before().finditer(match.group("before") or ""))
    kinds = [_qualifiers().get(" ".join(m.group().lower().split())) for m in said]
    for n, (kind, after) in enumerate(pairwise(kinds)):
        if kind == "about" and after in {"at_least", "at_most"}:
            return match.start() + said[n + 1].start()
    return match.start()


def _number(text: str) -> float | None:
    known = wording()
    plain = text.lower().replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", text) else text.lower()
    plain = re.sub(r"(?<=\d),(?=\d{2},\d)|(?<=\d)[,\s]+(?=\d{3})", "", plain)
    plain = re.sub(r"(?<=\d),(?=\d{1,2}\s*[a-z])", ".", plain)
    short = re.fullmatch(r"([\d.]+)([a-z]+)", plain)
    if short and short.group(2) in known.short_multiples:
        return float(short.group(1)) * known.short_multiples[short.group(2)]
    return value(re.findall(r"[a-z]+|[\d.]+", plain))


def _scaled(low: float, upper: str) -> float:
    """The lower end of "3 to 4 million" is three million, that of "40-50,000" forty thousand."""
    known = wording()
    if re.fullmatch(r"\d{1,3},000", upper):
        return low * 1000
    words = re.findall(r"[a-z]+", upper.lower())
    for word in words:
        if word in known.multiples:
            return low * known.multiples[word]
    return low


def _qualifier(before: str, after: str | None) -> Qualifier:
    """The strongest qualifier said: a bound over "about", "about" over "exactly"."""
    said = [" ".join(m.group().lower().split()) for m in _before().finditer(before or "")]
    if after:
        said.append(" ".join(after.lower().split()))
    found = {_qualifiers()[p] for p in said if p in _qualifiers()}
    for qualifier in ("at_least", "at_most", "about"):
        if qualifier in found:
            return qualifier
    return "exact"
