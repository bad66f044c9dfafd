"""A KIND of the contract a page at a time, story by story: a page costs the same wherever it begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from fastapi import HTTPException

from reportedly.desk.api.between import rows_between
from reportedly.desk.shelf import Shelf
from reportedly.publish import contract
from reportedly.records import Id
from reportedly.store import Reader

STORIES = 50  # read for one page, at most
MOST = 1 << 40  # rows that a cursor can be at
BETWEEN = "~"  # where copies between stories are: behind all stories
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: so many rows into the story (or, of kinds that are of no story, into all rows)."""

    story: Id = ""
    rows: int = 0

    def cursor(self) -> str:
        return base64.urlsafe_b64encode(f"{self.rows}.{self.story}".encode()).decode().rstrip("=")

    @classmethod
    def of(cls, cursor: str | None) -> Position:
        """Raises a 422 for what is no cursor."""
        if not cursor:
            return cls()
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            rows, _, story = base64.urlsafe_b64decode(padded.encode("ascii")).decode().partition(".")
            found = cls(story, int(rows))
        except (ValueError, binascii.Error) as error:
            raise HTTPException(422, "the cursor is none that was given out") from error
        if not 0 <= found.rows <= MOST:
            raise HTTPException(422, "the cursor is none that was given out")
        return found


def page_of(
    shelf: Shelf,
    kind: str,
    only: Sequence[Id] | None,
    fits: Callable[[Row], bool],
    begin: Position,
    limit: int,
) -> tuple[list[Row], str | None]:
    """The rows of a page and the cursor of the next one, None at the end. `only`: of these stories alone."""
    if kind not in contract.OF_STORIES:
        return cut(contract.rows(shelf.store, kind), fits, begin, limit)
    found, cursor = page_of_stories(shelf.store, kind, only, fits, begin, limit)
    if cursor is not None or kind != "copies":
        return found, cursor
    at = begin if begin.story == BETWEEN else Position(BETWEEN)
    more, cursor = cut(rows_between(shelf, only), fits, at, limit - len(found))
    return found + more, cursor


def page_of_stories(
    store: Reader,
    kind: str,
    only: Sequence[Id] | None,
    fits: Callable[[Row], bool],
    begin: Position,
    limit: int,
) -> tuple[list[Row], str | None]:
    """The same of what is told story by story."""
    ids = sorted(i for i in only if i >= begin.story) if only is not None else following(store, begin.story)
    found: list[Row] = []
    for story in ids:
        at = begin if story == begin.story else Position(story)
        more, cursor = cut(rows_of(store, kind, story, only is None), fits, at, limit - len(found))
        found += more
        if cursor is not None:
            return found, cursor
    beyond = store.story_ids(ids[-1], 1) if only is None and ids else []
    return found, Position(beyond[0]).cursor() if beyond else None


def rows_of(store: Reader, kind: str, story: Id, every: bool) -> Iterator[Row]:
    """The rows of a story; where every story is asked for, a text of several comes with the first of them."""
    rows = contract.rows(store, kind, [story])
    return (r for r in rows if r["stories"][0] == story) if every and kind == "origins" else rows


def following(store: Reader, story: Id) -> list[Id]:
    """This story, if it is still there, and the next ones."""
    here = [s.id for s in store.stories([story])] if story else []
    return (here + store.story_ids(story, STORIES))[:STORIES]


def cut(
    rows: Iterator[Row], fits: Callable[[Row], bool], begin: Position, limit: int
) -> tuple[list[Row], str | None]:
    """Rows from a position on that fit, up to the limit, and the cursor of the first that is left."""
    found: list[Row] = []
    for number, row in enumerate(islice(rows, begin.rows, None), begin.rows):
        if len(found) == limit:
            return found, Position(begin.story, number).cursor()
        if fits(row):
            found.append(row)
    return found, None
