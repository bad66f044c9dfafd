"""A map of a story's places as inline SVG: borders, nearby towns, a mark for each group of findings.

Equirectangular projection, longitudes narrowed by the cosine of the middle latitude: true to within a per
cent or so over a few hundred kilometres, and north is up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from markupsafe import Markup

from reportedly.publish.display import STATUS_WORDS, plain, shorten
from reportedly.publish.spots import Group, Spot
from reportedly.publish.svg import node, path_of, symbol, title, words
from reportedly.records import Place

KM_PER_DEGREE = 111.2
MARGIN = 0.16  # of the width, around the outermost places
MIN_SPAN_KM = 40.0
FAR_KM = 300.0  # a place this far from the middle, and many times farther than the others, is left off
FAR_TIMES = 6.0
MARK = 12.0  # pixels
FONT = {"place": 13.0, "town": 10.5, "country": 11.0}
TOWNS = 40
FINEST = 0.7  # pixels between two points of a border


class Outline(Protocol):
    """A closed ring of (longitude, latitude) of a country's land."""

    @property
    def country(self) -> str: ...
    @property
    def ring(self) -> tuple[tuple[float, float], ...]: ...


# Both take a box in degrees: south, west, north, east. Towns come the most important first, with at most
# how many: `Gazetteer.around` is one.
Borders = Callable[[float, float, float, float], Sequence[Outline]]
Towns = Callable[[float, float, float, float, int], Sequence[Place]]


def nothing(south: float, west: float, north: float, east: float) -> Sequence[Outline]:
    return ()


def no_towns(south: float, west: float, north: float, east: float, limit: int) -> Sequence[Place]:
    return ()


@dataclass(frozen=True, slots=True)
class Basemap:
    """What lies under the marks."""

    borders: Borders = nothing
    towns: Towns = no_towns


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the earth a map shows, and where its points fall on it (pixels)."""

    south: float
    west: float
    north: float
    east: float
    width: float
    height: float

    @property
    def pixels_per_km(self) -> float:
        return self.height / ((self.north - self.south) * KM_PER_DEGREE)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = (longitude - self.west) / (self.east - self.west) * self.width
        return x, (self.north - latitude) / (self.north - self.south) * self.height


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, width: float, height: float) -> bool:
        return self.left >= 2 and self.top >= 2 and self.right <= width - 2 and self.bottom <= height - 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which places are drawn, and why the others are not."""

    drawn: tuple[Spot, ...]
    areas: tuple[Spot, ...]
    far: tuple[Spot, ...]


def choose(found: Sequence[Spot]) -> Chosen:
    """Leave off what is too wide to be a point, and what is so far away that the rest would become one."""
    areas = tuple(s for s in found if s.is_area)
    points = [s for s in found if not s.is_area]
    if not points:
        return Chosen((), areas, ())
    middle = median(latitude(s) for s in points), median(longitude(s) for s in points)
    away = {id(s): distance_km(middle, (latitude(s), longitude(s))) for s in points}
    limit = max(FAR_KM, FAR_TIMES * median(away.values()))
    near = tuple(s for s in points if away[id(s)] <= limit)
    return Chosen(near, areas, tuple(s for s in points if away[id(s)] > limit))


def latitude(spot: Spot) -> float:
    return spot.place.latitude or 0.0


