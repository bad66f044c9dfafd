"""A map of a story's places as inline SVG: borders, nearby towns, a mark for each group of findings.

Equirectangular projection, longitudes narrowed by the cosine of the middle latitude: true to within a per
cent or so over a few hundred kilometres, and north is up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from markupsafe import Markup

from reportedly.publish.display import STATUS_WORDS, plain, shorten
from reportedly.publish.frame import (
    KM_PER_DEGREE,
    Borders,
    Box,
    Frame,
    Outline,
    Towns,
    distance_km,
    fit,
    ring_path,
    text_width,
)
from reportedly.publish.periods import TONES, Period, tone
from reportedly.publish.spots import Group, Spot
from reportedly.publish.surroundings import locator, pointers
from reportedly.publish.svg import node, path_of, symbol, title, words
from reportedly.records import Place

MARGIN = 0.2  # of the width, around the outermost places
MIN_SPAN_KM = 50.0
FAR_KM = 120.0  # a place this far from the middle, and much farther than the one before it, may be left off
FAR_TIMES = 2.0
FAR_SHARE = 0.25  # of the story's findings that may lie beyond the edge
MARK = 12.0  # pixels
SMALL_MARK = 8.0  # on the map of one period
FONT = {"place": 13.0, "town": 10.5, "country": 11.0}
TOWNS = 40  # at most
TOWNS_FEW = 12  # with fewer in view, the map is made wider
WIDER = (1.0, 1.3, 1.6, 2.0)


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
    # Each finding has a vote on where the middle is: a place named in passing must not shrink the others.
    votes = [s for s in points for _ in range(max(1, len(s.findings)))]
    middle = median(s.latitude for s in votes), median(s.longitude for s in votes)
    away = {id(s): distance_km(middle, (s.latitude, s.longitude)) for s in points}
    limit = edge_km([(away[id(s)], len(s.findings)) for s in points])
    near = tuple(s for s in points if away[id(s)] <= limit)
    return Chosen(near, areas, tuple(s for s in points if away[id(s)] > limit))


def oriented(chosen: Chosen, basemap: Basemap) -> tuple[Chosen, Frame]:
    """The part of the earth to show (in units of its width): wider where so few towns lie around the places
    that a reader would not know where they are. Far places that come into view then are drawn too."""
    view, most = frame(chosen.drawn, 1.0), -1
    for wider in WIDER:
        wide = frame(chosen.drawn, 1.0, wider)
        count = len(basemap.towns(*wide.box, TOWNS))  # as many as are drawn: that is asked again
        if count > most:
            view, most = wide, count
        if count >= TOWNS_FEW:
            break
    inside = tuple(s for s in chosen.far if view.shows(s.latitude, s.longitude))
    outside = tuple(s for s in chosen.far if s not in inside)
    return Chosen((*chosen.drawn, *inside), chosen.areas, outside), view


def edge_km(known: Sequence[tuple[float, int]]) -> float:
    """How far from the middle a place may lie to be drawn, of each its distance and its number of findings.

    The map ends at the first gap beyond which lies little: a minority of the places, few of the findings.
    """
    ordered = sorted(known)
    total = sum(count for _, count in ordered)
    for n in range(1, len(ordered)):
        before, here = ordered[n - 1][0], ordered[n][0]
        gap = here > FAR_KM and here > FAR_TIMES * before
        told = sum(count for _, count in ordered[n:])
        if gap and 2 * (len(ordered) - n) <= len(ordered) and told <= FAR_SHARE * total:
            return before
    return ordered[-1][0]


def frame(drawn: Sequence[Spot], width: float, wider: float = 1.0) -> Frame:
    """A box around the places, between 0.6 and 1 as high as it is wide, `wider` times what they need."""
    lats, lons = [s.latitude for s in drawn], [s.longitude for s in drawn]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrow = max(0.05, math.cos(math.radians(middle_lat)))
    wide_km = max(MIN_SPAN_KM, (max(lons) - min(lons)) * KM_PER_DEGREE * narrow) * (1 + 2 * MARGIN)
    high_km = max(MIN_SPAN_KM / 2, (max(lats) - min(lats)) * KM_PER_DEGREE) * (1 + 2 * MARGIN)
    shape = min(1.0, max(0.6, high_km / wide_km))
    wide_km = max(wide_km, high_km / shape) * wider
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


def draw(chosen: Chosen, view: Frame, basemap: Basemap, name: str, known: Sequence[Period] = ()) -> Markup:
    """The map of the places drawn, with arrows to the far ones, marks in the tones of the periods known.
    Where no name fits, a place's number in the table stands: its position among those drawn, from 1."""
    drawn = chosen.drawn
    outlines = basemap.borders(*view.box)
    land = land_of(outlines, view)
    taken = [mark_box(view, spot) for spot in drawn]
    labels = [place_label(view, spot, n, taken) for n, spot in enumerate(drawn, 1)]
    bar = scale_bar(view, taken)
    beyond = pointers(chosen.far, view, taken)
    where = locator(view, basemap.borders, taken)
    names = country_labels(outlines, view, taken)
    towns = town_labels(basemap.towns(*view.box, TOWNS), drawn, view, taken)
    return node(
        "svg",
        title(name),
        node("rect", x=0.0, y=0.0, width=view.width, height=view.height, class_="sea"),
        *land,
        *(radius(view, spot) for spot in drawn),
        *names,
        *towns,
        where,
        bar,
        *beyond,
        *(marked(view, spot, known) for spot in reversed(drawn)),
        *labels,
        class_="map",
        role="img",
        viewBox=f"0 0 {view.width:.0f} {view.height:.0f}",
        xmlns="http://www.w3.org/2000/svg",
    )


