"""Days named by where they stand: "the 5th", "Christmas", "the first week of May", "three days later"."""

from __future__ import annotations

from datetime import date, timedelta

from reportedly.times.days import UNKNOWN, Reading, around, back, months_before, safe
from reportedly.times.matches import Context, Match, count, unit_name
from reportedly.times.resolve import day_number, month_reading, nearest


def offset(match: Match, context: Context) -> Reading | None:
    """ "Three days later": than the date named last; "three days after the quake of 2 May": than that one."""
    unit, number = unit_name(match), count(match)
    if not match.has("the") and not any(a.classes & {"num", "spelled", "few", "a"} for a in match.atoms):
        return Reading(None, None, "reference")  # "years later"
    fine = {"day": 1, "week": 7, "month": 31, "year": 366}.get(unit or "", 0)
    known = [r for r in context.named[:1] if r.earliest and r.latest and (r.latest - r.earliest).days < fine]
    if not known or unit is None or number is None or known[0].earliest is None or known[0].latest is None:
        return UNKNOWN
    steps = -number if match.has("later") else number
    return Reading(back(known[0].earliest, unit, steps), back(known[0].latest, unit, steps))


def nth_day(match: Match, context: Context) -> Reading | None:
    """ "On the 5th": of this month, or of the one before or after."""
    atom = match.first("nth")
    number = day_number(atom) if atom else None
    if number is None or not 1 <= number <= 31:
        return None
    if context.day is None:
        return UNKNOWN
    day, ahead = context.day, context.tense() == "future"
    for months in (0, -1 if ahead else 1):
        month = months_before(day.replace(day=1), months)
        found = safe(lambda month=month: month.replace(day=number))  # type: ignore[misc]
        if found and (found >= day if ahead else found <= day):
            return Reading(found, found)
    return UNKNOWN


def feast(match: Match, context: Context) -> Reading | None:
    """Christmas and the New Year, whose days are the same every year."""
    if match.has("new") and unit_name(match) != "year":
        return None
    year, eve = match.first("year"), match.has("edge")
    month, day = (12, 25 - eve) if match.has("christmas") else (12, 31) if eve else (1, 1)
    if year is not None:
        found = safe(lambda: date(int(year.lower), month, day))
    else:
        found = nearest(context, lambda y: safe(lambda: date(y, month, day)))
    return Reading(found, found)


def outset(match: Match, context: Context) -> Reading | None:
    """ "The start of the year": which is the present one."""
    unit = unit_name(match)
    if unit not in {"week", "month", "year"}:
        return None
    return around(context.day, unit) if context.day else UNKNOWN


def before_last(match: Match, context: Context) -> Reading | None:
    unit = unit_name(match)
    if unit is None or context.day is None:
        return UNKNOWN
    at = back(context.day, unit, 2)
    return around(at, unit) if at else UNKNOWN


def part_of_month(match: Match, context: Context) -> Reading | None:
    """So many days or weeks from the start or to the end of a month; the second week begins on the 8th."""
    whole, unit, number = month_reading(match, context), unit_name(match), count(match)
    days = {"day": 1, "week": 7}.get(unit or "", 0) * (number or 0)
    if whole is None or whole.earliest is None or whole.latest is None or not days:
        return UNKNOWN
    if match.has("final") or match.has("last"):
        return Reading(whole.latest - timedelta(days=days - 1), whole.latest)
    first = whole.earliest + timedelta(days=days * ((match.value("ordinal") or 1) - 1))
    last = first + timedelta(days=days - 1)
    return Reading(first, last) if last <= whole.latest else UNKNOWN
