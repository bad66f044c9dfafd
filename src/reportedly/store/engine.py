"""Opening a database: its engine, its migrations and the lock that makes one writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import filelock
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from reportedly.errors import Busy, StoreError

WRITES = "reportedly_writes"  # the execution option of connections that write


def connect(path: Path, *, create: bool) -> Engine:
    """The engine of a SQLite file, brought to the current schema.

    Raises StoreError when the file is missing (and not to be created), is not a database, or was made by
    a newer version.
    """
    if not create and not path.exists():
        raise StoreError(f"there is no {path}; make it with: reportedly run PAGES --db {path}")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent} to keep {path.name} in")
    # Whoever holds a connection may need one more: with a limit, many readers would wait for each other.
    engine = create_engine(f"sqlite:///{path}", max_overflow=-1)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine)
    except DatabaseError as error:
        raise StoreError(f"{path} cannot be used as a database: {error.orig}") from error
    return engine


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's driver would commit before a CREATE TABLE; we begin transactions ourselves, so that a
    # migration that is killed leaves nothing behind.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # Whoever is going to write takes the lock at once and waits for it: a transaction that has read and then
    # finds that another has written since cannot go on.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that write."""
    return engine.execution_options(**{WRITES: True})


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(resources.files("reportedly.store") / "migrations"))
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                f"this database was made by a newer reportedly ({error}); upgrade the program"
            ) from error


@contextmanager
def one_writer(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the database's write lock. The system drops it when the process ends, however it ends.

    Raises Busy when somebody else still holds it after `wait` seconds.
    """
    lock = filelock.FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=wait)
    except filelock.Timeout as error:
        raise Busy(f"another run is writing to {path}; wait for it to end") from error
    try:
        yield
    finally:
        lock.release()
