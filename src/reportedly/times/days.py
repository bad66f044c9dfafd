"""Days, weeks, months and years of the calendar, as intervals."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.records import TimeKind


@dataclass(frozen=True, slots=True)
class Reading:
    """The days named, both inclusive, or None; and the kind of expression."""

    earliest: date | None
    latest: date | None
    kind: TimeKind = "date"


UNKNOWN = Reading(None, None)


def safe(make: Callable[[], date]) -> date | None:
    """A date, or None where there is no such day."""
    try:
        return make()
    except (ValueError, OverflowError):
        return None


def month_of(year: int, month: int) -> Reading:
    last = calendar.monthrange(year, month)[1]
    return Reading(date(year, month, 1), date(year, month, last))


def year_of(year: int) -> Reading:
    return Reading(date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else UNKNOWN


def quarter_of(year: int, quarter: int) -> Reading:
    return Reading(date(year, 3 * quarter - 2, 1), month_of(year, 3 * quarter).latest)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day. Negative: later."""
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(day: date) -> Reading:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Reading(monday, monday + timedelta(days=6))


def back(day: date, unit: str, count: int) -> date | None:
    """`count` units before a day (negative: after); None for units shorter than a day or none known."""
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(unit)
    if days:
        return safe(lambda: day - timedelta(days=days * count))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    return safe(lambda: months_before(day, months * count)) if months else None


def around(day: date, unit: str) -> Reading:
    """The calendar unit that holds a day."""
    if unit == "day":
        return Reading(day, day)
    if unit == "week":
        return week_of(day)
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday())
        return Reading(saturday, saturday + timedelta(days=1))
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        return Reading(date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31))
    return UNKNOWN
