"""What came in and from where: files, feeds and archives, and the addresses that are watched."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from reportedly.records import Id
from reportedly.records.fetched import Fetch
from reportedly.store import schema


@dataclass(frozen=True, slots=True)
class Source:
    """A file or feed with how many pages were found in it; of one page, the article that it made."""

    source: str
    pages: int
    article: Id | None = None


class Inputs:
    """Lists them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sources(self, after: str = "", limit: int = 50) -> list[Source]:
        """The sources behind this one, in the order of their names. Pages are counted by their index alone: a
        source may have a hundred thousand."""
        s, a = schema.sightings.c, schema.articles.c
        counted = (
            select(s.source, func.count().label("pages"), func.min(s.capture).label("capture"))
            .where(s.source > after)
            .group_by(s.source)
            .order_by(s.source)
            .limit(limit)
        )
        with self._engine.connect() as db:
            rows = db.execute(counted).all()
            alone = [row.capture for row in rows if row.pages == 1]
            made = dict(db.execute(select(a.owner, a.id).where(a.owner.in_(alone))).all())
        return [Source(r.source, r.pages, made.get(r.capture) if r.pages == 1 else None) for r in rows]

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
