"""When a page says it was published: by its own field, a stamp on it, or its address.

Patterns are data (dates.yaml). Inferring a date from weekdays and from copies is another stage's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from reportedly import knowledge

YEARS = range(1980, 2100)  # anything else in a stamp is a misreading
ADDRESS = 2000  # characters of a URL that are looked at
DAY_FIRST = "."  # 04.09.2031 is written day first everywhere


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a date; `examples` are texts and the date in them, or null."""

    id: str
    pattern: str
    examples: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dates:
    """The file dates.yaml."""

    months: dict[str, int]
    stamps: tuple[Pattern, ...]
    urls: tuple[Pattern, ...]


@lru_cache(maxsize=1)
def dates() -> Dates:
    """The patterns of dates.yaml. Raises RuleError."""
    found: Dates = knowledge.load("reportedly.clean", "dates.yaml", Dates)
    return found


@lru_cache(maxsize=2)
def _compiled(which: str) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(dates().months, key=lambda m: (-len(m), m)))
    patterns = dates().stamps if which == "stamps" else dates().urls
    return tuple(
        re.compile(r"(?<![0-9])" * (which == "stamps") + p.pattern.replace("MONTH", names), re.IGNORECASE)
        for p in patterns
    )


def stamped(words: str) -> str | None:
    """The first date (YYYY-MM-DD) in the words of a stamp; None where there is none or it is ambiguous."""
    found = [(m.start(), n, m) for n, p in enumerate(_compiled("stamps")) if (m := p.search(words))]
    for _, _, match in sorted(found, key=lambda f: f[:2]):
        day = _day(match)
        if day:
            return day
    return None


def addressed(url: str | None) -> str | None:
    """The date (YYYY-MM-DD) in the address of a page, if it holds one."""
    for pattern in _compiled("urls") if url else ():
        for match in pattern.finditer(url or "", 0, ADDRESS):
            day = _day(match)
            if day:
                return day
    return None


def _day(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if "a" in parts:
        month, day = _ordered(int(parts["a"]), int(parts["b"]), parts["sep"])
    else:
        name = parts.get("mon")
        month = dates().months[name.lower()] if name else int(parts["m"])
        day = int(parts["d"])
    year = int(parts["y"])
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None


def _ordered(first: int, second: int, separator: str) -> tuple[int, int]:
    """(month, day) of two numbers; (0, 0), which is no date, where both orders are possible."""
    if first > 12 or first == second or separator == DAY_FIRST:
        return second, first
    return (first, second) if second > 12 else (0, 0)