def draw_period(chosen: Chosen, view: Frame, basemap: Basemap, period: Period) -> Markup:
    """The same part of the earth with what is told of the days of one period alone."""
    here = [
        replace(spot, told=told)
        for spot in chosen.drawn
        if (told := tuple(t for t in spot.told if any(d.gap(period.days) == 0 for d in t.days)))
    ]
    said = "; ".join(f"{spot.label}: {', '.join(g.label for g in spot.groups)}" for spot in here)
    return node(
        "svg",
        title(f"{period.words}: {said or 'nothing'}"),
        node("rect", x=0.0, y=0.0, width=view.width, height=view.height, class_="sea"),
        *land_of(basemap.borders(*view.box), view),
        *(marks_at(view, spot, SMALL_MARK) for spot in reversed(here)),
        class_="map",
        role="img",
        viewBox=f"0 0 {view.width:.0f} {view.height:.0f}",
        xmlns="http://www.w3.org/2000/svg",
    )


def land_of(outlines: Sequence[Outline], view: Frame) -> list[Markup]:
    return [node("path", d=ring_path(o.ring, view), class_="land") for o in outlines]


def radius(view: Frame, spot: Spot) -> Markup:
    """The circle within which the place lies; nothing where it would hide behind the mark."""
    size = (spot.place.radius_km or 0.0) * view.pixels_per_km
    if size < MARK * 0.7:
        return Markup("")
    x, y = view.at(spot.latitude, spot.longitude)
    return node("circle", cx=x, cy=y, r=size, class_=f"radius {spot.groups[0].name}")


def marked(view: Frame, spot: Spot, known: Sequence[Period]) -> Markup:
    """The marks of a place, with what is said of it."""
    said = "; ".join(f"{plain(f.headline)} ({STATUS_WORDS[f.status]})" for f in spot.findings)
    shapes = marks_at(view, spot, MARK, known)
    return node("g", title(f"{spot.label}: {said}" if said else spot.label), shapes)


def marks_at(view: Frame, spot: Spot, size: float, known: Sequence[Period] = ()) -> Markup:
    """One mark a group, side by side around the point, each in the tone of its last day."""
    x, y = view.at(spot.latitude, spot.longitude)
    left = x - (len(spot.told) - 1) * (size + 2) / 2
    return Markup("").join(
        mark(t.group, left + n * (size + 2), y, tone(t.days, known) if known else TONES[0], size)
        for n, t in enumerate(spot.told)
    )


def mark(group: Group, x: float, y: float, drawn: str = TONES[0], size: float = MARK) -> Markup:
    return symbol(group.shape, x, y, size, f"mark {group.name} {drawn}")


def mark_box(view: Frame, spot: Spot) -> Box:
    x, y = view.at(spot.latitude, spot.longitude)
    half = len(spot.told) * (MARK + 2) / 2
    return Box(x - half, y - MARK / 2 - 1, x + half, y + MARK / 2 + 1)


def place_label(view: Frame, spot: Spot, number: int, taken: list[Box]) -> Markup:
    """The name where it fits beside its mark, else the number; the marks' boxes are taken already."""
    around = mark_box(view, spot)
    for text in (shorten(spot.label, 28), str(number)):
        placed = fit(text, around, FONT["place"], view, taken)
        if placed:
            taken.append(placed)
            return words(text, placed.left, placed.bottom - 4, "place")
    return Markup("")


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
