"""Figures as ranges that can be compared. They are compared, never added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.reconcile.matters import matters
from reportedly.records import Claim, Figure, Id

ENDLESS = float("inf")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure's range with what it counts: `low` and `high` are the bounds it leaves open or sets."""

    figure: Figure
    measure: str
    low: float
    high: float

    @property
    def precise(self) -> bool:
        """Whether it is a number, with or without a bound, and not a word such as "thousands"."""
        f = self.figure
        if f.low is None or f.high is None:
            return f.qualifier != "about"
        return f.high < 2 * max(f.low, 1.0)

    @property
    def comparable(self) -> bool:
        """Whether another figure can contradict it: its days are told, or it counts what one event did."""
        windowed = self.figure.window_start is not None
        return self.precise and (windowed or self.measure in matters().event_measures)

    @property
    def matter(self) -> tuple[str, str, str | None, str | None, bool, str | None, bool]:
        """What is counted, and over which days; a part of a whole is something else than the whole, and so is
        how many more there are."""
        f = self.figure
        return (
            f.measure,
            f.unit,
            f.window_start,
            f.window_end,
            f.part_of is not None,
            f.delta,
            f.whole_conflict,
        )

    def agrees(self, other: Amount) -> bool:
        return self.low <= other.high and other.low <= self.high

    def text(self) -> str:
        return amount_text(self.figure)


def amount_of(figure: Figure) -> Amount | None:
    """None for a figure without a number."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return None
    slack = matters().tolerance.get(figure.qualifier, 0.0)
    least = (low if low is not None else 0.0) * (1 - slack)
    most = (high if high is not None else ENDLESS) * (1 + slack)
    if figure.qualifier == "at_least":
        most = ENDLESS
    if figure.qualifier == "at_most":
        least = 0.0
    return Amount(figure, figure.measure, least, most)


def amounts(testimony: Testimony, claim: Claim) -> list[Amount]:
    """The amounts of a claim, in the order of the text, but for those that a copy altered, and those that
    only tell what a figure was before."""
    figures = sorted(
        (
            testimony.figures[i]
            for i in claim.figures
            if i in testimony.figures
            and i not in testimony.altered
            and testimony.figures[i].delta != "former"
        ),
        key=lambda f: (f.span.start, f.id),
    )
    return [amount for f in figures if (amount := amount_of(f)) is not None]


def agreeing(testimony: Testimony, shown: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that gives the figures of the claim shown; all of it where that has none."""
    mine = [a for a in amounts(testimony, shown.claim) if a.precise]
    return [
        e
        for e in evidence
        if e is shown or all(any(_same(a, b) for b in amounts(testimony, e.claim)) for a in mine)
    ]


def outdated(testimony: Testimony, evidence: Sequence[Evidence]) -> frozenset[Id]:
    """The claims that give a figure which another of them tells to have changed since: "to 70 from 43"."""
    told = [
        (e.claim.id, testimony.figures[i])
        for e in evidence
        for i in e.claim.figures
        if i in testimony.figures and testimony.figures[i].delta is None
    ]
    then = [testimony.figures[f.former] for _, f in told if f.former in testimony.figures]
    old = {(f.measure, f.unit, f.low, f.high) for f in then}
    return frozenset(claim for claim, f in told if (f.measure, f.unit, f.low, f.high) in old)


def _same(one: Amount, other: Amount) -> bool:
    """Whether two claims give one figure."""
    a, b = one.figure, other.figure
    windows = {w for w in (a.window_start, b.window_start) if w is not None}
    same = (a.measure, a.unit, a.low, a.high, a.delta) == (b.measure, b.unit, b.low, b.high, b.delta)
    return same and len(windows) < 2


def contradict(one: Amount, other: Amount) -> bool:
    """Whether two figures count the same thing over the same days and cannot both be right."""
    known = one.comparable and other.comparable and "former" not in (one.figure.delta, other.figure.delta)
    return known and one.matter == other.matter and not one.agrees(other)


def number(value: float) -> str:
    """1,234 or 1,234.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


QUALIFIED = {"exact": "{}", "about": "about {}", "at_least": "at least {}", "at_most": "at most {}"}


def amount_text(figure: Figure) -> str:
    """The figure in digits, with its qualifier: "at least 1,200", "5 more", "dozens (24 to 99)"."""
    low, high = figure.low, figure.high
    more = " more" if figure.delta == "increment" else ""
    if low is not None and high is not None and low != high:
        span, words = f"{number(low)} to {number(high)}{more}", " ".join(figure.span.quote.split()).casefold()
        return span if any(c.isdigit() for c in words) else f"{words} ({span})"
    value = low if low is not None else high
    if value is None:
        return figure.span.quote
    return QUALIFIED[figure.qualifier].format(number(value)) + more
