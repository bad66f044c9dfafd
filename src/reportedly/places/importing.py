"""Reads gazetteers of a user's own: GeoNames dumps, tables of P-codes (OCHA's operational datasets), GeoJSON.

GeoNames: the tab-separated file of a country or the world, 19 columns (geonames.org, export/dump), also
zipped. P-code tables: CSV with columns such as admin3Name_en, ADM3_PCODE, latitude, longitude; the finest
level that a row names is its place. GeoJSON (RFC 7946): points, or areas, which get their middle and a
radius; names in `name`, `name_en`, `alt_names` and the like.
"""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import msgspec

from reportedly.errors import StoreError
from reportedly.places.basemap import centre
from reportedly.places.compiling import publish
from reportedly.places.layers import UNSTATED, Source, path_of
from reportedly.places.sources import Row, readable, town_radius, with_division

COLUMNS = 19  # of a GeoNames dump
KEPT = frozenset("APHTL")  # classes of GeoNames: areas, places, water, mountains, parks
SPOTS = frozenset({"AIRP", "AIRB", "AIRF", "BDG", "CMPRF", "CMP", "HSP", "INSM", "PRT", "RD", "PASS", "CSTM"})
KNOWN = frozenset({"PCLI", "ADM1", "ADM2"})  # that the default gazetteer has all of
LEVEL_NAME = re.compile(r"^adm(?:in)?_?(\d)(?:_?name|_)?_?(?:ref|alt\d?|[a-z]{2})?$", re.IGNORECASE)
LEVEL_CODE = re.compile(r"^adm(?:in)?_?(\d)_?p_?code$", re.IGNORECASE)
POINTS = {
    "latitude": ("latitude", "lat", "y", "y_coord", "point_y", "center_lat", "lat_dd"),
    "longitude": ("longitude", "lon", "lng", "long", "x", "x_coord", "point_x", "center_lon", "long_dd"),
}
NAMES = re.compile(
    r"^(?:(?:alt|old|int|official|local|short|feature)_?)?name(?:s|_?[a-z]{2,3})?$|^alt_names$", re.IGNORECASE
)
CODES = ("pcode", "p_code", "code", "id")
FEATURES = {0: "PCLI", 1: "ADM1", 2: "ADM2", 3: "ADM3", 4: "ADM4", 5: "ADM5"}
DATES = ("date", "validon", "valid_on", "modified")


class _Unreadable(Exception):
    """A text is of no known kind."""


@dataclass(slots=True)
class Tally:
    """What was noticed while reading."""

    left_out: int = 0
    latest: str = ""
    format: str = ""
    licence: str = UNSTATED


