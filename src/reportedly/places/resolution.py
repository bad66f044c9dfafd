"""Resolution: which place each name of a page means, judged over the whole page.

Each name has candidates. Votes of all names, weighted by how sure they are, say which countries and divisions
the page is about; a candidate gains by being there, near other candidates, inside the place named right after
it ("Tarsa, Dena") or of the kind its neighbours say, and by being large, which decides last. All mentions of
one name on a page mean one place (one referent per discourse), but for the kind ("Dena city", "Dena
province").
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.places.candidates import (
    GOVERNMENT,
    TOWN,
    WIDE,
    fits,
    is_inside,
    is_minor,
    is_seated,
    kilometres,
    nearness,
    prior,
)
from reportedly.places.certainty import Evidence, odds, probability
from reportedly.places.focus import Focus, Home
from reportedly.places.gazetteer import Candidate, Gazetteer
from reportedly.places.lists import lists, shared
from reportedly.places.normalise import key
from reportedly.places.parts import bare, parts
from reportedly.places.relations import place_of, relations
from reportedly.places.toponyms import Toponym
from reportedly.records import Place

MOST = 30  # candidates of one name
DEMONYM = 0.5  # of a place's vote: what a demonym has
SUPPORT = 0.2  # of the votes: what a country needs for a name that only sounds alike
FOREIGN = 0.03  # of the votes: below it, and where others agree on a country, a small town there is unlikely
ALTERNATIVES = 3
APART = 60  # km: candidates closer than half of that, or one inside the other, are one place; farther, rivals
PEOPLE = " (people)"  # ends the referent of a demonym
SAID = 0.5  # score of a place known only by what the page says of where it is


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to a candidate. Set on newspaper and humanitarian texts."""

    country: float = 0.9
    division: float = 0.5
    near: float = 0.4
    inside: float = 1.5
    around: float = 0.6
    kind: float = 0.6
    own: float = 0.4
    said: float = 1.0
    seat: float = 0.1
    foreign: float = 0.5
    home: float = 0.2
    home_division: float = 0.55
    inexact: float = -0.3
    sharpness: float = 6.0


@dataclass(frozen=True, slots=True)
class Resolved:
    place: Place
    score: float | None
    alternatives: tuple[Place, ...] = ()
    division: str | None = None
    probability: float | None = None
    off_km: float | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score, how much it belongs to the rest of the page and whether it is at the
    outlet's home, 0-1."""

    score: float
    candidate: Candidate
    local: float = 0.0
    home: float = 0.0


@dataclass(slots=True)
class Name:
    """One name of a page with all its mentions."""

    text: str
    candidates: tuple[Candidate, ...]
    weight: float = 0.0
    containers: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    said: Place | None = None  # where the page says it is


