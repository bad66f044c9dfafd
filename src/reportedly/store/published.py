"""What was published: only ever added to."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from sqlalchemy import Engine, insert, select

from reportedly.instants import now
from reportedly.records import Id
from reportedly.records.publications import Publication
from reportedly.store import schema
from reportedly.store.engine import writing
from reportedly.store.packing import body

P = schema.publications.c


class Published:
    """Reads publications, and adds to them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, made: Publication) -> Publication:
        """Keep a publication; it gets its id, and its time where it has none."""
        at = made.at or now()
        kept = replace(made, at=at).named()
        row = {"id": kept.id, "at": kept.at, "by": kept.by, "title": kept.title, "body": body(kept)}
        with writing(self._engine).begin() as db:
            db.execute(insert(schema.publications), [row])
        return kept

    def find(self, id: Id) -> Publication | None:  # noqa: A002 - the record's own word
        with self._engine.connect() as db:
            found = db.execute(select(P.body).where(P.id == id)).scalar()
            return msgspec.json.decode(found, type=Publication) if found is not None else None

    def list(self, most: int | None = 200) -> list[tuple[Id, str, str, str]]:
        """Id, time, person and title of the last ones, or of all, the newest first."""
        query = select(P.id, P.at, P.by, P.title).order_by(P.at.desc(), P.id).limit(most)
        with self._engine.connect() as db:
            return [(row.id, row.at, row.by, row.title) for row in db.execute(query)]
