"""Which claims of a story are about one matter.

Claims that stand in the same or a copied sentence and say the same kind of thing are one matter. Beyond
that, claims of one family join when place, time and actor allow it. Claims precise about place and
time come first and anchor a matter; vaguer ones join an anchor or stay on their own, so that one vague
claim cannot tie two events together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from reportedly.reconcile.days import Days
from reportedly.reconcile.evidence import Evidence, Testimony, family
from reportedly.reconcile.matters import family as family_named
from reportedly.reconcile.matters import matters
from reportedly.reconcile.words import overlap
from reportedly.records import Id

COMPARED = 6  # claims of a matter that the words of a claim without a place are held against
Unit = list[Evidence]  # the same claim in a sentence and its copies


@dataclass(slots=True)
class Matter:
    """Claims about one thing. `anchor` is the time and place of the first, most precise, claim."""

    name: str
    modality: str
    place: str | None
    anchor: Days | None
    evidence: list[Evidence] = field(default_factory=list)
    sides: frozenset[str] = frozenset()
    of_a_war: bool = False

    def add(self, unit: Unit) -> None:
        self.evidence.extend(unit)
        self.sides = self.sides.union(*(e.sides for e in unit))


def cluster(testimony: Testimony) -> list[Matter]:
    """The matters of a story, the earliest evidence first. Background claims are left out."""
    held: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units(testimony):
        if not unit[0].history:
            held[family(unit[0]), mode(unit[0])].append(unit)
    told = {
        (e.claim.article, e.claim.polarity, *key)
        for key, some in held.items()
        for unit in some
        for e in unit
        if _in_body(testimony, e)
    }
    found: list[Matter] = []
    for name, modality in sorted(held):
        own = [u for u in held[name, modality] if not _repeats(testimony, u, name, modality, told)]
        made = _group(testimony, name, modality, own)
        found.extend(made)
        for unit in held[name, modality]:
            if _repeats(testimony, unit, name, modality, told):
                _of_article(made, unit).add(unit)
    for matter in found:
        matter.evidence.sort(key=lambda e: e.order)
    return sorted(found, key=lambda m: (m.evidence[0].order, m.name, m.modality))


def _in_body(testimony: Testimony, e: Evidence) -> bool:
    return testimony.role(e.claim.sentence) == "body"


def _repeats(
    testimony: Testimony, unit: Unit, name: str, modality: str, told: Collection[tuple[Id, str, str, str]]
) -> bool:
    """Whether claims of headlines say what the text below says: they are no matter of their own."""
    return all(
        not _in_body(testimony, e) and (e.claim.article, e.claim.polarity, name, modality) in told
        for e in unit
    )


def _of_article(made: list[Matter], unit: Unit) -> Matter:
    """The matter that most claims of the headline's article belong to; of equals one of its place."""
    first = unit[0]

    def fits(row: tuple[int, Matter]) -> tuple[bool, int, int]:
        n, matter = row
        own = sum(e.claim.article == first.claim.article for e in matter.evidence)
        return own > 0 and matter.place == first.place, own, -n

    return max(enumerate(made), key=fits)[1]


def mode(e: Evidence) -> str:
    """What can be weighed together: what is asserted and denied, or what is possible, planned, ..."""
    return "asserted" if e.claim.modality in ("asserted", "background") else e.claim.modality


def units(testimony: Testimony) -> list[Unit]:
    """Claims of one family in one sentence and its copies, in order of publication.

    Copies of a sentence are matched claim by claim in their order within it.
    """
    found: dict[tuple[object, ...], Unit] = defaultdict(list)
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    for e in testimony.evidence:
        sentence = (e.claim.article, e.claim.sentence.start, e.claim.kind, mode(e), e.claim.polarity)
        key = (testimony.text_key(e.claim), e.claim.kind, mode(e), e.claim.polarity, seen[sentence])
        seen[sentence] += 1
        found[key].append(e)
    return list(found.values())


def _group(testimony: Testimony, name: str, modality: str, held: list[Unit]) -> list[Matter]:
    """Matters of one family: precise units anchor, others join the nearest that is compatible."""
    by_place: dict[str | None, list[Matter]] = defaultdict(list)
    found: list[Matter] = []
    for unit in sorted(held, key=_precision):
        first = _best(unit)
        near = _candidates(by_place, first)
        fitting = [
            (gap, n, matter)
            for n, matter in enumerate(near)
            if (gap := _gap(testimony, matter, first, name)) is not None
        ]
        if fitting:
            matter = min(fitting, key=lambda row: row[:2])[2]
        else:
            matter = Matter(name, modality, first.place, first.days, of_a_war=first.of_a_war)
            by_place[first.place].append(matter)
            found.append(matter)
        matter.add(unit)
    return found


def _best(unit: Unit) -> Evidence:
    return min(unit, key=lambda e: (e.place is None, e.happened is None, e.derived, e.order))


def _precision(unit: Unit) -> tuple[object, ...]:
    e = _best(unit)
    long = _is_long(family(e), e.days)
    return e.place is None or e.broad, e.happened is None, long, e.derived, e.order


def _is_long(name: str, days: Days | None) -> bool:
    """Whether so many days do not tell one event of a family from another."""
    return days is not None and name in matters().event_families and days.length > matters().event_days


def _candidates(by_place: dict[str | None, list[Matter]], e: Evidence) -> Iterable[Matter]:
    if e.place is not None and not e.broad:
        return by_place[e.place]
    if e.place is not None:
        return [*by_place[e.place], *by_place[None]]
    return [m for key in sorted(by_place, key=str) for m in by_place[key]]


def _gap(testimony: Testimony, matter: Matter, e: Evidence, name: str) -> int | None:
    """Days between a matter and a claim; None where they are not one matter.

    What is vague in place or time must also say it in like words.
    """
    if matter.of_a_war != e.of_a_war:
        return None
    gap = matter.anchor.gap(e.days) if matter.anchor and e.days else 0
    if gap > family_named(name).gap_days:
        return None
    if matter.sides and e.sides and not matter.sides & e.sides:
        return None
    if e.place is None or e.broad or _is_long(name, e.days) or _is_long(name, matter.anchor):
        words, least = testimony.words(e), matters().min_overlap
        if all(overlap(words, testimony.words(m)) < least for m in matter.evidence[:COMPARED]):
            return None
    return gap