class Resolver:
    def __init__(
        self,
        gazetteer: Gazetteer,
        min_probability: float,
        weights: Weights | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._min_probability = min_probability
        self._weights = weights or Weights()

    def resolve(self, toponyms: Sequence[Toponym], home: Home | None = None) -> list[Resolved]:
        """One result a toponym, in order; unresolved ones have a place with a name only."""
        names = self._names(toponyms)
        focus = self._focus(names, {}, home)
        chosen = {at: self._choose(at, names, focus, {}, None) for at in names}
        focus = self._focus(names, chosen, home)
        self._locate(toponyms, names, chosen, focus)
        results: dict[tuple[str, str, str | None], Resolved] = {}
        asked = self._asked(toponyms, names, chosen)
        for toponym, kind in zip(toponyms, asked, strict=True):
            at, text = self._referent(toponym), toponym.name
            if (at, text, kind) not in results:
                ranked = self._choose(at, names, focus, chosen, kind)
                results[at, text, kind] = self._result(at, text, ranked, names[at].said, focus, kind)
        return [results[self._referent(t), t.name, kind] for t, kind in zip(toponyms, asked, strict=True)]

    def areas(self, toponyms: Sequence[Toponym]) -> tuple[dict[str, float], dict[str, float]]:
        """How many of the names of a page lie in each country and division: by what each name alone could
        mean, and by what it is taken for."""
        names = self._names(toponyms)
        could = self._focus(names, {}, None)
        chosen = {at: self._choose(at, names, could, {}, None) for at in names}
        return could.areas(), self._focus(names, chosen, None).areas()

    def _asked(
        self, toponyms: Sequence[Toponym], names: Mapping[str, Name], chosen: Mapping[str, list[Ranked]]
    ) -> list[str | None]:
        """What each mention asks for: its own kind, a government or what an address ends in ("Tarsa, Dena"),
        else the one kind that other mentions of the name have, or most names of a list with it."""
        asked: list[str | None] = []
        listed: dict[str, str] = {}
        for run in lists(toponyms):
            these = [self._referent(toponyms[n]) for n in run]
            features = [chosen[at][0].candidate.place.feature if chosen[at] else None for at in these]
            listed |= {at: kind for at, kind in zip(these, shared(features), strict=True) if kind}
        for n, toponym in enumerate(toponyms):
            name = names[self._referent(toponym)]
            before = toponyms[n - 1] if n else None
            if toponym.kind:
                asked.append(toponym.kind)
            elif toponym.role == "metonym":
                asked.append(GOVERNMENT)
            elif before and _contains(before, toponym) and self._referent(before) in name.contents:
                asked.append(WIDE)
            elif toponym.role == "dateline":
                asked.append(TOWN)
            else:
                own = next(iter(name.kinds)) if len(name.kinds) == 1 else None
                asked.append(own or listed.get(self._referent(toponym)))
        return asked

    def _locate(
        self,
        toponyms: Sequence[Toponym],
        names: Mapping[str, Name],
        chosen: Mapping[str, list[Ranked]],
        focus: Focus,
    ) -> None:
        """Note for each name where the page says it is."""
        for relation in relations(toponyms):
            name = names[self._referent(toponyms[relation.subject])]
            anchor, other = (
                self._result(at, names[at].text, chosen[at], None, focus).place if at is not None else None
                for at in (
                    self._referent(toponyms[n]) if n is not None else None
                    for n in (relation.anchor, relation.other)
                )
            )
            if anchor is not None and name.said is None and (anchor.radius_km or 0) < 50:
                name.said = place_of(name.text, relation, anchor, other)

    def _names(self, toponyms: Sequence[Toponym]) -> dict[str, Name]:
        names: dict[str, Name] = {}
        for n, toponym in enumerate(toponyms):
            at = self._referent(toponym)
            name = names.get(at)
            if name is None:
                name = names[at] = Name(toponym.name, self._candidates(toponym))
            weight = 2.0 if toponym.line.index < 4 else 1.0
            name.weight += weight * (DEMONYM if toponym.role == "demonym" else 1.0)
            if toponym.kind:
                name.kinds.add(toponym.kind)
            if n + 1 < len(toponyms) and _contains(toponym, toponyms[n + 1]):
                name.containers.append(self._referent(toponyms[n + 1]))
        for name in names.values():  # "Dena, Tarsa and Olen" is a list of equals, no address
            name.containers = [c for c in name.containers if _rank(names[c]) > _rank(name)]
        for at, name in names.items():
            for container in name.containers:
                names[container].contents.append(at)
        return names

    def _candidates(self, toponym: Toponym) -> tuple[Candidate, ...]:
        if toponym.role == "demonym":
            return self._gazetteer.demonym(toponym.name)
        return (
            self._gazetteer.lookup(self._known(toponym))[:MOST]
            or (self._gazetteer.similar(toponym.name)[:MOST])
        )

    def _known(self, toponym: Toponym) -> str:
        """The name, or what of it the gazetteer has."""
        whole = (toponym.name, bare(toponym.name))
        if (known := next(filter(self._gazetteer.lookup, whole), None)) is not None:
            return known
        if self._gazetteer.similar(toponym.name):
            return toponym.name
        return next(filter(self._gazetteer.lookup, parts(toponym.name)), toponym.name)

    def _referent(self, toponym: Toponym) -> str:
        """What mentions that mean one place have in common: "Olen" and "Olen Zoo" are one name."""
        return key(self._known(toponym)) if toponym.role != "demonym" else key(toponym.name) + PEOPLE

    def _focus(
        self, names: Mapping[str, Name], chosen: Mapping[str, list[Ranked]], home: Home | None
    ) -> Focus:
        focus = Focus(home)
        for at, name in names.items():
            ranked = chosen.get(at) or [
                Ranked(prior(c) + self._weights.own * c.own, c) for c in name.candidates if c.exact
            ]
            if not ranked:
                continue
            shares = _softmax([r.score for r in ranked], self._weights.sharpness)
            for share, candidate in zip(shares, (r.candidate for r in ranked), strict=True):
                for area in {candidate.place.country, candidate.division} - {None}:
                    focus.vote(at, area or "", math.sqrt(name.weight) * share)
            focus.total += math.sqrt(name.weight)
            focus.weights[at] = math.sqrt(name.weight)
        return focus

    def _choose(
        self,
        at: str,
        names: Mapping[str, Name],
        focus: Focus,
        chosen: Mapping[str, list[Ranked]],
        kind: str | None,
    ) -> list[Ranked]:
        """Candidates with their scores, best first."""
        w, name = self._weights, names[at]
        anchors = [ranked[0].candidate for other, ranked in chosen.items() if ranked and other != at]
        containers = [c for other in name.containers for c in names[other].candidates]
        contents = [c for other in name.contents for c in names[other].candidates if c.exact]
        ranked = []
        for candidate in name.candidates:
            score = prior(candidate)
            country = focus.share(at, candidate.place.country)
            if not candidate.exact and country < SUPPORT:
                continue
            abroad = focus.home is None or candidate.place.country != focus.home.country
            if is_minor(candidate) and abroad and country < FOREIGN and focus.settled(at):
                score -= w.foreign
            score += w.country * math.sqrt(country)
            division = math.sqrt(focus.share(at, candidate.division))
            near = nearness(candidate, anchors)
            inside = float(any(is_inside(candidate, c) for c in containers))
            around = float(any(is_inside(c, candidate) for c in contents))
            score += w.division * division + w.near * near + w.inside * inside + w.around * around
            home = 0.0
            if focus.home:
                score += w.home * (candidate.place.country == focus.home.country)
                home = float(bool(candidate.division) and candidate.division == focus.home.division)
                score += w.home_division * home
            score += w.own * candidate.own + (0 if candidate.exact else w.inexact)
            if kind:
                score += w.kind * fits(candidate, kind)
            if name.said:
                away = kilometres(candidate.place, name.said)
                score += w.said * (
                    1.0 if away <= (name.said.radius_km or 0.0) + (candidate.place.radius_km or 0.0) else -0.5
                )
            elif not kind and is_seated(candidate, name.candidates):
                score -= w.seat
            ranked.append(Ranked(score, candidate, max(division, near, inside, around), home))
        return sorted(ranked, key=lambda r: -r.score)

    def _result(
        self,
        at: str,
        text: str,
        ranked: list[Ranked],
        said: Place | None,
        focus: Focus,
        kind: str | None = None,
    ) -> Resolved:
        if not ranked:
            return Resolved(said, SAID) if said else Resolved(Place(text), None)
        shares = _softmax([r.score for r in ranked], self._weights.sharpness)
        best = ranked[0].candidate
        away = [kilometres(best.place, r.candidate.place) for r in ranked]
        within = [is_inside(best, r.candidate) or is_inside(r.candidate, best) for r in ranked]
        share = sum(part for part, km, one in zip(shares, away, within, strict=True) if one or km < APART / 2)
        sure = share * min(1.0, ranked[0].score / 0.8)
        sure *= 0.8 if not best.exact else 0.9 if not best.own and best.place.feature != "PCLI" else 1.0
        score = round(min(1.0, max(0.0, sure)), 3)
        rivals = [r for r, km, one in zip(ranked, away, within, strict=True) if km >= APART and not one]
        evidence = Evidence(
            share=odds(share),
            local=ranked[0].local,
            home=ranked[0].home,
            rival=max((max(r.local, r.home) for r in rivals), default=0.0),
            outshone=max((0.0, *(prior(r.candidate) - prior(best) for r in rivals))),
            foreign=focus.foreign(at, best.place.country) if best.place.country else 0.0,
            own=float(best.own),
            whole=float(at.removesuffix(PEOPLE) in {key(text), key(bare(text))}),
            country=float(best.place.feature == "PCLI"),
            kind=fits(best, kind) if kind else 0.0,
            known=prior(best),
        )
        right = probability(evidence)
        others = tuple(r.candidate.place for r in ranked[:ALTERNATIVES])
        if right < self._min_probability:
            if said:
                return Resolved(said, SAID, others)
            return Resolved(Place(text), score, others, probability=right, evidence=evidence)
        others = tuple(r.candidate.place for r in ranked[1 : 1 + ALTERNATIVES])
        off = _off(best.place, said)
        return Resolved(best.place, score, others, best.division, right, off, evidence)


def _off(place: Place, said: Place | None) -> float | None:
    """How far a place is from where the text puts it, in km; None where the two agree within their radii."""
    if said is None:
        return None
    away = kilometres(place, said)
    agree = away <= (said.radius_km or 0.0) + (place.radius_km or 0.0)
    return None if agree or math.isinf(away) else round(away, 1)


def _rank(name: Name) -> int:
    """2 where a name can be a country, 1 a division, else 0."""
    features = {c.place.feature for c in name.candidates if c.own or c.place.feature == "PCLI"}
    return 2 if "PCLI" in features else int("ADM1" in features)


def _contains(toponym: Toponym, after: Toponym) -> bool:
    """Whether "X, Y" or "X in Y" puts the first in the second."""
    if after.line is not toponym.line:
        return False
    between = toponym.line.text[toponym.end : after.start].strip().lower()
    return between in {",", ", in", "in", "(", "in the", ", the", "province ,", "city ,", "of"} or (
        between.startswith(("in ", ", in ", "city in", "province in")) and len(between) < 30
    )


def _softmax(values: Sequence[float], sharpness: float) -> list[float]:
    top = max(values)
    raised = [math.exp(sharpness * (v - top)) for v in values]
    total = sum(raised)
    return [r / total for r in raised]
