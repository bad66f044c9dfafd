"""Words around place names, from words.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportedly import knowledge

OF = frozenset({"of", "de", "da", "do", "di"})


@dataclass(frozen=True, slots=True)
class Words:
    """words.yaml; each list is described there."""

    areas: dict[str, str]
    settlements: frozenset[str]
    surroundings: frozenset[str]
    dwellings: frozenset[str]
    listed: frozenset[str]
    sites: frozenset[str]
    attached: frozenset[str]
    titled_areas: frozenset[str]
    facilities: frozenset[str]
    natural: frozenset[str]
    heads: frozenset[str]
    organisations: frozenset[str]
    bodies: frozenset[str]
    outlets: frozenset[str]
    locative: frozenset[str]
    strong_locative: frozenset[str]
    directions: frozenset[str]
    compass: frozenset[str]
    buildings: frozenset[str]
    titles: frozenset[str]
    not_places: frozenset[str]
    never: frozenset[str]
    parts_of_names: frozenset[str]
    state_verbs: frozenset[str]
    addressed: frozenset[str]
    reached: frozenset[str]
    moved: frozenset[str]
    hosted: frozenset[str]
    taken: frozenset[str]
    romanised: tuple[str, ...]

    def place_word(self, word: str) -> bool:
        """Whether a lower-case word beside a name says that it is a place."""
        return word in self.areas or word in self.settlements or word in self.surroundings

    def without_kind(self, name: str) -> str:
        """A division's name without the word for what it is: "Deira Province", "Province of Deira"."""
        parts = name.split()
        if len(parts) > 2 and parts[1].lower() in OF and self.areas.get(parts[0].lower()) == "ADM1":
            return self._bare(name, parts[2:])
        if len(parts) > 1 and parts[-1].lower() in self.areas:
            return self._bare(name, parts[:-1])
        return name

    def _bare(self, name: str, rest: list[str]) -> str:
        """The rest of a name, unless that is a word of other meanings: "Free State" stays whole."""
        return name if len(rest) == 1 and rest[0].lower() in self.not_places else " ".join(rest)


@lru_cache(maxsize=1)
def words() -> Words:
    found: Words = knowledge.load("reportedly.places", "words.yaml", Words)
    return found
