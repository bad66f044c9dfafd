"""Who acts and speaks: known bodies and groups, the institutions of states, and names that are one.

Knowledge is in actors.yaml (bodies, words for institutions and roles) and states.yaml. A phrase is
found by its name or alias, by the same words in another order, or by a state before an institution
("Norland's army", "Norlandish troops"). `spellings.unify` joins the spellings of one speaker.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import spellings
from reportedly.knowledge import load
from reportedly.outlets import Outlets
from reportedly.who import Institution, Known, Role, State, States, World

if TYPE_CHECKING:
    from reportedly.reading import Page


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who can act or speak. `party` is the state or side it belongs to, None if to neither.

    `country` is ISO 3166-1 alpha-2: where it is seated or acts, which need not be its side.
    """

    name: str
    kind: Role
    party: str | None = None
    country: str | None = None


APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'"})
POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
NOT_WORD = re.compile(r"[^\w&]+|_")
ARTICLES = {"the", "a", "an"}
FILLERS = {"for", "of", "the", "and", "in", "on", "to", "based", "&"}
LONGEST_STATE = 5  # words
NO_SIDE: frozenset[Role] = frozenset(("people", "rescue", "aid"))
PRESS = {"agency", "outlet", "state_media"}
OUTLET_ROLES: dict[str, Role] = {
    "agency": "agency",
    "newspaper": "outlet",
    "broadcaster": "outlet",
    "site": "outlet",
    "state_media": "state_media",
    "monitor": "monitor",
    "ngo": "aid",
    "un": "un",
    "ministry": "ministry",
}


