"""How well counts are read: what is counted, what of it, where, when, on whose word, a part of what.

figures.yaml holds sentences of our own in lots, each written before it was tried; its head tells how to read
a row. Only the choice among the places of a sentence is judged here, not the finding of them. A lot's figures
as first tried are in notes.md: the rules have been mended on these sentences since, so expect less on others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from benchmarks.quality.reading import read
from reportedly import knowledge, times
from reportedly.actors import Actors
from reportedly.claims.extraction import told
from reportedly.config import Language
from reportedly.language import Parser
from reportedly.records import Figure, Place, PlaceMention, PlaceRole, Qualifier

SENTENCES = "figures.yaml"
PUBLISHED_AT = "2024-03-15"
FIELDS = ("value", "measure", "unit", "place", "window", "speaker", "part", "delta")
QUALIFIERS: dict[str, Qualifier] = {"+": "at_least", "-": "at_most", "~": "about", "": "exact"}
UNPLACED = frozenset({"other", "share", "distance"})

Lots = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A line of the file. `low`, `high` are None where there is no bound; other fields where not judged."""

    low: float | None
    high: float | None
    qualifier: Qualifier | None
    measures: frozenset[str]
    unit: str
    places: tuple[str, ...] | None = ()
    window: tuple[str | None, str | None] | None = (None, None)
    speaker: str | None = ""
    part: float | None = None
    was: float | None = None
    delta: str | None = None

    @property
    def optional(self) -> bool:
        return "other" in self.measures


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure of the gold and what it was read as, with the fields that are wrong; all if it was missed."""

    lot: str
    text: str
    gold: str
    wrong: tuple[str, ...]
    found: Figure | None


@dataclass(slots=True)
class Outcome:
    rows: int = 0
    judged: list[Judged] = field(default_factory=list)
    spurious: list[tuple[str, Figure]] = field(default_factory=list)


def judge() -> Outcome:
    """Every row, read as the program reads an article whose places are known."""
    lots = knowledge.load(__package__, SENTENCES, Lots)
    parser, actors, outcome = Parser(Language()), Actors.load(), Outcome()
    for lot, rows in lots.items():
        for text, *lines in rows:
            outcome.rows += 1
            _judge_row(lot, text, lines, list(_read(parser, actors, text)), outcome)
    return outcome


def scores(outcome: Outcome) -> dict[str, float]:
    """The share right, wholly and in each field. `precision` is of figures of a measure."""
    wrong = Counter(name for j in outcome.judged for name in j.wrong)
    of = len(outcome.judged)
    whole = sum(not j.wrong for j in outcome.judged)
    matched = sum(j.found is not None for j in outcome.judged)
    return {
        "right": whole / of,
        **{name: 1 - wrong[name] / of for name in FIELDS},
        "precision": matched / (matched + len(outcome.spurious)),
    }


def _judge_row(lot: str, text: str, lines: Sequence[str], figures: list[Figure], outcome: Outcome) -> None:
    golds = [gold(line) for line in lines]
    by_id, free, matched = {f.id: f for f in figures}, list(figures), dict[int, Figure]()
    for n, g in enumerate(golds):  # the best fitting of those with its number
        fits = [f for f in free if {g.low, g.high} & {f.low, f.high} - {None}]
        if fits:
            matched[n] = min(fits, key=lambda f: len(list(_wrong(g, f, by_id))))
            free.remove(matched[n])
    for n, g in enumerate(golds):
        found = matched.get(n)
        wrong = tuple(_wrong(g, found, by_id)) if found else () if g.optional else FIELDS
        outcome.judged.append(Judged(lot, text, lines[n], wrong, found))
    outcome.spurious += [(text, f) for f in free if f.measure != "other"]


def _wrong(g: Gold, f: Figure, by_id: dict[str, Figure]) -> Iterator[str]:
    if (g.low, g.high) != (f.low, f.high) or (g.qualifier or f.qualifier) != f.qualifier:
        yield "value"
    if f.measure not in g.measures:
        yield "measure"
    if f.unit != g.unit:
        yield "unit"
    if g.optional and f.measure == "other":
        return
    if g.places is not None and not g.measures & UNPLACED:
        name = f.place.place.name if f.place else None
        if (name not in g.places) if g.places else name is not None:
            yield "place"
    if g.window is not None and g.window != (f.window_start, f.window_end):
        yield "window"
    if g.speaker is not None and not _same_speaker(g.speaker, f.speaker or ""):
        yield "speaker"
    whole = by_id[f.part_of].low if f.part_of else None
    if g.part != whole:
        yield "part"
    before = by_id[f.former].low if f.former else None
    if g.delta != f.delta or g.was != before:
        yield "delta"


def _same_speaker(wanted: str, said: str) -> bool:
    a, b = (set(re.findall(r"\w+", s.lower())) - {"the", "a"} for s in (wanted, said))
    return bool(a and b and (a <= b or b <= a)) or a == b


def gold(line: str) -> Gold:
    """A line of the file as a `Gold`. ValueError where it cannot be read."""
    number, measures, unit, *rest = line.split()
    low, high, qualifier = _number(number)
    made = Gold(low, high, qualifier, frozenset(measures.split("/")), unit)
    for word in rest:
        made = _with(made, word)
    return made


def _with(made: Gold, word: str) -> Gold:
    name, _, value = word.partition("=")
    if word == "@?":
        return replace(made, places=None)
    if word.startswith("@"):
        return replace(made, places=tuple(p.replace("_", " ") for p in word[1:].split("|")))
    if word in ("more", "former"):
        return replace(made, delta={"more": "increment"}.get(word, word))
    if word in ("in=?", "by=-"):
        return replace(made, window=None) if name == "in" else replace(made, speaker=None)
    if name in ("on", "in"):
        first, dots, last = value.partition("..")
        return replace(made, window=(first or None, (last if dots else first) or None))
    if name == "by":
        return replace(made, speaker=value.replace("_", " "))
    if name in ("part", "was"):
        return replace(made, part=float(value)) if name == "part" else replace(made, was=float(value))
    raise ValueError(word)


def _number(text: str) -> tuple[float | None, float | None, Qualifier | None]:
    if ".." in text:
        low, _, high = text.partition("..")
        return float(low), float(high), None
    digits = text.strip("~+-")
    qualifier = QUALIFIERS[text.replace(digits, "")]
    number = float(digits)
    return (
        None if qualifier == "at_most" else number,
        None if qualifier == "at_least" else number,
        qualifier,
    )


def _read(parser: Parser, actors: Actors, marked: str) -> Iterator[Figure]:
    text, marks = _unmarked(marked)
    page = read(parser, text, PUBLISHED_AT)
    where = [
        PlaceMention(page.article.span(start, end), Place(text[start:end]), None, role=role)
        for start, end, role in marks
    ]
    return (x for x in told(page, where, times.find(page), actors) if isinstance(x, Figure))


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, PlaceRole]]]:
    """The text without braces, and where the names that stood in them are, with their roles."""
    text, marks = "", list[tuple[int, int, PlaceRole]]()
    for n, piece in enumerate(re.split(r"[{}]", marked)):
        if n % 2:
            name, _, role = piece.partition("|")
            marks.append((len(text), len(text) + len(name), cast(PlaceRole, role or "literal")))
            text += name
        else:
            text += piece
    return text, marks
