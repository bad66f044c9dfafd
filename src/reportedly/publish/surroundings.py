"""What lies around a map: arrows at its edge to the places beyond it, and where on earth it is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from reportedly.publish.display import shorten
from reportedly.publish.frame import KM_PER_DEGREE, Borders, Box, Frame, Outline, distance_km, fit, ring_path
from reportedly.publish.spots import Spot
from reportedly.publish.svg import node, title, words

POINTERS = 5  # arrows on one map, the most named first; the table has all
INSET = 11.0  # pixels from the edge to an arrow
SIZE = 10.5  # of its text
LOCATOR = (96.0, 84.0)  # pixels
LOCATOR_SHARE = 0.24  # of the map's width that it may take
LOCATOR_FINEST = 1.8  # pixels between two points of a border
TIMES = 9.0  # how much wider the locator's view is than the map's
WIDEST_KM = 900.0  # a map of more shows by itself where it is
NARROWEST_KM = 1400.0  # what a locator shows at least: the shape of a country or a coast


def pointers(far: Sequence[Spot], view: Frame, taken: list[Box]) -> list[Markup]:
    """An arrow at the edge towards each place beyond it, with its name and how far it is from the middle."""
    return [pointer(spot, view, taken) for spot in far[:POINTERS]]


def pointer(spot: Spot, view: Frame, taken: list[Box]) -> Markup:
    away = distance_km(view.middle, (spot.latitude, spot.longitude))
    text = f"{shorten(spot.label, 22)}, {rounded(away)} km"
    at_edge, angle = edge(view, spot)
    found = pointed(text, at_edge, view, taken)
    if found is None:
        return Markup("")
    around, placed = found
    taken += [around, placed]
    x, y = (around.left + around.right) / 2, (around.top + around.bottom) / 2
    tip = "M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z".format(
        *(
            part
            for at, r in ((0.0, 7.0), (2.5, 6.0), (math.pi, 2.0), (-2.5, 6.0))
            for part in turned(x, y, angle + at, r)
        )
    )
    return node(
        "g",
        title(f"{text} from the middle of the map"),
        node("path", d=tip, class_="pointer"),
        words(text, placed.left, placed.bottom - 3, "beyond"),
    )


def pointed(
    text: str, at_edge: tuple[float, float], view: Frame, taken: Sequence[Box]
) -> tuple[Box, Box] | None:
    """Boxes for an arrow and its text: where it leaves the map, or a little along the edge from there."""
    x, y = at_edge
    along = (1, 0) if y <= INSET or y >= view.height - INSET else (0, 1)
    for step in (0, 18, -18, 36, -36, 120, -120):
        here = x + along[0] * step, y + along[1] * step
        around = Box(here[0] - 7, here[1] - 7, here[0] + 7, here[1] + 7)
        if around.within(view.width, view.height) and not any(around.meets(box) for box in taken):
            placed = fit(text, around, SIZE, view, taken)
            if placed:
                return around, placed
    return None


def turned(x: float, y: float, angle: float, length: float) -> tuple[float, float]:
    return x + length * math.cos(angle), y + length * math.sin(angle)


def edge(view: Frame, spot: Spot) -> tuple[tuple[float, float], float]:
    """Where the way from the middle to a place leaves the map, a little inside it, and its direction."""
    to_x, to_y = view.at(spot.latitude, spot.longitude)
    dx, dy = to_x - view.width / 2, to_y - view.height / 2
    share = min(
        (view.width / 2 - INSET) / abs(dx) if dx else math.inf,
        (view.height / 2 - INSET) / abs(dy) if dy else math.inf,
    )
    share = min(share, 1.0)
    return (view.width / 2 + dx * share, view.height / 2 + dy * share), math.atan2(dy, dx)


def rounded(km: float) -> str:
    """Two leading digits: a distance read off a map."""
    step = 10 ** max(0, math.floor(math.log10(max(km, 1.0))) - 1)
    return f"{round(km / step) * step:,}"


def locator(view: Frame, borders: Borders, taken: list[Box]) -> Markup:
    """The map as a frame on a map of the lands around it, in a corner that is free; nothing where none is."""
    km = view.width / view.pixels_per_km
    wide = min(LOCATOR[0], LOCATOR_SHARE * view.width)
    high = wide * LOCATOR[1] / LOCATOR[0]
    corner = free_corner(view, wide, high, taken)
    if km > WIDEST_KM or corner is None:
        return Markup("")
    taken.append(corner)
    half_lat = max(NARROWEST_KM, TIMES * km) / KM_PER_DEGREE / 2 * high / wide
    lat, lon = view.middle
    half_lon = (
        half_lat
        * wide
        / high
        * (view.east - view.west)
        / (view.north - view.south)
        * view.height
        / view.width
    )
    small = Frame(
        max(-90.0, lat - half_lat), lon - half_lon, min(90.0, lat + half_lat), lon + half_lon, wide, high
    )
    left, top = small.at(view.north, view.west)
    right, bottom = small.at(view.south, view.east)
    grow = max(0.0, 5 - (right - left)) / 2
    lands = borders(small.south, small.west, small.north, small.east)
    return node(
        "g",
        node("rect", x=0.0, y=0.0, width=wide, height=high, class_="sea"),
        *(node("path", d=ring_path(o.ring, small, LOCATOR_FINEST), class_="land") for o in lands),
        *home(lands, small),
        node(
            "rect",
            x=left - grow,
            y=top - grow,
            width=right - left + 2 * grow,
            height=bottom - top + 2 * grow,
            class_="here",
        ),
        node("rect", x=0.0, y=0.0, width=wide, height=high, class_="edge"),
        class_="locator",
        transform=f"translate({corner.left:.1f} {corner.top:.1f})",
    )


def home(lands: Sequence[Outline], small: Frame) -> list[Markup]:
    """The name of the country that the middle of the map lies in, where the locator has room for it."""
    lat, lon = small.middle
    name = next((o.country for o in lands if holds(o.ring, lon, lat)), "")
    if not name or len(name) * 5.4 > small.width - 8:
        return []
    return [words(name, small.width / 2, small.height - 5, "home", "middle")]


def holds(ring: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a closed ring holds a point (even-odd rule)."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def free_corner(view: Frame, wide: float, high: float, taken: Sequence[Box]) -> Box | None:
    """The first corner in which nothing stands: top right, top left, bottom right."""
    gap = 6.0
    right, bottom = view.width - wide - gap, view.height - high - gap
    for left, top in ((right, gap), (gap, gap), (right, bottom)):
        box = Box(left, top, left + wide, top + high)
        if not any(box.meets(other) for other in taken):
            return box
    return None
