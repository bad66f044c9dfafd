"""The borders of countries, for drawing maps: Natural Earth 1:50m, made by scripts/make_basemap.py."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import msgspec

Point = tuple[float, float]  # longitude, latitude: x before y, as in GeoJSON


@dataclass(frozen=True, slots=True)
class Border:
    """One outline of a country: a closed ring of (longitude, latitude) in degrees.

    `code` is the ISO 3166-1 numeric code, None for territories that have none.
    """

    country: str
    code: str | None
    ring: tuple[Point, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """South, west, north, east."""
        xs, ys = [p[0] for p in self.ring], [p[1] for p in self.ring]
        return min(ys), min(xs), max(ys), max(xs)


@dataclass(frozen=True, slots=True)
class _Transform:
    scale: tuple[float, float]
    translate: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Country:
    name: str
    id: str | None
    outlines: list[list[int]]


@dataclass(frozen=True, slots=True)
class _World:
    transform: _Transform
    arcs: list[list[tuple[int, int]]]
    countries: list[_Country]


@lru_cache(maxsize=64)
def borders(south: float, west: float, north: float, east: float) -> tuple[Border, ...]:
    """The outlines that come into a box, cut to it (degrees; west < east, no box across the antimeridian)."""
    found = []
    for border, box in _boxed():
        if box[2] < south or box[0] > north or box[3] < west or box[1] > east:
            continue
        ring = border.ring
        if box[0] < south or box[2] > north or box[1] < west or box[3] > east:
            ring = clip(ring, south, west, north, east)
        if ring:
            found.append(Border(border.country, border.code, ring))
    return tuple(found)


def clip(ring: tuple[Point, ...], south: float, west: float, north: float, east: float) -> tuple[Point, ...]:
    """The part of a closed ring inside a box (Sutherland-Hodgman); empty when there is none."""
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        insides = [sign * (p[axis] - limit) >= 0 for p in points]
        if all(insides):
            continue
        kept: list[Point] = []
        for n, here in enumerate(points):
            if insides[n] != insides[n - 1]:
                before = points[n - 1]
                share = (limit - before[axis]) / (here[axis] - before[axis])
                across = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
                kept.append((limit, across) if axis == 0 else (across, limit))
            if insides[n]:
                kept.append(here)
        points = kept
    return (*points, points[0]) if len(points) >= 3 else ()


@lru_cache(maxsize=1)
def world() -> tuple[Border, ...]:
    """Every outline of every country."""
    packed = resources.files("reportedly.places").joinpath("basemap.json.gz").read_bytes()
    data = msgspec.json.decode(gzip.decompress(packed), type=_World)
    arcs = [_unpack(arc, data.transform) for arc in data.arcs]
    return tuple(
        Border(country.name, country.id, ring)
        for country in data.countries
        for outline in country.outlines
        for ring in _cut(_join(outline, arcs))
    )


@lru_cache(maxsize=1)
def _boxed() -> tuple[tuple[Border, tuple[float, float, float, float]], ...]:
    return tuple((border, border.box) for border in world())


def _unpack(arc: list[tuple[int, int]], transform: _Transform) -> list[Point]:
    """Quantised steps as degrees (TopoJSON specification, 2.1.1)."""
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append(
            (
                round(x * transform.scale[0] + transform.translate[0], 4),
                round(y * transform.scale[1] + transform.translate[1], 4),
            )
        )
    return points


def _join(outline: list[int], arcs: list[list[Point]]) -> tuple[Point, ...]:
    """Arcs end to end; the arc ~n is arc n backwards, and neighbours share their end points."""
    ring: list[Point] = []
    for index in outline:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(points[1:] if ring else points)
    return tuple(ring)


def _cut(ring: tuple[Point, ...]) -> list[tuple[Point, ...]]:
    """A ring across the antimeridian as one ring on either side of it."""
    unwound, turns = [ring[0]], 0
    for (before, _), (x, y) in pairwise(ring):
        turns += (before - x > 180) - (x - before > 180)
        unwound.append((x + 360 * turns, y))
    if turns or all(-180 <= x <= 180 for x, _ in unwound):
        return [ring]  # on one side, or around a pole
    parts = []
    for turn in (-360, 0, 360):
        part = clip(tuple(unwound), -90, turn - 180, 90, turn + 180)
        if part:
            parts.append(tuple((round(x - turn, 4), y) for x, y in part))
    return parts


def centre(ring: tuple[Point, ...]) -> tuple[float, float, float]:
    """Longitude and latitude of a ring's centre of gravity, and its area in square degrees at the equator."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not area:
        return ring[0][0], ring[0][1], 0.0
    return x / (3 * area), y / (3 * area), abs(area) / 2
