"""The words that attribute, read from cues.yaml and laid out for look-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reportedly.knowledge import load
from reportedly.records import Act

Frame = Literal[
    "clause",
    "quote",
    "infinitive",
    "object_infinitive",
    "object",
    "label",
    "gerund",
    "preposition",
    "estimate",
    "put_it",
]
# Which frame is tried first where a verb has several.
ORDER: tuple[Frame, ...] = (
    "object_infinitive",
    "clause",
    "infinitive",
    "gerund",
    "label",
    "estimate",
    "put_it",
    "object",
    "preposition",
    "quote",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what is attributed in it: the words of the source, and of each content span."""

    text: str
    source: str | None
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Verbs that take the same frames. `prepositions` maps a verb to those that lead its content; `act`
    is attitude where the verb tells what somebody thinks or wants rather than says; `sources` and `objects`,
    where given, are the only subjects and objects."""

    id: str
    frames: tuple[Frame, ...]
    act: Act = "speech"
    verbs: tuple[str, ...] = ()
    addressed: bool = False
    sources: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    prepositions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns of speech or thought, by what follows them; `about` maps a noun to the prepositions that
    lead its content, `thoughts` are those that tell what somebody thinks or wants rather than says; `signs`
    are those that nobody says where nobody is named; `holders` are people who think something of a thing,
    with the prepositions that lead it; `given` are those that the subject of one of the `receiving_verbs` has
    from others, with the prepositions that lead these."""

    clause: frozenset[str]
    infinitive: frozenset[str]
    about: dict[str, tuple[str, ...]]
    thoughts: frozenset[str]
    unsourced: frozenset[str]
    signs: frozenset[str]
    holders: dict[str, tuple[str, ...]]
    source_prepositions: frozenset[str]
    light_verbs: frozenset[str]
    given: dict[str, tuple[str, ...]]
    receiving_verbs: frozenset[str]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjectives:
    """Adjectives of belief or will (an attitude, not speech), by what follows them; `made` are those of
    "made it clear that ...", which is speech."""

    clause: frozenset[str]
    infinitive: frozenset[str]
    about: dict[str, tuple[str, ...]]
    impersonal: frozenset[str]
    made: frozenset[str]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Word pairs that open a source, ("according", "to"), and what "in" leads in ("in a survey, ...")."""

    prepositions: tuple[tuple[str, str], ...]
    surveys: frozenset[str]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Hearsay:
    """Adverbs that pass on what unnamed others say."""

    adverbs: frozenset[str]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Passive:
    """Verbs whose passive names (`quoted`) or hides (`hidden`) the speaker; verbs whose participle names
    where a report has its words from (`citing`); verbs of an impression that nobody is said to have
    (`seeming`), and those that need "like" for it (`likening`); verbs whose passive tells of its subject,
    whoever said so (`told`)."""

    quoted: frozenset[str]
    hidden: frozenset[str]
    citing: frozenset[str]
    seeming: frozenset[str]
    likening: frozenset[str]
    told: frozenset[str]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Edges:
    """Where content begins and ends. `remarks` are verbs whose participle, behind a comma, tells what the
    speaker does besides, beside those of speech; `additions` and `contrasts` open clauses of the writer's;
    `occasions` and `moments` tell where and when somebody spoke of a thing, no part of it; `amounts` are how
    much is said about it; `breaks` part a sentence, `marks` are quotation marks, `stops` stand before a
    closing one."""

    remarks: frozenset[str]
    additions: frozenset[str]
    contrasts: frozenset[str]
    occasions: frozenset[str]
    moments: frozenset[str]
    amounts: frozenset[str]
    breaks: frozenset[str]
    marks: frozenset[str]
    stops: frozenset[str]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The whole of cues.yaml."""

    groups: tuple[Group, ...]
    nouns: Nouns
    adjectives: Adjectives
    phrases: Phrases
    hearsay: Hearsay
    passive: Passive
    edges: Edges
    voices: frozenset[str]
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon with, for each verb, its groups by frame in the order they are tried."""

    words: Lexicon
    verbs: dict[str, tuple[tuple[Frame, Group], ...]]
    phrases: dict[str, str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    attitudes: frozenset[str]

    def takes(self, verb: str, frame: Frame) -> bool:
        """Whether a verb takes a frame."""
        return any(own == frame for own, _ in self.verbs.get(verb, ()))

    def speaks(self, verb: str) -> bool:
        """Whether a verb is one of speech, whatever frame it takes."""
        return any(group.act == "speech" for _, group in self.verbs.get(verb, ()))

    def act(self, rule: str) -> Act:
        """Whether a rule ("group.frame", or the name of another part of the lexicon) reads speech."""
        return "attitude" if rule.partition(".")[0] in self.attitudes else "speech"


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The cues, read once a process. Raises RuleError when the file does not fit."""
    words = load("reportedly.claims", "cues.yaml", Lexicon)
    verbs: dict[str, list[tuple[Frame, Group]]] = {}
    for group in words.groups:
        for verb in dict.fromkeys((*group.verbs, *group.prepositions)):
            verbs.setdefault(verb, []).extend((frame, group) for frame in group.frames)
    ordered = {
        verb: tuple(sorted(frames, key=lambda pair: ORDER.index(pair[0]))) for verb, frames in verbs.items()
    }
    attitudes = {"adjective", "thought", "seeming", *(g.id for g in words.groups if g.act == "attitude")}
    nouns, kinds = words.nouns, words.adjectives
    return Cues(
        words,
        ordered,
        dict(words.phrases.prepositions),
        nouns.clause | nouns.infinitive | nouns.about.keys() | nouns.holders.keys(),
        kinds.clause | kinds.infinitive | kinds.about.keys() | kinds.impersonal | kinds.made,
        frozenset(attitudes),
    )
