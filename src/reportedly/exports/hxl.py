"""HXL-tagged CSV: a reported figure a row, with place and dates; a row of headings, a row of hashtags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from reportedly import knowledge
from reportedly.exports.cells import Cell, Row, joined, sheet
from reportedly.exports.geography import coordinate, country
from reportedly.exports.points import Reported, reported
from reportedly.exports.telling import Filters, Telling, reference, sources, tellings
from reportedly.records import Measure
from reportedly.store import Reader


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    tag: str
    field: str


@dataclass(frozen=True, slots=True)
class Counted:
    measure: Measure
    unit: str
    heading: str
    tag: str


@dataclass(frozen=True, slots=True)
class Tags:
    """The schema of hxl.yaml."""

    columns: tuple[Column, ...]
    measures: tuple[Counted, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        counted = (f"{m.heading} ({end})" for m in self.measures for end in ("lowest", "highest"))
        return (*(c.heading for c in self.columns), *counted)

    @property
    def hashtags(self) -> tuple[str, ...]:
        counted = (f"{m.tag}+{end}" for m in self.measures for end in ("min", "max"))
        return (*(c.tag for c in self.columns), *counted)


def tags() -> Tags:
    """Raises RuleError when the file does not fit."""
    found: Tags = knowledge.load("reportedly.exports", "hxl.yaml", Tags)
    return found


def write(store: Reader, out: BinaryIO, filters: Filters, _values: BinaryIO | None = None) -> None:
    known = tags()
    counted = {(m.measure, m.unit) for m in known.measures}
    with sheet(out) as rows:
        rows.head(known.headings, known.hashtags)
        for telling in tellings(store, filters):
            for item in reported(telling):
                if (item.series.measure, item.series.unit) in counted:
                    rows.add(_row(telling, item, known))


def _row(telling: Telling, item: Reported, known: Tags) -> Row:
    point, place, figure = item.point, item.place, item.figure
    land = country(place.country) if place else None
    fields: dict[str, Cell] = {
        "id": figure.id,
        "story": telling.story.id,
        "title": telling.story.title,
        "as_of": point.as_of,
        "start": point.window_start,
        "end": point.window_end,
        "country": land.name if land else None,
        "country_code": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "place": place.name if place else None,
        "geonames_id": place.geonames_id if place else None,
        "latitude": coordinate(place.latitude) if place else None,
        "longitude": coordinate(place.longitude) if place else None,
        "radius_km": place.radius_km if place else None,
        "measure": item.series.measure,
        "unit": item.series.unit,
        "qualifier": figure.qualifier,
        "scope": item.scope,
        "status": point.status,
        "origins": point.origins,
        "speaker": point.speaker,
        "sources": joined(sources(item.articles)),
        "urls": joined(reference(a) for a in item.articles),
        "quote": figure.span.quote,
    }
    row = [fields[c.field] for c in known.columns]
    for m in known.measures:
        mine = (m.measure, m.unit) == (item.series.measure, item.series.unit)
        row += (item.least, item.most) if mine else (None, None)
    return row
