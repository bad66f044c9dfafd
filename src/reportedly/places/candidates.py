"""What a candidate is by itself and beside other places: how likely to be meant, how near, inside what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from reportedly.places.gazetteer import Candidate
from reportedly.records import Place

BROAD = {"PCLI": 1.4, "CONT": 1.2, "OCN": 0.95, "ADM2": 0.12, "AREA": 0.3}
UNKNOWN = 2_000  # inhabitants taken where the gazetteer has none
LARGE_FEATURES = frozenset({"SEA", "GULF", "BAY", "STRT", "STM", "LK", "MTS", "DSRT", "ISL", "ISLS", "RD"})
MINOR = 0.25  # streams, hills and quarters of an imported gazetteer
OTHER = 0.9  # seas, rivers and regions of the overlay
GOVERNMENT, WIDE, TOWN = "government", "wide", "town"  # beside feature codes, what a mention can ask for


def prior(candidate: Candidate) -> float:
    """How likely a name is to mean this place where nothing else is known, about 0-1."""
    feature = candidate.place.feature or ""
    if feature in {"PPL", "PPLC", "ADM1"}:
        size = 0.1 + 0.9 * min(1.0, math.log10(max(candidate.population, UNKNOWN)) / 7) ** 2
        return size + {"PPL": 0.0, "PPLC": 0.15, "ADM1": -0.1}[feature]
    if feature in LARGE_FEATURES and (candidate.place.radius_km or 0.0) > 10:
        return OTHER
    return BROAD.get(feature, OTHER if feature in {"RGN", "BLDG"} else MINOR)


def kilometres(a: Place, b: Place) -> float:
    """Distance on a sphere; infinite where a place has no point."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return math.inf
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def is_minor(candidate: Candidate) -> bool:
    """Whether a place is hardly named in texts about other countries."""
    feature = candidate.place.feature or ""
    return feature == "ADM2" or (feature == "PPL" and candidate.population < 200_000)


def is_seated(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a division has a town of the same name in it: the bare name is more often the town."""
    return candidate.place.feature in {"ADM1", "ADM2"} and any(
        (c.place.feature or "").startswith("PPL")
        and c.division == candidate.division
        and c.population > 10_000
        for c in others
    )


def nearness(candidate: Candidate, anchors: Iterable[Candidate]) -> float:
    """How near the nearest of other places is, 0-1."""
    near = [
        kilometres(candidate.place, a.place)
        for a in anchors
        if a.place.feature in {"PPL", "PPLC", "ADM1", "ADM2"}
    ]
    return math.exp(-min(near) / 150) if near else 0.0


def is_inside(candidate: Candidate, container: Candidate) -> bool:
    """Whether a place lies in a country or first-order division."""
    if container.place.feature == "PCLI":
        return candidate.place.country == container.place.country and candidate.place.feature != "PCLI"
    if container.place.feature == "ADM1":
        return candidate.division == container.division and candidate.place.feature != "ADM1"
    return False


def fits(candidate: Candidate, kind: str) -> float:
    """How far a place is of the kind that a mention asks for, -0.5 to 1."""
    feature = candidate.place.feature or ""
    if kind == GOVERNMENT:
        return 1.0 if feature in {"PCLI", "PPLC"} else 0.0
    if kind == WIDE:
        return 1.0 if feature in {"PCLI", "ADM1"} else -0.5
    if kind == TOWN:
        return 1.0 if feature.startswith("PPL") else 0.0
    if kind == "PPL":
        return 1.0 if feature.startswith("PPL") else -0.5
    if feature == kind:
        return 1.0
    return 0.3 if feature.startswith("ADM") or feature in {"RGN", "PCLI"} else -0.3
