"""PLOVER records as JSON Lines: a finding a record, in the field names of the PLOVER manual.

Unlike the formats of events that happened, PLOVER has words for what is planned, threatened or denied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from reportedly import knowledge
from reportedly.claims.ontology import Kind, kinds
from reportedly.exports.events import Event, Party, event_of
from reportedly.exports.geography import coordinate, country
from reportedly.exports.telling import Filters, Telling, tellings
from reportedly.exports.values import Number, lowest
from reportedly.publish.display import outlet_name, safe_url
from reportedly.reconcile.days import iso
from reportedly.records import Article, Modality, Place
from reportedly.store import Reader
from reportedly.who import Role

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Type:
    quad: int
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindThere:
    """What a kind of ours is there, or why it is nothing."""

    event: str | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a modality makes of it: another type (with the mode of hostile kinds), or a context."""

    event: str | None = None
    hostile: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """The schema of plover.yaml."""

    codebook: str
    types: dict[str, Type]
    contexts: tuple[str, ...]
    kinds: dict[str, KindThere]
    modalities: dict[Modality, Told]
    denied: str
    sectors: dict[Role, str]
    organisations: dict[Role, str]

    def there(self, kind: Kind) -> KindThere:
        """What a kind is there; for one of the user's own, what its entry in the ontology says."""
        if kind.code in self.kinds:
            return self.kinds[kind.code]
        event, _, mode = (kind.plover or "").partition(";")[0].strip().partition("/")
        if event not in self.types:
            return KindThere(why="the ontology names no type there")
        return KindThere(event, mode if mode in self.types[event].modes else None)


def codebook() -> Codebook:
    """Raises RuleError when the file does not fit."""
    found: Codebook = knowledge.load("reportedly.exports", "plover.yaml", Codebook)
    return found


def write(store: Reader, out: BinaryIO, filters: Filters, _values: BinaryIO | None = None) -> None:
    book = codebook()
    for telling in tellings(store, filters):
        for finding in telling.findings:
            there = book.there(kinds()[finding.kind]) if finding.kind in kinds() else KindThere()
            if there.event is not None:
                record = _record(telling, event_of(telling, finding), there, book)
                out.write(msgspec.json.encode(record) + b"\n")


def _record(telling: Telling, event: Event, there: KindThere, book: Codebook) -> Row:
    finding = event.finding
    modality = next((v.value for v in finding.slots.get("modality", ())), "asserted")
    told = book.modalities.get(modality, Told())  # type: ignore[call-overload]
    type_ = told.event or there.event
    mode = (told.hostile if event.kind.hostile else None) if told.event else there.mode
    days = event.dates[0].days if event.dates else None
    change = telling.changes.get(finding.id)
    return {
        "id": finding.id,
        "date": iso(days.first) if days else None,
        "enddate": iso(days.last) if days else None,
        "source": [_actor(p, book) for p in event.actors],
        "recipient": [_actor(p, book) for p in event.others],
        "event": [type_],
        "mode": [mode] if mode else [],
        "context": list(_contexts(event, there, told, book)),
        "quad_code": book.types[type_ or ""].quad,
        "event_loc": _location(event.places[0].place) if event.places else None,
        "event_text": list(dict.fromkeys(c.trigger.quote for c in telling.claims(finding.claims))),
        "dead": _count(lowest(event.killed)),
        "injured": _count(lowest(event.injured)),
        "link": finding.story,
        "text": finding.headline,
        "cite_info": [_citation(telling, a, book) for a in event.articles],
        "comment": f"{finding.kind}; {finding.status}; {finding.origins} independent origins",
        "entry": change.entry if change else None,
        "status": finding.status,
        "origins": finding.origins,
        "accepted": bool(finding.accepted_by),
        "corrected": bool(finding.corrected_by),
    }


def _contexts(event: Event, there: KindThere, told: Told, book: Codebook) -> Iterator[str]:
    yield from there.context
    if told.context:
        yield told.context
    if event.denied:
        yield book.denied


def _actor(party: Party, book: Codebook) -> Row:
    land = country(party.country)
    code = book.organisations.get(party.role) if party.role else None
    return {
        "code": code or (land.iso3 if land else None),
        "sector": book.sectors.get(party.role) if party.role else None,
        "actor_text": party.name,
    }


def _location(place: Place) -> Row:
    """In the field names of GeoNames' dump, as the manual has it; `radius_km` is ours."""
    land = country(place.country)
    return {
        "geonameid": place.geonames_id,
        "name": place.name,
        "latitude": coordinate(place.latitude),
        "longitude": coordinate(place.longitude),
        "feature code": place.feature,
        "country code": place.country,
        "cc3": land.iso3 if land else None,
        "admin1": place.admin1,
        "radius_km": place.radius_km,
    }


def _count(number: Number | None) -> int | None:
    return None if number is None or number.least is None else int(number.least)


def _citation(telling: Telling, article: Article, book: Codebook) -> Row:
    return {
        "citation": article.id,
        "url": safe_url(article.url),
        "title": article.title,
        "language": article.language,
        "publication": outlet_name(article),
        "published": telling.look.published_at(article),
        "coder": "reportedly",
        "codebook": book.codebook,
    }
