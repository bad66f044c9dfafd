"""Formats written into memory and read back."""

from __future__ import annotations

import csv
import io

from reportedly.exports import write
from reportedly.store import Reader


def written(store: Reader, name: str, **filters: str) -> bytes:
    out = io.BytesIO()
    write(name, store, out, **filters)  # type: ignore[arg-type]
    return out.getvalue()


def beside(store: Reader, name: str, **filters: str) -> list[dict[str, str]]:
    """The rows of the side file."""
    out = io.BytesIO()
    write(name, store, io.BytesIO(), values=out, **filters)
    return table(out.getvalue())


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def rows(store: Reader, name: str, **filters: str) -> list[dict[str, str]]:
    return table(written(store, name, **filters))
