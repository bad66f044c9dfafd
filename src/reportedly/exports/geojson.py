"""GeoJSON (RFC 7946): a finding a feature, at the point of its place; without one, its geometry is null.

A place is somewhere within `radius_km` of its point. That is told, and no circle drawn: the shape of the area
is not known.
"""

from __future__ import annotations

from typing import Any, BinaryIO

import msgspec

from reportedly.claims.ontology import kinds
from reportedly.exports.events import Event, event_of
from reportedly.exports.geography import coordinate
from reportedly.exports.telling import Filters, Telling, tellings
from reportedly.exports.values import Number
from reportedly.publish.display import outlet_name, safe_url
from reportedly.reconcile.days import iso
from reportedly.reconcile.figures import amount_text
from reportedly.records import Article, Place
from reportedly.store import Reader

Row = dict[str, Any]


def write(store: Reader, out: BinaryIO, filters: Filters, _values: BinaryIO | None = None) -> None:
    """One FeatureCollection, written feature by feature."""
    out.write(b'{"type":"FeatureCollection","features":[')
    between = b"\n"
    for telling in tellings(store, filters):
        for finding in telling.findings:
            if finding.kind in kinds():
                out.write(between + msgspec.json.encode(_feature(telling, event_of(telling, finding))))
                between = b",\n"
    out.write(b"\n]}\n")


def _feature(telling: Telling, event: Event) -> Row:
    finding, place = event.finding, event.places[0].place if event.places else None
    days = event.dates[0].days if event.dates else None
    change = telling.changes.get(finding.id)
    return {
        "type": "Feature",
        "id": finding.id,
        "geometry": _point(place),
        "properties": {
            "entry": change.entry if change else None,
            "story": finding.story,
            "story_title": telling.story.title,
            "kind": finding.kind,
            "kind_title": event.kind.title,
            "headline": finding.headline,
            "status": finding.status,
            "origins": finding.origins,
            "accepted": bool(finding.accepted_by),
            "corrected": bool(finding.corrected_by),
            "modality": next((v.value for v in finding.slots.get("modality", ())), "asserted"),
            "denied": event.denied,
            "date": iso(days.first) if days else None,
            "date_end": iso(days.last) if days else None,
            "place": place.name if place else None,
            "country": place.country if place else None,
            "admin1": place.admin1 if place else None,
            "feature": place.feature if place else None,
            "geonames_id": place.geonames_id if place else None,
            "radius_km": place.radius_km if place else None,
            "other_places": [p.place.name for p in event.places[1:]],
            "actors": [p.name for p in event.actors],
            "recipients": [p.name for p in event.recipients],
            "killed": [_number(n) for n in event.killed],
            "injured": [_number(n) for n in event.injured],
            "sources": [_source(telling, a) for a in event.articles],
            "claims": list(finding.claims),
        },
    }


def _point(place: Place | None) -> Row | None:
    """Longitude before latitude."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [coordinate(place.longitude), coordinate(place.latitude)]}


def _number(number: Number) -> Row:
    return {
        "words": number.figure.span.quote,
        "value": amount_text(number.figure),
        "low": number.figure.low,
        "high": number.figure.high,
        "qualifier": number.figure.qualifier,
        "origins": number.support.origins,
        "speakers": list(number.support.speakers),
        "unused": number.unused or None,
    }


def _source(telling: Telling, article: Article) -> Row:
    return {
        "article": article.id,
        "outlet": outlet_name(article),
        "title": article.title,
        "url": safe_url(article.url),
        "published_at": telling.look.published_at(article),
    }
