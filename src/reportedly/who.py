"""What actors.yaml and states.yaml say: bodies with their sides, parts of states, words for roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.outlets import Affiliation

Role = Literal[
    "state",
    "government",
    "army",
    "ministry",
    "state_media",
    "armed_group",
    "alliance",
    "monitor",
    "un",
    "aid",
    "rights_group",
    "rescue",
    "agency",
    "outlet",
    "company",
    "people",
    "witness",
    "journalist",
    "official",
    "expert",
    "politician",
    "activist",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of actors.yaml. `source` is the title of a Wikipedia article; the name's when absent.

    `party` is its side, in all years and where none is known but in those of `sides`. An army that is the
    `whole` of its state's is what "the army" of that state means.
    """

    name: str
    kind: Role
    aliases: tuple[str, ...] = ()
    party: str | None = None
    country: str | None = None
    source: str | None = None
    sides: tuple[Affiliation, ...] = ()
    whole: bool = False

    def party_in(self, year: int) -> str | None:
        """Its side in a year."""
        then = [s for s in self.sides if (s.since or year) <= year <= (s.until or year)]
        return then[-1].party if then else self.party


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that tell a speaker's role, in the singular."""

    role: Role
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """What a part of any state is called; `side` replaces the state as its party."""

    kind: Role
    name: str
    words: tuple[str, ...]
    side: str | None = None


@dataclass(frozen=True, slots=True)
class World:
    """The whole of actors.yaml."""

    roles: tuple[RoleWords, ...]
    institutions: tuple[Institution, ...]
    generic: tuple[Known, ...]
    sides: frozenset[str]
    others: frozenset[str]
    titles: frozenset[str]
    actors: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state. `demonyms[0]` is the word its institutions' names are made with."""

    code: str
    name: str
    demonyms: tuple[str, ...]
    capital: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class States:
    """The whole of states.yaml."""

    states: tuple[State, ...]
