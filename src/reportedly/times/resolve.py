"""What days a matched time expression names, seen from the day of publication.

Every function takes a `Match` and a `Context` and returns a `Reading`, or None to say that the words are
no time expression after all. Without a day of publication a relative expression has no interval.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from reportedly.times.days import (
    UNKNOWN,
    Reading,
    around,
    back,
    month_of,
    quarter_of,
    safe,
    week_of,
    year_of,
)
from reportedly.times.lexer import Atom, word_value
from reportedly.times.matches import Context, Match, count, direction, unit_name

# -- dates -------------------------------------------------------------------------------------------


def iso(match: Match, context: Context) -> Reading | None:
    year, month, day = (int(p) for p in match.atoms[0].lower.split("-"))
    found = safe(lambda: date(year, month, day))
    return Reading(found, found) if found else None


def slash(match: Match, context: Context) -> Reading | None:
    """Day first, as most of the world writes; month first where only that is a date."""
    first, second, year = (int(p) for p in match.atoms[0].lower.replace(".", "/").split("/"))
    found = safe(lambda: date(year, second, first)) or safe(lambda: date(year, first, second))
    return Reading(found, found) if found else None


def day_number(atom: Atom) -> int | None:
    if "ordinal" in atom.classes:
        return word_value("ordinal", atom.lower)
    digits = atom.lower.rstrip("sthndr")
    return int(digits) if digits.isdigit() else None


def nearest(context: Context, make: Callable[[int], date | None]) -> date | None:
    """The date of which the year is not told: the past one, unless it is long past or the tense is future."""
    if context.day is None:
        return None
    day = context.day
    past = next((d for y in (day.year, day.year - 1) if (d := make(y)) and d <= day), None)
    ahead = next((d for y in (day.year, day.year + 1) if (d := make(y)) and d >= day), None)
    if ahead is None or past is None:
        return past or ahead
    soon, stale = (ahead - day).days <= 45, (day - past).days > 300
    if (soon and stale) or (context.tense() == "future" and (day - past).days > 14):
        return ahead
    return past


def date_of(match: Match, context: Context) -> Reading | None:
    month = match.value("month")
    after = [a for a in match.atoms if a.classes & {"day", "nth", "ordinal"}]
    if month is None or not after:
        return None
    at = match.first("month")
    beside = min(after, key=lambda a: abs(a.start - at.start) if at else 0)
    number, year = day_number(beside), match.first("year")
    if number is None:
        return None
    if year is not None:
        found = safe(lambda: date(int(year.lower), month, number))
        return Reading(found, found)
    found = nearest(context, lambda y: safe(lambda: date(y, month, number)))
    return Reading(found, found)


def days(match: Match, context: Context) -> Reading | None:
    """Two days of one month."""
    month, year = match.value("month"), match.first("year")
    numbers = [n for a in match.atoms if a.classes & {"day", "nth"} and (n := day_number(a))]
    if month is None or len(numbers) < 2 or numbers[0] >= numbers[1]:
        return None
    made = [
        safe(lambda n=n: date(int(year.lower), month, n))  # type: ignore[misc]
        if year
        else nearest(context, lambda y, n=n: safe(lambda: date(y, month, n)))  # type: ignore[misc]
        for n in numbers[:2]
    ]
    first, last = made
    if first is None or last is None or first > last:
        return UNKNOWN
    return Reading(first, last)


def month_reading(match: Match, context: Context) -> Reading | None:
    month, year = match.value("month"), match.first("year")
    if month is None or (len(match.atoms) == 1 and match.has("short")):  # "Jan" alone is a name
        return None
    if year is not None:
        return month_of(int(year.lower), month)
    if context.day is None:
        return UNKNOWN
    day, way = context.day, direction(match)
    if way is not None and match.has("unit"):
        return month_of(day.year + way, month) if unit_name(match) == "year" else None
    if way == 0:
        return month_of(day.year, month)
    if way == 1 or (way is None and month != day.month and context.tense() == "future"):
        return month_of(day.year + (month <= day.month), month)
    latest = day.month - 1 if way == -1 else day.month
    return month_of(day.year - (month > latest), month)


def year_reading(match: Match, context: Context) -> Reading | None:
    year = match.first("year")
    return year_of(int(year.lower)) if year else None


def decade(match: Match, context: Context) -> Reading | None:
    atom = match.first("decade")
    start = int(atom.lower.strip("'s")) if atom else match.value("decade_word")
    if start is None:
        return None
    start += 1900 if start < 100 else 0
    return Reading(date(start, 1, 1), date(start + 9, 12, 31))


def half(match: Match, context: Context) -> Reading | None:
    which, year = match.value("ordinal"), match.first("year")
    way = direction(match)
    number = int(year.lower) if year else context.day.year + way if context.day and way is not None else None
    if which not in {1, 2}:
        return None
    if number is None:
        return UNKNOWN
    return Reading(quarter_of(number, 2 * which - 1).earliest, quarter_of(number, 2 * which).latest)


def quarter(match: Match, context: Context) -> Reading | None:
    atom, year, way = match.first("ordinal") or match.first("nth"), match.first("year"), direction(match)
    number = day_number(atom) if atom else None
    if number is None or not 1 <= number <= 4:
        return None
    if year is not None:
        return quarter_of(int(year.lower), number)
    if context.day is None:
        return UNKNOWN
    if way is not None:
        return quarter_of(context.day.year + way, number)
    found = quarter_of(context.day.year, number)
    if found.earliest and found.earliest > context.day and context.tense() == "past":
        return quarter_of(context.day.year - 1, number)
    return found


# -- relative to publication -------------------------------------------------------------------------


def weekday(match: Match, context: Context) -> Reading | None:
    wanted = match.value("weekday")
    if wanted is None or (len(match.atoms) == 1 and match.has("short")):  # "Sun" alone is no day
        return None
    if context.day is None:
        return UNKNOWN
    day, way = context.day, direction(match)
    if way is not None and match.has("unit"):
        found = week_of(day + timedelta(days=7 * way)).earliest
        found = found + timedelta(days=wanted) if found else None
        return Reading(found, found)
    behind, ahead = (day.weekday() - wanted) % 7, (wanted - day.weekday()) % 7
    if way == -1:
        found = day - timedelta(days=behind or 7)
    elif way == 1:
        found = day + timedelta(days=ahead or 7)
    elif context.tense() == "future":
        found = day + timedelta(days=ahead)
    else:
        found = day - timedelta(days=behind)
    return Reading(found, found)


def day_word(match: Match, context: Context) -> Reading | None:
    if context.day is None:
        return UNKNOWN
    found = context.day + timedelta(days=match.value("day_word") or 0)
    return Reading(found, found)


def day_beside(match: Match, context: Context) -> Reading | None:
    if unit_name(match) != "day":
        return None
    if context.day is None:
        return UNKNOWN
    found = context.day + timedelta(days=2 * (match.value("day_word") or 0))
    return Reading(found, found)


def today(match: Match, context: Context) -> Reading | None:
    return Reading(context.day, context.day)


def yesterday(match: Match, context: Context) -> Reading | None:
    found = context.day - timedelta(days=1) if context.day else None
    return Reading(found, found)


def overnight(match: Match, context: Context) -> Reading | None:
    """From the evening before to the morning of publication."""
    return Reading(context.day - timedelta(days=1), context.day) if context.day else UNKNOWN


def unit_reading(match: Match, context: Context) -> Reading | None:
    unit, way = unit_name(match), direction(match)
    if unit is None or way is None:
        return None
    if context.day is None:
        return UNKNOWN
    at = back(context.day, unit, -way)
    return around(at, unit) if at else UNKNOWN


def stretch(match: Match, context: Context) -> Reading | None:
    """ "The last four days": from publication less four days, to publication."""
    unit, number = unit_name(match), count(match)
    if unit == "hour" and number is not None:
        unit, number = "day", -(-number // 24)
    if unit is None or number is None or context.day is None:
        return Reading(None, None, "duration")
    if match.has("next"):
        return Reading(context.day, back(context.day, unit, -number), "duration")
    start = back(context.day, unit, number)
    return Reading(start, context.day if start else None, "duration")


def ago(match: Match, context: Context) -> Reading | None:
    unit, number = unit_name(match), count(match)
    if not match.has("unit") and not any(a.classes & {"num", "spelled", "few"} for a in match.atoms):
        return Reading(None, None, "reference")  # "years ago"
    if unit is None or number is None or context.day is None:
        return UNKNOWN
    at = back(context.day, unit, number)
    return around(at, unit) if at else UNKNOWN


def focus(match: Match, context: Context) -> Reading | None:
    """ "That day", "the next day": as seen from the last date that the text named."""
    if match.has("period") or match.has("quarter_word"):
        quarters = [
            r for r in context.named if r.earliest and r.latest and 88 < (r.latest - r.earliest).days < 92
        ]
        return quarters[0] if quarters else UNKNOWN
    unit = unit_name(match) or ("day" if match.has("day_unit") else None)
    fine = {"day": 1, "week": 7, "month": 31, "year": 366}.get(unit or "", 0)
    known = [r for r in context.named if r.earliest and r.latest and (r.latest - r.earliest).days < fine]
    if not known or unit is None or known[0].earliest is None:
        return UNKNOWN if fine else None
    step = 1 if match.has("next") else match.value("beside") or 0
    at = back(known[0].earliest, unit, -step)
    return around(at, unit) if at else UNKNOWN


def weekend(match: Match, context: Context) -> Reading | None:
    """The last Saturday and Sunday, or the next ones in the future tense. Other units are no time here."""
    if unit_name(match) != "weekend":
        return None
    if context.day is None:
        return UNKNOWN
    since = (context.day.weekday() - 5) % 7
    saturday = context.day - timedelta(days=since)
    if context.tense() == "future" and since > 1:
        saturday += timedelta(days=7)
    return Reading(saturday, saturday + timedelta(days=1))


def time(match: Match, context: Context) -> Reading | None:
    """A time of day: on the one day that the sentence names. Filled in by `find`."""
    return UNKNOWN


# -- without days ------------------------------------------------------------------------------------


def none(match: Match, context: Context) -> Reading | None:
    return UNKNOWN


def duration(match: Match, context: Context) -> Reading | None:
    return Reading(None, None, "duration")


def set_(match: Match, context: Context) -> Reading | None:
    return Reading(None, None, "set")


def reference(match: Match, context: Context) -> Reading | None:
    return Reading(None, None, "reference")
