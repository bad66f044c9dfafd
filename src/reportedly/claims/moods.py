"""The words that make an event denied, possible, planned and so on: modality.yaml, by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportedly import knowledge
from reportedly.records import Modality, Polarity

Effect = Literal["asserted", "possible", "planned", "threatened", "demanded", "background"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a governing word makes of the event below it. `nouns`: the word is a noun, else a verb or
    adjective; `aux`: only where the event has such an auxiliary; `own_side`: only where the event's
    subject is on the side of the governing verb's; `negated`: only where the governing word is;
    `finite`: only of a clause with a tense."""

    name: str
    effect: Effect
    words: tuple[str, ...]
    via: tuple[str, ...]
    polarity: Polarity = "affirmed"
    nouns: bool = False
    aux: tuple[str, ...] = ()
    own_side: bool = False
    negated: bool = False
    finite: bool = False
    tags: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModalityFile:
    auxiliaries: dict[Modality, tuple[str, ...]]
    adverbs: dict[str, tuple[str, ...]]
    determiners: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    conditions: tuple[str, ...]
    until: tuple[str, ...]
    prepositions: dict[str, tuple[str, ...]]
    long_affairs: tuple[str, ...]
    history: str
    years: str
    history_days: int
    habit: str
    present_habit: str
    reports: tuple[str, ...]
    falsehoods: tuple[str, ...]
    rules: tuple[Rule, ...]
    examples: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Moods:
    file: ModalityFile
    auxiliary: dict[str, Modality]
    adverb: dict[str, str]
    determiner: dict[str, str]
    adjective: dict[str, str]
    preposition: dict[str, str]
    verbs: dict[str, tuple[Rule, ...]]
    nouns: dict[str, tuple[Rule, ...]]
    history: re.Pattern[str]
    years: re.Pattern[str]
    habit: re.Pattern[str]
    present_habit: re.Pattern[str]


@lru_cache(maxsize=1)
def moods() -> Moods:
    file = knowledge.load("reportedly.claims", "modality.yaml", ModalityFile)

    def turned(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
        return {word: effect for effect, words in table.items() for word in words}

    def by_word(nouns: bool) -> dict[str, tuple[Rule, ...]]:
        rules = [r for r in file.rules if r.nouns == nouns]
        return {w: tuple(r for r in rules if w in r.words) for r in rules for w in r.words}

    return Moods(
        file,
        {word: effect for effect, words in file.auxiliaries.items() for word in words},
        turned(file.adverbs),
        turned(file.determiners),
        turned(file.adjectives),
        turned(file.prepositions),
        by_word(nouns=False),
        by_word(nouns=True),
        re.compile(file.history, re.IGNORECASE),
        re.compile(file.years, re.IGNORECASE),
        re.compile(file.habit, re.IGNORECASE),
        re.compile(file.present_habit, re.IGNORECASE),
    )
