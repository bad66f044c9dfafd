"""Makes src/reportedly/places/basemap.json.gz: the borders of countries, for maps.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python scripts/make_basemap.py package/countries-50m.json src/reportedly/places/basemap.json.gz

The npm package `world-atlas` (ISC) is Natural Earth's 1:50m countries (public domain) as quantised TopoJSON.
Kept are the arcs and the polygons of each country, with its name and ISO 3166-1 numeric code.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path


def main(source: Path, target: Path) -> None:
    world = json.loads(source.read_text(encoding="utf-8"))
    countries = []
    for shape in world["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", []) if shape["type"] == "MultiPolygon" else [shape.get("arcs", [])]
        outlines = [polygon[0] for polygon in polygons if polygon]  # holes are other countries or lakes
        countries.append({"name": shape["properties"]["name"], "id": shape.get("id"), "outlines": outlines})
    kept = {"transform": world["transform"], "arcs": world["arcs"], "countries": countries}
    data = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    target.write_bytes(gzip.compress(data.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
