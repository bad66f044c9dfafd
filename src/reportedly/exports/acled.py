"""ACLED-shaped CSV: an event a row, the codebook's 31 columns, the most conservative figure.

ACLED has one value a column; `notes` says where there were more, and the side file has them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportedly import knowledge
from reportedly.claims.ontology import Kind
from reportedly.exports import beside
from reportedly.exports.cells import Cell, Row, joined
from reportedly.exports.events import Event, Party, Side
from reportedly.exports.geography import Scale, coordinate, country, is_country, precision, regions
from reportedly.exports.telling import Filters, Telling, sources
from reportedly.exports.values import Dated, Number, Within, coded, lowest
from reportedly.outlets import Outlets
from reportedly.publish.display import state_words
from reportedly.reconcile.days import iso
from reportedly.reconcile.figures import amount_text
from reportedly.records import Article, Place
from reportedly.store import Reader


@dataclass(frozen=True, slots=True)
class Type:
    """A type an event may be, and the sides it must have; no sides: any. Empty names are not known."""

    event: str = ""
    sub_event: str = ""
    actor: tuple[Side, ...] = ()
    recipient: tuple[Side, ...] = ()

    def fits(self, event: Event) -> bool:
        return _among(self.actor, event.actors) and _among(self.recipient, event.recipients)


@dataclass(frozen=True, slots=True)
class KindThere:
    """What a kind of ours is there: types in order of preference, or why it makes no row."""

    types: tuple[Type, ...] = ()
    inter1: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    home: str
    abroad: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """The schema of acled.yaml."""

    columns: tuple[str, ...]
    types: dict[str, dict[str, str]]
    kinds: dict[str, KindThere]
    inter: tuple[str, ...]
    by_side: dict[Side, str]
    abroad: str
    by_word: dict[str, str]
    civilian_targeting: str
    against_civilians: tuple[str, ...]
    time_precision: tuple[Within, ...]
    geo_precision: Scale
    scale: Sources

    def there(self, kind: Kind) -> KindThere:
        """What a kind is there; for one of the user's own, what its entry in the ontology says."""
        if kind.code in self.kinds:
            return self.kinds[kind.code]
        named = [part.strip().partition(" / ") for part in (kind.acled or "").split(";")]
        known = tuple(Type(event, sub) for event, _, sub in named if sub in self.types.get(event, ()))
        if not known:
            return KindThere(why="the ontology names no type there")
        return KindThere(known if len(known) == 1 else (Type(_shared(known)),))

    def type_of(self, event: Event) -> Type:
        """The first type that fits; else what all of them share."""
        types = self.there(event.kind).types
        return next((t for t in types if t.fits(event)), Type(_shared(types)))

    def inter_of(self, party: Party | None, place: Place | None, told: str | None) -> str | None:
        """What sort of actor it is there; None where that is not told."""
        if told is not None:
            return told
        if party is None:
            return None
        words = party.name.casefold().split()
        named = next((label for word, label in self.by_word.items() if word in words), None)
        if named is not None or party.side is None:
            return named
        foreign = party.country is not None and place is not None and place.country is not None
        if party.side == "state" and foreign and place is not None and party.country != place.country:
            return self.abroad
        return self.by_side.get(party.side)

    def date_of(self, event: Event) -> tuple[Dated | None, int | None]:
        """The best supported date that can be coded, with its precision."""
        return coded(event.dates, self.time_precision)


def codebook() -> Codebook:
    """Raises RuleError when the file does not fit."""
    found: Codebook = knowledge.load("reportedly.exports", "acled.yaml", Codebook)
    return found


def write(store: Reader, out: BinaryIO, filters: Filters, values: BinaryIO | None) -> None:
    """The events to `out`, and every value to `values`, if that is given."""
    book = codebook()

    def row(telling: Telling, event: Event) -> Row | None:
        return _row(telling, event, book) if not book.there(event.kind).why else None

    given = beside.Given(book.columns, row, lambda telling, event: _values(telling, event, book))
    beside.write(store, out, filters, values, given)


def _row(telling: Telling, event: Event, book: Codebook) -> Row:
    type_, place = book.type_of(event), event.places[0].place if event.places else None
    dated, time_precision = book.date_of(event)
    one, other = _sides(event)
    inter1 = book.inter_of(one, place, book.there(event.kind).inter1)
    inter2 = book.inter_of(other, place, None)
    fatalities = lowest(event.killed)
    day = iso(dated.days.first) if dated else None
    change = telling.changes.get(event.finding.id)
    row: dict[str, Cell] = {
        "event_id_cnty": row_id(telling, event),
        "event_date": day,
        "year": int(day[:4]) if day else None,
        "time_precision": time_precision,
        "disorder_type": book.types.get(type_.event, {}).get(type_.sub_event) or _disorder(type_, book),
        "event_type": type_.event,
        "sub_event_type": type_.sub_event,
        "actor1": one.name if one else None,
        "inter1": inter1,
        "actor2": other.name if other else None,
        "inter2": inter2,
        "interaction": _interaction(inter1, inter2, book),
        "civilian_targeting": book.civilian_targeting if _targets_civilians(event, type_, book) else None,
        **_where(place, book),
        "source": joined(sources(event.articles)),
        "source_scale": _scale(event.articles, place, book),
        "notes": _notes(telling, event, fatalities, dated),
        "fatalities": fatalities.least if fatalities else None,
        "timestamp": change.seconds if change else None,
    }
    return [row.get(column) for column in book.columns]


