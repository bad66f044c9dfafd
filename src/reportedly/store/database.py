"""The store: every record, read and written; the only place that knows SQL.

Rows come out in an order fixed by their content, never by when they were written, so that exports are
the same bytes however a run went.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Select, Table, delete, func, insert, select

from reportedly.records import Article, Capture, Id, Parse, Reject, RejectReason, Sighting, Story
from reportedly.store import schema
from reportedly.store.engine import connect
from reportedly.store.spans import check_spans

T = TypeVar("T")
MANY = 500  # bound variables in one statement


@dataclass(frozen=True, slots=True)
class Result:
    """What a stage made of one key: records, or the reason why there are none."""

    key: Id
    fingerprint: str
    records: Sequence[Any] = ()
    rejects: Sequence[Reject] = field(default=())

    @property
    def final(self) -> bool:
        """Whether running again would give the same; a crash or a time limit need not recur."""
        return not any(r.reason in (RejectReason.FAILED, RejectReason.TOO_SLOW) for r in self.rejects)


def _pack(record: Any) -> bytes:
    return msgspec.json.encode(record, order="deterministic")


def _batches(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(keys), MANY):
        yield keys[at : at + MANY]


def _reject_owner(stage: str, key: Id) -> str:
    """Who made a reject: a key can fail in several stages."""
    return f"{stage}:{key}"


class Store:
    """A crisis database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Store:
        """Open a database file. Raises StoreError (see engine.connect)."""
        return cls(connect(path, create=create))

    def close(self) -> None:
        self.engine.dispose()

    # -- writing ----------------------------------------------------------------------------------

    def add_found(self, found: Sequence[tuple[Capture, Sighting] | Reject]) -> None:
        """Write what intake found; what is already there stays as it is."""
        pairs = [f for f in found if not isinstance(f, Reject)]
        with self.engine.begin() as db:
            self._add_new(
                db,
                schema.captures,
                {(c.id,): {"id": c.id, "media": c.media, "content": c.content} for c, _ in pairs},
            )
            self._add_new(
                db,
                schema.sightings,
                {
                    (s.capture, s.source, s.line or 0): {
                        "capture": s.capture,
                        "source": s.source,
                        "line": s.line or 0,
                        "input_id": s.input_id,
                        "url": s.url,
                    }
                    for _, s in pairs
                },
            )
            self._reject(db, [f for f in found if isinstance(f, Reject)], owner=None)

    def forget_rejects(self, sources: Iterable[str]) -> None:
        """Drop intake's rejects of sources that are about to be read again."""
        with self.engine.begin() as db:
            for batch in _batches(sorted(set(sources))):
                db.execute(
                    delete(schema.rejects).where(
                        schema.rejects.c.source.in_(batch), schema.rejects.c.owner.is_(None)
                    )
                )

    def write(
        self, stage: str, tables: Sequence[str], results: Sequence[Result], *, mark: bool = True
    ) -> None:
        """Replace what the stage made for these keys, and mark them done, in one transaction.

        Raises SpanError, and writes nothing, when a span does not quote its article.
        """
        keys = [r.key for r in results]
        with self.engine.begin() as db:
            self._clear(db, stage, tables, keys)
            for result in results:
                self._insert(db, stage, result)
            if mark and any(r.final for r in results):
                db.execute(
                    insert(schema.done),
                    [
                        {"stage": stage, "key": r.key, "fingerprint": r.fingerprint}
                        for r in results
                        if r.final
                    ],
                )

    def forget(self, stage: str, tables: Sequence[str], wanted: Iterable[Id]) -> None:
        """Drop what a stage made for keys that are not wanted any more."""
        gone = sorted(set(self.done(stage)) - set(wanted))
        with self.engine.begin() as db:
            for batch in _batches(gone):
                self._clear(db, stage, tables, batch)

    def _clear(self, db: Connection, stage: str, tables: Sequence[str], keys: Sequence[Id]) -> None:
        for batch in _batches(keys):
            db.execute(delete(schema.done).where(schema.done.c.stage == stage, schema.done.c.key.in_(batch)))
            owners = [_reject_owner(stage, key) for key in batch]
            db.execute(delete(schema.rejects).where(schema.rejects.c.owner.in_(owners)))
            for name in tables:
                table = schema.metadata.tables[name]
                if "owner" in table.c:  # parses and stories are kept for all alike
                    db.execute(delete(table).where(table.c.owner.in_(batch)))

    def _insert(self, db: Connection, stage: str, result: Result) -> None:
        articles = [r for r in result.records if isinstance(r, Article)]
        stories = [r for r in result.records if isinstance(r, Story)]
        derived: dict[str, list[Any]] = {}
        for record in result.records:
            if type(record) in schema.TABLE_OF:
                derived.setdefault(schema.TABLE_OF[type(record)], []).append(record)
        for article in articles:
            self._insert_article(db, result.key, article)
        parses = [r for r in result.records if isinstance(r, Parse)]
        self._add_new(
            db,
            schema.parses,
            {
                (p.key, result.fingerprint): {
                    "key": p.key,
                    "version": result.fingerprint,
                    "body": zlib.compress(_pack(p), 1),
                }
                for p in parses
            },
        )
        if stage == "stories":
            self._replace_stories(db, stories)
        texts = _Texts(db)
        for name, rows in derived.items():
            for row in rows:
                check_spans(row, texts)
            table = schema.metadata.tables[name]
            db.execute(
                insert(table),
                [
                    {"owner": result.key, "number": n, "id": getattr(row, "id", None), "body": _pack(row)}
                    for n, row in enumerate(rows)
                ],
            )
        self._reject(db, result.rejects, owner=_reject_owner(stage, result.key))

    def _insert_article(self, db: Connection, capture: Id, article: Article) -> None:
        check_spans(article, {article.id: article.text})
        db.execute(
            insert(schema.articles),
            {
                "id": article.id,
                "owner": capture,
                "input_id": article.input_id,
                "text": article.text,
                "body": _pack(article),
            },
        )
        if article.sentences:
            db.execute(
                insert(schema.sentences),
                [
                    {"article": article.id, "number": n, "start": s.start, "end": s.end, "key": s.key}
                    for n, s in enumerate(article.sentences)
                ],
            )

    def _replace_stories(self, db: Connection, stories: Sequence[Story]) -> None:
        """Stories that stay keep their row, and with it all that was made from them."""
        before = dict(db.execute(select(schema.stories.c.id, schema.stories.c.body)).all())
        after = {s.id: _pack(s) for s in stories}
        db.execute(delete(schema.members))
        for batch in _batches(sorted(before.keys() - after.keys())):
            db.execute(delete(schema.stories).where(schema.stories.c.id.in_(batch)))
        for story in stories:
            if story.id not in before:
                db.execute(insert(schema.stories), {"id": story.id, "body": after[story.id]})
            elif before[story.id] != after[story.id]:
                db.execute(
                    schema.stories.update()
                    .where(schema.stories.c.id == story.id)
                    .values(body=after[story.id])
                )
        rows = [{"article": a, "story": s.id} for s in stories for a in s.articles]
        if rows:
            db.execute(insert(schema.members), rows)

    def _reject(self, db: Connection, rejects: Sequence[Reject], owner: Id | None) -> None:
        rows = {
            (r.source, r.line or 0, r.reason.value): {
                "source": r.source,
                "line": r.line or 0,
                "reason": r.reason.value,
                "detail": r.detail,
                "owner": owner,
            }
            for r in rejects
        }
        self._add_new(db, schema.rejects, rows)

    def _add_new(self, db: Connection, table: Table, rows: Mapping[tuple[Any, ...], dict[str, Any]]) -> None:
        """Insert the rows whose primary key is not there yet. Portable, since there is one writer."""
        columns = list(table.primary_key.columns)
        keys = sorted({key[0] for key in rows})
        there: set[tuple[Any, ...]] = set()
        for batch in _batches(keys):
            there.update(tuple(r) for r in db.execute(select(*columns).where(columns[0].in_(batch))))
        new = [row for key, row in rows.items() if key not in there]
        if new:
            db.execute(insert(table), new)

    # -- reading ----------------------------------------------------------------------------------

    def done(self, stage: str) -> dict[Id, str]:
        """The keys a stage is done with, and the fingerprint of what it was done for."""
        with self.engine.connect() as db:
            rows = db.execute(
                select(schema.done.c.key, schema.done.c.fingerprint).where(schema.done.c.stage == stage)
            )
            return dict(rows.all())

    def first_sightings(self) -> dict[Id, Sighting]:
        """For each capture the first of its sightings, in the order of source and line."""
        table, first = schema.sightings, {}
        with self.engine.connect() as db:
            for row in db.execute(
                select(table).order_by(table.c.capture, table.c.source, table.c.line)
            ).mappings():
                if row["capture"] not in first:
                    first[row["capture"]] = Sighting(
                        row["capture"], row["source"], row["line"] or None, row["input_id"], row["url"]
                    )
        return first

    def captures(self, ids: Sequence[Id]) -> dict[Id, Capture]:
        table = schema.captures
        with self.engine.connect() as db:
            return {
                row.id: Capture(row.id, row.media, row.content)
                for batch in _batches(ids)
                for row in db.execute(select(table).where(table.c.id.in_(batch)))
            }

    def article_ids(self) -> list[Id]:
        with self.engine.connect() as db:
            return list(db.execute(select(schema.articles.c.id).order_by(schema.articles.c.id)).scalars())

    def articles(self, ids: Sequence[Id]) -> dict[Id, Article]:
        """The articles with these ids, in the order of the ids."""
        table, decoder = schema.articles, msgspec.json.Decoder(Article)
        with self.engine.connect() as db:
            found = {
                row.id: decoder.decode(row.body)
                for batch in _batches(ids)
                for row in db.execute(select(table.c.id, table.c.body).where(table.c.id.in_(batch)))
            }
        return {i: found[i] for i in ids if i in found}

    def unparsed(self, version: str) -> dict[Id, tuple[Id, int]]:
        """Sentence keys that this parser version has not parsed, each with one place where it stands."""
        s, p = schema.sentences, schema.parses
        query = (
            select(s.c.key, func.min(s.c.article), func.min(s.c.number))
            .outerjoin(p, (p.c.key == s.c.key) & (p.c.version == version))
            .where(p.c.key.is_(None))
            .group_by(s.c.key)
        )
        with self.engine.connect() as db:
            return {key: (article, number) for key, article, number in db.execute(query)}

    def readings(self, keys: Sequence[Id]) -> dict[Id, str]:
        """The reading of each sentence key."""
        table = schema.sentences
        where: dict[Id, tuple[Id, int]] = {}
        with self.engine.connect() as db:
            for batch in _batches(keys):
                rows = db.execute(
                    select(table.c.key, table.c.article, table.c.number).where(table.c.key.in_(batch))
                )
                where.update({key: (article, number) for key, article, number in rows})
        articles = self.articles(sorted({a for a, _ in where.values()}))
        return {key: articles[a].sentences[n].reading for key, (a, n) in where.items()}

    def parses(self, keys: Iterable[Id], version: str) -> dict[Id, Parse]:
        table, decoder = schema.parses, msgspec.json.Decoder(Parse)
        with self.engine.connect() as db:
            return {
                row.key: decoder.decode(zlib.decompress(row.body))
                for batch in _batches(sorted(set(keys)))
                for row in db.execute(
                    select(table.c.key, table.c.body).where(
                        table.c.key.in_(batch), table.c.version == version
                    )
                )
            }

    def stories(self) -> list[Story]:
        table, decoder = schema.stories, msgspec.json.Decoder(Story)
        with self.engine.connect() as db:
            return [
                decoder.decode(b) for b in db.execute(select(table.c.body).order_by(table.c.id)).scalars()
            ]

    def derived(self, name: str, owners: Sequence[Id] | None = None) -> dict[Id, list[Any]]:
        """The records of a derived table by owner, each in the order its stage gave."""
        derived = schema.DERIVED[name]
        table, decoder = derived.table, msgspec.json.Decoder(derived.record)
        order = select(table.c.owner, table.c.body).order_by(table.c.owner, table.c.number)
        found: dict[Id, list[Any]] = {}
        with self.engine.connect() as db:
            queries = (
                [order] if owners is None else [order.where(table.c.owner.in_(b)) for b in _batches(owners)]
            )
            for query in queries:
                for owner, body in db.execute(query):
                    found.setdefault(owner, []).append(decoder.decode(body))
        return found

    def owner_of(self, name: str, id: Id) -> Id | None:  # noqa: A002 - the record's own word
        """The owner of the record with this id in a derived table."""
        table = schema.DERIVED[name].table
        with self.engine.connect() as db:
            return db.execute(select(table.c.owner).where(table.c.id == id)).scalars().first()

    def rejects(self) -> list[Reject]:
        table = schema.rejects
        with self.engine.connect() as db:
            rows = db.execute(select(table).order_by(table.c.source, table.c.line, table.c.reason))
            return [Reject(r.source, r.line or None, RejectReason(r.reason), r.detail) for r in rows]

    def counts(self) -> dict[str, int]:
        """Rows in each table that a reader would ask about."""
        with self.engine.connect() as db:
            return {
                name: db.execute(select(func.count()).select_from(schema.metadata.tables[name])).scalar_one()
                for name in (
                    "captures",
                    "rejects",
                    "articles",
                    "sentences",
                    "parses",
                    "stories",
                    *schema.DERIVED,
                )
            }

    def article_marks(self) -> dict[Id, str]:
        """For every article, in the order of ids, the fingerprint of the cleaning that made it."""
        a, d = schema.articles, schema.done
        query = (
            select(a.c.id, d.c.fingerprint)
            .join(d, (d.c.key == a.c.owner) & (d.c.stage == "clean"))
            .order_by(a.c.id)
        )
        with self.engine.connect() as db:
            return dict(db.execute(query).all())

    def publication_dates(self) -> dict[Id, str | None]:
        """The date of publication of every article that has been dated."""
        return {d.article: d.published_at for rows in self.derived("datings").values() for d in rows}

    def source_of(self, stage: str, key: Id) -> tuple[str, int | None]:
        """Where the input of a stage came from, as a person would look for it: a source and a line."""
        capture = key
        if stage == "parse":
            capture = self._scalar(
                select(schema.articles.c.owner)
                .join(schema.sentences, schema.sentences.c.article == schema.articles.c.id)
                .where(schema.sentences.c.key == key)
            )
        elif stage == "claims":
            capture = self._scalar(select(schema.articles.c.owner).where(schema.articles.c.id == key))
        s = schema.sightings
        with self.engine.connect() as db:
            row = db.execute(
                select(s.c.source, s.c.line).where(s.c.capture == capture).order_by(s.c.source, s.c.line)
            ).first()
        return (row.source, row.line or None) if row else (key, None)

    def _scalar(self, query: Select[tuple[str]]) -> str:
        with self.engine.connect() as db:
            return str(db.execute(query).scalar() or "")


class _Texts(Mapping[Id, str]):
    """Article texts by id, read within the writing transaction when they are first asked for."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[Id, str] = {}

    def __getitem__(self, id: Id) -> str:  # noqa: A002
        if id not in self._known:
            text = self._db.execute(select(schema.articles.c.text).where(schema.articles.c.id == id)).scalar()
            if text is None:
                raise KeyError(id)
            self._known[id] = text
        return self._known[id]

    def __iter__(self) -> Iterator[Id]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
