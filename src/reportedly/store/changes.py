"""When findings came to be what they are: a log that is only added to.

A finding's id is a hash of its claims, so that it is another with every claim that comes; what goes on is
the *entry*, named by the finding's first claim when it was first stored. A later finding that has that
claim goes on with the entry, in whatever story it then is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Engine, Row, insert, select

from reportedly.records import Finding, Id
from reportedly.store import schema
from reportedly.store.batching import batches

What = Literal["new", "changed", "moved", "gone"]  # moved: the same words in another story

FINDING = msgspec.json.Decoder(Finding)
AT_ONCE = 500  # rows of the log, where it is read backwards
LONGEST = 300  # characters that are kept of a headline, and of what slots say


@dataclass(frozen=True, slots=True)
class Change:
    """One entry as it stands: `since` is when it was first stored, `at` when its content last changed, both
    UTC instants in ISO 8601."""

    entry: Id
    finding: Id
    since: str
    at: str

    @property
    def seconds(self) -> int:
        """`at`, counted from 1970."""
        return int(datetime.fromisoformat(self.at).timestamp())


def record(db: Connection, stories: Sequence[Id], rows: Iterable[Mapping[str, Any]], at: str) -> set[Id]:
    """Note which of the findings of these stories, just stored, are new or differ from what their entry last
    was, and which entries have no finding any more. Returns the stories with any of these."""
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
        what: What = "new" if before is None or before["what"] == "gone" else "changed"
        if before is not None and before["digest"] == digest:
            if before["story"] != finding.story:
                what = "moved"
            elif before["what"] != "gone":
                continue
        made = {"entry": entry, "finding": finding.id, "story": finding.story}
        noted.append({**made, "at": at, "what": what, "digest": digest, **_told(finding)})
    for entry, before in sorted(_in(db, stories).items()):
        if entry not in taken and before["what"] != "gone":
            noted.append({**before, "entry": entry, "at": at, "what": "gone"})
    if noted:
        db.execute(insert(schema.changes), noted)
    return {row["story"] for row in noted}


def of_stories(engine: Engine, stories: Sequence[Id]) -> dict[Id, Change]:
    """The entries of some stories (some hundreds at most) by the id of the finding that each now is."""
    table = schema.changes
    mine = select(table.c.entry).where(table.c.story.in_(stories))
    found: dict[Id, Change] = {}
    gone: set[Id] = set()
    with engine.connect() as db:
        for row in db.execute(select(table).where(table.c.entry.in_(mine)).order_by(table.c.number)):
            made = found.get(row.entry, Change(row.entry, row.finding, row.at, row.at))
            at = made.at if row.what == "moved" else row.at
            found[row.entry] = replace(made, finding=row.finding, at=at)
            (gone.add if row.what == "gone" else gone.discard)(row.entry)
    return {change.finding: change for entry, change in found.items() if entry not in gone}


def latest(
    engine: Engine, story: Id | None, since: str | None, until: str | None, most: int
) -> tuple[Change, ...]:
    """The entries that changed last and still stand, the latest first; of a story, and between two days (ISO
    8601 dates, UTC, both inclusive). The log is read backwards, no further than needed."""
    table = schema.changes
    query = select(table).order_by(table.c.number.desc())
    if story is not None:
        query = query.where(table.c.entry.in_(select(table.c.entry).where(table.c.story == story)))
    now: dict[Id, Row[Any]] = {}
    then: dict[Id, str] = {}
    wanted: list[Id] = []
    with engine.connect() as db:
        for row in db.execution_options(yield_per=AT_ONCE).execute(query):
            now.setdefault(row.entry, row)
            if row.what == "moved" or row.entry in then or now[row.entry].what == "gone":
                continue
            then[row.entry] = row.at
            if since is not None and row.at < since:
                break
            if (until is None or row.at[:10] <= until) and (story is None or now[row.entry].story == story):
                wanted.append(row.entry)
            if len(wanted) == most:
                break
        first = _first_at(db, wanted)
    return tuple(Change(e, now[e].finding, first[e], then[e]) for e in wanted)


def _first_at(db: Connection, entries: Sequence[Id]) -> dict[Id, str]:
    """When each entry was first stored."""
    table = schema.changes
    query = select(table.c.entry, table.c.at).where(table.c.entry.in_(entries))
    return {row.entry: row.at for row in db.execute(query.order_by(table.c.number.desc()))}


def first_entry(engine: Engine) -> Id | None:
    """The first entry there ever was."""
    table = schema.changes
    with engine.connect() as db:
        return db.execute(select(table.c.entry).order_by(table.c.number).limit(1)).scalar()


def _last(db: Connection, entries: Sequence[Id]) -> dict[Id, dict[str, Any]]:
    """The last change of each of those that are entries, with the number of its first one."""
    table = schema.changes
    found: dict[Id, dict[str, Any]] = {}
    for batch in batches(entries):
        for row in db.execute(select(table).where(table.c.entry.in_(batch)).order_by(table.c.number)):
            first = found[row.entry]["first"] if row.entry in found else row.number
            found[row.entry] = {"digest": row.digest, "story": row.story, "what": row.what, "first": first}
    return found


def _in(db: Connection, stories: Sequence[Id]) -> dict[Id, dict[str, Any]]:
    """The last change of each entry whose last change was in one of these stories."""
    table = schema.changes
    later = table.alias()
    last = (
        ~select(later.c.number)
        .where(later.c.entry == table.c.entry, later.c.number > table.c.number)
        .exists()
    )
    found = {}
    for batch in batches(stories):
        for row in db.execute(select(table).where(table.c.story.in_(batch), last)).mappings():
            found[row["entry"]] = {k: v for k, v in row.items() if k not in ("number", "entry")}
    return found


def _told(finding: Finding) -> dict[str, Any]:
    """What a reader is told of a finding: enough to see what has changed in it."""
    values = ((slot, v.value) for slot, values in sorted(finding.slots.items()) for v in values)
    told = "; ".join(f"{slot} {value}" for slot, value in values)
    headline = finding.headline[:LONGEST]
    return {
        "status": finding.status,
        "origins": finding.origins,
        "headline": headline,
        "told": told[:LONGEST],
    }


def _free(finding: Finding, taken: set[Id]) -> Id:
    """The name of a new entry: its first claim that names no other."""
    return next((c for c in finding.claims if c not in taken), finding.id)


def _digest(finding: Finding) -> str:
    """What a finding says, wherever it stands."""
    content = msgspec.json.encode(replace(finding, id="", story=""), order="deterministic")
    return hashlib.blake2b(content, digest_size=16).hexdigest()