def import_file(
    file: Path,
    name: str | None = None,
    licence: str | None = None,
    dated: str | None = None,
    where: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Source:
    """Read a file and keep its places under a name (by default the file's own), in place of what had it.

    Raises StoreError where the file is none of the known kinds or has no places.
    """
    say, tally = progress or (lambda _: None), Tally()
    name = name or file.name.split(".")[0]
    target = path_of(name, where)
    say(f"reading {file.name}")
    rows = _rows(file, tally)
    first = next(rows, None)
    if first is None:
        raise StoreError(f"{file} has no places with a name and a point")
    draft = target.with_suffix(".draft")
    try:
        count = publish(draft, _chain(first, rows))
        found = Source(
            name,
            file.name,
            tally.format,
            licence or tally.licence,
            dated or tally.latest or UNSTATED,
            count,
            tally.left_out,
        )
        _note(draft, found)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return found


def _chain(first: Row, rest: Iterable[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def _note(path: Path, found: Source) -> None:
    import sqlite3

    store = sqlite3.connect(path)
    try:
        store.executemany("INSERT OR REPLACE INTO source VALUES (?, ?)", sorted(found.plain().items()))
        store.commit()
    finally:
        store.close()


def _rows(file: Path, tally: Tally) -> Iterator[Row]:
    """The places of a file of any kind."""
    if not file.is_file():
        raise StoreError(f"{file} is not a file")
    try:
        if zipfile.is_zipfile(file):
            yield from _zipped(file, tally)
            return
        with file.open(encoding="utf-8-sig", newline="") as text:
            yield from _plain(file.suffix.lower(), text, tally)
    except (UnicodeDecodeError, msgspec.DecodeError, csv.Error, _Unreadable) as error:
        raise StoreError(f"{file} cannot be read: {error}") from error


def _zipped(file: Path, tally: Tally) -> Iterator[Row]:
    with zipfile.ZipFile(file) as archive:
        inside = [n for n in archive.namelist() if not n.lower().startswith(("readme", "__macosx"))]
        for member in sorted(inside):
            if Path(member).suffix.lower() in {".txt", ".tsv", ".csv", ".json", ".geojson"}:
                with archive.open(member) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
                    yield from _plain(Path(member).suffix.lower(), text, tally)


def _plain(suffix: str, text: TextIO, tally: Tally) -> Iterator[Row]:
    if suffix in {".json", ".geojson"}:
        tally.format = "GeoJSON"
        yield from geojson(text.read(), tally)
        return
    start = text.readline()
    rest = _chain_lines(start, text)
    if start.count("\t") == COLUMNS - 1 and start.split("\t", 1)[0].isdigit():
        tally.format, tally.licence = "GeoNames", "CC BY 4.0"
        yield from geonames(rest, tally)
        return
    separator = max(",;\t", key=start.count)
    table = csv.DictReader(rest, delimiter=separator)
    columns = [c for c in table.fieldnames or () if c]
    if not any(_column(columns, POINTS["latitude"])) or not columns:
        raise _Unreadable(
            "neither a GeoNames dump, nor a table with columns for latitude and longitude, nor GeoJSON"
        )
    tally.format = "P-code table" if any(LEVEL_CODE.match(c) for c in columns) else "table"
    yield from table_rows(table, columns, tally)


def _chain_lines(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


# -- GeoNames -------------------------------------------------------------------------------------


def geonames(lines: Iterable[str], tally: Tally) -> Iterator[Row]:
    """The places of a GeoNames dump, without countries and divisions of the first two orders."""
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            tally.left_out += 1
            continue
        kind, code, changed = cells[6], cells[7], cells[18]
        point = _point(cells[4], cells[5])
        if point is None or not cells[1]:
            tally.left_out += 1
            continue
        tally.latest = max(tally.latest, changed)
        if (kind not in KEPT and code not in SPOTS) or code in KNOWN or code.endswith("H"):
            continue
        people = int(cells[14]) if cells[14].isdigit() else 0
        town = kind == "P"
        yield with_division(
            Row(
                name=cells[1],
                latitude=point[0],
                longitude=point[1],
                feature=("PPLC" if code == "PPLC" else "PPL") if town else code or "AREA",
                radius_km=town_radius(people) if town else 10.0 if kind in "HTL" else 5.0,
                country=cells[8] or None,
                division=f"{cells[8]}.{cells[10]}" if cells[8] and cells[10] else None,
                geonames_id=int(cells[0]) if cells[0].isdigit() else None,
                population=people,
                names=frozenset(n for n in (cells[1], cells[2], *cells[3].split(",")) if n and readable(n)),
            )
        )


# -- tables of P-codes ----------------------------------------------------------------------------


def table_rows(rows: Iterable[Mapping[str, Any]], columns: list[str], tally: Tally) -> Iterator[Row]:
    """The places of a table: of P-codes the finest level that a row names, else its columns of names."""
    lat, lon = (_column(columns, POINTS[what]) for what in ("latitude", "longitude"))
    levels: dict[int, list[str]] = {}
    for column in columns:
        found = LEVEL_NAME.match(column)
        if found and not LEVEL_CODE.match(column):
            levels.setdefault(int(found[1]), []).append(column)
    codes = {int(m[1]): c for c in columns if (m := LEVEL_CODE.match(c))}
    plain = [c for c in columns if NAMES.match(c)]
    code_column, date_column = _column(columns, CODES), _column(columns, DATES)
    for row in rows:
        point = _point(row.get(lat), row.get(lon))
        named = {level: _filled(row, mine) for level, mine in levels.items()}
        own = _filled(row, plain)
        level = max((n for n, names in named.items() if names), default=None)
        names = own or (named[level] if level is not None else [])
        if point is None or not names:
            tally.left_out += 1
            continue
        tally.latest = max(tally.latest, str(row.get(date_column) or "")[:10])
        code = str(row.get(code_column if own else codes.get(level or 0, "")) or "").strip()
        land = str(row.get(codes.get(0, "")) or code)[:2].upper()
        yield Row(
            name=names[0],
            latitude=point[0],
            longitude=point[1],
            feature="PPL" if own or level is None else FEATURES.get(level, "ADM5"),
            radius_km=2.0 if own or level is None else max(5.0, 60.0 / 2**level),
            country=land if land.isalpha() else None,
            names=frozenset((*names, *([code] if len(code) > 3 else []))),
            admin1=next(iter(named.get(1, [])), None),
        )


def _column(columns: Iterable[str], wanted: Iterable[str]) -> str:
    by_name = {c.strip().lower(): c for c in columns}
    return next((by_name[w] for w in wanted if w in by_name), "")


def _filled(row: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
    """What the columns hold, English before other languages."""
    ordered = sorted(columns, key=lambda c: (not c.lower().endswith("en"), c))
    return list(dict.fromkeys(str(row[c]).strip() for c in ordered if row.get(c) and str(row[c]).strip()))


# -- GeoJSON --------------------------------------------------------------------------------------


def geojson(text: str, tally: Tally) -> Iterator[Row]:
    """The named features of a GeoJSON text."""
    found = msgspec.json.decode(text)
    features = found.get("features", [found]) if isinstance(found, dict) else []
    for feature in features if isinstance(features, list) else []:
        properties, geometry = (_part(feature, what) for what in ("properties", "geometry"))
        try:
            where = _middle(geometry)
        except (TypeError, ValueError, IndexError):
            where = None
        names = _filled(properties, [c for c in properties if NAMES.match(c)])
        names = [n.strip() for name in names for n in re.split(r"[;|]", name) if n.strip()]
        if where is None or not names:
            tally.left_out += 1
            continue
        lat, lon, radius = where
        kind = str(properties.get("feature") or properties.get("feature_code") or "")
        people = properties.get("population")
        land = str(properties.get("country") or properties.get("iso_a2") or "").upper()
        size = int(people) if isinstance(people, (int, float)) else 0
        yield Row(
            name=names[0],
            latitude=lat,
            longitude=lon,
            feature=kind if re.fullmatch(r"[A-Z]{2,5}\d?", kind) else "AREA" if radius else "PPL",
            radius_km=radius or town_radius(size),
            country=land if re.fullmatch("[A-Z]{2}", land) else None,
            population=size,
            names=frozenset(names),
            admin1=str(properties["admin1"]) if properties.get("admin1") else None,
        )


def _part(feature: Any, what: str) -> Mapping[str, Any]:
    part = feature.get(what) if isinstance(feature, dict) else None
    return part if isinstance(part, dict) else {}


def _middle(geometry: Mapping[str, Any]) -> tuple[float, float, float] | None:
    """Latitude, longitude and radius in km (0 of a point) of a geometry."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(coordinates, list):
        return None
    if kind == "Point":
        point = _point(coordinates[1], coordinates[0]) if len(coordinates) > 1 else None
        return (*point, 0.0) if point else None
    flat = list(_flatten(coordinates))
    if not flat:
        return None
    rings = [coordinates[0]] if kind == "Polygon" else [p[0] for p in coordinates if kind == "MultiPolygon"]
    sized = [centre(tuple((float(x), float(y)) for x, y, *_ in ring)) for ring in rings if len(ring) > 2]
    if sized:
        lon, lat, _ = max(sized, key=lambda c: c[2])
    else:
        lon, lat = (sum(axis) / len(flat) for axis in zip(*flat, strict=True))
    wide = math.cos(math.radians(lat))
    radius = max(math.hypot((x - lon) * wide, y - lat) for x, y in flat) * 111.2
    checked = _point(lat, lon)
    return (*checked, round(max(1.0, radius), 1)) if checked else None


def _flatten(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        if isinstance(part, list):
            yield from _flatten(part)


def _point(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    """Degrees on the globe, decimal commas allowed; None where they are none."""
    try:
        lat, lon = (float(str(v).replace(",", ".")) for v in (latitude, longitude))
    except ValueError:
        return None
    return (round(lat, 5), round(lon, 5)) if abs(lat) <= 90 and abs(lon) <= 180 else None
