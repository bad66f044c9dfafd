"""Keeping the catalogue and the search in step with what they are of, inside the transaction that writes it.

What is deleted leaves them by triggers (migrations); what is added comes in here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from reportedly.records import Dating, Id, ordinal
from reportedly.store import schema, search
from reportedly.store.batching import batches

WORDED = ("words", "tags")  # columns of words, the others of texts
Rows = Sequence[Mapping[str, Any]]
Before = Mapping[Id, tuple[bytes, str]]  # the body of a card, and when it became that


def cards(db: Connection, stories: Sequence[Id]) -> dict[Id, tuple[bytes, str]]:
    """The cards of these stories as they stand."""
    table, found = schema.cards, {}
    for batch in batches(stories):
        rows = select(table).where(table.c.owner.in_(batch))
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


def put_texts(db: Connection, rows: Rows, days: Mapping[Id, str] | None = None) -> None:
    """Add what can be searched for, with its words; `days` are those of the stories that rows are of."""
    dated = [{**row, "day": (days or {}).get(row["owner"], row["day"])[:10]} for row in rows]
    free: dict[int, int] = {}
    texts, words = [], []
    for row in dated:
        first = _first(row["kind"], row["day"])
        if first not in free:
            free[first] = _free(db, first)
        number = free[first]
        free[first] += 1
        words.append({"id": number, **{name: row[name] for name in WORDED}})
        texts.append({**{name: value for name, value in row.items() if name not in WORDED}, "id": number})
    if texts:
        db.execute(insert(schema.texts), texts)
        db.execute(insert(schema.words), words)


def _first(kind: str, day: str) -> int:
    """The least id of a text of that kind and day. Names come after all days."""
    return search.first_of(search.NAMES if kind == "name" else ordinal(day) or 0)


def _free(db: Connection, first: int) -> int:
    """The first id from `first` on that no text of that day has."""
    last = select(func.max(schema.texts.c.id)).where(
        schema.texts.c.id.between(first, first + search.A_DAY - 1)
    )
    found = db.execute(last).scalar()
    return first if found is None else int(found) + 1


def date_texts(db: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Date articles as their datings do."""
    decoder, table, words = msgspec.json.Decoder(Dating), schema.texts, schema.words
    days = {d.article: (d.published_at or "")[:10] for d in (decoder.decode(row["body"]) for row in rows)}
    articles = sorted(days)
    moved: list[dict[str, Any]] = []
    for batch in batches(articles):
        query = select(table, words.c.words, words.c.tags).join(words, words.c.id == table.c.id)
        found = db.execute(query.where(table.c.owner.in_(batch), table.c.kind == "article")).mappings()
        moved += [{**row, "day": days[row["owner"]]} for row in found if row["day"] != days[row["owner"]]]
    for text in moved:
        db.execute(delete(table).where(table.c.id == text["id"]))
    put_texts(db, moved)


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
    for batch in batches(names):
        found = db.execute(new.where(tuple_(total.c.part, total.c.key).in_(batch)))
        put_texts(db, [search.of_name(*row)[1] for row in found.all()])
