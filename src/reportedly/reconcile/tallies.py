"""What each speaker, outlet, actor and place has to do with a story, counted by claim.

Nobody gets a score: how often first, copied, contradicted or overtaken stands side by side, and each number
leads to its findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportedly.reconcile.days import iso
from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.reconcile.findings import clashes
from reportedly.records import Account, Id, Part, Tally

NEVER = 10**7  # a day after all others, for what is not dated


@dataclass(slots=True)
class _Count:
    name: str
    country: str | None = None
    claims: set[Id] = field(default_factory=set)


def tallies(testimony: Testimony, account: Account) -> tuple[Tally, ...]:
    """One for each name, by part and key."""
    counts: dict[tuple[Part, str], _Count] = {}
    for e in testimony.evidence:
        for part, key, name, country in _names(testimony, e):
            counts.setdefault((part, key), _Count(name, country)).claims.add(e.claim.id)
    marks = _Marks(testimony, account)
    return tuple(marks.tally(part, key, count) for (part, key), count in sorted(counts.items()))


def _names(testimony: Testimony, e: Evidence) -> Iterator[tuple[Part, str, str, str | None]]:
    """Whom a claim is counted for: part, key, name and country. A neighbour or a source in one story is not
    who is called that in another, so only what has a name is counted."""
    if e.speaker and _is_name(testimony, e.speaker):
        yield "speaker", e.speaker, e.speaker, None
    if (outlet := testimony.articles[e.claim.article].outlet) is not None:
        yield "outlet", outlet, outlet, None
    for named in e.claim.actor:
        if _is_name(testimony, named.name):
            known = testimony.cast.actor(named.name)
            name = known.name if known else named.name
            yield "actor", name, name, known.country if known else None
    if e.place is not None:
        place = testimony.place_of(e.place)
        yield "place", e.place, place.name, place.country


def _is_name(testimony: Testimony, words: str) -> bool:
    """Whether words name somebody; those of scripts without capitals always do."""
    return not words[:1].islower() or testimony.cast.actor(words) is not None


class _Marks:
    """What is the case of each claim of a story."""

    def __init__(self, testimony: Testimony, account: Account) -> None:
        self._testimony = testimony
        self._findings: dict[Id, list[Id]] = defaultdict(list)
        for finding in account.findings:
            for claim in finding.claims:
                self._findings[claim].append(finding.id)
        self.first, self.copied = _firsts(testimony)
        self.contradicted = _contradicted(testimony, account)
        self.superseded = {
            *(c for f in account.findings if f.status == "superseded" for c in f.claims),
            *(c for s in account.series for p in s.points if p.status == "superseded" for c in p.claims),
        }

    def tally(self, part: Part, key: str, count: _Count) -> Tally:
        evidence = self._testimony.by_claim
        days = [day for c in count.claims if (day := evidence[c].published) is not None]
        return Tally(
            part=part,
            key=key,
            name=count.name,
            country=count.country,
            last_at=iso(max(days)) if days else None,
            claims=len(count.claims),
            first=len(count.claims & self.first),
            copied=len(count.claims & self.copied),
            contradicted=len(count.claims & self.contradicted),
            superseded=len(count.claims & self.superseded),
            findings=tuple(sorted({f for c in count.claims for f in self._findings[c]})),
        )


def _firsts(testimony: Testimony) -> tuple[set[Id], set[Id]]:
    """The claims whose sentence stands in the text that it traces to, and those of them that stand in
    articles of another outlet too."""
    outlet = {a.id: a.outlet or a.id for a in testimony.articles.values()}
    carriers: dict[tuple[Id, int], set[str]] = defaultdict(set)
    for sentence, original in testimony.copied.items():
        carriers[original].add(outlet.get(sentence[0], sentence[0]))
    roots = {o.id: o.root for o in testimony.dossier.origins}
    first: set[Id] = set()
    copied: set[Id] = set()
    for claim, e in testimony.by_claim.items():
        if roots.get(e.origin, e.root) == e.claim.article:
            first.add(claim)
            if carriers[testimony.text_key(e.claim)] - {outlet[e.claim.article]}:
                copied.add(claim)
    return first, copied


def _contradicted(testimony: Testimony, account: Account) -> set[Id]:
    """The claims with which another witness's clash that is of the same day or later."""
    found: set[Id] = set()
    for finding in account.findings:
        if finding.status != "disputed":
            continue
        evidence = [testimony.by_claim[c] for c in finding.claims if c in testimony.by_claim]
        for _, a, b in clashes(testimony, evidence):
            for one, other in ((a, b), (b, a)):
                if _day(other) >= _day(one):
                    found.add(one.claim.id)
    return found


def _day(e: Evidence) -> int:
    return NEVER if e.published is None else e.published
