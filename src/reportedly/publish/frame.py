"""The geometry of a map: the part of the earth it shows, boxes on it, and where a text finds room."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.publish.svg import path_of
from reportedly.records import Place

KM_PER_DEGREE = 111.2
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

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Degrees: south, west, north, east."""
        return self.south, self.west, self.north, self.east

    def shows(self, latitude: float, longitude: float) -> bool:
        return self.south < latitude < self.north and self.west < longitude < self.east

    def scaled(self, width: float) -> Frame:
        """The same part of the earth, that many pixels wide."""
        return Frame(*self.box, width, self.height * width / self.width)

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


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance (haversine) between two (latitude, longitude)."""
    a, b = (tuple(map(math.radians, p)) for p in (one, other))
    h = math.sin((b[0] - a[0]) / 2) ** 2 + math.cos(a[0]) * math.cos(b[0]) * math.sin((b[1] - a[1]) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def text_width(text: str, size: float) -> float:
    """A generous estimate: scripts without capitals and small letters are set wider."""
    return sum(0.6 if ord(c) < 0x250 else 0.75 if ord(c) < 0x2E80 else 1.05 for c in text) * size


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


def ring_path(ring: Sequence[tuple[float, float]], view: Frame, finest: float = FINEST) -> str:
    """A border with the points too close to see apart left out."""
    # As `view.at`, without a call for each of some ten thousand points.
    wide, high = view.east - view.west, view.north - view.south
    xs = [(lon - view.west) / wide * view.width for lon, _ in ring]
    ys = [(view.north - lat) / high * view.height for _, lat in ring]
    points: list[tuple[float, float]] = []
    x = y = math.inf
    for here in zip(xs, ys, strict=True):
        if abs(here[0] - x) + abs(here[1] - y) >= finest:
            points.append(here)
            x, y = here
    return path_of(points, closed=True)
