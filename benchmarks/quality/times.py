"""How well time expressions are found and read, seen from the day of publication.

times.yaml holds sentences of our own in lots, each written before it was tried; its head tells how to read a
row. A lot's figures as first tried are in notes.md: the grammar has been mended on these sentences since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.quality.reading import read
from reportedly import knowledge, times
from reportedly.config import Language
from reportedly.language import Parser
from reportedly.records import TimeMention

SENTENCES = "times.yaml"

Lots = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """An expression of the gold with what was found on its words; `gold` is None if none should be."""

    lot: str
    text: str
    gold: str | None
    found: TimeMention | None
    days_right: bool = False
    kind_right: bool = False


def judge() -> list[Judged]:
    """Every row, read as the program reads an article of its day."""
    lots, parser = knowledge.load(__package__, SENTENCES, Lots), Parser(Language())
    return [j for lot, rows in lots.items() for row in rows for j in _judged(parser, lot, row)]


def scores(judged: Sequence[Judged]) -> dict[str, float]:
    """F1 of finding expressions (that they overlap), and the share and F1 of those with the right days."""
    of = sum(j.gold is not None for j in judged)
    found = sum(j.found is not None for j in judged)
    hits = sum(j.gold is not None and j.found is not None for j in judged)
    days = sum(j.days_right for j in judged)
    return {
        "found_f1": 2 * hits / (of + found),
        "days": days / of,
        "days_f1": 2 * days / (of + found),
        "kind": sum(j.kind_right for j in judged) / of,
    }


def _judged(parser: Parser, lot: str, row: tuple[str, ...]) -> Iterator[Judged]:
    day, marked, *lines = row
    text, spans = _unmarked(marked)
    assert len(spans) == len(lines), marked
    free = list(times.find(read(parser, text, day)))
    for (start, end), line in zip(spans, lines, strict=True):
        found = next((m for m in free if m.span.start < end and start < m.span.end), None)
        if found is None:
            yield Judged(lot, marked, line, None)
            continue
        free.remove(found)
        days, kind = line.split()
        right = _interval(days) == (found.earliest, found.latest)
        yield Judged(lot, marked, line, found, right, kind == found.kind)
    yield from (Judged(lot, marked, None, extra) for extra in free)


def _interval(days: str) -> tuple[str | None, str | None]:
    first, dots, last = days.partition("..")
    return first or None, (last if dots else first) or None


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without brackets, and where what stood in them is."""
    text, spans = "", list[tuple[int, int]]()
    for n, piece in enumerate(re.split(r"[\[\]]", marked)):
        if n % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans
