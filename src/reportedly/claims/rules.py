"""How claims are worded: triggers.yaml by lemma."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportedly import knowledge
from reportedly.errors import RuleError

PLAIN = "plain"  # begins the name of what reads a plain statement
Frame = dict[Literal["actor", "recipient", "instrument"], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's conditions; see triggers.yaml. Empty ones hold always. An entry with `attributive` is read
    before one of these nouns only: "the arrested men"; `need` lists paths of which one must lead
    somewhere, or to one of these nouns ("attribute/of:@police")."""

    kind: str
    lemmas: tuple[str, ...]
    frame: str | Frame = "acts"
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    not_prep: tuple[str, ...] = ()
    particle: str | None = None
    no_particle: bool = False
    complement: tuple[str, ...] = ()
    not_complement: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    voice: Literal["active", "passive"] | None = None
    flip: bool = False
    no_clause: bool = False
    only_negated: bool = False
    attributive: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun's conditions. `need` lists paths of which one must lead somewhere; `about` is the noun
    after "of", `prep` as in `Verb`; `not_near` are lemmas that may not stand within two tokens."""

    kind: str
    lemmas: tuple[str, ...]
    frame: str | Frame = "deed"
    need: tuple[str, ...] = ()
    need_place: bool = False
    need_person: bool = False
    about: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deeds:
    """Of verbs that no entry takes: whose deeds are claims all the same, and which verbs name no deed."""

    kind: str
    doers: tuple[str, ...]
    not_verbs: tuple[str, ...]
    frame: str | Frame = "acts"


@dataclass(frozen=True, slots=True)
class Sayings:
    """Whose plain saying is a claim. `cues` are the rules of attribution that find it, `roles` the speaker's
    (actors.yaml), `bodies` roles of which only the body counts and no person; `voices` are words for who
    speaks for a body, `private` for people who speak for themselves whatever their role.
    Verbs of `not_verbs` do something else than say."""

    kind: str
    cues: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    voices: frozenset[str]
    not_verbs: frozenset[str]
    private: frozenset[str]


@dataclass(frozen=True, slots=True)
class TriggerFile:
    frames: dict[str, Frame]
    classes: dict[str, tuple[str, ...]]
    light_verbs: tuple[str, ...]
    occurrence_verbs: tuple[str, ...]
    nouns: tuple[Noun, ...]
    verbs: tuple[Verb, ...]
    deeds: Deeds
    sayings: Sayings
    of_force: tuple[str, ...]


def names(file: TriggerFile) -> dict[str, tuple[Literal["nouns", "verbs"], int, str]]:
    """What claims call the rules that read them: kind and words, and which of those it is where there are
    several ("kill.death", "kill.death.2"). With each, where its entry stands, and its words as
    they stand there."""
    found: dict[str, tuple[Literal["nouns", "verbs"], int, str]] = {}
    parts: tuple[tuple[Literal["nouns", "verbs"], Sequence[Noun | Verb]], ...] = (
        ("nouns", file.nouns),
        ("verbs", file.verbs),
    )
    for part, entries in parts:
        for n, entry in enumerate(entries):
            for lemma in entry.lemmas:
                first = name = f"{entry.kind}.{lemma.replace('-', ' ').replace(' ', '_')}"
                again = 1
                while name in found:
                    again += 1
                    name = f"{first}.{again}"
                found[name] = part, n, lemma
    return found


class Index:
    """triggers.yaml by lemma. Entries of one lemma keep the file's order; each comes with the name of its
    rule (see `names`)."""

    def __init__(self, file: TriggerFile) -> None:
        self.light = frozenset(file.light_verbs)
        self.occurrence = frozenset(file.occurrence_verbs)
        self.classes = {name: frozenset(words) for name, words in file.classes.items()}
        self._frames = file.frames
        self.of_force = frozenset(file.of_force)
        self.deeds, self.no_deeds = file.deeds, frozenset(file.deeds.not_verbs)
        self.sayings = file.sayings
        self.deed_frame = self._frame(file.deeds.frame)
        self.verbs: dict[str, list[tuple[tuple[str, ...], Verb, Frame, str]]] = {}
        self.nouns: dict[str, list[tuple[tuple[str, ...], Noun, Frame, str]]] = {}
        for name, (part, n, lemma) in names(file).items():
            if part == "verbs":
                verb, (first, *rest) = file.verbs[n], lemma.split()
                self.verbs.setdefault(first, []).append((tuple(rest), verb, self._frame(verb.frame), name))
            else:
                noun, (*before, last) = file.nouns[n], lemma.replace("-", " ").split()
                self.nouns.setdefault(last, []).append((tuple(before), noun, self._frame(noun.frame), name))
        for entries in self.nouns.values():
            entries.sort(key=lambda e: -len(e[0]))  # stable: the longest wording first, then the file's order
        self.participles = {_participle(lemma): lemma for lemma in self.verbs}

    def _frame(self, frame: str | Frame) -> Frame:
        if isinstance(frame, str):
            if frame not in self._frames:
                raise RuleError(f"triggers.yaml has no frame {frame}")
            return self._frames[frame]
        return frame


def _participle(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else lemma + "ed"


@lru_cache(maxsize=1)
def index() -> Index:
    return Index(knowledge.load("reportedly.claims", "triggers.yaml", TriggerFile))
