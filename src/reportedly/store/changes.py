"""When findings came to be what they are: a log that is only added to.

A finding's id is a hash of its claims, so that it is another with every claim that comes; what goes on is
the *entry*, named by the finding's first claim when it was first stored. A later finding that has that
claim goes on with the entry, in whatever story it then is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Engine, insert, select

from reportedly.records import Finding, Id
from reportedly.store import schema

What = Literal["new", "changed", "moved"]  # moved: the same words in another story

FINDING = msgspec.json.Decoder(Finding)
MANY = 500  # bound variables in one statement


@dataclass(frozen=True, slots=True)
class Change:
    """One entry as it stands: `since` is when it was first stored, `at` when its content last changed, both
    UTC instants in ISO 8601."""

    entry: Id
    finding: Id
    since: str
    at: str


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record(db: Connection, rows: Iterable[Mapping[str, Any]], at: str) -> None:
    """Note which of the findings just stored are new or differ from what their entry last was."""
    findings = [FINDING.decode(row["body"]) for row in rows]
    last = _last(db, sorted({claim for f in findings for claim in f.claims}))
    taken: set[Id] = set()
    noted = []
    for finding in findings:
        known = [c for c in finding.claims if c in last and c not in taken]
        entry = min(known, key=lambda c: last[c]["first"], default=_free(finding, taken))
        taken.add(entry)
        digest = _digest(finding)
        before = last.get(entry)
        what: What = "new" if before is None else "changed"
        if before is not None and before["digest"] == digest:
            if before["story"] == finding.story:
                continue
            what = "moved"
        made = {"entry": entry, "finding": finding.id, "story": finding.story}
        noted.append({**made, "at": at, "what": what, "digest": digest})
    if noted:
        db.execute(insert(schema.changes), noted)


def of_story(engine: Engine, story: Id) -> dict[Id, Change]:
    """The entries of a story by the id of the finding that each now is."""
    table = schema.changes
    mine = select(table.c.entry).where(table.c.story == story)
    found: dict[Id, Change] = {}
    with engine.connect() as db:
        for row in db.execute(select(table).where(table.c.entry.in_(mine)).order_by(table.c.number)):
            made = found.get(row.entry, Change(row.entry, row.finding, row.at, row.at))
            at = made.at if row.what == "moved" else row.at
            found[row.entry] = replace(made, finding=row.finding, at=at)
    return {change.finding: change for change in found.values()}


def _last(db: Connection, entries: Sequence[Id]) -> dict[Id, dict[str, Any]]:
    """The last change of each of those that are entries, with the number of its first one."""
    table = schema.changes
    found: dict[Id, dict[str, Any]] = {}
    for start in range(0, len(entries), MANY):
        batch = entries[start : start + MANY]
        for row in db.execute(select(table).where(table.c.entry.in_(batch)).order_by(table.c.number)):
            first = found[row.entry]["first"] if row.entry in found else row.number
            found[row.entry] = {"digest": row.digest, "story": row.story, "first": first}
    return found


def _free(finding: Finding, taken: set[Id]) -> Id:
    """The name of a new entry: its first claim that names no other."""
    return next((c for c in finding.claims if c not in taken), finding.id)


def _digest(finding: Finding) -> str:
    """What a finding says, wherever it stands."""
    content = msgspec.json.encode(replace(finding, id="", story=""), order="deterministic")
    return hashlib.blake2b(content, digest_size=16).hexdigest()
