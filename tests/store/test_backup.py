"""A backup is whole, of one moment, whoever writes meanwhile; an older program leaves a newer one alone."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.publish import contract
from reportedly.records import Reject, RejectReason
from reportedly.store import Reader, Store
from reportedly.store.backup import backup


@pytest.fixture
def db(demo_db: Path, tmp_path: Path) -> Path:
    found = tmp_path / "crisis.db"
    shutil.copy(demo_db, found)
    return found


def rows(db: Path, kind: str) -> list[str]:
    with closing(Reader.open(db)) as store:
        return [json.dumps(row) for row in contract.rows(store, kind)]


def test_a_backup_in_the_middle_of_writes_opens_and_exports(db: Path, tmp_path: Path) -> None:
    """A writer adds rejects two by two, each pair in one transaction: a backup never has half a pair."""
    stop, written = threading.Event(), threading.Event()

    def write() -> None:
        with closing(Store.open(db)) as store:
            number = 0
            while not stop.is_set():
                pair = (Reject(f"{number}-{n}.txt", None, RejectReason.NO_TEXT, "") for n in "ab")
                store.add_found(list(pair))
                number += 1
                written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        sizes = []
        for n in range(3):
            out = tmp_path / f"backup-{n}.db"
            backup(db, out)
            sizes.append(len(rows(out, "rejects")))
    finally:
        stop.set()
        writer.join()
    assert all(size and size % 2 == 0 for size in sizes)
    assert sizes == sorted(sizes)
    for kind in ("findings", "claims", "brief"):
        assert rows(tmp_path / "backup-2.db", kind) == rows(db, kind)


def test_what_is_not_yet_committed_is_not_in_it(db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM findings")
        backup(db, tmp_path / "backup.db")
        writer.execute("ROLLBACK")
    assert rows(tmp_path / "backup.db", "findings") == rows(db, "findings")


def test_it_is_one_file_for_its_owner_alone(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept" / "backup.db"
    out.parent.mkdir()
    made = backup(db, out)
    assert made.size == out.stat().st_size
    assert [p.name for p in out.parent.iterdir()] == ["backup.db"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_one_insists(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "backup.db"
    out.write_text("mine")
    with pytest.raises(StoreError, match="--force"):
        backup(db, out)
    assert out.read_text() == "mine"
    backup(db, out, force=True)
    assert rows(out, "stories")


def test_what_cannot_be_copied_leaves_nothing(db: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("no database at all")
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE pets (name TEXT)")
    into = tmp_path / "into"
    into.mkdir()
    for name, said in (
        ("notes.db", "not a database"),
        ("other.db", "no crisis database"),
        ("none.db", "no "),
    ):
        with pytest.raises(StoreError, match=said):
            backup(tmp_path / name, into / "backup.db")
    with pytest.raises(StoreError, match="the database itself"):
        backup(db, db, force=True)
    assert list(into.iterdir()) == []


def test_an_older_database_is_copied_as_it_is(db: Path, tmp_path: Path) -> None:
    """So that a backup can be made before the first start of a newer program."""
    with closing(sqlite3.connect(db)) as old, old:
        old.execute("UPDATE alembic_version SET version_num = '0001'")
    assert backup(db, tmp_path / "backup.db").schema == "0001"
    with closing(sqlite3.connect(db)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_a_newer_database_is_refused_and_left_as_it_is(db: Path) -> None:
    with closing(sqlite3.connect(db)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer reportedly"):
        Reader.open(db)
    with closing(sqlite3.connect(db)) as newer:
        assert newer.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_restored_backup_is_the_database_of_then(db: Path, tmp_path: Path) -> None:
    """The steps of docs/operating.md, with nothing running."""
    before = rows(db, "rejects")
    backup(db, tmp_path / "backup.db")
    with closing(Store.open(db)) as store:
        store.add_found([Reject("later.txt", None, RejectReason.NO_TEXT, "")])
    assert rows(db, "rejects") != before
    for ending in ("-wal", "-shm"):
        db.with_name(db.name + ending).unlink(missing_ok=True)
    shutil.copy(tmp_path / "backup.db", db)
    assert rows(db, "rejects") == before
