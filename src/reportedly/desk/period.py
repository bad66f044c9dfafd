"""A story, or what of it falls within some days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reportedly.publish.edition import StoryAccount
from reportedly.publish.periods import days_of
from reportedly.reconcile.days import iso
from reportedly.records import Account, Point


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both inclusive; None is open."""

    since: date | None = None
    until: date | None = None

    @property
    def whole(self) -> bool:
        return self.since is None and self.until is None

    def meets(self, first: str | None, last: str | None = None) -> bool:
        """Whether some days (ISO 8601), or the one, have a day in the period. Undated ones have none."""
        if self.whole:
            return True
        first, last = first or last, last or first
        if not first or not last:
            return False
        after = self.since is None or last[:10] >= self.since.isoformat()
        return after and (self.until is None or first[:10] <= self.until.isoformat())


def within(story: StoryAccount, period: Period) -> StoryAccount:
    """The story with the lines, findings and figures that are dated in the period; its articles all stay,
    since they are what the lines cite."""
    if period.whole:
        return story
    account, lookups = story.account, story.lookups()
    dated = ((f, days_of(f, lookups)) for f in account.findings)
    findings = tuple(f for f, days in dated if days and period.meets(iso(days.first), iso(days.last)))
    kept = {f.id for f in findings}
    series = tuple(
        replace(s, points=points)
        for s in account.series
        if (points := tuple(p for p in s.points if point_meets(p, period)))
    )
    return replace(
        story,
        account=Account(
            findings=findings,
            series=series,
            control=tuple(c for c in account.control if period.meets(c.since_earliest, c.since_latest)),
            agreements=tuple(
                a
                for a in account.agreements
                if period.meets(a.agreed_on) or any(period.meets(x.on) for x in a.allegations)
            ),
        ),
        brief=tuple(line for line in story.brief if line.finding is None or line.finding in kept),
        timeline=tuple(line for line in story.timeline if period.meets(*line.date.split("/"))),
    )


def point_meets(point: Point, period: Period) -> bool:
    return period.meets(point.window_start or point.as_of, point.window_end or point.as_of)
