"""Comma-separated files (RFC 4180, UTF-8) that are safe to open in a spreadsheet.

Cells hold words of pages that nobody vouches for; a spreadsheet runs a cell that begins like a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from reportedly.publish.display import plain

Cell = str | int | float | None
Row = Sequence[Cell]


class Own(str):
    """Text made of our own numbers, as "-33.9,18.4": it is written as it is."""

    __slots__ = ()


FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # the wide ones are folded into the others by some programs
JOINED = "; "


class Sheet:
    """Rows, written as they come. Text is made one showable line and cannot be a formula."""

    def __init__(self, out: io.TextIOWrapper) -> None:
        self._rows = csv.writer(out, lineterminator="\r\n")

    def head(self, *rows: Sequence[str]) -> None:
        """Names of columns: our own words, written as they are."""
        self._rows.writerows(rows)

    def add(self, row: Row) -> None:
        self._rows.writerow([cell(value) for value in row])

    def extend(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.add(row)


@contextmanager
def sheet(out: BinaryIO) -> Iterator[Sheet]:
    """A sheet on a binary file, which stays open."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        yield Sheet(text)
    finally:
        text.detach()


def cell(value: Cell) -> str | int | float:
    """A value as it is written: None empty, whole numbers without a point, an apostrophe before a formula."""
    if value is None:
        return ""
    if isinstance(value, Own):
        return value
    if isinstance(value, str):
        line = plain(value)
        return f"'{line}" if line.startswith(FORMULA) else line
    return int(value) if float(value).is_integer() else value


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell, each once, in their order; a semicolon within one becomes a comma."""
    return JOINED.join(dict.fromkeys(v for v in map(_part, values) if v))


def aligned(values: Iterable[str | None]) -> str:
    """The same with every value, also the empty, for cells that stand beside each other entry by entry."""
    return JOINED.join(map(_part, values))


def _part(value: str | None) -> str:
    return plain(value or "").replace(";", ",")
