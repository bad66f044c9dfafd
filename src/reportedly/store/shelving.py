"""Keeping the catalogue and the search in step with what they are of, inside the transaction that writes it.

What is deleted leaves them by triggers (migrations); what is added comes in here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, tuple_, update

from reportedly.records import Dating, Id
from reportedly.store import schema, search

MANY = 500  # bound variables in one statement
Rows = Sequence[Mapping[str, Any]]
Before = Mapping[Id, tuple[bytes, str]]  # the body of a card, and when it became that


def cards(db: Connection, stories: Sequence[Id]) -> dict[Id, tuple[bytes, str]]:
    """The cards of these stories as they stand."""
    table, found = schema.cards, {}
    for start in range(0, len(stories), MANY):
        rows = select(table).where(table.c.owner.in_(stories[start : start + MANY]))
        found.update({row.owner: (row.body, row.changed_at) for row in db.execute(rows)})
    return found


def date_cards(db: Connection, rows: Rows, before: Before, changed: Collection[Id], at: str) -> None:
    """Say when each of these cards, or a finding of its story, became what it is."""
    dates = []
    for row in rows:
        body, since = before.get(row["owner"], (b"", at))
        same = body == row["body"] and row["owner"] not in changed
        dates.append({"story": row["owner"], "at": since if same else at})
    if dates:
        table = schema.cards
        at_story = update(table).where(table.c.owner == bindparam("story"))
        db.execute(at_story.values(changed_at=bindparam("at")), dates)


def put_texts(db: Connection, rows: Rows) -> None:
    """Add what can be searched for, with its words."""
    if not rows:
        return
    first = (db.execute(select(func.max(schema.texts.c.id))).scalar() or 0) + 1
    worded = ("words", "tags")
    kept = [{k: v for k, v in row.items() if k not in worded} for row in rows]
    db.execute(insert(schema.texts), [{**row, "id": n} for n, row in enumerate(kept, first)])
    words = [{"id": n, **{k: row[k] for k in worded}} for n, row in enumerate(rows, first)]
    db.execute(insert(schema.words), words)


def date_texts(db: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Date articles as their datings do."""
    decoder = msgspec.json.Decoder(Dating)
    read = (decoder.decode(row["body"]) for row in rows)
    dates = [{"article": d.article, "on": (d.published_at or "")[:10]} for d in read]
    if dates:
        table = schema.texts
        where = (table.c.owner == bindparam("article")) & (table.c.kind == "article")
        db.execute(update(table).where(where).values(day=bindparam("on")), dates)


def name_texts(db: Connection, rows: Rows) -> None:
    """Add the names of these tallies that cannot be searched for yet."""
    total, text = schema.totals, schema.texts
    names = sorted({(row["part"], row["key"]) for row in rows})
    there = (text.c.owner == total.c.part) & (text.c.kind == "name") & (text.c.record == total.c.key)
    new = (
        select(total.c.part, total.c.key, total.c.name)
        .outerjoin(text, there)
        .where(text.c.id.is_(None))
        .order_by(total.c.part, total.c.key)
    )
    for start in range(0, len(names), MANY):
        batch = names[start : start + MANY]
        found = db.execute(new.where(tuple_(total.c.part, total.c.key).in_(batch)))
        put_texts(db, [search.of_name(*row)[1] for row in found.all()])
