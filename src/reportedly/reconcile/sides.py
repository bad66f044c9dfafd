"""Who the actors of claims are, and which of them are on one side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reportedly.actors import Actor, Actors
from reportedly.claims.ontology import kinds
from reportedly.reconcile.matters import matters
from reportedly.records import Claim, Named

FORCES = ("army", "government", "ministry", "armed_group", "state", "state_media")
FIGHTING = ("territory", "violence")  # groups of kinds
CLEAR = 1.3  # how much more often the story's own state must be named than the next


@lru_cache(maxsize=1)
def actors() -> Actors:
    return Actors.load()


class Cast:
    """The actors of one story. "The army" is that of the state whose forces the story tells of most."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        votes: Counter[str] = Counter()
        for claim in claims:
            known = kinds().get(claim.kind)
            for named in claim.actor if known and known.group in FIGHTING else ():
                found = actors().find(named.name)
                if found is not None and found.party and found.kind in ("army", "government"):
                    votes[found.party] += 1
        ranked = sorted(votes.items(), key=lambda row: (-row[1], row[0]))
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= CLEAR * ranked[1][1])
        self._own = ranked[0][0] if ranked and clear else None

    def actor(self, name: str) -> Actor | None:
        return actors().resolve(name, self._own)

    def own(self, name: str) -> Actor | None:
        """The army or government of the story's own state that a bare name means: "the army"."""
        if (
            self._own is None
            or name.casefold() in matters().any_states_words
            or actors().find(name) is not None
        ):
            return None
        found = self.actor(name)
        return found if found is not None and found.kind in ("army", "government") else None

    def names(self, slot: Sequence[Named]) -> tuple[str, ...]:
        """The names that fill a slot, known actors under their own."""
        found = []
        for named in slot:
            actor = self.actor(named.name)
            found.append(actor.name if actor else named.name)
        return tuple(dict.fromkeys(found))

    def sides(self, slot: Sequence[Named]) -> frozenset[str]:
        """The sides of those in a slot; a common noun that names nobody has none."""
        found = set()
        for named in slot:
            actor = self.actor(named.name)
            if actor is not None:
                found.add(actor.party or actor.name)
            elif named.name[:1].isupper():
                found.add(named.name.casefold())
            elif (role := actors().role(named.name)) in FORCES:
                found.add(role)
        return frozenset(found)

    def parties(self, slot: Sequence[Named]) -> tuple[str, ...]:
        """The states and groups in a slot by their short names: "Norland" for its government."""
        found = []
        for named in slot:
            actor = self.actor(named.name)
            if actor is not None and actor.kind in FORCES:
                found.append(actor.party or actor.name)
            elif named.name[:1].isupper():
                found.append(actor.name if actor else named.name)
        return tuple(dict.fromkeys(found))
