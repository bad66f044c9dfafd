"""People's judgements: a log that is only appended to.

Appending is a short transaction of its own and needs no write lock: people decide while a run is writing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import OperationalError

from reportedly.errors import StoreError
from reportedly.instants import instant
from reportedly.records import Id, Judgement
from reportedly.store import schema
from reportedly.store.engine import writing
from reportedly.store.packing import body

LOG = schema.judgements.c
STEP = timedelta(microseconds=1)


class Judged:
    """Reads the log, and appends to it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def log(self) -> list[Judgement]:
        """All judgements, in the order in which they were made."""
        decoder = msgspec.json.Decoder(Judgement)
        query = select(LOG.body).order_by(LOG.at, LOG.id)
        with self._engine.connect() as db:
            return [decoder.decode(body) for body in db.execute(query).scalars()]

    def mark(self) -> tuple[int, str]:
        """How many there are and when the last was made: what a reader keeps holds while this stays."""
        with self._engine.connect() as db:
            count, last = db.execute(select(func.count(), func.max(LOG.at))).one()
            return count, last or ""

    def find(self, ids: Iterable[Id]) -> dict[Id, Judgement]:
        """The judgements with these ids."""
        decoder, wanted = msgspec.json.Decoder(Judgement), sorted(set(ids))
        with self._engine.connect() as db:
            query = select(LOG.id, LOG.body).where(LOG.id.in_(wanted))
            return {row.id: decoder.decode(row.body) for row in db.execute(query)}

    def append(self, made: Judgement) -> Judgement:
        """Append a judgement, and return it as it was kept: with its id, and later than the one before.

        `made.at` is a UTC instant; empty, it is now. Raises StoreError when another process has been writing
        for half a minute.
        """
        try:
            with writing(self._engine).begin() as db:
                last = db.execute(select(func.max(LOG.at))).scalar()
                kept = replace(made, at=_after(made.at, last)).named()
                db.execute(insert(schema.judgements), [{"id": kept.id, "at": kept.at, "body": body(kept)}])
        except OperationalError as error:
            raise StoreError(
                f"the database is being written to; decide again in a moment ({error.orig})"
            ) from error
        return kept


def _after(at: str, last: str | None) -> str:
    """The instant, or the first one after the last where it is not later: the log has one order."""
    moment = datetime.fromisoformat(at).astimezone(UTC) if at else datetime.now(UTC)
    if last is not None:
        moment = max(moment, datetime.fromisoformat(last) + STEP)
    return instant(moment, "microseconds")
