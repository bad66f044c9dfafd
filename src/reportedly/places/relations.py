"""Where a place is said to be: "12 km (7 miles) south of Tarsa", "between Tarsa and Olen".

The distances of news are round and the directions are one of eight, so a computed point has a wide radius. It
serves to choose among places of one name, and to put a name the gazetteer lacks roughly on the map.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.places.toponyms import Toponym
from reportedly.records import Place

KM_PER_MILE = 1.609344
KM_PER_DEGREE = 111.195
BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
DISTANCE = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d+)?)[ -]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\b"
    r"(?: ?\([^()]{1,24}\))?,?"
    r"(?: (?:away|away from|outside|from|off|to the))?"
    r"(?: (?:due )?(?P<direction>(?:north|south)[- ]?(?:east|west)|north|south|east|west)(?:wards?|ern)?)?"
    r"(?: (?:of|from|outside))?"
    r"(?: the)?(?: (?:central|provincial|regional|\w{1,12} capital|capital|city|town|village|border)"
    r"(?: (?:city|town|of)){0,2})?,? ?$",
    re.IGNORECASE,
)
APART = 60  # characters between a name and what is said of where it is
BETWEEN = re.compile(r"\bbetween (?:the (?:towns|villages|cities) of )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """Toponym `subject` (by index) lies `km` from `anchor`, towards `bearing` (degrees from north;
    None: any), or, where `other` is set, between `anchor` and `other`."""

    subject: int
    anchor: int
    km: float | None = None
    bearing: float | None = None
    other: int | None = None


def relations(toponyms: Sequence[Toponym]) -> list[Relation]:
    """What a page says of where its places are, in the order of the text."""
    found = []
    for n in range(1, len(toponyms)):
        before, here = toponyms[n - 1], toponyms[n]
        if before.line is not here.line:
            continue
        gap = here.line.text[before.end : here.start]
        distance = DISTANCE.search(gap)
        if (
            distance
            and distance.start() <= APART
            and not re.search(r"[.;!?] |\bof\b", gap[: distance.start()])
        ):
            found.append(Relation(n - 1, n, _kilometres(distance), _bearing(distance["direction"])))
        elif n + 1 < len(toponyms) and _between(gap, here, toponyms[n + 1]):
            found.append(Relation(n - 1, n, other=n + 1))
    return found


def _between(gap: str, here: Toponym, after: Toponym) -> bool:
    if after.line is not here.line or len(gap) > APART or not BETWEEN.search(gap):
        return False
    return here.line.text[here.end : after.start].strip() == "and"


def _kilometres(match: re.Match[str]) -> float:
    number = float(match["number"])
    return number * KM_PER_MILE if match["unit"].lower().startswith("mi") else number


def _bearing(direction: str | None) -> float | None:
    return BEARINGS[re.sub("[- ]", "", direction.lower())] if direction else None


def place_of(name: str, relation: Relation, anchor: Place, other: Place | None) -> Place | None:
    """The place a relation describes, as far as its anchors are resolved; None where that says too little."""
    if anchor.latitude is None or anchor.longitude is None:
        return None
    if relation.other is not None:
        if other is None or other.latitude is None or other.longitude is None:
            return None
        point = (anchor.latitude + other.latitude) / 2, (anchor.longitude + other.longitude) / 2
        radius = 5 + math.dist((anchor.latitude, anchor.longitude), point) * KM_PER_DEGREE
    elif relation.km is None:
        return None
    else:
        point = anchor.latitude, anchor.longitude
        if relation.bearing is not None:
            point = away(*point, relation.km, relation.bearing)
        radius = 3 + relation.km * (0.5 if relation.bearing is not None else 1.2)
    return Place(
        name,
        latitude=round(point[0], 3),
        longitude=round(point[1], 3),
        country=anchor.country,
        radius_km=round(radius + min(15.0, anchor.radius_km or 0.0), 1),
    )


def away(latitude: float, longitude: float, km: float, bearing: float) -> tuple[float, float]:
    """The point so far from another in a direction (degrees clockwise from north), on a flat local map."""
    north, east = km * math.cos(math.radians(bearing)), km * math.sin(math.radians(bearing))
    wide = KM_PER_DEGREE * max(0.05, math.cos(math.radians(latitude)))
    return latitude + north / KM_PER_DEGREE, longitude + east / wide
