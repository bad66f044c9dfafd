"""A copy of a database that others may be writing to: whole, as it was at one moment, and checked."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import StoreError


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made: its bytes, and the version of the schema it is of."""

    size: int
    schema: str


def backup(db: Path, out: Path, *, force: bool = False) -> Backup:
    """Copy a database by SQLite's online backup, in one step, so that writers go on meanwhile and the copy
    has all or nothing of each of their transactions.

    It is checked before it takes its name, and only its owner may read it, for it holds the users' hashed
    passwords. The database is neither changed nor brought to a newer schema. Raises StoreError where there is
    no database, where `out` is there already (and not `force`), or where the copy is not sound.
    """
    if not db.is_file():
        raise StoreError(f"there is no {db}")
    if out.exists() and out.samefile(db):
        raise StoreError(f"{out} is the database itself")
    if out.exists() and not force:
        raise StoreError(f"there is {out} already; choose another name, or write over it with --force")
    if not out.parent.is_dir():
        raise StoreError(f"there is no folder {out.parent} to keep {out.name} in")
    handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
    os.close(handle)
    made = Path(name)
    try:
        found = _copied(db, made)
        _sync(made)
        made.replace(out)
    except sqlite3.Error as error:
        raise StoreError(f"{db} cannot be copied: {error}") from error
    finally:
        made.unlink(missing_ok=True)
    return found


def _copied(db: Path, to: Path) -> Backup:
    source = sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    with closing(source), closing(sqlite3.connect(to)) as target:
        source.backup(target)
        faults = [row[0] for row in target.execute("PRAGMA integrity_check(5)")]
        if faults != ["ok"]:
            raise StoreError(f"the copy of {db} is not sound: {'; '.join(faults)}")
        tables = {row[0] for row in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "captures"} <= tables:
            raise StoreError(f"{db} is no crisis database")
        (schema,) = target.execute("SELECT version_num FROM alembic_version").fetchone()
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without the log beside it
    return Backup(to.stat().st_size, schema)


def _sync(path: Path) -> None:
    """See that it is on the disk before it takes its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
