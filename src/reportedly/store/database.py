"""Writing the store: one process at a time, each step in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from reportedly.instants import now
from reportedly.outlets import Outlet
from reportedly.records import Capture, Fetch, Id, Reject, RejectReason, Sighting
from reportedly.store import changes, schema, shelving
from reportedly.store.batching import batches
from reportedly.store.engine import writing
from reportedly.store.fetches import put
from reportedly.store.packing import Row
from reportedly.store.reader import Reader
from reportedly.store.story_index import StoryIndex

Found = tuple[Capture, Sighting] | Reject


@dataclass(frozen=True, slots=True)
class Result:
    """What a stage made of one key: rows, or the reasons why there are none."""

    key: Id
    fingerprint: str
    rows: Sequence[Row] = ()
    rejects: Sequence[Reject] = field(default=())

    @property
    def final(self) -> bool:
        """Whether running again would give the same; a crash or a time limit need not recur."""
        return not any(r.reason in (RejectReason.FAILED, RejectReason.TOO_SLOW) for r in self.rejects)


def _reject_owner(stage: str, key: Id) -> str:
    """Who made a reject: a key can fail in several stages."""
    return f"{stage}:{key}"


class Store(Reader):
    """A crisis database, to read and write. The caller holds the write lock (engine.one_writer)."""

    def add_found(self, found: Sequence[Found]) -> None:
        """Write what intake found; what is already there stays as it is."""
        with writing(self.engine).begin() as db:
            self._found(db, found)

    def add_fetched(
        self, found: Sequence[Found], fetches: Iterable[Fetch], again: Iterable[str] = ()
    ) -> None:
        """Write what fetching brought together with how it went, so that a kill leaves both or neither.

        `again` are sources whose rejects are dropped first. Needs no write lock: nothing that a run has begun
        depends on it.
        """
        with writing(self.engine).begin() as db:
            self._forget_rejects(db, again)
            self._found(db, found)
            put(db, fetches)

    def _found(self, db: Connection, found: Sequence[Found]) -> None:
        captures: dict[tuple[Any, ...], dict[str, Any]] = {}
        sightings: dict[tuple[Any, ...], dict[str, Any]] = {}
        for item in found:
            if isinstance(item, Reject):
                continue
            c, s = item
            captures[c.id,] = {"id": c.id, "media": c.media, "content": c.content}
            where = {"capture": s.capture, "source": s.source, "line": s.line or 0}
            sightings[tuple(where.values())] = {**where, "input_id": s.input_id, "url": s.url}
        self._add_new(db, schema.captures, captures)
        self._add_new(db, schema.sightings, sightings)
        self._reject(db, [f for f in found if isinstance(f, Reject)], owner=None)

    def keep_outlets(self, outlets: Iterable[Outlet]) -> None:
        """Keep the user's own outlets; one of a name that is there takes its place."""
        rows = [{"name": o.name, "body": msgspec.json.encode(o)} for o in outlets]
        with writing(self.engine).begin() as db:
            for row in rows:
                db.execute(delete(schema.outlets).where(schema.outlets.c.name == row["name"]))
                db.execute(insert(schema.outlets), [row])

    def drop_outlet(self, name: str) -> bool:
        """Forget one of the user's own outlets; whether it was there."""
        with writing(self.engine).begin() as db:
            return bool(db.execute(delete(schema.outlets).where(schema.outlets.c.name == name)).rowcount)

    def keep_rules(self, texts: Mapping[str, str]) -> None:
        """Keep the user's own rule files; one of a name that is there takes its place."""
        with writing(self.engine).begin() as db:
            for name, text in texts.items():
                db.execute(delete(schema.rules).where(schema.rules.c.name == name))
                db.execute(insert(schema.rules), [{"name": name, "text": text}])

    def drop_rules(self, name: str) -> bool:
        """Forget one of the user's own rule files; whether it was there."""
        with writing(self.engine).begin() as db:
            return bool(db.execute(delete(schema.rules).where(schema.rules.c.name == name)).rowcount)

    def forget_rejects(self, sources: Iterable[str]) -> None:
        """Drop intake's rejects of sources that are about to be read again."""
        with writing(self.engine).begin() as db:
            self._forget_rejects(db, sources)

    def _forget_rejects(self, db: Connection, sources: Iterable[str]) -> None:
        table = schema.rejects
        for batch in batches(sorted(set(sources))):
            db.execute(delete(table).where(table.c.source.in_(batch), table.c.owner.is_(None)))

    def write(
        self, stage: str, tables: Sequence[str], results: Sequence[Result], *, mark: bool = True
    ) -> None:
        """Replace what the stage made for these keys, and mark them done, in one transaction."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for result in results:
            for name, row in result.rows:
                rows.setdefault(name, []).append(row)
        done = [{"stage": stage, "key": r.key, "fingerprint": r.fingerprint} for r in results if r.final]
        with writing(self.engine).begin() as db:
            before = shelving.cards(db, [r.key for r in results]) if "cards" in tables else {}
            self._clear(db, stage, tables, [r.key for r in results])
            if "parses" in tables:
                parses = {(v["key"], v["version"]): v for v in rows.pop("parses", [])}
                self._add_new(db, schema.parses, parses)
            if "answers" in tables:
                self._keep_answers(db, rows.pop("answers", []))
            days = {row["owner"]: row["last_at"] for row in rows.get("cards", [])}
            shelving.put_texts(db, rows.pop("texts", []), days)
            for name, values in rows.items():
                db.execute(insert(schema.metadata.tables[name]), values)
            if "datings" in tables:
                shelving.date_texts(db, rows.get("datings", []))
            if "findings" in tables:
                at = now()
                changed = changes.record(db, [r.key for r in results], rows.get("findings", []), at)
                shelving.date_cards(db, rows.get("cards", []), before, changed, at)
                shelving.name_texts(db, rows.get("tallies", []))
            for result in results:
                self._reject(db, result.rejects, owner=_reject_owner(stage, result.key))
            if mark and done:
                db.execute(insert(schema.done), done)

    @contextmanager
    def story_index(self) -> Iterator[StoryIndex]:
        """The index that stories are made from, to change in one transaction."""
        with writing(self.engine).begin() as db:
            yield StoryIndex(db)

    def clear(self, stage: str, tables: Sequence[str]) -> None:
        """Empty the tables of a stage, with its done-marks; what was made from their rows goes too."""
        with writing(self.engine).begin() as db:
            db.execute(delete(schema.done).where(schema.done.c.stage == stage))
            for name in tables:
                db.execute(delete(schema.metadata.tables[name]))

    def forget(self, stage: str, tables: Sequence[str], wanted: Iterable[Id]) -> None:
        """Drop what a stage made for keys that are not wanted any more."""
        gone = sorted(set(self.done(stage)) - set(wanted))
        if not gone:
            return
        with writing(self.engine).begin() as db:
            self._clear(db, stage, tables, gone)
            if "findings" in tables:
                changes.record(db, gone, [], now())

    def _clear(self, db: Connection, stage: str, tables: Sequence[str], keys: Sequence[Id]) -> None:
        for batch in batches(keys):
            db.execute(delete(schema.done).where(schema.done.c.stage == stage, schema.done.c.key.in_(batch)))
            owners = [_reject_owner(stage, key) for key in batch]
            db.execute(delete(schema.rejects).where(schema.rejects.c.owner.in_(owners)))
            for name in tables:
                table = schema.metadata.tables[name]
                if "owner" in table.c:  # parses are kept for all alike
                    db.execute(delete(table).where(table.c.owner.in_(batch)))

    def _keep_answers(self, db: Connection, rows: Iterable[dict[str, Any]]) -> None:
        """Put an answer in the place of the one before to its question, what that cost added; one that can
        be used stays."""
        table = schema.answers
        for row in rows:
            same = table.c.question == row["question"]
            before = db.execute(select(table).where(same)).mappings().first()
            if before is not None and before["problem"] is None:
                continue
            if before is not None:
                spent = {n: before[n] + row[n] for n in ("tokens_in", "tokens_out", "tries")}
                known = [c for c in (before["cost"], row["cost"]) if c is not None]
                row = {**row, **spent, "cost": sum(known) if known else None}
                db.execute(delete(table).where(same))
            db.execute(insert(table), [row])

    def _reject(self, db: Connection, rejects: Sequence[Reject], owner: str | None) -> None:
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for r in rejects:
            key = {"source": r.source, "line": r.line or 0, "reason": r.reason.value}
            rows[tuple(key.values())] = {**key, "detail": r.detail, "owner": owner}
        self._add_new(db, schema.rejects, rows)

    def _add_new(self, db: Connection, table: Table, rows: Mapping[tuple[Any, ...], dict[str, Any]]) -> None:
        """Insert the rows whose primary key is not there yet. Portable, since there is one writer."""
        columns = list(table.primary_key.columns)
        there: set[tuple[Any, ...]] = set()
        for batch in batches(sorted({key[0] for key in rows})):
            there.update(tuple(r) for r in db.execute(select(*columns).where(columns[0].in_(batch))))
        new = [row for key, row in rows.items() if key not in there]
        if new:
            db.execute(insert(table), new)
