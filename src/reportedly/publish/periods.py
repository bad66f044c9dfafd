"""Of which days a finding is, and the periods of a story that the map tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.publish.display import count_words, date_words, period_words
from reportedly.publish.edition import Lookups
from reportedly.reconcile.days import Days, hull, iso
from reportedly.records import Claim, Control, Finding, ordinal

DATED = 7  # days: an interval longer than this says of no claim when it was
TONES = ("recent", "earlier", "oldest")  # how marks of a period are drawn (report.css), the last period first
BEFORE = 45  # days: what began longer ago than this is "until" its last day


@dataclass(frozen=True, slots=True)
class Period:
    """Some days of a story, and the tone of its marks."""

    days: Days
    tone: str
    words: str


def days_of(finding: Finding, lookups: Lookups) -> Days | None:
    """From the first to the last day that claims of a finding give for it; where none gives any, the day
    it was first reported. Nothing is later than its report: what is planned is of the day it was said."""
    claims = [lookups.claims[c] for c in finding.claims if c in lookups.claims]
    reported = {c.id: ordinal(published(c, lookups)) for c in claims}
    told = hull(d for c in claims if (d := happened(c, reported[c.id])) is not None)
    first = min((day for day in reported.values() if day is not None), default=None)
    return told or (Days(first, first) if first is not None else None)


def happened(claim: Claim, reported: int | None) -> Days | None:
    """The days that a claim gives, where they are few and not after its report."""
    told = Days.of(claim.time.earliest, claim.time.latest) if claim.time else None
    if told is None or told.length > DATED or (reported is not None and told.first > reported):
        return None
    return Days(told.first, min(told.last, reported)) if reported is not None else told


def published(claim: Claim, lookups: Lookups) -> str | None:
    article = lookups.articles.get(claim.article)
    return lookups.published_at(article) if article else None


def days_held(control: Control) -> Days | None:
    """The days between which a place came to be held."""
    ends = [d for d in (ordinal(control.since_earliest), ordinal(control.since_latest)) if d is not None]
    return Days(min(ends), max(ends)) if ends else None


def last_report(lookups: Lookups) -> int | None:
    """The day of the story's last article."""
    found = (ordinal(lookups.published_at(a)) for a in lookups.articles.values())
    return max((day for day in found if day is not None), default=None)


def first_report(lookups: Lookups) -> int | None:
    found = (ordinal(lookups.published_at(a)) for a in lookups.articles.values())
    return min((day for day in found if day is not None), default=None)


def periods(told: Iterable[Days], since: int | None) -> tuple[Period, ...]:
    """At most three stretches of equal length (the last may be longer), the last one first, up to the last
    day told; none where nothing is dated. What ended before `since`, the first report, goes to the first."""
    lasts = sorted(days.last for days in told)
    if not lasts:
        return ()
    current = [day for day in lasts if since is None or day >= since] or lasts[-1:]
    start, end = current[0], current[-1]
    count = min(len(TONES), end - start + 1)
    size = (end - start + 1) // count
    cuts = [start + n * size for n in range(count)]
    found = [Days(first, after - 1) for first, after in zip(cuts, [*cuts[1:], end + 1], strict=True)]
    found[0] = Days(min(lasts[0], start), found[0].last)
    return tuple(
        Period(days, tone, words_of(days)) for days, tone in zip(reversed(found), TONES, strict=False)
    )


def words_of(days: Days) -> str:
    """A stretch of days in words, a long one by its end."""
    if days.length > BEFORE:
        return f"until {date_words(iso(days.last))}"
    return period_words(iso(days.first), iso(days.last))


def tone(days: Sequence[Days], known: Sequence[Period]) -> str:
    """The tone of what was last told of on the last of these days."""
    last = max((d.last for d in days), default=None)
    if last is None:
        return "undated"
    return next((p.tone for p in known if p.days.first <= last), known[-1].tone if known else TONES[0])


def age_words(last: int, report: int | None) -> str:
    """How long before the story's last report a day was; empty where it is that day or none is known."""
    days = (report or last) - last
    if days <= 0:
        return ""
    for least, unit, many in ((730, 365, "year"), (60, 30, "month"), (14, 7, "week"), (1, 1, "day")):
        if days >= least:
            return f"{count_words(days // unit, many)} before the last report"
    return ""