def row_id(telling: Telling, event: Event) -> str:
    """The country's alpha-3 code, as ACLED's ids begin, and the entry of the finding, which stays the same
    when claims are added."""
    place = event.places[0].place if event.places else None
    known = country(place.country) if place else None
    change = telling.changes.get(event.finding.id)
    return (known.iso3 if known else "") + (change.entry if change else event.finding.id)


def _shared(types: Sequence[Type]) -> str:
    """The event type that all share, if they do."""
    events = {t.event for t in types}
    return events.pop() if len(events) == 1 else ""


def _among(wanted: tuple[Side, ...], parties: tuple[Party, ...]) -> bool:
    return not wanted or any(p.side in wanted for p in parties)


def _sides(event: Event) -> tuple[Party | None, Party | None]:
    """The two actors: who acted, and who is on the other end."""
    return next(iter(event.actors), None), next(iter(event.others), None)


def _disorder(type_: Type, book: Codebook) -> str | None:
    """The disorder type that all sub-event types of an event type share."""
    shared = set(book.types.get(type_.event, {}).values())
    return shared.pop() if len(shared) == 1 else None


def _interaction(inter1: str | None, inter2: str | None, book: Codebook) -> str | None:
    if inter1 is None or inter2 is None:
        return None
    return "-".join(sorted((inter1, inter2), key=book.inter.index))


def _targets_civilians(event: Event, type_: Type, book: Codebook) -> bool:
    """Whether civilians are all that is told of whom violence was against."""
    against = {p.side for p in event.recipients}
    violent = "Political violence" in book.types.get(type_.event, {}).values()
    return type_.event in book.against_civilians or (violent and against == {"civilians"})


def _where(place: Place | None, book: Codebook) -> dict[str, Cell]:
    if place is None:
        return {}
    land = country(place.country)
    found: dict[str, Cell] = {
        "iso": land.number if land else None,
        "region": regions().in_acled(place.country),
        "country": land.name if land else None,
        "admin1": place.admin1,
    }
    if is_country(place):
        return found
    for level in ("admin2", "admin3"):
        if (place.feature or "").startswith(f"ADM{level[-1]}"):
            found[level] = place.name
    return found | {
        "location": place.name,
        "latitude": coordinate(place.latitude),
        "longitude": coordinate(place.longitude),
        "geo_precision": precision(place, book.geo_precision),
    }


def _scale(articles: tuple[Article, ...], place: Place | None, book: Codebook) -> str | None:
    """National where an outlet is of the event's country, International where it is not, both joined."""
    known = [Outlets.load().find(a.outlet) for a in articles if a.outlet]
    if place is None or place.country is None:
        return None
    here = {o.country == place.country for o in known if o is not None}
    found = [
        name for at_home, name in ((True, book.scale.home), (False, book.scale.abroad)) if at_home in here
    ]
    return "-".join(found) or None


def _notes(telling: Telling, event: Event, fatalities: Number | None, dated: Dated | None) -> str:
    """The headline, and in brackets what the columns cannot hold."""
    finding = event.finding
    said = [state_words(finding.status, finding.origins)]
    said += ["accepted on review"] if finding.accepted_by else []
    said += ["corrected on review"] if finding.corrected_by else []
    standing = [n for n in event.killed if not n.unused]
    if fatalities and len(standing) > 1:
        told = " / ".join(amount_text(n.figure) for n in standing)
        said.append(f"fatalities: the most conservative of {told}")
    elif fatalities and fatalities.least != fatalities.most:
        said.append(f"fatalities: the most conservative reading of {amount_text(fatalities.figure)}")
    elif fatalities is None and event.killed:
        said.append("fatalities told, but no total that stands")
    reported = next((d for a in event.articles if (d := telling.look.published_at(a))), None)
    if dated is None:
        said.append(f"date not told; first reported {reported[:10] if reported else 'on a day not known'}")
    elif len(event.dates) > 1:
        said.append(f"one of {len(event.dates)} dates told")
    if len(event.places) > 1:
        said.append(f"one of {len(event.places)} places told")
    return f"{finding.headline} [{'; '.join(said)}]"


def _values(telling: Telling, event: Event, book: Codebook) -> Iterator[Row]:
    if why := book.there(event.kind).why:
        yield beside.no_row(event.finding, why)
        yield from beside.rows(telling, event, None, beside.of_numbers("fatalities", event.killed))
        return
    dated, _ = book.date_of(event)
    one, other = _sides(event)
    found = [
        *beside.of_numbers("fatalities", event.killed, lowest(event.killed)),
        *beside.of_dates("event_date", event.dates, dated),
        *beside.of_places("location", event.places, event.places[0] if event.places else None),
        *beside.of_slot("actor1", event, "actor", [one.name] if one else []),
        *beside.of_slot("actor2", event, "recipient", [other.name] if other else []),
    ]
    yield from beside.rows(telling, event, row_id(telling, event), found)
