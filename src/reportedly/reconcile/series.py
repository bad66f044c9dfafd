"""Figures over time. Values stand beside each other with their windows and speakers; none is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.reconcile.clusters import Matter
from reportedly.reconcile.days import iso
from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.reconcile.figures import Amount, amount_of, contradict
from reportedly.reconcile.matters import matters
from reportedly.records import Figure, Id, Point, Series, Span, Status, make_id, ordinal

MOST_DAYS = 366  # a longer window is the whole crisis, not news of it
ALMOST_SAME_DAY = 1  # days between two reports that can be held against each other


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure of one article, and the claim it belongs to, if any."""

    figure: Figure
    amount: Amount
    published: int | None
    root: Id
    sentence: tuple[Id, int]
    origin: Id
    evidence: Evidence | None
    matter: int | None

    @property
    def order(self) -> tuple[bool, int, Id, int, Id]:
        span = self.figure.span
        return self.root != span.article, self.published or 10**7, span.article, span.start, self.figure.id

    @property
    def witness(self) -> str:
        """Who gives the figure: its speaker, or whose text it is."""
        return self.figure.speaker or (self.evidence.teller if self.evidence else self.origin)


def series(testimony: Testimony, found: Sequence[Matter]) -> tuple[Series, ...]:
    """One series for each measure, unit and place, in that order; counts of a whole war have their own."""
    grouped: dict[tuple[str, str, bool, str], list[Reported]] = defaultdict(list)
    for reported in _reported(testimony, found):
        figure, place = reported.figure, _place(testimony, reported, found)
        grouped[figure.measure, figure.unit, figure.whole_conflict, place].append(reported)
    values = {key: _values(some) for key, some in sorted(grouped.items())}
    made = []
    for (measure, unit, whole, key), some in sorted(grouped.items()):
        near = [
            value
            for (*what, where), held in values.items()
            if what == [measure, unit, whole] and _within_one(testimony, key, where)
            for value in held
        ]
        points = _points(testimony, values[measure, unit, whole, key], near)
        made.append(
            Series(
                id=make_id("s", testimony.story, measure, unit, key, *(["whole conflict"] if whole else [])),
                story=testimony.story,
                measure=some[0].figure.measure,
                unit=unit,
                place=testimony.place_of(key) if key else None,
                points=points,
                whole_conflict=whole,
            )
        )
    return tuple(made)


def _place(testimony: Testimony, reported: Reported, found: Sequence[Matter]) -> str:
    """The key of the place a figure is of: its own; of what an event did, that of its claim or matter."""
    if reported.figure.place is not None:
        return testimony.atlas.key(reported.figure.place.place)
    if reported.figure.measure not in matters().event_measures or reported.evidence is None:
        return ""
    matter = found[reported.matter].place if reported.matter is not None else None
    return reported.evidence.place or matter or ""


def _within_one(testimony: Testimony, one: str, other: str) -> bool:
    """Whether figures of two places can be of one whole: the same place, none told, or a wide area."""
    return one == other or not (one and other) or _wide(testimony, one) or _wide(testimony, other)


def _wide(testimony: Testimony, key: str) -> bool:
    return testimony.atlas.broad(testimony.place_of(key))


def _reported(testimony: Testimony, found: Sequence[Matter]) -> list[Reported]:
    """The figures that a series can hold, in order."""
    matter_of = {e.claim.id: n for n, matter in enumerate(found) for e in matter.evidence}
    reported = []
    told = {
        (f.span.article, f.measure, f.low, f.high)
        for f in testimony.figures.values()
        if testimony.role(_sentence(testimony, f)) == "body"
    }
    for figure in testimony.figures.values():
        amount = amount_of(figure)
        evidence = testimony.by_claim.get(figure.claim or "")
        if amount is None or figure.measure not in matters().counted or not _is_news(figure, evidence):
            continue
        if figure.id in testimony.altered or _is_open_increment(figure):
            continue
        again = (figure.span.article, figure.measure, figure.low, figure.high) in told
        if again and testimony.role(_sentence(testimony, figure)) != "body":
            continue  # a headline that repeats its text
        sentence = testimony.sentence_at(figure.span)
        reported.append(
            Reported(
                figure=figure,
                amount=amount,
                published=testimony.published[figure.span.article],
                root=testimony.root[figure.span.article],
                sentence=testimony.copied.get(sentence, sentence),
                origin=testimony.origin_at(sentence),
                evidence=evidence,
                matter=matter_of.get(figure.claim or ""),
            )
        )
    return sorted(reported, key=lambda r: r.order)


def _sentence(testimony: Testimony, figure: Figure) -> Span:
    return testimony.whole(testimony.sentence_at(figure.span))


def _is_news(figure: Figure, evidence: Evidence | None) -> bool:
    """A denied or merely possible number is no point, nor one of history without a recent window; what a
    whole war has come to is one, apart from the others."""
    if figure.modality not in ("asserted", "background"):
        return False
    if evidence is None:
        return True
    claim = evidence.claim
    if claim.polarity == "denied" or claim.modality not in ("asserted", "background"):
        return False
    if not evidence.history or figure.whole_conflict:
        return True
    start, published = ordinal(figure.window_start), evidence.published
    return start is not None and published is not None and published - start <= MOST_DAYS


