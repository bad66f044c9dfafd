"""The claims of one story as witnesses: when, where and of whom each speaks, and on whose word.

What a set of claims rests on is decided here and nowhere else: independent witnesses are counted by
`copies.origins.count`, over the origin of each claim's sentence and its speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportedly.claims.ontology import kinds
from reportedly.copies.origins import collapse, count, of_families, standing
from reportedly.reading import wording
from reportedly.reconcile.days import Days
from reportedly.reconcile.matters import family_of, matters, passes
from reportedly.reconcile.sides import Cast
from reportedly.reconcile.taking import Takings
from reportedly.reconcile.whereabouts import Atlas
from reportedly.reconcile.words import Salience, content_words
from reportedly.records import (
    Alteration,
    Article,
    Claim,
    Dossier,
    Id,
    Origin,
    Place,
    SlotValue,
    Span,
    Status,
    ordinal,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim, read for reconciling. `happened` is what it says of the time; `days` what to assume.
    `of_a_war`: it counts a whole war so far, and tells of no event."""

    claim: Claim
    root: Id
    published: int | None
    happened: Days | None
    days: Days | None
    place: str | None
    broad: bool
    actors: tuple[str, ...]
    sides: frozenset[str]
    recipients: tuple[str, ...]
    speaker: str | None
    party: str | None
    history: bool
    derived: bool
    teller: str
    of_a_war: bool

    @property
    def origin(self) -> Id:
        return self.claim.origin or self.root

    @property
    def witness(self) -> str:
        return self.speaker or self.teller

    @property
    def order(self) -> tuple[int, bool, Id, int, int, Id]:
        """By day of publication, originals before copies, then by place in the text: the same for any
        order of arrival."""
        claim = self.claim
        day = self.published if self.published is not None else 10**7
        return day, self.derived, claim.article, claim.sentence.start, claim.trigger.start, claim.id


