"""Copies between articles of different stories: kept as long as what they hang on has not changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.copies.beyond import copies_beyond
from reportedly.desk.shelf import Shelf
from reportedly.publish.contract import Row, copy_row
from reportedly.records import Copy, Id, make_id

# The stages whose marks change when an article shares text with another story, or moves to another.
STAGES = ("passages", "copies")


@dataclass(frozen=True, slots=True)
class Between:
    """A copy and the two stories that it lies between."""

    copy: Copy
    stories: frozenset[Id]


def rows_between(shelf: Shelf, only: Sequence[Id] | None) -> Iterator[Row]:
    """The rows of copies between stories, sorted by article and of; `only`: those with an end in these."""
    for found in shelf.kept_while("copies between", mark(shelf), lambda: copies_between(shelf)):
        if only is None or not found.stories.isdisjoint(only):
            yield copy_row(found.copy)


def copies_between(shelf: Shelf) -> tuple[Between, ...]:
    stories = shelf.store.membership()
    found = copies_beyond(shelf.store, stories)
    return tuple(Between(c, frozenset((stories[c.article], stories[c.of]))) for c in found)


def mark(shelf: Shelf) -> str:
    """Changes when any copy between stories may have."""
    done = (f"{stage} {key} {m}" for stage in STAGES for key, m in sorted(shelf.store.done(stage).items()))
    return make_id("f", *done, *map(str, shelf.store.judged.mark()))