def longitude(spot: Spot) -> float:
    return spot.place.longitude or 0.0


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance (haversine) between two (latitude, longitude)."""
    a, b = (tuple(map(math.radians, p)) for p in (one, other))
    h = math.sin((b[0] - a[0]) / 2) ** 2 + math.cos(a[0]) * math.cos(b[0]) * math.sin((b[1] - a[1]) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def frame(drawn: Sequence[Spot], width: float) -> Frame:
    """A box around the places, between 0.55 and 0.95 as high as it is wide."""
    lats, lons = [latitude(s) for s in drawn], [longitude(s) for s in drawn]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrow = max(0.05, math.cos(math.radians(middle_lat)))
    wide_km = max(MIN_SPAN_KM, (max(lons) - min(lons)) * KM_PER_DEGREE * narrow) * (1 + 2 * MARGIN)
    high_km = max(MIN_SPAN_KM / 2, (max(lats) - min(lats)) * KM_PER_DEGREE) * (1 + 2 * MARGIN)
    shape = min(0.95, max(0.55, high_km / wide_km))
    wide_km = max(wide_km, high_km / shape)
    half_lat = wide_km * shape / KM_PER_DEGREE / 2
    half_lon = wide_km / KM_PER_DEGREE / narrow / 2
    return Frame(
        middle_lat - half_lat,
        middle_lon - half_lon,
        middle_lat + half_lat,
        middle_lon + half_lon,
        width,
        width * shape,
    )


def draw(drawn: Sequence[Spot], numbers: Sequence[int], basemap: Basemap, width: float, name: str) -> Markup:
    """The map of some places. `numbers` are theirs in the table below it, shown where no name fits."""
    view = frame(drawn, width)
    box = (view.south, view.west, view.north, view.east)
    outlines = basemap.borders(*box)
    land = [node("path", d=ring_path(o.ring, view), class_="land") for o in outlines]
    taken = [mark_box(view, spot) for spot in drawn]
    labels = [place_label(view, spot, n, taken) for spot, n in zip(drawn, numbers, strict=True)]
    bar = scale_bar(view, taken)
    names = country_labels(outlines, view, taken)
    towns = town_labels(basemap.towns(*box, TOWNS), drawn, view, taken)
    return node(
        "svg",
        title(name),
        node("rect", x=0.0, y=0.0, width=view.width, height=view.height, class_="sea"),
        *land,
        *(radius(view, spot) for spot in drawn),
        *names,
        *towns,
        bar,
        *(marked(view, spot) for spot in reversed(drawn)),
        *labels,
        class_="map",
        role="img",
        viewBox=f"0 0 {view.width:.0f} {view.height:.0f}",
        xmlns="http://www.w3.org/2000/svg",
    )


def ring_path(ring: Sequence[tuple[float, float]], view: Frame) -> str:
    """A border with the points too close to see apart left out."""
    points: list[tuple[float, float]] = []
    for lon, lat in ring:
        here = view.at(lat, lon)
        if not points or abs(here[0] - points[-1][0]) + abs(here[1] - points[-1][1]) >= FINEST:
            points.append(here)
    return path_of(points, closed=True)


def radius(view: Frame, spot: Spot) -> Markup:
    """The circle within which the place lies; nothing where it would hide behind the mark."""
    size = (spot.place.radius_km or 0.0) * view.pixels_per_km
    if size < MARK * 0.7:
        return Markup("")
    x, y = view.at(latitude(spot), longitude(spot))
    return node("circle", cx=x, cy=y, r=size, class_=f"radius {spot.groups[0].name}")


def marked(view: Frame, spot: Spot) -> Markup:
    """One mark a group, side by side around the point."""
    x, y = view.at(latitude(spot), longitude(spot))
    left = x - (len(spot.groups) - 1) * (MARK + 2) / 2
    said = "; ".join(f"{plain(f.headline)} ({STATUS_WORDS[f.status]})" for f in spot.findings)
    shapes = [mark(g, left + n * (MARK + 2), y) for n, g in enumerate(spot.groups)]
    return node("g", title(f"{spot.label}: {said}" if said else spot.label), *shapes)


def mark(group: Group, x: float, y: float) -> Markup:
    return symbol(group.shape, x, y, MARK, f"mark {group.name}")


def mark_box(view: Frame, spot: Spot) -> Box:
    x, y = view.at(latitude(spot), longitude(spot))
    half = len(spot.groups) * (MARK + 2) / 2
    return Box(x - half, y - MARK / 2 - 1, x + half, y + MARK / 2 + 1)


def text_width(text: str, size: float) -> float:
    """A generous estimate: scripts without capitals and small letters are set wider."""
    return sum(0.6 if ord(c) < 0x250 else 0.75 if ord(c) < 0x2E80 else 1.05 for c in text) * size


def place_label(view: Frame, spot: Spot, number: int, taken: list[Box]) -> Markup:
    """The name where it fits beside its mark, else the number; the marks' boxes are taken already."""
    around = mark_box(view, spot)
    for text in (shorten(spot.label, 28), str(number)):
        placed = fit(text, around, FONT["place"], view, taken)
        if placed:
            taken.append(placed)
            return words(text, placed.left, placed.bottom - 4, "place")
    return Markup("")


