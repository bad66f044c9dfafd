"""What was fetched and is to be: addresses, and hosts that want quiet; and what to tell hooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from reportedly.records import Fetch, Finding, Id, Quiet, Reject, RejectReason
from reportedly.store import schema
from reportedly.store.batching import batches
from reportedly.store.engine import writing

FETCHES, QUIET, CHANGES = schema.fetches, schema.quiet, schema.changes
REJECTS, FINDINGS = schema.rejects, schema.DERIVED["findings"].table
FINDING = msgspec.json.Decoder(Finding)


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding as the log of changes has it last: `number` is its place there, `entry` what it is known by
    however its id changes. `kind` is None where it is gone."""

    number: int
    entry: Id
    finding: Id
    story: Id
    at: str
    what: str
    status: str
    origins: int
    headline: str
    kind: str | None


def put(db: Connection, fetches: Iterable[Fetch]) -> None:
    """Write these in the place of what was known of their addresses."""
    for fetch in fetches:
        db.execute(delete(FETCHES).where(FETCHES.c.url == fetch.url))
        db.execute(insert(FETCHES), [asdict(fetch)])


class Fetches:
    """Reads and keeps the state of fetching. To write, the caller holds the store's write lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, urls: Sequence[str]) -> dict[str, Fetch]:
        """What is known of these addresses."""
        found: dict[str, Fetch] = {}
        with self._engine.connect() as db:
            for batch in batches(urls):
                rows = db.execute(select(FETCHES).where(FETCHES.c.url.in_(batch)))
                found.update((row.url, _fetch(row)) for row in rows)
        return found

    def pages(self, feeds: Sequence[str], now: float, limit: int) -> list[Fetch]:
        """The pages named by these feeds that are to be fetched by now, those that wait longest first."""
        wanted = (FETCHES.c.kind == "page") & FETCHES.c.feed.in_(feeds) & (FETCHES.c.next_at <= now)
        query = select(FETCHES).where(wanted).order_by(FETCHES.c.next_at, FETCHES.c.url).limit(limit)
        with self._engine.connect() as db:
            return [_fetch(row) for row in db.execute(query)]

    def next_page(self, feeds: Sequence[str]) -> float | None:
        """When the next page named by these feeds is to be fetched; None: there is none to fetch."""
        query = select(func.min(FETCHES.c.next_at)).where(FETCHES.c.kind == "page", FETCHES.c.feed.in_(feeds))
        with self._engine.connect() as db:
            return db.execute(query).scalar()

    def quiet(self) -> dict[str, Quiet]:
        """The hosts that failed last, by name."""
        with self._engine.connect() as db:
            return {row.host: Quiet(row.host, row.until, row.failures) for row in db.execute(select(QUIET))}

    def hush(self, host: str, quiet: Quiet | None) -> None:
        """Keep that a host wants quiet, or that it does not any more."""
        with writing(self._engine).begin() as db:
            db.execute(delete(QUIET).where(QUIET.c.host == host))
            if quiet is not None:
                db.execute(insert(QUIET), [asdict(quiet)])

    def captured(self, captures: Sequence[Id]) -> int:
        """How many of these captures are in the store."""
        table, found = schema.captures, 0
        with self._engine.connect() as db:
            for batch in batches(captures):
                query = select(func.count()).where(table.c.id.in_(batch))
                found += db.execute(query).scalar_one()
        return found

    def unread(self) -> list[tuple[Fetch, Reject]]:
        """Pages out of which no article could be made while their feed's own entry is still held."""
        query = (
            select(FETCHES, REJECTS.c.source, REJECTS.c.line, REJECTS.c.reason, REJECTS.c.detail)
            .join(REJECTS, REJECTS.c.owner == "clean:" + FETCHES.c.capture)
            .where(FETCHES.c.held.is_not(None), FETCHES.c.next_at.is_(None))
            .order_by(FETCHES.c.url)
        )
        with self._engine.connect() as db:
            return [
                (_fetch(row), Reject(row.source, row.line or None, RejectReason(row.reason), row.detail))
                for row in db.execute(query)
            ]

    def let_go(self) -> None:
        """Drop the entries that are held for pages which have become articles."""
        done = select(schema.done.c.key).where(schema.done.c.stage == "clean")
        read = select(schema.articles.c.owner)
        with writing(self._engine).begin() as db:
            db.execute(
                update(FETCHES)
                .where(FETCHES.c.held.is_not(None), FETCHES.c.capture.in_(done), FETCHES.c.capture.in_(read))
                .values(held=None)
            )

    def told(self) -> int:
        """The number of the last change of a finding in the log."""
        with self._engine.connect() as db:
            return db.execute(select(func.max(CHANGES.c.number))).scalar() or 0

    def changed(self, after: int, limit: int) -> list[Changed]:
        """What the log says after this number, in its order; of an entry that changed several times the
        last."""
        last = select(func.max(CHANGES.c.number)).where(CHANGES.c.number > after).group_by(CHANGES.c.entry)
        query = (
            select(CHANGES, FINDINGS.c.body)
            .outerjoin(FINDINGS, FINDINGS.c.id == CHANGES.c.finding)
            .where(CHANGES.c.number.in_(last))
            .order_by(CHANGES.c.number)
            .limit(limit)
        )
        with self._engine.connect() as db:
            return [_changed(row) for row in db.execute(query)]


def _fetch(row: Row[Any]) -> Fetch:
    return Fetch(**{column.name: getattr(row, column.name) for column in FETCHES.c})


def _changed(row: Row[Any]) -> Changed:
    kind = FINDING.decode(row.body).kind if row.body and row.what != "gone" else None
    said = row.status, row.origins, row.headline
    return Changed(row.number, row.entry, row.finding, row.story, row.at, row.what, *said, kind)