def key(phrase: str) -> str:
    """What a name is looked up by: folded, without accents, articles, possessives and punctuation."""
    plain = unicodedata.normalize("NFKD", phrase.translate(APOSTROPHES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = POSSESSIVE.sub("", plain).replace("'", "").replace(".", "")
    words = NOT_WORD.sub(" ", plain).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def singular(word: str) -> str:
    """A noun without its plural ending, roughly: for matching, not for showing."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3:
        return word[:-1]
    return word.removesuffix("men") + "man" if word.endswith("men") and len(word) > 5 else word


def bag(words: Iterable[str]) -> frozenset[str]:
    """The words of an organisation's name that tell it from others, in any order."""
    found: list[str] = []
    for word in words:
        if word == "based" and found:  # "London-based"
            found.pop()
        elif word not in FILLERS:
            found.append(word)
    return frozenset(found)


class Actors:
    """The actors the program knows. `load` once a process."""

    def __init__(self, world: World, states: States, press: Sequence[Known] = ()) -> None:
        self._names: dict[str, Actor] = {}
        self._capitals: set[str] = set()  # keys that count only when written in capitals: "US", "WHO"
        self._bags: dict[frozenset[str], Actor | None] = {}
        self._states: dict[str, State] = {}
        self._people: dict[str, State] = {}
        self._institutions: dict[str, Institution] = {}
        self._found: dict[str, Actor | None] = {}
        self._years: dict[int, Actors] = {}
        self._armies: dict[str | None, Actor] = {}  # by state
        self._dated: list[tuple[Actor, Known]] = []
        self._then: dict[Actor | None, Actor] = {}  # outlets and actors as they were in the year asked for
        self._roles: dict[tuple[str, ...], Role] = {}
        self.titles = frozenset(word for title in world.titles for word in key(title).split())
        self._sides = frozenset(key(side) for side in world.sides)
        self._others = world.others
        for institution in world.institutions:
            for word in institution.words:
                self._institutions.setdefault(key(word), institution)
        for entry in world.roles:
            for words in entry.words:
                self._roles.setdefault(tuple(singular(w) for w in key(words).split()), entry.role)
        for state in states.states:
            self._add_state(state)
        for known in (
            *(o for o in press if o.kind in PRESS),
            *world.actors,
            *(o for o in press if o.kind not in PRESS),
        ):
            self._add(known, bags=True)
        for known in world.generic:
            self._add(known, bags=False)

    @classmethod
    def load(cls) -> Actors:
        """The actors of the files beside this module, and the outlets. Raises RuleError."""
        return _load(Outlets.load())

    def in_year(self, year: int | None) -> Actors:
        """The same, but outlets and actors have the party that they were of in a year; None: the last."""
        if year is None:
            return self
        if year not in self._years:
            then = self._years[year] = copy(self)
            then._then = {actor: replace(actor, party=known.party_in(year)) for actor, known in self._dated}
            for outlet in Outlets.load().entries:
                actor = self.find(outlet.name)
                if actor is not None and (actor.name, actor.party) == (outlet.name, outlet.party):
                    then._then[actor] = replace(actor, party=outlet.party_in(year))
        return self._years[year]

    def _add(self, known: Known, bags: bool) -> None:
        actor = Actor(known.name, known.kind, known.party, known.country)
        earlier = (self._names.get(key(name)) for name in (known.name, *known.aliases))
        same = [e for e in earlier if e is not None and (e.kind in PRESS) == (known.kind in PRESS)]
        actor = same[0] if same else actor  # who came first keeps the name
        if known.whole:
            self._armies.setdefault(known.party, actor)
        if known.sides:
            self._dated.append((actor, known))
        for name in (known.name, *known.aliases):
            self._name(name, actor)
            words = bag(key(name).split())
            if bags and len(words) > 1:
                # Two actors of the same words are told apart by order alone: no bag.
                self._bags[words] = actor if self._bags.get(words, actor) == actor else None

    def _name(self, name: str, actor: Actor) -> None:
        folded = key(name)
        if folded not in self._names:
            self._names[folded] = actor
            if (name.isupper() and len(folded) <= 5) or len(folded) <= 2:
                self._capitals.add(folded)
        elif self._names[folded] == actor and not name.isupper():
            self._capitals.discard(folded)

    def _add_state(self, state: State) -> None:
        actor = Actor(state.name, "state", state.name, state.code)
        for name in (state.name, *state.aliases):
            self._name(name, actor)
            self._states[key(name)] = state
        for demonym in state.demonyms:
            self._people.setdefault(key(demonym), state)
            if not demonym.endswith(("s", "sh", "ch", "ese", "q")):
                people = Actor(f"{state.demonyms[0]} people", "people", None, state.code)
                self._names.setdefault(key(demonym) + "s", people)
        if state.capital is not None:
            government = Actor(f"{state.demonyms[0]} government", "government", state.name, state.code)
            self._name(state.capital, government)

    # -- finding ----------------------------------------------------------------------------------

    def find(self, phrase: str) -> Actor | None:
        """The actor a phrase names, None when it names none that is known."""
        if phrase not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[phrase] = self._find(phrase)
        found = self._found[phrase]
        return self._then.get(found, found)

    def _find(self, phrase: str) -> Actor | None:
        folded = key(phrase)
        if folded in self._names and (folded not in self._capitals or _in_capitals(phrase)):
            return self._names[folded]
        words = folded.split()
        if not words or len(words) > 16:
            return None
        if (named := self._bags.get(bag(words))) is not None:
            return named
        return self._composed(phrase, words)

    def _composed(self, phrase: str, words: list[str]) -> Actor | None:
        """A state and its institution: "Norlandish army", "army of Norland", "senior Norland officials"."""
        at = 0
        while at < len(words) and (words[at] in self._sides or self._other(words, at)):
            at += 2 if self._other(words, at) else 1
        for size in range(min(LONGEST_STATE, len(words) - at), 0, -1):
            name = " ".join(words[at : at + size])
            state = self._states.get(name) or self._people.get(name)
            if state is None or (name in self._capitals and not _has_capitals(phrase, name)):
                continue
            rest = words[at + size :]
            return self._institution(rest, state)
        if at and (generic := self._names.get(" ".join(words[at:]))) is not None:
            return generic  # "Norland-backed rebels"
        for cut in range(len(words) - 2, 0, -1):
            if words[cut] in ("of", "in"):
                name = " ".join(w for w in words[cut + 1 :] if w not in ARTICLES)
                if (state := self._states.get(name)) is not None:
                    return self._institution(words[:cut], state)
        return None

    def _other(self, words: list[str], at: int) -> bool:
        if at + 1 >= len(words) or words[at + 1] not in self._others:
            return False
        return words[at] in self._states or words[at] in self._people

    def _without_sides(self, words: list[str]) -> list[str]:
        while len(words) > 1 and words[0] in self._sides and " ".join(words) not in self._institutions:
            words = words[1:]
        return words

    def _institution(self, words: list[str], state: State) -> Actor | None:
        words = self._without_sides(words)
        tries = [words] + [words[:n] for n in (3, 2, 1) if n < len(words)] + [words[-2:], words[-1:]]
        for part in tries:
            if (institution := self._institutions.get(" ".join(part))) is not None:
                return self._made(institution, state)
        return None

    def _made(self, institution: Institution, state: State) -> Actor:
        if institution.kind == "army" and state.name in self._armies:
            return self._armies[state.name]
        name = institution.name.format(people=state.demonyms[0])
        party = state.name if institution.side is None else institution.side
        return Actor(name, institution.kind, party if institution.kind not in NO_SIDE else None, state.code)

    def resolve(self, phrase: str, context_party: str | None) -> Actor | None:
        """`find`; where no state is named, the institution is that of `context_party` ("the army")."""
        found = self.find(phrase)
        if found is not None and (context_party is None or found.kind != "politician"):
            return found
        state = self._states.get(key(context_party)) if context_party is not None else None
        if state is None:
            return found
        institution = self._institutions.get(" ".join(self._without_sides(key(phrase).split())))
        if institution is None or institution.kind in NO_SIDE:
            return found
        return self._made(institution, state)

    def role(self, phrase: str, head: str | None = None) -> Role | None:
        """The role that the words of a phrase tell: those that end at `head` first, longest first."""
        words = [singular(w) for w in key(phrase).split()]
        ends = [n for n, w in enumerate(words) if head is not None and w == singular(key(head))]
        for end in (*ends, *range(len(words) - 1, -1, -1)):
            for start in range(max(0, end - 4), end + 1):
                if (found := self._roles.get(tuple(words[start : end + 1]))) is not None:
                    return found
        return None

    def unify(self, names: Iterable[str]) -> dict[str, str]:
        """The one name for each name of a story's speakers; see `spellings.unify`."""
        return spellings.unify(names, lambda name: found.name if (found := self.find(name)) else None)

    # -- the focus of a page ----------------------------------------------------------------------

    def focus(self, page: Page) -> str | None:
        """The state whose forces and government the page tells of most, None where none stands out."""
        votes: Counter[str] = Counter()
        for line in page.lines:
            for name, weight in self._mentions([t.lower for t in line.tokens]):
                votes[name] += weight
        ranked = sorted(votes.items(), key=lambda row: (-row[1], row[0]))
        if not ranked or ranked[0][1] < 4 or (len(ranked) > 1 and ranked[0][1] < 1.3 * ranked[1][1]):
            return None
        return ranked[0][0]

    def _mentions(self, words: list[str]) -> Iterator[tuple[str, int]]:
        """States named, with 3 for one whose institution follows and 1 for the bare name."""
        for n, word in enumerate(words):
            state = self._people.get(word) or self._states.get(word)
            if state is None or word in self._capitals:
                continue
            rest = [w for w in words[n + 1 : n + 5] if w != "'s"]
            acts = any(" ".join(rest[:k]) in self._institutions for k in (1, 2, 3))
            yield state.name, 3 if acts else 1


def _in_capitals(phrase: str) -> bool:
    letters = [c for c in POSSESSIVE.sub("", phrase.removeprefix("the ").removeprefix("The ")) if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters)


def _has_capitals(phrase: str, name: str) -> bool:
    return any(key(word) == name and _in_capitals(word) for word in re.split(r"[\s-]+", phrase))


@lru_cache(maxsize=2)
def _load(listed: Outlets) -> Actors:
    outlets = tuple(
        Known(o.name, OUTLET_ROLES[o.kind], o.aliases, o.party, o.country) for o in listed.entries
    )
    world = load("reportedly", "actors.yaml", World)
    return Actors(world, load("reportedly", "states.yaml", States), outlets)
