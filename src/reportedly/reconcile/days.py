"""Closed intervals of days, counted as proleptic Gregorian ordinals (`date.toordinal`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reportedly.records import ordinal


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From `first` to `last`, both included."""

    first: int
    last: int

    @classmethod
    def of(cls, earliest: str | None, latest: str | None) -> Days | None:
        """An interval with both ends known and in order, else None."""
        first, last = ordinal(earliest), ordinal(latest)
        return cls(first, last) if first is not None and last is not None and first <= last else None

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def gap(self, other: Days) -> int:
        """Days between two intervals; 0 where they overlap."""
        return max(0, self.first - other.last, other.first - self.last)

    def text(self) -> str:
        """ISO 8601: a date, or an interval `first/last`."""
        return iso(self.first) if self.first == self.last else f"{iso(self.first)}/{iso(self.last)}"


def hull(intervals: Iterable[Days]) -> Days | None:
    """The shortest interval that holds all of them; None of none."""
    found = list(intervals)
    return Days(min(d.first for d in found), max(d.last for d in found)) if found else None