class Testimony:
    """All the evidence of one story."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.story = dossier.story.id
        self.articles: dict[Id, Article] = {a.id: a for a in dossier.articles}
        dated = {d.article: d.published_at for d in dossier.datings}
        self.published: dict[Id, int | None] = {
            a.id: ordinal(dated.get(a.id) or a.published_at) for a in dossier.articles
        }
        self.root = collapse(dossier.articles, dossier.copies)
        houses = of_families(self.root, dossier.articles)
        self._standing = dict(standing(dossier.origins, houses))
        self._standing |= {r: (houses[r],) for r in self.root.values()}  # for a claim without an origin
        self.figures = {f.id: f for f in dossier.figures if f.span.article in self.articles}
        self.altered = _altered(dossier)
        self.cast = Cast(dossier.claims)
        self.atlas = Atlas(
            [m.place for m in dossier.places]
            + [c.place.place for c in dossier.claims if c.place]
            + [f.place.place for f in dossier.figures if f.place]
        )
        self._accusers = {
            (c.article, c.sentence.start): c
            for c in sorted(dossier.claims, key=lambda c: (c.trigger.start, c.id))
            if c.kind in matters().accusing_kinds
        }
        territory = [c for c in dossier.claims if (k := kinds().get(c.kind)) and k.group == "territory"]
        self._takings = Takings(dossier.articles, dossier.places, territory, self.atlas)
        self._tellers = {o.id: self._teller(o) for o in dossier.origins}
        self.by_claim: dict[Id, Evidence] = {
            c.id: self._evidence(c)
            for c in dossier.claims
            if c.article in self.articles and not passes(c.kind, c.rule)
        }
        self._counts: dict[frozenset[tuple[Id, str]], int] = {}  # finding, line and timeline ask alike
        self._salient: dict[tuple[Id, int], float] = {}  # by sentence
        self._starts = {a.id: sorted(s.start for s in a.sentences) for a in dossier.articles}
        self._origin = {(s.article, s.start): o.id for o in dossier.origins for s in o.sentences}
        self._sentence = {(a.id, s.start): s for a in dossier.articles for s in a.sentences}

    @property
    def evidence(self) -> list[Evidence]:
        return sorted(self.by_claim.values(), key=lambda e: e.order)

    def _evidence(self, claim: Claim) -> Evidence:
        published = self.published[claim.article]
        happened = Days.of(claim.time.earliest, claim.time.latest) if claim.time else None
        days = happened
        if days is None and published is not None:
            days = Days(published - matters().news_days, published)
        span = claim.time.span if claim.time else None
        text = self.articles[claim.article].text
        since = span and SINCE.search(text[max(0, span.start - 12) : span.start + 6])
        if happened and since and published and not self.dossier.review.corrected(claim.id, "time"):
            happened = Days(happened.first, max(happened.last, published))
        place = self._place(claim)
        speaker, party = self._voice(claim)
        told = Days.of(claim.time.earliest, claim.time.latest) if claim.time else None
        history = claim.modality == "background" or bool(
            told and published is not None and told.last < published - matters().history_days
        )
        return Evidence(
            claim=claim,
            root=self.root[claim.article],
            published=published,
            happened=happened,
            days=days,
            place=self.atlas.key(place) if place else None,
            broad=self.atlas.broad(place) if place else False,
            actors=self.cast.names(claim.actor),
            sides=self.cast.sides(claim.actor),
            recipients=self.cast.names(claim.recipient),
            speaker=speaker,
            party=party,
            history=history,
            derived=self.root[claim.article] != claim.article,
            teller=self._tellers.get(claim.origin or "", claim.origin or self.root[claim.article]),
            of_a_war=any(self.figures[f].whole_conflict for f in claim.figures if f in self.figures),
        )

    def _teller(self, origin: Origin) -> str:
        """Who speaks where a text speaks for itself: whom it is credited to, its outlet, or just itself.

        A monitor's own page and an agency that quotes the monitor are one witness.
        """
        root = self.articles.get(origin.root or "")
        return origin.credited_to or (root.outlet if root else None) or origin.id

    def _place(self, claim: Claim) -> Place | None:
        known = kinds().get(claim.kind)
        told = self.dossier.review.corrected(claim.id, "place")
        if known is not None and known.group == "territory" and not told:
            return self._takings.place(claim)
        literal = claim.place is not None and claim.place.role in ("literal", "associative")
        return claim.place.place if claim.place is not None and literal else None

    def _voice(self, claim: Claim) -> tuple[str | None, str | None]:
        """Who says it and for which party; for what somebody is accused of, the accuser."""
        if claim.chain:
            return claim.chain[-1], None if claim.role in matters().independent_roles else claim.party
        accuser = self._accusers.get((claim.article, claim.sentence.start))
        if accuser is None or claim.trigger.start <= accuser.trigger.start or not accuser.actor:
            return None, None
        actor = self.cast.actor(accuser.actor[0].name)
        return (actor.name, actor.party) if actor else (accuser.actor[0].name, None)

    # -- counting -------------------------------------------------------------------------------------

    def independent(self, evidence: Iterable[Evidence]) -> int:
        """How many independent witnesses a set of claims has; at least 1 where there is a claim."""
        held = list(evidence)
        return min(self.count((e.origin, e.witness) for e in held), len({e.root for e in held}))

    def count(self, carriers: Iterable[tuple[Id, str]]) -> int:
        """The same of pairs of an origin and a witness."""
        held = frozenset(carriers)
        single = len({origin for origin, _ in held}) <= 1 or len({witness for _, witness in held}) <= 1
        if single:
            return min(len(held), 1)
        if held not in self._counts:
            self._counts[held] = count(held, self._standing)
        return self._counts[held]

    def status(self, evidence: Sequence[Evidence]) -> Status:
        """What a set of agreeing claims rests on."""
        count = self.independent(evidence)
        parties = {e.party for e in evidence}
        if None not in parties and (len(parties) == 1 or count < 2):
            return "party_only"
        return "corroborated" if count >= 2 else "single_origin"

    def slot(self, values: Iterable[tuple[str, Evidence]]) -> tuple[SlotValue, ...]:
        """The values of a slot, the best supported first."""
        held: dict[str, list[Evidence]] = defaultdict(list)
        for value, e in values:
            held[value].append(e)
        found = [
            SlotValue(value, self.independent(some), speakers(some), ids(some))
            for value, some in held.items()
        ]
        return tuple(sorted(found, key=lambda v: (-v.origins, v.value)))

    # -- wording --------------------------------------------------------------------------------------

    def reading(self, span: Span) -> str:
        """The reading of the sentence that starts where the span does."""
        found = self._sentence.get((span.article, span.start))
        return found.reading if found else " ".join(span.quote.split())

    def sentence_at(self, span: Span) -> tuple[Id, int]:
        """The sentence that a span begins in, as (article, start)."""
        starts = self._starts[span.article]
        n = bisect_right(starts, span.start)
        return span.article, starts[n - 1] if n else span.start

    def whole(self, sentence: tuple[Id, int]) -> Span:
        """The span of the sentence that starts there."""
        article, start = sentence
        found = self._sentence.get(sentence)
        return self.articles[article].span(start, found.end if found else start)

    def origin_at(self, sentence: tuple[Id, int]) -> str:
        return self._origin.get(sentence) or self.root[sentence[0]]

    def role(self, span: Span) -> str:
        found = self._sentence.get((span.article, span.start))
        return found.role if found else "body"

    def wording(self, span: Span) -> str:
        """The repaired words of a span, on one line, typographic quotes kept."""
        article = self.articles[span.article]
        return " ".join(wording(article.text, article.edits, span.start, span.end).split())

    def words(self, e: Evidence) -> frozenset[str]:
        return self._words.get((e.claim.article, e.claim.sentence.start), frozenset())

    @cached_property
    def _words(self) -> dict[tuple[Id, int], frozenset[str]]:
        return {key: content_words(s.reading) for key, s in self._sentence.items()}

    @cached_property
    def _salience(self) -> Salience:
        """Over the texts of the story that are nobody's copy."""
        return Salience(
            [self._words[a.id, s.start] for s in a.sentences]
            for a in sorted(self.articles.values(), key=lambda a: a.id)
            if self.root[a.id] == a.id
        )

    def salience(self, e: Evidence) -> float:
        """How central the claim's sentence is to the story; 1 is that of its average sentence."""
        key = (e.claim.article, e.claim.sentence.start)
        if key not in self._salient:
            mean = self._salience.mean
            self._salient[key] = self._salience.of(self.words(e)) / mean if mean else 0.0
        return self._salient[key]

    @cached_property
    def copied(self) -> dict[tuple[Id, int], tuple[Id, int]]:
        """Each copied sentence's first original, by (article, start)."""
        of: dict[tuple[Id, int], tuple[Id, int]] = {}
        pairs = sorted(
            ((s.span.article, s.span.start), (s.of_span.article, s.of_span.start))
            for copy in self.dossier.copies
            for s in copy.sentences
        )

        def top(key: tuple[Id, int]) -> tuple[Id, int]:
            while key in of:
                key = of[key]
            return key

        for child, parent in pairs:
            low, high = sorted((top(child), top(parent)))
            if low != high:
                of[high] = low
        return {key: top(key) for pair in pairs for key in pair}

    def text_key(self, claim: Claim) -> tuple[Id, int]:
        """The same for a sentence and all its copies."""
        key = (claim.article, claim.sentence.start)
        return self.copied.get(key, key)

    def is_country(self, key: str) -> bool:
        """Whether a place is too large to be held or lost in one event."""
        return (self.place_of(key).feature or "").startswith(("PCL", "CONT", "OCN"))

    def place_of(self, key: str) -> Place:
        return self.atlas.place(key)

    def place_name(self, key: str) -> str:
        """What the story calls a place most often, the shortest and first of equals."""
        used = self._names.get(key)
        return min(used, key=lambda n: (-used[n], len(n), n)) if used else self.place_of(key).name

    @cached_property
    def _names(self) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for m in self.dossier.places:
            if m.role == "literal" and m.span.article in self.articles:
                found[self.atlas.key(m.place)][self.wording(m.span)] += 1
        return found


