"""The home of an outlet: the country and division that its articles mostly name.

A local paper does not say which of forty towns of one name it means: its readers know. Each article has a
bearing, from what its beginning names; the bearings of an outlet's articles give its home, and the home
counts when the places of its articles are resolved (resolution.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.places.focus import Home
from reportedly.places.resolution import Resolved
from reportedly.places.toponyms import Toponym
from reportedly.records import Bearing, Id, make_id

HEAD = 15  # lines of an article that tell its bearing
MOST = 60  # articles of an outlet that are asked, the first by id
FEWEST = 3  # articles that make a home
MAINLY = 0.2  # of what an outlet's articles name lies in its home, on average


def outlet_id(outlet: str) -> Id:
    return make_id("o", outlet.strip().casefold())


def bearing(outlet: str, toponyms: Sequence[Toponym], resolved: Sequence[Resolved]) -> Bearing:
    """The areas that an article's names lie in, each with its share of them, 0-1."""
    areas: defaultdict[str, float] = defaultdict(float)
    for toponym, result in zip(toponyms, resolved, strict=True):
        if toponym.role == "demonym" or not result.place.resolved:
            continue
        for area in (result.place.country, result.division):
            if area:
                areas[area] += (result.score or 0.0) / len(toponyms)
    return Bearing(outlet_id(outlet), {a: round(s, 3) for a, s in sorted(areas.items())})


def home(bearings: Iterable[Bearing]) -> Home | None:
    """Where the outlet of these articles is at home; None where they are too few or name many countries."""
    found = list(bearings)[:MOST]
    if len(found) < FEWEST:
        return None
    areas: defaultdict[str, float] = defaultdict(float)
    for one in found:
        for area, share in one.areas.items():
            areas[area] += share / len(found)
    country = _most({a: s for a, s in areas.items() if "." not in a})
    if country is None:
        return None
    return Home(country, _most({a: s for a, s in areas.items() if a.startswith(country + ".")}))


def _most(shares: dict[str, float]) -> str | None:
    share, area = max(((s, a) for a, s in shares.items()), default=(0.0, ""))
    return area if share >= MAINLY else None
