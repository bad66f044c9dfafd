"""The home of an outlet: the country and division that its articles mostly name.

A local paper does not say which of forty towns of one name it means: its readers know. Each article has a
bearing, from what its beginning names; the bearings of an outlet's articles give its home, and the home
counts when the places of its articles are resolved (resolution.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reportedly.places.focus import Home
from reportedly.records import Bearing, Id, make_id

HEAD = 15  # lines of an article that tell its bearing
MOST = 60  # articles of an outlet that are asked, the first by id
FEWEST = 3  # articles that make a home
MAINLY = {"country": 0.35, "division": 0.1}  # of what an outlet's articles name in any country lies there
COULD = 0.6  # of a bearing: what names could mean, against what they are taken for
LEAST = 0.02  # names in an area that is kept


def outlet_id(outlet: str) -> Id:
    return make_id("o", outlet.strip().casefold())


def bearing(outlet: str, could: Mapping[str, float], taken: Mapping[str, float]) -> Bearing:
    """The areas that an article's names lie in, each with how many of them do.

    Partly by what each name alone could mean, partly by what it is taken for: a paper's own town is often the
    namesake of a larger one, and what it could mean as well adds up over the articles.
    """
    areas = {
        a: round(COULD * could.get(a, 0.0) + (1 - COULD) * taken.get(a, 0.0), 3)
        for a in sorted({*could, *taken})
    }
    return Bearing(outlet_id(outlet), {a: names for a, names in areas.items() if names >= LEAST})


def home(bearings: Iterable[Bearing]) -> Home | None:
    """Where the outlet of these articles, MOST at most, is at home; None where they are too few or name many
    countries. Names count alike, whatever article they are in: one with few mostly names the outlet's own
    town, which is often the namesake of a larger one."""
    found = list(bearings)
    if len(found) < FEWEST:
        return None
    areas: defaultdict[str, float] = defaultdict(float)
    for one in found:
        for area, names in one.areas.items():
            areas[area] += names
    total = sum(names for area, names in areas.items() if "." not in area)
    country = _most({a: n for a, n in areas.items() if "." not in a}, MAINLY["country"] * total)
    if country is None:
        return None
    inner = {a: n for a, n in areas.items() if a.startswith(country + ".")}
    return Home(country, _most(inner, MAINLY["division"] * total))


def _most(names: dict[str, float], least: float) -> str | None:
    count, area = max(((n, a) for a, n in names.items()), default=(0.0, ""))
    return area if area and count >= least else None
