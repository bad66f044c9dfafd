"""Counts of a whole war so far, told from what one event did.

Nearly every report of a long war ends on one: "More than 12,000 people have been killed since the conflict
began". Such a count is of no town that the sentence before it names, and of no event of the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportedly import knowledge
from reportedly.reading import Line, Page
from reportedly.records import Claim, Figure, Id, Measure, Modality, PlaceMention, Span, ordinal

MOST = 2000  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Wars:
    """The schema of wars.yaml. Examples by whether the count in braces is of a whole war or of an event."""

    affairs: tuple[str, ...]
    not_before: tuple[str, ...]
    passing: tuple[str, ...]
    measures: tuple[Measure, ...]
    least: int
    long_days: int
    since: str
    within: str
    done_by: str
    years: str
    began: str
    still_before: str
    still_after: str
    also: str
    examples: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Patterns:
    since: re.Pattern[str]
    within: re.Pattern[str]
    done_by: re.Pattern[str]
    years: re.Pattern[str]
    began: re.Pattern[str]
    still_before: re.Pattern[str]
    still_after: re.Pattern[str]
    also: re.Pattern[str]


def told_apart(
    page: Page, claims: Sequence[Claim], figures: Sequence[Figure]
) -> tuple[tuple[Claim, ...], tuple[Figure, ...]]:
    """The claims and figures of a page, in their order, those of a whole war marked.

    Such a figure is `whole_conflict`, and it and its claim have no place but one of their own sentence. Of a
    war that is known to have begun more than `long_days` before both are background.
    """
    found: dict[Id, Figure] = {}
    last: _Told | None = None  # the last count of a war
    for figure in figures:
        at = page.at(figure.span.start)
        if at < 0 or figure.measure not in wars().measures:
            continue
        told = _Told.of(page.lines[at], figure)
        if told is not None and (told.of_a_war or told.goes_on_from(last)):
            mode = _aged(figure.modality, told.is_old(page.published_on))
            own = _inside(page.lines[at].whole, figure.place)
            found[figure.id] = replace(figure, whole_conflict=True, place=own, modality=mode)
            last = told
    if not found:
        return tuple(claims), tuple(figures)
    return tuple(_of_war(claim, found) for claim in claims), tuple(found.get(f.id, f) for f in figures)


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with the words of its sentence before and after it."""

    figure: Figure
    text: str
    before: str
    after: str

    @classmethod
    def of(cls, line: Line, figure: Figure) -> _Told | None:
        tokens = line.tokens_in(figure.span)
        if not tokens:
            return None
        text = line.text[:MOST]
        return cls(figure, text, text[: tokens[0].start], text[tokens[-1].end :])

    @property
    def of_a_war(self) -> bool:
        known = patterns()
        if known.done_by.search(self.before):
            return True
        if not (known.still_before.search(self.before) or known.still_after.match(self.after)):
            return False
        if known.since.search(self.text) or self._starts_long_before():
            return True
        many = max(self.figure.low or 0, self.figure.high or 0) >= wars().least
        lasting = known.within.search(self.text) is not None
        return (many and lasting) or known.years.search(self.text) is not None

    def goes_on_from(self, other: _Told | None) -> bool:
        """Whether it is told in one breath with another: "has killed 12,000 people and wounded 30,000"."""
        if other is None or other.text != self.text:
            return False
        between = self.before[len(other.text) - len(other.after) :]
        return patterns().also.match(between) is not None

    def is_old(self, published_on: str | None) -> bool:
        """Whether the war is told to have begun longer ago than `long_days`."""
        if self._starts_long_before() or patterns().years.search(self.text):
            return True
        year = int(published_on[:4]) if published_on else None
        began = patterns().began.search(self.text)
        return bool(year and began and int(began[1]) < year - 1)

    def _starts_long_before(self) -> bool:
        """Whether the days counted over are more than `long_days`."""
        start, end = ordinal(self.figure.window_start), ordinal(self.figure.window_end)
        return start is not None and end is not None and end - start > wars().long_days


def _of_war(claim: Claim, figures: Mapping[Id, Figure]) -> Claim:
    """A claim as its figures have it: of a whole war, it takes up no event or place of the text before."""
    own = [figures[f] for f in claim.figures if f in figures]
    if not own:
        return claim
    place = _inside(claim.sentence, claim.place)
    mode = _aged(claim.modality, any(f.modality == "background" for f in own))
    return replace(claim, place=place, modality=mode, same_as=None, same_score=None)


def _aged(modality: Modality, old: bool) -> Modality:
    return "background" if old and modality == "asserted" else modality


def _inside(sentence: Span, place: PlaceMention | None) -> PlaceMention | None:
    if place is None or not sentence.start <= place.span.start < sentence.end:
        return None
    return place


@lru_cache(maxsize=1)
def wars() -> Wars:
    found: Wars = knowledge.load("reportedly.claims", "wars.yaml", Wars)
    return found


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    known = wars()
    affair = _any(known.affairs)
    lasting = _any(a for a in known.affairs if a not in known.passing)
    return Patterns(
        **{
            key: re.compile(pattern.replace("{affair}", affair).replace("{lasting}", lasting), re.IGNORECASE)
            for key in Patterns.__dataclass_fields__
            for pattern in (getattr(known, key),)
        }
    )


def _any(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(words)})s?\b(?!\s*(?:{'|'.join(wars().not_before)})\b)"
