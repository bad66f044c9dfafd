"""Keys in lists short enough for one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
MANY = 500  # bound variables in one statement


def batches(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """The keys in lists short enough for one statement."""
    for at in range(0, len(keys), MANY):
        yield keys[at : at + MANY]
