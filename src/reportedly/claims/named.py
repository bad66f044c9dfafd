"""A speaker as attributions show it: a name, the chain to it, a role, a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.who import Role

SHOWN_ROLE: dict[str, Role] = {
    "government": "state",
    "alliance": "state",
    "activist": "politician",
    "company": "official",
    "people": "witness",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker. `individual` is whether "he" or "she" can stand for it; `words` describe it; `score` tells
    how sure it is who is meant, where a pronoun or a description stands for the name (claims/anaphora.py)."""

    name: str | None = None
    chain: tuple[str, ...] = ()
    role: Role | None = None
    party: str | None = None
    individual: bool = False
    words: frozenset[str] = frozenset()
    score: float | None = None


NOBODY = Named()


def resolved(who: Named, score: float) -> Named:
    """Someone as another's words refer to them; never surer than what they were known by."""
    if who.name is None:
        return who
    return replace(who, score=score if who.score is None else min(score, who.score))


def shown(role: Role | None) -> Role:
    return SHOWN_ROLE.get(role, role) if role is not None else "unknown"


def together(named: Sequence[Named]) -> Named:
    """Several who say one thing: their names joined; a role or side only where they share it."""
    names = [n.name for n in named if n.name is not None]
    if len(names) < len(named):
        return NOBODY
    name = ", ".join(names[:-1]) + " and " + names[-1]
    roles, parties = {n.role for n in named}, {n.party for n in named}
    role = named[0].role if len(roles) == 1 else "unknown"
    words = frozenset(w for n in named for w in n.words)
    scores = [n.score for n in named if n.score is not None]
    party = named[0].party if len(parties) == 1 else None
    return Named(name, (name,), role, party, False, words, min(scores, default=None))
