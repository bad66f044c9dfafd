"""Findings as events: who did what to whom, where, when, with what toll. Only what claims affirm as having
happened is an event; the rest is told by `left_out`, with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportedly import knowledge
from reportedly.actors import Actor
from reportedly.claims.ontology import Kind, kinds
from reportedly.exports.telling import Telling
from reportedly.exports.values import Dated, Number, Placed, dates, numbers, places
from reportedly.reconcile.evidence import Evidence
from reportedly.reconcile.sides import actors
from reportedly.records import Article, Finding, Id
from reportedly.who import Role

Side = Literal["state", "armed", "civilians", "international"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The schema of events.yaml."""

    consequences: tuple[str, ...]
    cause_groups: tuple[str, ...]
    cause_kinds: tuple[str, ...]
    two_sided: tuple[str, ...]
    state: tuple[Role, ...]
    armed: tuple[Role, ...]
    civilians: tuple[Role, ...]
    international: tuple[Role, ...]

    def side(self, role: Role | None) -> Side | None:
        listed: tuple[tuple[Side, tuple[Role, ...]], ...] = (
            ("state", self.state),
            ("armed", self.armed),
            ("civilians", self.civilians),
            ("international", self.international),
        )
        return next((name for name, roles in listed if role in roles), None)

    def is_cause(self, kind: Kind) -> bool:
        return kind.group in self.cause_groups or kind.code in self.cause_kinds


def reading() -> Reading:
    """Raises RuleError when the file does not fit."""
    found: Reading = knowledge.load("reportedly.exports", "events.yaml", Reading)
    return found


@dataclass(frozen=True, slots=True)
class Party:
    """Someone in an event. `side` is None where the name does not tell it; `country` (ISO 3166-1 alpha-2) is
    the state it belongs to, where it belongs to one."""

    name: str
    role: Role | None
    side: Side | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One finding as an event. `denied`: nobody affirms it. `joined` are the findings that tell only what it
    did; their figures are in `killed` and `injured`. Dates and places stand in the order of their support."""

    finding: Finding
    kind: Kind
    denied: bool
    joined: tuple[Finding, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    dates: tuple[Dated, ...]
    places: tuple[Placed, ...]
    killed: tuple[Number, ...]
    injured: tuple[Number, ...]
    articles: tuple[Article, ...]

    @property
    def others(self) -> tuple[Party, ...]:
        """Who is on the other end: the recipients that are people, and not a place or a thing; without any,
        those beside the first actor, where the kind has two sides that both act."""
        people = tuple(p for p in self.recipients if p.role is not None and p not in self.actors[:1])
        return people or (self.actors[1:] if self.kind.code in reading().two_sided else ())


def events(telling: Telling) -> Iterator[Event]:
    """The events of a story, in the order of its findings."""
    happened = {f.id: f for f in telling.findings if not reason(telling, f)}
    joins = _joins(telling, list(happened.values()))
    joined = {f.id for found in joins.values() for f in found}
    for finding in happened.values():
        if finding.id not in joined:
            yield event_of(telling, finding, joins.get(finding.id, ()))


def left_out(telling: Telling) -> Iterator[tuple[Finding, str]]:
    """The findings that are no events, each with why."""
    for finding in telling.findings:
        if why := reason(telling, finding):
            yield finding, why


def reason(telling: Telling, finding: Finding) -> str:
    """Why a finding is no event, or nothing."""
    modality = finding.slots.get("modality")
    if modality:
        return f"not told as having happened: {modality[0].value}"
    if finding.kind not in kinds():
        return "of no known kind"
    return "" if affirmed(telling, finding) else "only denied"


def affirmed(telling: Telling, finding: Finding) -> list[Evidence]:
    """The claims of a finding that say it is so."""
    held = telling.testimony.by_claim
    return [held[c] for c in finding.claims if c in held and held[c].claim.polarity == "affirmed"]


def event_of(telling: Telling, finding: Finding, joined: Sequence[Finding] = ()) -> Event:
    """A finding as an event, by the claims that affirm it; by those that deny it, where none does."""
    own = affirmed(telling, finding)
    denied = not own
    if denied:
        own = [e for c in finding.claims if (e := telling.testimony.by_claim.get(c)) is not None]
    beside = [e for f in joined for e in affirmed(telling, f)]
    every = [*own, *beside]
    return Event(
        finding=finding,
        kind=kinds()[finding.kind],
        denied=denied,
        joined=tuple(joined),
        actors=_parties(telling, [name for e in own for name in e.actors]),
        recipients=_parties(telling, [name for e in own for name in e.recipients]),
        dates=dates(telling, own) or dates(telling, beside),
        places=places(telling, own) or places(telling, beside),
        killed=numbers(telling, every, "killed"),
        injured=numbers(telling, every, "injured"),
        articles=telling.articles(e.claim.article for e in every),
    )


def _joins(telling: Telling, findings: Sequence[Finding]) -> dict[Id, tuple[Finding, ...]]:
    """Of each event the findings that tell only what it did."""
    known = reading()
    by_claim: dict[Id, Id] = {}
    by_sentence: dict[tuple[Id, int], set[Id]] = defaultdict(set)
    for finding in findings:
        if known.is_cause(kinds()[finding.kind]):
            for e in affirmed(telling, finding):
                by_claim[e.claim.id] = finding.id
                by_sentence[e.claim.article, e.claim.sentence.start].add(finding.id)
    found: dict[Id, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.kind in known.consequences:
            causes: set[Id] = set()
            for e in affirmed(telling, finding):
                taken_up = by_claim.get(e.claim.same_as or "")
                near = by_sentence.get((e.claim.article, e.claim.sentence.start), set())
                causes |= {taken_up} if taken_up else near
            if len(causes) == 1:
                found[causes.pop()].append(finding)
    return {cause: tuple(some) for cause, some in found.items()}


def _parties(telling: Telling, names: Sequence[str]) -> tuple[Party, ...]:
    """Those named, the most often named first."""
    often = {name: names.count(name) for name in dict.fromkeys(names)}
    return tuple(_party(telling, name) for name in sorted(often, key=lambda n: -often[n]))


def _party(telling: Telling, name: str) -> Party:
    actor: Actor | None = telling.testimony.cast.actor(name)
    role = actor.kind if actor else actors().role(name)
    return Party(name, role, reading().side(role), actor.country if actor else None)
