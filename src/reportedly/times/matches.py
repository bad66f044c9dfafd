"""What a pattern matched, and what its words say by themselves: a unit, a number, a direction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportedly.claims import quantities
from reportedly.times.days import Reading
from reportedly.times.lexer import Atom, word_value

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Context:
    """`day` is the day of publication. `tense` is looked up only when asked for.

    `named` is what the dates just before named, latest first.
    """

    day: date | None
    tense: Callable[[], Tense]
    named: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    atoms: tuple[Atom, ...]

    def first(self, name: str) -> Atom | None:
        return next((a for a in self.atoms if name in a.classes), None)

    def all(self, name: str) -> list[Atom]:
        return [a for a in self.atoms if name in a.classes]

    def value(self, name: str) -> int | None:
        """What the vocabulary says of the first word of a class."""
        atom = self.first(name)
        return None if atom is None else word_value(name, atom.lower)

    def has(self, name: str) -> bool:
        return self.first(name) is not None


UNITS = (
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "fortnight",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
    "weekend",
)


def unit_name(match: Match) -> str | None:
    value = match.value("unit")
    if value is None:
        value = match.value("units")
    return None if value is None else UNITS[value]


def direction(match: Match) -> int | None:
    """-1 for last, 0 for this, 1 for next; None if neither is said."""
    if match.has("last"):
        return -1
    if match.has("this"):
        return 0
    return 1 if match.has("next") else None


def count(match: Match) -> int | None:
    """How many units; None for "a few" and fractions."""
    if match.has("few") and not match.has("spelled"):
        return 2 if match.has("couple") else None
    found = [a.lower for a in match.atoms if a.classes & {"num", "spelled"}]
    if not found:
        return 1
    number = quantities.value(found)
    return int(number) if number is not None and number == int(number) and number < 10000 else None
