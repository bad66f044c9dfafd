"""The map of a story with its legend and its table of places, and places by the names readers know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportedly.publish.display import count_words, number_words, plain
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.map import Basemap, choose, draw, mark, oriented
from reportedly.publish.spots import PlaceKey, Spot, best_name, spots
from reportedly.publish.svg import node
from reportedly.records import Finding, Place

WIDE, NARROW = 576.0, 360.0  # pixels the two drawings of a map are laid out for

Spellings = Mapping[PlaceKey, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place by the name readers know; `known_as` is the gazetteer's where that differs, else empty."""

    label: str
    known_as: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    number: int
    name: str
    known_as: str
    findings: tuple[Finding, ...]
    spellings: tuple[str, ...]
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class MapView:
    """Two drawings, for wide and narrow pages, or none; the table holds every place either way."""

    wide: Markup | None
    narrow: Markup | None
    legend: tuple[tuple[str, Markup], ...]
    rows: tuple[PlaceRow, ...]


def map_view(story: StoryAccount, lookups: Lookups, basemap: Basemap) -> MapView | None:
    found = spots(story, lookups)
    if not found:
        return None
    chosen, view = choose(found), None
    if chosen.drawn:
        chosen, view = oriented(chosen, basemap)
    ordered = (*chosen.drawn, *chosen.far, *chosen.areas)
    notes = {id(s): "beyond the edge of the map" for s in chosen.far}
    notes |= {id(s): "too wide to be a point on the map" for s in chosen.areas}
    rows = tuple(place_row(n, s, notes.get(id(s), "")) for n, s in enumerate(ordered, 1))
    if view is None:
        return MapView(None, None, (), rows)
    name = f"Map of {count_words(len(chosen.drawn), 'place')}; the table of places has them all"
    wide, narrow = (draw(chosen, view.scaled(width), basemap, name) for width in (WIDE, NARROW))
    groups = {g.name: g for s in chosen.drawn for g in s.groups}
    legend = tuple(
        (g.label, node("svg", mark(g, 8, 8), viewBox="0 0 16 16", aria_hidden="true"))
        for g in groups.values()
    )
    return MapView(wide, narrow, tuple(sorted(legend)), rows)


def place_row(number: int, spot: Spot, note: str) -> PlaceRow:
    place, name = spot.place, place_name(spot.place, spot.spellings)
    within = [plain(part) for part in (place.admin1, place.country) if part]
    point = f"{place.latitude:.3f}, {place.longitude:.3f}"
    radius = f", within {number_words(round(place.radius_km, 1))} km" if place.radius_km else ""
    return PlaceRow(
        number,
        name.label,
        name.known_as,
        tuple({(f.headline, f.status): f for f in reversed(spot.findings)}.values())[::-1],
        spot.spellings,
        f"{', '.join(within)}: {point}{radius}" if within else point + radius,
        note,
    )


def place_name(place: Place, spelt: Sequence[str]) -> PlaceName:
    label, known_as = best_name(place, spelt), plain(place.name)
    return PlaceName(label, known_as if known_as != label else "")
