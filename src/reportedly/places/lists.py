"""Lists of places: what most names of one are, the others mostly are too ("Dena, Tarsa and Olen states")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportedly.places.toponyms import Toponym

BETWEEN = frozenset({",", "and", ", and", "&", "/", ";", "or", ", or", "as well as", ", as well as"})
FEWEST = 3  # names that make a list
AGREEING = 0.5  # of the other names of a list that are of one kind, and two at least
DIVISIONS = frozenset({"PCLI", "ADM1", "ADM2"})


def lists(toponyms: Sequence[Toponym]) -> Iterator[list[int]]:
    """The runs of names with nothing but commas and conjunctions between them, by their positions."""
    run: list[int] = []
    for n, toponym in enumerate(toponyms):
        if run and not _next(toponyms[run[-1]], toponym):
            if len(run) >= FEWEST:
                yield run
            run = []
        run.append(n)
    if len(run) >= FEWEST:
        yield run


def _next(before: Toponym, after: Toponym) -> bool:
    line = before.line
    return line is after.line and line.text[before.end : after.start].strip().lower() in BETWEEN


def shared(features: Sequence[str | None]) -> list[str | None]:
    """For each member of a list the kind of division that most of the others are taken for: a country, a
    province, a district; None where they are none, or towns, which any list may have among them."""
    found: list[str | None] = []
    for n in range(len(features)):
        others = [f for m, f in enumerate(features) if m != n and f]
        feature, count = Counter(sorted(others)).most_common(1)[0] if others else ("", 0)
        agree = count > 1 and count >= AGREEING * len(others) and feature in DIVISIONS
        found.append(feature if agree else None)
    return found
