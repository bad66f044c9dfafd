"""What claims give for one thing: every value with its support, and the choices that narrow formats force.

Values are compared and chosen, never added up or averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.exports.telling import Telling
from reportedly.reconcile.days import Days
from reportedly.reconcile.evidence import Evidence, ids, speakers
from reportedly.reconcile.figures import amount_of, outdated
from reportedly.records import Figure, Id, Measure, Place


@dataclass(frozen=True, slots=True)
class Support:
    """Whose word a value is: `origins` counts independent texts."""

    origins: int
    speakers: tuple[str, ...]
    claims: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One value of a count. `unused` says why it is passed over where one must be chosen, or is empty."""

    figure: Figure
    support: Support
    unused: str = ""

    @property
    def least(self) -> float | None:
        """The lowest number the words allow; None where they give only an upper bound."""
        return None if self.figure.qualifier == "at_most" else self.figure.low

    @property
    def most(self) -> float | None:
        """The highest number the words name; "at least 5" names 5."""
        return self.figure.high if self.figure.high is not None else self.figure.low


@dataclass(frozen=True, slots=True)
class Dated:
    days: Days
    support: Support


@dataclass(frozen=True, slots=True)
class Within:
    """A step of a codebook's precision of dates: for dates of so many days at most."""

    days: int
    code: int


def coded(dates: Sequence[Dated], steps: Sequence[Within]) -> tuple[Dated | None, int | None]:
    """The best supported date that a codebook has a step for, with that step's code."""
    for dated in dates:
        for step in steps:
            if dated.days.length <= step.days:
                return dated, step.code
    return None, None


@dataclass(frozen=True, slots=True)
class Placed:
    place: Place
    support: Support


def numbers(telling: Telling, evidence: Sequence[Evidence], measure: Measure) -> tuple[Number, ...]:
    """All that is said of how many persons, in the order of the first claim."""
    testimony = telling.testimony
    held: dict[tuple[object, ...], list[tuple[Figure, Evidence]]] = {}
    for e in evidence:
        for figure in (testimony.figures[i] for i in e.claim.figures if i in testimony.figures):
            if figure.measure == measure and figure.unit == "person" and amount_of(figure) is not None:
                key = figure.low, figure.high, figure.qualifier, figure.delta, figure.part_of is None
                held.setdefault(key, []).append((figure, e))
    old = outdated(testimony, evidence)
    return tuple(
        Number(
            figure=some[0][0],
            support=_support(telling, [e for _, e in some]),
            unused=_passed_over(telling, [f for f, _ in some], [e for _, e in some], old),
        )
        for some in held.values()
    )


def _passed_over(
    telling: Telling, figures: Sequence[Figure], evidence: Sequence[Evidence], old: frozenset[Id]
) -> str:
    """Why a value is no total that stands, or nothing."""
    if all(f.id in telling.testimony.altered for f in figures):
        return "altered in copying"
    if figures[0].delta == "former":
        return "what it was before"
    if figures[0].delta == "increment":
        return "how many more, no total"
    if figures[0].part_of is not None:
        return "part of a total"
    if all(e.claim.id in old for e in evidence) or all(f.id in telling.replaced for f in figures):
        return "replaced by a later figure"
    return ""


def lowest(found: Iterable[Number]) -> Number | None:
    """The most conservative of the values that stand."""
    standing = [n for n in found if not n.unused and n.least is not None]
    return min(standing, key=lambda n: (n.least or 0.0, -n.support.origins, n.figure.id), default=None)


def highest(found: Iterable[Number]) -> Number | None:
    standing = [n for n in found if not n.unused and n.most is not None]
    return max(standing, key=lambda n: (n.most or 0.0, n.support.origins, n.figure.id), default=None)


def best(found: Iterable[Number]) -> Number | None:
    """The value that most independent texts give, the lower of equals."""
    standing = [n for n in found if not n.unused and n.least is not None]
    return min(standing, key=lambda n: (-n.support.origins, n.least or 0.0, n.figure.id), default=None)


def dates(telling: Telling, evidence: Sequence[Evidence]) -> tuple[Dated, ...]:
    """The days that claims name, the best supported first, of equals the narrowest, then the earliest."""
    held: dict[Days, list[Evidence]] = {}
    for e in evidence:
        if e.happened is not None:
            held.setdefault(e.happened, []).append(e)
    found = [Dated(days, _support(telling, some)) for days, some in held.items()]
    return tuple(sorted(found, key=lambda d: (-d.support.origins, d.days.length, d.days)))


def places(telling: Telling, evidence: Sequence[Evidence]) -> tuple[Placed, ...]:
    """The places that claims name, the best supported first, of equals the narrowest."""
    held: dict[str, list[Evidence]] = {}
    for e in evidence:
        if e.place is not None:
            held.setdefault(e.place, []).append(e)
    found = [
        (Placed(telling.testimony.place_of(key), _support(telling, some)), some[0].broad, key)
        for key, some in held.items()
    ]
    found.sort(key=lambda row: (-row[0].support.origins, row[1], not row[0].place.resolved, row[2]))
    return tuple(placed for placed, _, _ in found)


def _support(telling: Telling, evidence: Sequence[Evidence]) -> Support:
    return Support(telling.testimony.independent(evidence), speakers(evidence), ids(evidence))
