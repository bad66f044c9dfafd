"""The words that tell what is counted and what happened to it: figures.yaml, by word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportedly import knowledge
from reportedly.reading import Line, Token
from reportedly.records import Measure

Role = Literal["object", "subject", "any"]
LENGTHS = frozenset({"km", "mile", "metre"})


@dataclass(frozen=True, slots=True)
class Company:
    """A verb that carries a measure only with one of some words below it, or (`by`) in its subject; alone, if
    none are listed. Of "without home" both words must be there; a word in capitals is one of `groups`."""

    verb: str
    counts: Role
    words: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """The words that tell a measure."""

    units: tuple[str, ...]
    bare: str | None
    object: tuple[str, ...]
    subject: tuple[str, ...]
    nouns: tuple[str, ...]
    modifiers: tuple[str, ...]
    company: tuple[Company, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deltas:
    """The wording of change. `former` and `increment` are patterns of what stands before the number, with
    `lead` between; `after` are words after it that make it an increment. Examples by what they are."""

    former: tuple[str, ...]
    increment: tuple[str, ...]
    lead: str
    after: tuple[str, ...]
    examples: dict[Literal["former", "increment", "total"], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The schema of figures.yaml."""

    units: dict[str, tuple[str, ...]]
    measures: dict[Measure, Signs]
    groups: dict[str, tuple[str, ...]]
    lodgings: tuple[str, ...]
    combatants: tuple[str, ...]
    hindering: tuple[str, ...]
    yielding: tuple[str, ...]
    counters: tuple[str, ...]
    standing: tuple[str, ...]
    out_of: tuple[str, ...]
    undoing: tuple[str, ...]
    holders: tuple[str, ...]
    pronouns: tuple[str, ...]
    others: tuple[str, ...]
    passed_over: tuple[str, ...]
    parts: tuple[str, ...]
    fractions: tuple[str, ...]
    speech: tuple[str, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    where: tuple[str, ...]
    beside: tuple[str, ...]
    amid: tuple[str, ...]
    targets: tuple[str, ...]
    near: tuple[str, ...]
    strikes: tuple[str, ...]
    told_of_places: tuple[Measure, ...]
    towards: tuple[str, ...]
    borders: tuple[str, ...]
    bearings: tuple[str, ...]
    meanwhile: tuple[str, ...]
    causes: tuple[str, ...]
    staying: tuple[str, ...]
    localities: tuple[str, ...]
    disasters: tuple[str, ...]
    deltas: Deltas


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a verb can say of what stands in a role; see Company."""

    measure: Measure
    role: Role
    words: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tables:
    """The lexicon by word."""

    unit: dict[str, str]
    verb: dict[str, tuple[Sense, ...]]
    noun: dict[str, Measure]
    modifier: dict[str, Measure]
    units_of: dict[Measure, frozenset[str]]
    bare: dict[Measure, str | None]


def lexicon() -> Lexicon:
    known: Lexicon = knowledge.load("reportedly.claims", "figures.yaml", Lexicon)
    return known


@lru_cache(maxsize=1)
def tables() -> Tables:
    known = lexicon()
    verbs: dict[str, list[Sense]] = {}
    for measure, signs in known.measures.items():
        for role, lemmas in (("object", signs.object), ("subject", signs.subject)):
            for lemma in lemmas:
                verbs.setdefault(lemma, []).append(Sense(measure, role))  # type: ignore[arg-type]
        for rule in signs.company:
            verbs.setdefault(rule.verb, []).append(
                Sense(measure, rule.counts, _spelled(known, rule.words), _spelled(known, rule.by))
            )
    return Tables(
        unit={w: unit for unit, row in known.units.items() for w in row},
        verb={lemma: tuple(senses) for lemma, senses in verbs.items()},
        noun={w: m for m, signs in known.measures.items() for w in signs.nouns},
        modifier={w: m for m, signs in known.measures.items() for w in signs.modifiers},
        units_of={m: frozenset(signs.units) for m, signs in known.measures.items()},
        bare={m: signs.bare for m, signs in known.measures.items()},
    )


def _spelled(known: Lexicon, words: tuple[str, ...]) -> frozenset[str]:
    """The words, with those of each group that is named."""
    return frozenset(word for name in words for word in known.groups.get(name, (name,)))


def forms(token: Token) -> tuple[str, ...]:
    """The words to look a noun up under."""
    return (token.lemma, token.lower, token.lower.removesuffix("s"))


def unit_of(token: Token) -> str | None:
    """The unit a noun names; a people ("Syrians") is persons."""
    known = tables().unit
    for form in forms(token):
        if form in known:
            return known[form]
    return "person" if token.tag == "NNPS" and token.entity == "NORP" else None


def unit_at(line: Line, token: Token) -> str | None:
    """The unit a noun names where it stands: units are buildings in "housing units"."""
    pair = tables().unit.get(f"{line.tokens[token.i - 1].lower} {token.lemma}") if token.i else None
    return pair or unit_of(token)


def is_lodging(line: Line, token: Token) -> bool:
    """Whether a noun is where people stay who lost or left their homes: "camps", "evacuation centres"."""
    before = line.tokens[token.i - 1].lower if token.i else ""
    return bool({token.lemma, f"{before} {token.lemma}"}.intersection(lexicon().lodgings))


def noun_measure(token: Token) -> Measure | None:
    return next((tables().noun[f] for f in forms(token) if f in tables().noun), None)


def allows(measure: Measure, unit: str | None) -> bool:
    """Whether a measure can count a unit. A bare number may take its unit from the figure before it."""
    return unit is None or unit in tables().units_of[measure]


def is_placed(measure: Measure) -> bool:
    """Whether what a measure counts happened somewhere, even where its sentence names no place."""
    return measure in lexicon().told_of_places
