"""The index that stories are made from: who stands in which bucket, which articles are alike, what they tell.

All of it is read and written in one transaction of the store's, so that the stories always are those of
the articles indexed.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, Select, Table, bindparam, delete, insert, or_, select

from reportedly.records import Gist, Id, Link, Outline, Story
from reportedly.store import schema
from reportedly.store.batching import batches
from reportedly.store.packing import body, pack

Placed = Mapping[Id, Sequence[int]]  # the buckets of each article

GIST = msgspec.json.Decoder(Gist)
OUTLINE = msgspec.json.Decoder(Outline)
STORY = msgspec.json.Decoder(Story)


class StoryIndex:
    """The index, inside a transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._gists: dict[Id, Gist] = {}

    # -- articles ---------------------------------------------------------------------------------

    def gists(self, articles: Iterable[Id]) -> dict[Id, Gist]:
        """The gists of those of the articles that are indexed, in the order of their ids."""
        wanted = sorted(set(articles))
        table = schema.indexed
        unread = [a for a in wanted if a not in self._gists]
        for row in self._where(select(table), table.c.article, unread):
            self._gists[row.article] = GIST.decode(zlib.decompress(row.body))
        return {a: self._gists[a] for a in wanted if a in self._gists}

    def outlines(self, articles: Iterable[Id]) -> dict[Id, Outline]:
        """What stories tell of those of the articles that are indexed, in the order of their ids."""
        table = schema.indexed
        rows = self._where(select(table), table.c.article, sorted(set(articles)))
        return {row.article: OUTLINE.decode(zlib.decompress(row.body)) for row in rows}

    def forget_gists(self) -> None:
        """Let go of the gists that were read, so that memory does not grow with the index."""
        self._gists.clear()

    def put(self, gists: Mapping[Id, Gist], placed: Placed) -> None:
        """Add articles that are not there, under their buckets."""
        rows = [{"article": a, "body": zlib.compress(body(g), 1)} for a, g in sorted(gists.items())]
        self._insert(schema.indexed, rows)
        standing = sorted((bucket, a) for a, buckets in placed.items() for bucket in buckets)
        self._insert(schema.postings, [{"bucket": bucket, "article": a} for bucket, a in standing])
        self._gists.update(gists)

    def take_out(self, placed: Placed) -> None:
        """Remove articles, given the buckets they stand in, and their links."""
        self._delete(schema.indexed, schema.indexed.c.article, placed)
        for column in (schema.links.c.left, schema.links.c.right):
            self._delete(schema.links, column, placed)
        table = schema.postings
        gone = [{"b": bucket, "a": a} for a, buckets in placed.items() for bucket in buckets]
        if gone:
            this = (table.c.bucket == bindparam("b")) & (table.c.article == bindparam("a"))
            self._db.execute(delete(table).where(this), gone)
        for article in placed:
            self._gists.pop(article, None)

    # -- buckets ----------------------------------------------------------------------------------

    def sizes(self, buckets: Iterable[int]) -> dict[int, int]:
        """How many articles stand in each bucket; 0 where none does."""
        wanted, table = sorted(set(buckets)), schema.buckets
        found = dict.fromkeys(wanted, 0)
        rows: Iterable[Sequence[Any]] = self._where(
            select(table.c.bucket, table.c.size), table.c.bucket, wanted
        )
        found.update((row[0], row[1]) for row in rows)
        return found

    def resize(self, before: Mapping[int, int], after: Mapping[int, int]) -> None:
        """Write down the sizes that have changed."""
        table = schema.buckets
        changed = [bucket for bucket, size in after.items() if size != before[bucket]]
        self._delete(table, table.c.bucket, [b for b in changed if before[b] and not after[b]])
        self._insert(table, [{"bucket": b, "size": after[b]} for b in changed if not before[b]])
        values = [{"b": b, "n": after[b]} for b in changed if before[b] and after[b]]
        if values:
            grown = table.update().where(table.c.bucket == bindparam("b")).values(size=bindparam("n"))
            self._db.execute(grown, values)

    def standing(self, buckets: Iterable[int]) -> dict[int, list[Id]]:
        """The articles in each bucket."""
        table, found = schema.postings, defaultdict[int, list[Id]](list)
        rows: Iterable[Sequence[Any]] = self._where(
            select(table.c.bucket, table.c.article), table.c.bucket, sorted(set(buckets))
        )
        for row in rows:  # by the million: names of columns would cost as much again
            found[row[0]].append(row[1])
        return found

    # -- links ------------------------------------------------------------------------------------

    def links_of(self, articles: Collection[Id]) -> set[Link]:
        """The links that have one of the articles at either end."""
        table, wanted = schema.links, sorted(set(articles))
        found: set[Link] = set()
        for column in (table.c.left, table.c.right):
            rows: Iterable[Sequence[Any]] = self._where(select(*table.c), column, wanted)
            found.update(Link(*row) for row in rows)
        return found

    def links_between(self, articles: Collection[Id]) -> list[Link]:
        """The links that have two of the articles at their ends, in order."""
        table, within = schema.links, set(articles)
        in_order = select(*table.c).order_by(table.c.left, table.c.right)
        rows: Iterable[Sequence[Any]] = self._where(in_order, table.c.left, sorted(within))
        return [Link(*row) for row in rows if row[1] in within]

    def add_links(self, links: Iterable[Link]) -> None:
        self._insert(schema.links, [asdict(x) for x in sorted(links)])

    def drop_links(self, links: Iterable[Link]) -> None:
        table = schema.links
        gone = [{"a": x.left, "b": x.right} for x in links]
        if gone:
            this = (table.c.left == bindparam("a")) & (table.c.right == bindparam("b"))
            self._db.execute(delete(table).where(this), gone)

    def reached(self, articles: Iterable[Id], least: float) -> set[Id]:
        """The articles, and those that a chain of links leads to, each sure or at least `least` alike."""
        table = schema.links
        strong = or_(table.c.likeness >= least, table.c.sure)
        found = set(articles)
        edge = sorted(found)
        while edge:
            new = {
                other
                for one, other in ((table.c.left, table.c.right), (table.c.right, table.c.left))
                for (other,) in self._where(select(other).where(strong), one, edge)
            }
            edge = sorted(new - found)
            found.update(edge)
        return found

    # -- stories ----------------------------------------------------------------------------------

    def stories_of(self, articles: Iterable[Id]) -> dict[Id, Story]:
        """The stories that the articles are in, by id."""
        member, story = schema.members, schema.stories
        joined = select(story.c.body).distinct().join(member, member.c.story == story.c.id)
        rows = self._where(joined, member.c.article, sorted(set(articles)))
        found = (STORY.decode(row.body) for row in rows)
        return {s.id: s for s in found}

    def replace_stories(self, before: Mapping[Id, Story], after: Mapping[Id, Story]) -> None:
        """A story that keeps its id keeps its row, and with it what was made from it."""
        story = schema.stories
        changed = [id_ for id_, s in after.items() if before.get(id_) != s]
        parted = [id_ for id_, s in before.items() if after.get(id_) != s]
        self._delete(schema.members, schema.members.c.story, parted)
        self._delete(story, story.c.id, [id_ for id_ in parted if id_ not in after])
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for name, row in pack("", "", [after[id_] for id_ in changed], {}):
            rows[name].append(row)
        self._insert(story, [row for row in rows["stories"] if row["id"] not in before])
        for row in rows["stories"]:
            if row["id"] in before:
                self._db.execute(story.update().where(story.c.id == row["id"]).values(body=row["body"]))
        self._insert(schema.members, rows["members"])

    def mark(self, stage: str, done: Mapping[Id, str], gone: Iterable[Id]) -> None:
        """Set the done-marks of some keys, and forget those of others."""
        table = schema.done
        for batch in batches(sorted({*done, *gone})):
            self._db.execute(delete(table).where(table.c.stage == stage, table.c.key.in_(batch)))
        marks = [{"stage": stage, "key": key, "fingerprint": mark} for key, mark in sorted(done.items())]
        self._insert(table, marks)

    # -- SQL --------------------------------------------------------------------------------------

    def _where(self, query: Select[Any], column: Column[Any], wanted: Sequence[Any]) -> Iterator[Row[Any]]:
        for batch in batches(wanted):
            yield from self._db.execute(query.where(column.in_(batch))).all()

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._db.execute(insert(table), rows)

    def _delete(self, table: Table, column: Column[Any], keys: Iterable[Any]) -> None:
        for batch in batches(sorted(keys)):
            self._db.execute(delete(table).where(column.in_(batch)))
