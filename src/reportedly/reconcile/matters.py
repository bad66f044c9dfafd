"""The knowledge in matters.yaml, typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportedly.knowledge import load


@dataclass(frozen=True, slots=True)
class Family:
    kinds: tuple[str, ...]
    gap_days: int
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    value: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matters:
    families: dict[str, Family]
    control_families: tuple[str, ...]
    overtaken_by: dict[str, tuple[str, ...]]
    history_days: int
    news_days: int
    event_days: int
    min_overlap: float
    broad_km: float
    broad_features: tuple[str, ...]
    counted: tuple[str, ...]
    agreement_kinds: tuple[str, ...]
    breach_kinds: tuple[str, ...]
    accusing_kinds: tuple[str, ...]
    passing_kinds: tuple[str, ...]
    passing_rules: dict[str, tuple[str, ...]]
    agreement_words: dict[str, str]
    town_words: tuple[str, ...]
    apart_words: tuple[str, ...]
    event_families: tuple[str, ...]
    event_measures: tuple[str, ...]
    plain_words: tuple[str, ...]
    any_states_words: tuple[str, ...]
    independent_roles: tuple[str, ...]
    extents: tuple[Extent, ...]
    extent_conflicts: tuple[tuple[str, str], ...]
    tolerance: dict[str, float]


def matters() -> Matters:
    """Raises RuleError when the file does not fit."""
    found: Matters = load("reportedly.reconcile", "matters.yaml", Matters)
    return found


@lru_cache(maxsize=1)
def _family_of() -> dict[str, str]:
    return {kind: name for name, family in matters().families.items() for kind in family.kinds}


def passes(kind: str, rule: str) -> bool:
    """Whether no finding rests on claims of a kind that a rule read."""
    known = matters()
    return kind in known.passing_kinds or kind in known.passing_rules.get(rule.partition(".")[0], ())


def family_of(kind: str) -> str:
    """The family of a kind; a kind in none is its own."""
    return _family_of().get(kind, kind)


def family(name: str) -> Family:
    return matters().families.get(name) or Family((name,), gap_days=2)


@lru_cache(maxsize=1)
def _extents() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((e.value, re.compile(rf"\b(?:{'|'.join(e.patterns)})\b", re.I)) for e in matters().extents)


def extent_of(words: str) -> str | None:
    """How much of a place the words speak of: all, most, part, or None where they do not say."""
    return next((value for value, pattern in _extents() if pattern.search(words)), None)
