"""Figures of displacement in IDMC's terms, as Helix exports them: a reported figure a row.

All values are there, none is added to another. `Figure Role` never says "Recommended figure": that is an
analyst's decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Literal

from reportedly import knowledge
from reportedly.exports.cells import Cell, Own, Row, joined, sheet
from reportedly.exports.events import Side, reading
from reportedly.exports.geography import Scale, coordinate, country, precision
from reportedly.exports.points import Reported, reported
from reportedly.exports.telling import Filters, Telling, reference, sources, tellings
from reportedly.reconcile.sides import actors
from reportedly.records import Measure, Qualifier, Status
from reportedly.store import Reader

StockOrFlow = Literal["stock", "flow"]


@dataclass(frozen=True, slots=True)
class Term:
    """What a measure given by a kind of claim (any, where none is named) is called."""

    measure: Measure
    kind: str | None = None
    term: str | None = None
    stock: str | None = None
    flow: str | None = None
    # What the kind alone tells, where it does; and the type of its place.
    always: StockOrFlow | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Helix:
    """The schema of idmc.yaml."""

    columns: tuple[str, ...]
    quantifiers: dict[Qualifier, str]
    range: str
    units: dict[str, str]
    terms: tuple[Term, ...]
    roles: dict[Status, str]
    conflict: tuple[Side, ...]
    cause: str
    accuracy: Scale

    def term_of(self, item: Reported) -> Term | None:
        """The first term that fits; None for a measure that is no displacement."""
        said = {claim.kind for claim in item.claims}
        fitting = (t for t in self.terms if t.measure == item.series.measure)
        return next((t for t in fitting if t.kind is None or said == {t.kind}), None)


def helix() -> Helix:
    """Raises RuleError when the file does not fit."""
    found: Helix = knowledge.load("reportedly.exports", "idmc.yaml", Helix)
    return found


def write(store: Reader, out: BinaryIO, filters: Filters, _values: BinaryIO | None = None) -> None:
    known = helix()
    with sheet(out) as rows:
        rows.head(known.columns)
        for telling in tellings(store, filters):
            for item in reported(telling):
                term = known.term_of(item)
                if term is not None and item.series.unit in known.units:
                    rows.add(_row(telling, item, term, known))


def _row(telling: Telling, item: Reported, term: Term, known: Helix) -> Row:
    point, what = item.point, _stock_or_flow(item, term)
    told = item.least if item.least is not None else item.most
    unit = known.units[item.series.unit]
    driven_by = _driven_by(item)
    row: dict[str, Cell] = {
        "Id": item.figure.id,
        **_where(item, known),
        "Figure cause": known.cause if _is_conflict(driven_by, known) else None,
        "Figure Category": {"stock": term.stock, "flow": term.flow, None: None}[what],
        "Figure term": term.term,
        "Quantifier": known.range if _is_range(item) else known.quantifiers[item.figure.qualifier],
        "Reported": told,
        "Unit": unit,
        "Total figures": told if unit == known.units["person"] else None,
        "Figure Role": known.roles.get(point.status),
        **_when(item, what),
        "Type of point": term.point if item.place else None,
        "Sources": joined([point.speaker]) or joined(sources(item.articles)),
        "Publishers": joined(sources(item.articles)),
        "Source url": joined(reference(a) for a in item.articles),
        "Source Excerpt": item.sentence,
        "Entry Title": next((a.title for a in item.articles if a.title), None),
        "Event Name": telling.story.title,
        "Stock or flow": what,
        "Displacement trigger": joined(driven_by),
        "Lowest": item.least,
        "Highest": item.most,
        "State": point.status,
        "Independent origins": point.origins,
        "Story": telling.story.id,
        "Figures": joined(point.figures),
    }
    return [row.get(column) for column in known.columns]


def _stock_or_flow(item: Reported, term: Term) -> StockOrFlow | None:
    """A count over days is a flow; where neither days nor the kind of claim tell, it is not known."""
    if term.always is not None:
        return term.always
    counted_over_days = item.point.window_start is not None or item.scope == "increment"
    return "flow" if counted_over_days else None


def _is_range(item: Reported) -> bool:
    return item.point.low is not None and item.point.high is not None and item.point.low != item.point.high


def _driven_by(item: Reported) -> tuple[str, ...]:
    """Who or what drives people away, as the claims say: the actors and what they use."""
    return tuple(dict.fromkeys(n.name for c in item.claims for n in (*c.actor, *c.instrument)))


def _is_conflict(names: tuple[str, ...], known: Helix) -> bool:
    found = (actors().find(name) for name in names)
    roles = [actor.kind if actor else actors().role(name) for name, actor in zip(names, found, strict=True)]
    return any(reading().side(role) in known.conflict for role in roles)


def _where(item: Reported, known: Helix) -> dict[str, Cell]:
    place = item.place
    if place is None:
        return {}
    land = country(place.country)
    latitude, longitude = coordinate(place.latitude), coordinate(place.longitude)
    return {
        "ISO3": land.iso3 if land else None,
        "Country": land.name if land else None,
        "Locations names": joined([", ".join(filter(None, (place.name, place.admin1)))]),
        "Location List": Own(f"{latitude},{longitude}") if latitude is not None else None,
        "Location accuracy": precision(place, known.accuracy),
    }


def _when(item: Reported, what: StockOrFlow | None) -> dict[str, Cell]:
    """A stock has the day it was told of; a flow the days it was counted over, each known to the day."""
    point = item.point
    if what == "stock":
        return {"Stock date": point.as_of, "Stock reporting date": point.as_of}
    return {
        "Start date": point.window_start,
        "Start date accuracy": "Day" if point.window_start else None,
        "End date": point.window_end,
        "End date accuracy": "Day" if point.window_end else None,
    }
