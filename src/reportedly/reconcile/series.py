"""Figures over time. Values stand beside each other with their windows and speakers; none is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.reconcile.clusters import Matter
from reportedly.reconcile.days import iso, ordinal
from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.reconcile.figures import Amount, amount_of, contradict
from reportedly.reconcile.matters import matters
from reportedly.records import Figure, Id, Point, Series, Status, make_id

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
        return self.figure.speaker or self.origin


def series(testimony: Testimony, found: Sequence[Matter]) -> tuple[Series, ...]:
    """One series for each measure, unit and place, in that order."""
    grouped: dict[tuple[str, str, str], list[Reported]] = defaultdict(list)
    for reported in _reported(testimony, found):
        figure = reported.figure
        key = testimony.atlas.key(figure.place.place) if figure.place else ""
        grouped[figure.measure, figure.unit, key].append(reported)
    made = []
    for (measure, unit, key), some in sorted(grouped.items()):
        points = _points(testimony, some)
        made.append(
            Series(
                id=make_id("s", testimony.story, measure, unit, key),
                story=testimony.story,
                measure=some[0].figure.measure,
                unit=unit,
                place=testimony.place_of(key) if key else None,
                points=points,
            )
        )
    return tuple(made)


def _reported(testimony: Testimony, found: Sequence[Matter]) -> list[Reported]:
    """The figures that a series can hold, in order."""
    matter_of = {e.claim.id: n for n, matter in enumerate(found) for e in matter.evidence}
    reported = []
    for figure in testimony.figures.values():
        amount = amount_of(figure)
        evidence = testimony.by_claim.get(figure.claim or "")
        if amount is None or figure.measure not in matters().counted or not _is_news(figure, evidence):
            continue
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


def _is_news(figure: Figure, evidence: Evidence | None) -> bool:
    """A denied or merely possible number is no point, nor one of history without a recent window."""
    if evidence is None:
        return True
    claim = evidence.claim
    if claim.polarity == "denied" or claim.modality not in ("asserted", "background"):
        return False
    if not evidence.history:
        return True
    start, published = ordinal(figure.window_start), evidence.published
    return start is not None and published is not None and published - start <= MOST_DAYS


def _points(testimony: Testimony, some: Sequence[Reported]) -> tuple[Point, ...]:
    merged: list[list[Reported]] = []
    for reported in some:
        for held in merged:
            if any(_same(reported, other) for other in held):
                held.append(reported)
                break
        else:
            merged.append([reported])
    points = [_point(testimony, held, merged) for held in merged]
    return tuple(
        sorted(points, key=lambda p: (p.as_of or "9", p.window_start or "", p.low or 0.0, p.figures))
    )


def _same(one: Reported, other: Reported) -> bool:
    """Whether two reports give one value: in copies of one sentence, or by one speaker for one window."""
    a, b = one.figure, other.figure
    if (a.low, a.high) != (b.low, b.high):
        return False
    if one.sentence == other.sentence or (one.root == other.root and a.speaker == b.speaker):
        return True
    windows = (a.window_start, a.window_end) == (b.window_start, b.window_end)
    return windows and a.speaker == b.speaker and (a.speaker is not None or _one_matter(one, other))


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
    )


def _status(held: Sequence[Reported], merged: Sequence[Sequence[Reported]], origins: int) -> Status:
    first = held[0]
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
    if a.speaker is None or a.speaker != b.speaker or a.window_start != b.window_start:
        return False
    if a.window_start is None and not _one_matter(later, earlier):
        return False
    return (later.published or 0) > (earlier.published or 0) > 0


def _disputes(one: Reported, other: Reported) -> bool:
    """Another speaker's figure for the same thing, days and time of speaking, that cannot also hold."""
    if one.witness == other.witness or one.origin == other.origin:
        return False
    if not contradict(one.amount, other.amount):
        return False
    if one.figure.window_start is None and not _one_matter(one, other):
        return False
    return abs((one.published or 0) - (other.published or 0)) <= ALMOST_SAME_DAY