SINCE = re.compile(r"\bsince\b", re.IGNORECASE)  # beside a time: from then until the report


def _altered(dossier: Dossier) -> dict[Id, Alteration]:
    """Figures that a copy changed in the sentence it took, with the change: the copyist's error, and not
    what anybody reported. Only where it is known which of the two is the copy; a house that updates its
    own figures reports the new ones."""
    changed: dict[Id, list[Alteration]] = defaultdict(list)
    for copy in dossier.copies:
        if copy.direction != "unknown" and copy.kind != "shared" and not copy.update:
            for sentence in copy.sentences:
                changed[copy.article] += [a for a in sentence.altered if a.type == "number"]
    return {
        f.id: a
        for f in dossier.figures
        for a in sorted(changed.get(f.span.article, ()), key=lambda a: (a.of_span.article, a.of_span.start))
        if a.span.start < f.span.end and f.span.start < a.span.end
    }


def apart(one: Evidence, other: Evidence) -> bool:
    """Whether two claims are different witnesses' words: two speakers, or two texts."""
    two_speakers = one.speaker is not None and other.speaker is not None
    return one.witness != other.witness and (two_speakers or one.origin != other.origin)


def effect(e: Evidence) -> str | None:
    """What the claim says of who holds its place: gained, lost, contested, held or nothing."""
    known = kinds().get(e.claim.kind)
    return known.control if known else None


def speakers(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({e.speaker for e in evidence if e.speaker}))


def ids(evidence: Iterable[Evidence]) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(e.claim.id for e in sorted(evidence, key=lambda e: e.order)))


def family(e: Evidence) -> str:
    return family_of(e.claim.kind)