def _is_open_increment(figure: Figure) -> bool:
    """How many more, of no told days: no total, and no count of its own days either."""
    return figure.delta == "increment" and figure.window_start is None and figure.window_end is None


def _values(some: Sequence[Reported]) -> list[list[Reported]]:
    """Reports of one value together, in order."""
    merged: list[list[Reported]] = []
    for reported in some:
        for held in merged:
            if any(_same(reported, other) for other in held):
                held.append(reported)
                break
        else:
            merged.append([reported])
    return merged


def _points(
    testimony: Testimony, values: Sequence[Sequence[Reported]], near: Sequence[Sequence[Reported]]
) -> tuple[Point, ...]:
    """A point a value; `near` are the values that they can be held against."""
    points = [_point(testimony, held, near) for held in values]
    return tuple(
        sorted(points, key=lambda p: (p.as_of or "9", p.window_start or "", p.low or 0.0, p.figures))
    )


def _same(one: Reported, other: Reported) -> bool:
    """Whether two reports give one value: in copies of one sentence, or by one speaker for one window."""
    a, b = one.figure, other.figure
    if (a.low, a.high) != (b.low, b.high) or (a.delta == "increment") != (b.delta == "increment"):
        return False
    if _was(one, other) or _was(other, one):
        return True
    if one.sentence == other.sentence or (one.root == other.root and a.speaker == b.speaker):
        return True
    if _one_matter(one, other) and one.witness == other.witness:
        return True
    windows = (a.window_start, a.window_end) == (b.window_start, b.window_end)
    return windows and a.speaker == b.speaker and (a.speaker is not None or _one_matter(one, other))


def _was(one: Reported, other: Reported) -> bool:
    """Whether one tells that the other's figure is what it was before."""
    earlier = (other.published or 10**7) < (one.published or 0)
    return one.figure.delta == "former" and (earlier or other.figure.delta == "former")


def _comparable(one: Reported, other: Reported) -> bool:
    """Whether two figures of a series can count the same: a whole war, since a day, or what one event did."""
    figure = one.figure
    return figure.whole_conflict or figure.window_start is not None or _one_matter(one, other)


def _one_matter(one: Reported, other: Reported) -> bool:
    return one.matter is not None and one.matter == other.matter


def _point(testimony: Testimony, held: Sequence[Reported], merged: Sequence[Sequence[Reported]]) -> Point:
    first = held[0]
    days = [r.published for r in held if r.published is not None]
    origins = testimony.count((r.origin, r.witness) for r in held)
    claims = dict.fromkeys(r.figure.claim for r in held if r.figure.claim)
    return Point(
        as_of=iso(min(days)) if days else None,
        low=first.figure.low,
        high=first.figure.high,
        window_start=first.figure.window_start,
        window_end=first.figure.window_end,
        speaker=next((r.figure.speaker for r in held if r.figure.speaker), None),
        origins=origins,
        claims=tuple(c for c in claims if c is not None),
        figures=tuple(r.figure.id for r in held),
        status=_status(held, merged, origins),
        delta="increment" if first.figure.delta == "increment" else None,
    )


def _status(held: Sequence[Reported], merged: Sequence[Sequence[Reported]], origins: int) -> Status:
    first = held[0]
    if any(r.figure.delta == "former" for r in held):
        return "superseded"
    others = [other[0] for other in merged if other is not held]
    if any(_supersedes(other, first) for other in others):
        return "superseded"
    if any(_disputes(other, first) for other in others):
        return "disputed"
    parties = {r.evidence.party if r.evidence else None for r in held}
    if None not in parties and (len(parties) == 1 or origins < 2):
        return "party_only"
    return "corroborated" if origins >= 2 else "single_origin"


def _supersedes(later: Reported, earlier: Reported) -> bool:
    """The same speaker's later figure for what began on the same day."""
    a, b = later.figure, earlier.figure
    if a.delta or b.delta:
        return False
    if a.speaker is None or a.speaker != b.speaker or a.window_start != b.window_start:
        return False
    if not _comparable(later, earlier):
        return False
    return (later.published or 0) > (earlier.published or 0) > 0


def _disputes(one: Reported, other: Reported) -> bool:
    """Another speaker's figure for the same thing, days and time of speaking, that cannot also hold."""
    if one.witness == other.witness or one.origin == other.origin:
        return False
    if not contradict(one.amount, other.amount):
        return False
    if not _comparable(one, other):
        return False
    if one.figure.measure in matters().event_measures and _rises(one, other):
        return False
    return abs((one.published or 0) - (other.published or 0)) <= ALMOST_SAME_DAY


def _rises(one: Reported, other: Reported) -> bool:
    """Whether the later report of what an event did has the higher number, as tolls have."""
    earlier, later = sorted((one, other), key=lambda r: r.published or 0)
    return (earlier.published or 0) < (later.published or 0) and earlier.amount.low <= later.amount.low
