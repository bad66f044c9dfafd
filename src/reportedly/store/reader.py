"""Reading the store. Any number of processes may read while one writes.

Rows come out in an order fixed by their content, never by when they were written, so that exports are
the same bytes however a run went.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec
from sqlalchemy import ColumnElement, Engine, Row, Select, func, select, tuple_

from reportedly.outlets import Outlet
from reportedly.reading import is_foreign
from reportedly.records import Article, Capture, Dating, Id, Parse, Reject, RejectReason, Sighting, Story
from reportedly.store import schema
from reportedly.store.asked import Asked
from reportedly.store.batching import batches
from reportedly.store.catalogue import Catalogue
from reportedly.store.engine import connect
from reportedly.store.finder import Finder
from reportedly.store.inputs import Inputs
from reportedly.store.judged import Judged
from reportedly.store.people import People
from reportedly.store.published import Published
from reportedly.store.texts import Texts


class Reader:
    """A crisis database, to read."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine = engine
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open a database file. Raises StoreError (see engine.connect)."""
        return cls(connect(path, create=create), path)

    def close(self) -> None:
        self.engine.dispose()

    def done(self, stage: str, keys: Sequence[Id] | None = None) -> dict[Id, str]:
        """The keys (of these) a stage is done with, and the fingerprint of what it was done for."""
        table = schema.done
        query = select(table.c.key, table.c.fingerprint).where(table.c.stage == stage)
        return {row.key: row.fingerprint for row in self._rows(query, table.c.key, keys)}

    def mark(self, stage: str, key: Id) -> str | None:
        """The fingerprint of what a stage was last done for with this key."""
        table = schema.done
        with self.engine.connect() as db:
            return db.execute(
                select(table.c.fingerprint).where(table.c.stage == stage, table.c.key == key)
            ).scalar()

    def first_sightings(self, captures: Sequence[Id] | None = None) -> dict[Id, Sighting]:
        """For each capture (of these) the first of its sightings, in the order of source and line."""
        table = schema.sightings
        query = select(table).order_by(table.c.capture, table.c.source, table.c.line)
        first: dict[Id, Sighting] = {}
        for row in self._rows(query, table.c.capture, captures):
            found = Sighting(row.capture, row.source, row.line or None, row.input_id, row.url)
            first.setdefault(found.capture, found)
        return first

    def captures(self, ids: Sequence[Id]) -> dict[Id, Capture]:
        table = schema.captures
        with self.engine.connect() as db:
            return {
                row.id: Capture(row.id, row.media, row.content)
                for batch in batches(ids)
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
                for batch in batches(ids)
                for row in db.execute(select(table.c.id, table.c.body).where(table.c.id.in_(batch)))
            }
        return {i: found[i] for i in ids if i in found}

    def articles_named(self, name: str) -> list[Id]:
        """The articles with this id, or else with this input id, or else seen there, or else that say
        that this is their address, in order."""
        table, seen = schema.articles, schema.sightings
        met = table.join(seen, seen.c.capture == table.c.owner)
        for query in (
            select(table.c.id).where(table.c.id == name),
            select(table.c.id).where(table.c.input_id == name),
            select(table.c.id).select_from(met).where((seen.c.input_id == name) | (seen.c.url == name)),
            select(table.c.id).where(table.c.url == name),
        ):
            with self.engine.connect() as db:
                found = sorted(set(db.execute(query).scalars()))
            if found:
                return found
        return []

    def apart(self, articles: Sequence[Id] | None = None) -> dict[Id, list[Id]]:
        """For every article (of these) that shares a fingerprint with articles of other stories and greater
        ids, those articles, in the order of ids."""
        x, one, two = schema.links, schema.members.alias(), schema.members.alias()
        query = (
            select(x.c.left, x.c.right)
            .join(one, one.c.article == x.c.left)
            .join(two, two.c.article == x.c.right)
            .where(x.c.prints > 0, one.c.story != two.c.story)
            .order_by(x.c.left, x.c.right)
        )
        found: dict[Id, list[Id]] = {}
        for row in self._rows(query, x.c.left, articles):
            found.setdefault(row.left, []).append(row.right)
        return found

    def membership(self) -> dict[Id, Id]:
        """The story of every article."""
        table = schema.members
        with self.engine.connect() as db:
            return dict(db.execute(select(table.c.article, table.c.story)).all())

    def story_of(self, article: Id) -> Id | None:
        """The story an article is in."""
        table = schema.members
        with self.engine.connect() as db:
            return db.execute(select(table.c.story).where(table.c.article == article)).scalar()

    def own_outlets(self) -> tuple[Outlet, ...]:
        """The user's own outlets, in the order of their names."""
        table, decoder = schema.outlets, msgspec.json.Decoder(Outlet)
        with self.engine.connect() as db:
            return tuple(
                decoder.decode(b) for b in db.execute(select(table.c.body).order_by(table.c.name)).scalars()
            )

    def own_rules(self) -> dict[str, str]:
        """The user's own rule files: the text of each by the name of the program's that it stands for."""
        table = schema.rules
        with self.engine.connect() as db:
            return dict(db.execute(select(table.c.name, table.c.text).order_by(table.c.name)).all())

    def languages(self) -> list[tuple[Id, str | None, str | None]]:
        """For every article its id, language and date of publication, in the order of ids."""
        table = schema.articles
        with self.engine.connect() as db:
            rows = db.execute(select(table.c.id, table.c.language, table.c.published_at).order_by(table.c.id))
            return [(row.id, row.language, row.published_at) for row in rows]

    def languages_known(self) -> set[str]:
        """The languages that articles are known to be in."""
        table = schema.articles
        with self.engine.connect() as db:
            found = db.execute(select(table.c.language).distinct().where(table.c.language.is_not(None)))
            return set(found.scalars())

    def unparsed(self, version: str) -> list[Id]:
        """Keys of sentences that this parser version has not parsed, in order.

        None of articles known to be in another language than English.
        """
        s, p, a = schema.sentences, schema.parses, schema.articles
        foreign = sorted(filter(is_foreign, self.languages_known()))
        query = (
            select(s.c.key)
            .distinct()
            .join(a, a.c.id == s.c.article)
            .outerjoin(p, (p.c.key == s.c.key) & (p.c.version == version))
            .where(p.c.key.is_(None), a.c.language.is_(None) | a.c.language.not_in(foreign))
            .order_by(s.c.key)
        )
        with self.engine.connect() as db:
            return list(db.execute(query).scalars())

    def readings(self, keys: Sequence[Id]) -> dict[Id, str]:
        """The reading of each sentence key."""
        table = schema.sentences
        return {row.key: row.reading for row in self._rows(select(table), table.c.key, keys)}

    def sentences(self, places: Iterable[tuple[Id, int]]) -> dict[tuple[Id, int], str]:
        """The readings of sentences, by article and number."""
        table = schema.sentences
        query, place = select(table), tuple_(table.c.article, table.c.number)
        return {(row.article, row.number): row.reading for row in self._rows(query, place, sorted(places))}

    def parses(self, keys: Iterable[Id], version: str) -> dict[Id, Parse]:
        table, decoder = schema.parses, msgspec.json.Decoder(Parse)
        with self.engine.connect() as db:
            return {
                row.key: decoder.decode(zlib.decompress(row.body))
                for batch in batches(sorted(set(keys)))
                for row in db.execute(
                    select(table.c.key, table.c.body).where(
                        table.c.key.in_(batch), table.c.version == version
                    )
                )
            }

    @property
    def catalogue(self) -> Catalogue:
        """Lists of stories and names."""
        return Catalogue(self.engine)

    @property
    def inputs(self) -> Inputs:
        """What came in and from where."""
        return Inputs(self.engine)

    @property
    def published(self) -> Published:
        """What was published."""
        return Published(self.engine)

    @property
    def people(self) -> People:
        """Who may use the desk, and what they did."""
        return People(self.engine)

    @property
    def finder(self) -> Finder:
        """Searching, and the searches that people keep."""
        return Finder(self.engine)

    @property
    def asked(self) -> Asked:
        """What language models were asked, and what came of it."""
        return Asked(self.engine)

    @property
    def judged(self) -> Judged:
        """What people have decided."""
        return Judged(self.engine)

    def stories(self, ids: Sequence[Id] | None = None) -> list[Story]:
        """The stories (with these ids), in the order of their ids."""
        table, decoder = schema.stories, msgspec.json.Decoder(Story)
        rows = self._rows(select(table).order_by(table.c.id), table.c.id, ids)
        return sorted((decoder.decode(row.body) for row in rows), key=lambda s: s.id)

    def story_ids(self, after: Id, most: int) -> list[Id]:
        """The ids of stories behind this one, in their order."""
        table = schema.stories
        query = select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(most)
        with self.engine.connect() as db:
            return list(db.execute(query).scalars())

    def story_now(self, id: Id) -> Id | None:  # noqa: A002 - the record's own word
        """The story that an id of a story leads to: its own, or the one that its earliest article is in now.

        So an id that was given out goes on leading to its story when that has merged with another, or when an
        earlier article has come.
        """
        member = schema.members
        with self.engine.connect() as db:
            return db.execute(select(member.c.story).where(member.c.founds == id)).scalar()

    def derived(self, name: str, owners: Sequence[Id] | None = None) -> dict[Id, list[Any]]:
        """The records of a derived table by owner, each in the order its stage gave."""
        derived = schema.DERIVED[name]
        table, decoder = derived.table, msgspec.json.Decoder(derived.record)
        order = select(table.c.owner, table.c.body).order_by(table.c.owner, table.c.number)
        found: dict[Id, list[Any]] = {}
        with self.engine.connect() as db:
            queries = (
                [order] if owners is None else [order.where(table.c.owner.in_(b)) for b in batches(owners)]
            )
            for query in queries:
                for owner, body in db.execute(query):
                    found.setdefault(owner, []).append(decoder.decode(body))
        return found

    def named(self, name: str, ids: Iterable[Id], most: int) -> dict[Id, list[Any]]:
        """The records of a derived table by their id, for each the first `most` by owner."""
        derived = schema.DERIVED[name]
        table, decoder = derived.table, msgspec.json.Decoder(derived.record)
        with self.engine.connect() as db:
            return {
                wanted: [
                    decoder.decode(body)
                    for body in db.execute(
                        select(table.c.body)
                        .where(table.c.id == wanted)
                        .order_by(table.c.owner, table.c.number)
                        .limit(most)
                    ).scalars()
                ]
                for wanted in sorted(set(ids))
            }

    def names(self, name: str, owners: Sequence[Id] | None = None) -> dict[Id, Id]:
        """The id of the record of a derived table by its owner, where every owner has one."""
        table = schema.DERIVED[name].table
        rows = self._rows(select(table.c.owner, table.c.id), table.c.owner, owners)
        return {row.owner: row.id for row in rows}

    def owners(self, name: str, ids: Iterable[Id]) -> dict[Id, Id]:
        """The owner of each of these records of a derived table that is there."""
        table = schema.DERIVED[name].table
        rows = self._rows(select(table.c.id, table.c.owner), table.c.id, sorted(set(ids)))
        return {row.id: row.owner for row in rows}

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

    def article_marks(self, articles: Sequence[Id] | None = None) -> dict[Id, str]:
        """For every article (of these), in the order of ids, the fingerprint of the cleaning that made it."""
        a, d = schema.articles, schema.done
        query = (
            select(a.c.id, d.c.fingerprint)
            .join(d, (d.c.key == a.c.owner) & (d.c.stage == "clean"))
            .order_by(a.c.id)
        )
        return {row.id: row.fingerprint for row in self._rows(query, a.c.id, articles)}

    def publication_dates(self, articles: Sequence[Id] | None = None) -> dict[Id, str | None]:
        """The date of publication of every article (of these) that has been dated."""
        table, decoder = schema.DERIVED["datings"].table, msgspec.json.Decoder(Dating)
        rows = self._rows(select(table.c.body), table.c.id, articles)
        return {d.article: d.published_at for d in (decoder.decode(row.body) for row in rows)}

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
        sighting = self.first_sightings([capture]).get(capture)
        return (sighting.source, sighting.line) if sighting else (key, None)

    def _rows(
        self, query: Select[Any], column: ColumnElement[Any], wanted: Sequence[Any] | None
    ) -> Iterator[Row[Any]]:
        """The rows of a query whose column is one of those wanted; None wants all."""
        queries = [query] if wanted is None else [query.where(column.in_(b)) for b in batches(wanted)]
        with self.engine.connect() as db:
            for each in queries:
                yield from db.execute(each)

    def _scalar(self, query: Select[tuple[str]]) -> str:
        with self.engine.connect() as db:
            return str(db.execute(query).scalar() or "")

    def texts(self) -> Mapping[Id, str]:
        """Article texts by id, read when they are first asked for."""
        return Texts(self.engine)
