"""Pages of lists, and the words that select what stands in them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Select, select, text, tuple_

from reportedly.errors import NotFound
from reportedly.store import schema

T = TypeVar("T")
MATCHING = 10_000  # texts: a list narrowed by words looks no further back
Number = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
_cursor = msgspec.json.Decoder(tuple[str | Number | float, str | Number])


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and the cursor that leads to the next ones; None at the end."""

    rows: tuple[T, ...]
    next: str | None


def keyset(
    query: Select[Any],
    by: ColumnElement[Any],
    key: ColumnElement[Any],
    after: str | None,
    rising: bool = False,
) -> Select[Any]:
    """The query in an order, from after the cursor."""
    if after is not None:
        place = tuple_(*place_of(after))
        query = query.where(tuple_(by, key) > place if rising else tuple_(by, key) < place)
    return query.order_by(by, key) if rising else query.order_by(by.desc(), key.desc())


def cut(rows: Sequence[Any], limit: int, by: str, key: str) -> str | None:
    """The cursor after the last of `limit` rows, where there are more."""
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return cursor(getattr(last, by), getattr(last, key))


def cursor(by: str | float, key: str | int) -> str:
    """A place in a list, as it stands in addresses."""
    return base64.urlsafe_b64encode(msgspec.json.encode((by, key))).decode().rstrip("=")


def place_of(after: str) -> tuple[str | float, str | int]:
    """Where a cursor stands. Raises NotFound for one that is none."""
    try:
        return _cursor.decode(base64.urlsafe_b64decode(after.encode() + b"=" * (-len(after) % 4)))
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise NotFound("there is no such page of the list; begin again at its first") from None


def matching(query: str, column: ColumnElement[Any], *where: ColumnElement[bool]) -> Select[Any]:
    """A column of the texts that a query of FTS5 finds, of the latest MATCHING."""
    words = "SELECT rowid FROM search WHERE search MATCH :asked ORDER BY rowid DESC LIMIT :most"
    found = text(words).bindparams(asked=query, most=MATCHING)
    return select(column).where(schema.texts.c.id.in_(found), *where)
