"""UCDP-GED-shaped CSV: an event with at least one death a row, with its best, low and high estimate.

Codes of UCDP's own lists (actors, dyads, conflicts, Gleditsch-Ward numbers) are left empty: assigning them is
UCDP's work.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from reportedly import knowledge
from reportedly.exports import beside
from reportedly.exports.cells import Cell, Row, aligned, joined
from reportedly.exports.events import Event, Party
from reportedly.exports.geography import Scale, coordinate, country, precision, regions
from reportedly.exports.telling import Filters, Telling
from reportedly.exports.values import Dated, Number, Within, best, coded, highest, lowest
from reportedly.publish.display import outlet_name
from reportedly.reconcile.days import iso
from reportedly.records import Article, Place
from reportedly.store import Reader

CELLS_A_DEGREE = 2  # of the PRIO-GRID, numbered from 1 at the south-west, 720 to a row
FEWEST = "no death that stands"


@dataclass(frozen=True, slots=True)
class Codebook:
    """The schema of ged.yaml."""

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    one_sided: tuple[str, ...]
    date_prec: tuple[Within, ...]
    where_prec: Scale

    def violence_of(self, event: Event, one: Party | None, other: Party | None) -> int | None:
        """1 state-based, 2 non-state, 3 one-sided; None where the sides are not told."""
        a, b = (one.side if one else None), (other.side if other else None)
        if a in ("state", "armed") and (b == "civilians" or event.kind.code in self.one_sided):
            return 3
        if {a, b} <= {"state", "armed"}:
            return 1 if "state" in (a, b) else 2
        return None

    def date_of(self, event: Event) -> tuple[Dated | None, int | None]:
        """The best supported date that can be coded, with its precision."""
        return coded(event.dates, self.date_prec)


def codebook() -> Codebook:
    """Raises RuleError when the file does not fit."""
    found: Codebook = knowledge.load("reportedly.exports", "ged.yaml", Codebook)
    return found


def write(store: Reader, out: BinaryIO, filters: Filters, values: BinaryIO | None) -> None:
    """The events to `out`, and every value to `values`, if that is given."""
    book = codebook()

    def row(telling: Telling, event: Event) -> Row | None:
        return _row(telling, event, book) if not _why_not(event, book) else None

    given = beside.Given(book.columns, row, lambda telling, event: _values(telling, event, book))
    beside.write(store, out, filters, values, given)


def _why_not(event: Event, book: Codebook) -> str:
    """Why an event makes no row, or nothing."""
    if event.kind.code not in book.kinds:
        return "no armed force"
    top = highest(event.killed)
    return "" if top and (top.most or 0) >= 1 else FEWEST


def _row(telling: Telling, event: Event, book: Codebook) -> Row:
    place = event.places[0].place if event.places else None
    dated, date_prec = book.date_of(event)
    one, other = _sides(event)
    low, high, most_backed = lowest(event.killed), highest(event.killed), best(event.killed)
    row: dict[str, Cell] = {
        "id": row_id(telling, event),
        "year": int(iso(dated.days.first)[:4]) if dated else None,
        "type_of_violence": book.violence_of(event, one, other),
        "dyad_name": f"{one.name} - {other.name}" if one and other else None,
        "side_a": one.name if one else None,
        "side_b": other.name if other else None,
        "number_of_sources": event.finding.origins,
        **_sources(telling, event.articles),
        "source_original": joined(most_backed.support.speakers) if most_backed else None,
        **_where(place, book),
        "event_clarity": _clarity(most_backed, date_prec, place, book),
        "date_prec": date_prec,
        "date_start": iso(dated.days.first) if dated else None,
        "date_end": iso(dated.days.last) if dated else None,
        "best": most_backed.least if most_backed else None,
        "high": high.most if high else None,
        "low": low.least if low else None,
    }
    return [row.get(column) for column in book.columns]


def row_id(telling: Telling, event: Event) -> str:
    """The entry of the finding, which stays the same when claims are added."""
    change = telling.changes.get(event.finding.id)
    return change.entry if change else event.finding.id


def _sides(event: Event) -> tuple[Party | None, Party | None]:
    """The two sides: a government first where there is one, as GED has it, else who acted."""
    one = next((p for p in event.actors if p.side != "civilians"), None)
    other = next((p for p in event.others if p.side is not None), None)
    if one and other and other.side == "state" and one.side == "armed":
        return other, one
    return one, other


def _sources(telling: Telling, articles: tuple[Article, ...]) -> dict[str, Cell]:
    """All that report it, entry by entry in each of the columns."""
    days = [(telling.look.published_at(a) or "")[:10] for a in articles]
    told = [f'"{outlet_name(a)},{day},{a.title or ""}"' for a, day in zip(articles, days, strict=True)]
    return {
        "source_article": aligned(told),
        "source_office": aligned(outlet_name(a) for a in articles),
        "source_date": aligned(days),
        "source_headline": aligned(a.title for a in articles),
    }


def _where(place: Place | None, book: Codebook) -> dict[str, Cell]:
    if place is None:
        return {}
    land = country(place.country)
    found: dict[str, Cell] = {
        "where_prec": precision(place, book.where_prec),
        "where_coordinates": place.name,
        "adm_1": place.admin1,
        "adm_2": place.name if place.feature == "ADM2" else None,
        "country": land.name if land else None,
        "region": regions().in_ucdp(place.country),
    }
    latitude, longitude = coordinate(place.latitude), coordinate(place.longitude)
    if latitude is None or longitude is None:
        return found
    return found | {
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        "priogrid_gid": grid_cell(latitude, longitude),
    }


def grid_cell(latitude: float, longitude: float) -> int:
    """The number of the half-degree cell of the PRIO-GRID (Tollefsen, Strand and Buhaug 2012)."""
    row = min(math.floor((latitude + 90) * CELLS_A_DEGREE), 180 * CELLS_A_DEGREE - 1)
    column = min(math.floor((longitude + 180) * CELLS_A_DEGREE), 360 * CELLS_A_DEGREE - 1)
    return row * 360 * CELLS_A_DEGREE + column + 1


def _clarity(number: Number | None, date_prec: int | None, place: Place | None, book: Codebook) -> int | None:
    """1 where day and place are known exactly, 2 where the toll is that of several days; None otherwise."""
    figure = number.figure if number else None
    if figure and figure.window_start and figure.window_end and figure.window_start != figure.window_end:
        return 2
    exact = place is not None and precision(place, book.where_prec) in (1, 2)
    return 1 if exact and date_prec == 1 else None


def _values(telling: Telling, event: Event, book: Codebook) -> Iterator[Row]:
    if why := _why_not(event, book):
        yield beside.no_row(event.finding, why)
        yield from beside.rows(telling, event, None, beside.of_numbers("best/low/high", event.killed))
        return
    dated, _ = book.date_of(event)
    named = [p.name for p in _sides(event) if p]
    chosen = lowest(event.killed), best(event.killed), highest(event.killed)
    found = [
        *beside.of_numbers("best/low/high", event.killed, *chosen),
        *beside.of_dates("date_start", event.dates, dated),
        *beside.of_places("where_coordinates", event.places, event.places[0] if event.places else None),
        *beside.of_slot("side_a", event, "actor", named),
        *beside.of_slot("side_b", event, "recipient", named),
    ]
    yield from beside.rows(telling, event, row_id(telling, event), found)
