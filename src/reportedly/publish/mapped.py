"""The map of a story with its legend and its table of places, and places by the names readers know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportedly.publish.display import count_words, number_words, period_words, plain
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.map import Basemap, Chosen, choose, draw, draw_period, mark, oriented
from reportedly.publish.periods import Period, age_words, days_of, first_report, last_report, periods
from reportedly.publish.spots import Group, PlaceKey, Spot, best_name, spots
from reportedly.publish.svg import node
from reportedly.reconcile.days import Days, iso
from reportedly.records import Finding, Place

WIDE, NARROW = 576.0, 360.0  # pixels the two drawings of a map are laid out for
SMALL = 168.0  # pixels, of the map of one period
SAID = {"recent": "filled", "earlier": "pale", "oldest": "hollow"}  # how marks of a tone look

Spellings = Mapping[PlaceKey, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place by the name readers know; `known_as` is the gazetteer's where that differs, else empty."""

    label: str
    known_as: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`findings` with the days of each in words, the latest first; `age` is how long before the last report
    the last of them is."""

    number: int
    name: str
    known_as: str
    findings: tuple[tuple[str, Finding], ...]
    spellings: tuple[str, ...]
    where: str
    note: str
    when: str
    age: str


@dataclass(frozen=True, slots=True)
class MapView:
    """Two drawings, for wide and narrow pages, or none; the table holds every place either way. `tones` says
    which marks are of which days; `strip` has a small map of each period, in order, if there are several."""

    wide: Markup | None
    narrow: Markup | None
    legend: tuple[tuple[str, Markup], ...]
    rows: tuple[PlaceRow, ...]
    tones: tuple[tuple[str, Markup], ...] = ()
    strip: tuple[tuple[str, Markup], ...] = ()


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
    rows = tuple(place_row(n, s, notes.get(id(s), ""), lookups) for n, s in enumerate(ordered, 1))
    if view is None:
        return MapView(None, None, (), rows)
    name = f"Map of {count_words(len(chosen.drawn), 'place')}; the table of places has them all"
    known = periods((d for s in chosen.drawn for t in s.told for d in t.days), first_report(lookups))
    wide, narrow = (draw(chosen, view.scaled(width), basemap, name, known) for width in (WIDE, NARROW))
    groups = {g.name: g for s in chosen.drawn for g in s.groups}
    legend = tuple((g.label, swatch(g, "recent")) for g in groups.values())
    small = view.scaled(SMALL)
    strip = tuple((p.words, draw_period(chosen, small, basemap, p)) for p in reversed(known))
    tones = tone_legend(chosen, known)
    return MapView(wide, narrow, tuple(sorted(legend)), rows, tones, strip if len(strip) > 1 else ())


def tone_legend(chosen: Chosen, known: Sequence[Period]) -> tuple[tuple[str, Markup], ...]:
    """Which marks are of which days, in words with the mark of a group that is on the map."""
    group = chosen.drawn[0].groups[0]
    if len(known) < 2:
        found = [(f"all of {p.words}", swatch(group, p.tone)) for p in known]
    else:
        found = [(f"{SAID[p.tone]}: last told of {p.words}", swatch(group, p.tone)) for p in known]
    if any(not t.days for s in chosen.drawn for t in s.told):
        found.append(("dotted: not dated", swatch(group, "undated")))
    return tuple(found)


def swatch(group: Group, tone: str) -> Markup:
    return node("svg", mark(group, 8, 8, tone), viewBox="0 0 16 16", aria_hidden="true")


def place_row(number: int, spot: Spot, note: str, lookups: Lookups) -> PlaceRow:
    days = spot.days
    place, name = spot.place, place_name(spot.place, spot.spellings)
    within = [plain(part) for part in (place.admin1, place.country) if part]
    point = f"{place.latitude:.3f}, {place.longitude:.3f}"
    radius = f", within {number_words(round(place.radius_km, 1))} km" if place.radius_km else ""
    return PlaceRow(
        number,
        name.label,
        name.known_as,
        dated_findings(spot, lookups),
        spot.spellings,
        f"{', '.join(within)}: {point}{radius}" if within else point + radius,
        note,
        days_words(days),
        age_words(days.last, last_report(lookups)) if days else "",
    )


def dated_findings(spot: Spot, lookups: Lookups) -> tuple[tuple[str, Finding], ...]:
    """The findings of a place, each headline once, with their days in words: the latest first."""
    once = {(f.headline, f.status): f for f in reversed(spot.findings)}
    found = [(days_of(f, lookups), f) for f in reversed(once.values())]
    found.sort(key=lambda one: one[0].last if one[0] else 0, reverse=True)
    return tuple((days_words(days), f) for days, f in found)


def days_words(days: Days | None) -> str:
    return period_words(iso(days.first), iso(days.last)) if days else "not dated"


def place_name(place: Place, spelt: Sequence[str]) -> PlaceName:
    label, known_as = best_name(place, spelt), plain(place.name)
    return PlaceName(label, known_as if known_as != label else "")
