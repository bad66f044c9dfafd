"""The ways of reading a match, by the names that patterns.yaml gives them."""

from __future__ import annotations

from collections.abc import Callable

from reportedly.times import named, resolve
from reportedly.times.days import Reading
from reportedly.times.matches import Context, Match

READERS: dict[str, Callable[[Match, Context], Reading | None]] = {
    "ago": resolve.ago,
    "before_last": named.before_last,
    "date": resolve.date_of,
    "day_beside": resolve.day_beside,
    "day_word": resolve.day_word,
    "days": resolve.days,
    "decade": resolve.decade,
    "duration": resolve.duration,
    "feast": named.feast,
    "focus": resolve.focus,
    "half": resolve.half,
    "iso": resolve.iso,
    "month": resolve.month_reading,
    "none": resolve.none,
    "nth_day": named.nth_day,
    "offset": named.offset,
    "outset": named.outset,
    "overnight": resolve.overnight,
    "part_of_month": named.part_of_month,
    "quarter": resolve.quarter,
    "reference": resolve.reference,
    "set": resolve.set_,
    "slash": resolve.slash,
    "stretch": resolve.stretch,
    "time": resolve.time,
    "today": resolve.today,
    "unit": resolve.unit_reading,
    "weekday": resolve.weekday,
    "weekend": resolve.weekend,
    "year": resolve.year_reading,
    "yesterday": resolve.yesterday,
}
