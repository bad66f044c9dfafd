"""What came in and from where: files, feeds and archives, and the addresses that are watched."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from reportedly.records import Id
from reportedly.records.fetched import Fetch
from reportedly.store import schema


@dataclass(frozen=True, slots=True)
class Source:
    """A file or feed: how many pages were found in it, how many articles they made, and one of these."""

    source: str
    pages: int
    articles: int
    article: Id | None


class Inputs:
    """Lists them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sources(self, after: str = "", limit: int = 50) -> list[Source]:
        """The sources behind this one, in the order of their names."""
        s, a = schema.sightings.c, schema.articles.c
        query = (
            select(s.source, func.count(s.capture.distinct()), func.count(a.id.distinct()), func.min(a.id))
            .select_from(schema.sightings.outerjoin(schema.articles, a.owner == s.capture))
            .where(s.source > after)
            .group_by(s.source)
            .order_by(s.source)
            .limit(limit)
        )
        with self._engine.connect() as db:
            return [Source(*row) for row in db.execute(query)]

    def watched(self) -> list[Fetch]:
        """The feeds that are watched, by address, with how asking there went last."""
        f = schema.fetches
        columns = (f.c.url, f.c.failures, f.c.status, f.c.outcome, f.c.fetched_at, f.c.next_at)
        with self._engine.connect() as db:
            rows = db.execute(select(*columns).where(f.c.kind == "feed").order_by(f.c.url))
            return [
                Fetch(
                    url=row.url,
                    kind="feed",
                    next_at=row.next_at,
                    failures=row.failures,
                    status=row.status,
                    outcome=row.outcome,
                    fetched_at=row.fetched_at,
                )
                for row in rows
            ]
