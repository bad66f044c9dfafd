"""Lists of speakers, outlets, actors and places over all stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Engine, select

from reportedly.records import Id, Part, Tally
from reportedly.store import schema, search
from reportedly.store.paging import Page, cut, keyset, matching

NameOrder = Literal["claims", "first", "copied", "contradicted", "superseded", "stories", "latest", "name"]

TALLY, TOTAL = schema.tallies.c, schema.totals.c
NAME_ORDERS: dict[NameOrder, ColumnElement[Any]] = {
    "claims": TOTAL.claims,
    "first": TOTAL.first,
    "copied": TOTAL.copied,
    "contradicted": TOTAL.contradicted,
    "superseded": TOTAL.superseded,
    "stories": TOTAL.stories,
    "latest": TOTAL.last_at,
    "name": TOTAL.name,
}
_ids = msgspec.json.Decoder(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Total:
    """A name over all stories: the sums of its tallies. See records.Tally for what is counted."""

    part: Part
    key: str
    name: str
    country: str | None
    last_at: str | None
    stories: int
    claims: int
    first: int
    copied: int
    contradicted: int
    superseded: int


class Names:
    """Reads what names have to do with stories."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def totals(
        self,
        part: Part,
        order: NameOrder = "claims",
        after: str | None = None,
        limit: int = 50,
        *,
        words: str = "",
        country: str | None = None,
        since: str | None = None,
    ) -> Page[Total]:
        """The speakers, outlets, actors or places of all stories, greatest or latest first; by name, from A.

        `words` are searched for in the name, `since` is the date after which it has been reported.
        Raises NotFound for a cursor that is none.
        """
        by = NAME_ORDERS[order]
        query = select(schema.totals, by.label("by")).where(TOTAL.part == part)
        query = keyset(query, by, TOTAL.key, after, rising=order == "name").limit(limit + 1)
        if (asked := search.match(search.terms(words), (search.tag("kind", "name"),))) is not None:
            query = query.where(
                TOTAL.key.in_(matching(asked, schema.texts.c.record, schema.texts.c.owner == part))
            )
        if country is not None:
            query = query.where(TOTAL.country == country)
        if since is not None:
            query = query.where(TOTAL.last_at >= since)
        with self._engine.connect() as db:
            rows = db.execute(query).all()
        return Page(tuple(map(_total, rows[:limit])), cut(rows, limit, "by", "key"))

    def one(self, part: Part, key: str) -> Total | None:
        """One of them."""
        with self._engine.connect() as db:
            row = db.execute(select(schema.totals).where(TOTAL.part == part, TOTAL.key == key)).first()
        return _total(row) if row is not None else None

    def tallies(
        self, part: Part, key: str, after: str | None = None, limit: int = 20
    ) -> Page[tuple[Id, Tally]]:
        """What a name has to do with each story, by the id of the story, latest first.

        Raises NotFound for a cursor that is none.
        """
        query = select(schema.tallies).where(TALLY.part == part, TALLY.key == key)
        query = keyset(query, TALLY.last_at, TALLY.owner, after).limit(limit + 1)
        with self._engine.connect() as db:
            rows = db.execute(query).all()
        return Page(
            tuple((row.owner, _tally(row)) for row in rows[:limit]), cut(rows, limit, "last_at", "owner")
        )

    def of_story(self, story: Id, part: Part) -> list[Tally]:
        """The names of one story, with the most claims first."""
        query = select(schema.tallies).where(TALLY.owner == story, TALLY.part == part)
        with self._engine.connect() as db:
            rows = db.execute(query.order_by(TALLY.claims.desc(), TALLY.key))
            return [_tally(row) for row in rows]


def _total(row: Any) -> Total:
    counts = (row.stories, row.claims, row.first, row.copied, row.contradicted, row.superseded)
    return Total(row.part, row.key, row.name, row.country, row.last_at or None, *counts)


def _tally(row: Any) -> Tally:
    counts = (row.claims, row.first, row.copied, row.contradicted, row.superseded)
    return Tally(
        row.part, row.key, row.name, row.country, row.last_at or None, *counts, _ids.decode(row.findings)
    )