def fit(text: str, around: Box, size: float, view: Frame, taken: Sequence[Box]) -> Box | None:
    """The first free place beside a box: right, left, above, below, then the corners."""
    wide, high = text_width(text, size), size * 1.25
    middle_y = (around.top + around.bottom - high) / 2
    middle_x = (around.left + around.right - wide) / 2
    spots = (
        (around.right + 3, middle_y),
        (around.left - 3 - wide, middle_y),
        (middle_x, around.top - high - 1),
        (middle_x, around.bottom + 1),
        (around.right, around.top - high),
        (around.right, around.bottom),
        (around.left - wide, around.top - high),
        (around.left - wide, around.bottom),
    )
    for left, top in spots:
        box = Box(left, top, left + wide, top + high)
        if box.within(view.width, view.height) and not any(box.meets(other) for other in taken):
            return box
    return None


def scale_bar(view: Frame, taken: list[Box]) -> Markup:
    """A bar of a round number of kilometres, at most a quarter of the width, and which way north is."""
    most = view.width / 4 / view.pixels_per_km
    unit = 10 ** math.floor(math.log10(most))
    length = next(m * unit for m in (5, 2, 1) if m * unit <= most)
    pixels, y = length * view.pixels_per_km, view.height - 14
    box = Box(10, y - 18, 10 + pixels + 64, y + 8)
    if any(box.meets(other) for other in taken):
        box = Box(10, 6, 10 + pixels + 64, 32)
        y = 24.0
    taken.append(box)
    line = path_of([(14, y - 5), (14, y), (14 + pixels, y), (14 + pixels, y - 5)])
    arrow = path_of(
        [(pixels + 34, y + 1), (pixels + 38, y - 13), (pixels + 42, y + 1), (pixels + 38, y - 3)], True
    )
    return node(
        "g",
        node("path", d=line, class_="bar"),
        words(f"{length:g} km", 14 + pixels / 2, y - 5, "bar-label", "middle"),
        node("path", d=arrow, class_="north"),
        words("N", pixels + 50, y, "bar-label", "middle"),
        class_="scale",
    )


def town_labels(found: Sequence[Place], drawn: Sequence[Spot], view: Frame, taken: list[Box]) -> list[Markup]:
    """The largest towns whose names fit beside what is there."""
    own = {name for spot in drawn for name in (spot.place.name, *spot.spellings)}
    labels = []
    for town in found:
        x, y = view.at(town.latitude or 0.0, town.longitude or 0.0)
        dot = Box(x - 2, y - 2, x + 2, y + 2)
        if town.name in own or any(dot.meets(box) for box in taken):
            continue
        name = shorten(plain(town.name), 24)
        placed = fit(name, dot, FONT["town"], view, taken)
        if placed:
            taken += [placed, dot]
            point = node("circle", cx=x, cy=y, r=1.6, class_="town-dot")
            labels += [point, words(name, placed.left, placed.bottom - 3, "town")]
    return labels


def country_labels(outlines: Sequence[Outline], view: Frame, taken: list[Box]) -> list[Markup]:
    """The name of each country in the middle of its largest part on the map, where there are two or more."""
    largest: dict[str, tuple[float, float, float]] = {}
    for outline in outlines:
        points = [view.at(lat, lon) for lon, lat in outline.ring]
        area, x, y = centre(points)
        if area > largest.get(outline.country, (0.0,))[0]:
            largest[outline.country] = (area, x, y)
    labels = []
    for name in sorted(largest) if len(largest) > 1 else ():
        area, x, y = largest[name]
        text = plain(name).upper()
        wide = text_width(text, FONT["country"]) * 1.25
        box = Box(x - wide / 2, y - 8, x + wide / 2, y + 8)
        if area > 1.5 * wide * 16 and box.within(view.width, view.height) and not any(map(box.meets, taken)):
            taken.append(box)
            labels.append(words(text, x, y + 4, "country", "middle"))
    return labels


def centre(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Area of a closed ring and its centre of gravity."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], *points[:1]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (abs(area), x / (6 * area), y / (6 * area)) if area else (0.0, *points[0])
