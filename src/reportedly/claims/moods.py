"""The words that make an event denied, possible, planned and so on: modality.yaml, by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportedly import knowledge
from reportedly.reading import Token
from reportedly.records import Modality, Polarity

Effect = Literal["asserted", "possible", "planned", "threatened", "demanded", "background"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a governing word makes of the event below it.

    `signature`: what follows of the event where the governing word is affirmed, and where it is denied: "+"
    it happened, "-" it did not, "o" it is as `effect` says. Without one it follows from `effect` and
    `polarity`: "+/-" or "-/+"; "o/-" where the effect is not that it happened. `nouns`: the word is a noun,
    else a verb or adjective. The others narrow a rule, to an event that has such an auxiliary (`aux`), whose
    subject is on the side of the governing verb's (`own_side`) or is another (`own_subject`), whose clause
    has a tense (`finite`), that is an act of violence (`hostile`), new or known already (`of`); to a
    governing word that is denied (`negated`), is a noun with a possessor (`owned`), has one of these words
    below it (`particle`), has no object (`no_object`). What is `strong` outweighs plans below it.
    """

    name: str
    effect: Effect
    words: tuple[str, ...]
    via: tuple[str, ...]
    polarity: Polarity = "affirmed"
    nouns: bool = False
    aux: tuple[str, ...] = ()
    signature: str = ""
    own_side: bool = False
    own_subject: bool = False
    owned: bool = False
    negated: bool = False
    finite: bool = False
    hostile: bool = False
    strong: bool = False
    particle: tuple[str, ...] = ()
    no_object: bool = False
    of: Literal["any", "new", "known"] = "any"
    tags: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()

    def implies(self, via: str) -> tuple[str, str]:
        """The signature: of an affirmed governing word, of a denied one."""
        if self.signature:
            affirmed, _, denied = self.signature.partition("/")
            return affirmed, denied
        sign = "-" if self.polarity == "denied" else "+" if self.effect == "asserted" else "o"
        if self.negated or (via == "that" and not self.nouns and sign != "-"):
            return sign, sign
        return sign, "+" if sign == "-" else "-"

    def closed(self, via: str) -> bool:
        """Whether the reading ends here: what "said that" tells stands, however the saying is told."""
        return (via == "that" and not self.nouns) or (via == "object" and self.implies(via) == ("+", "+"))


PLANNED = Rule("purpose", "planned", (), ())  # of a "to" that no rule knows


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
    rounds: tuple[str, ...]
    causes: tuple[str, ...]
    anybody: tuple[str, ...]
    nobody: tuple[str, ...]
    bystanders: tuple[str, ...]
    commanders: tuple[str, ...]
    commanded: tuple[str, ...]
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

    def governing(self, word: Token) -> tuple[Rule, ...]:
        """The rules of a word, in the order of the file."""
        if word.pos in ("NOUN", "PROPN"):
            return self.nouns.get(word.lemma, ()) + (
                self.verbs.get(word.lemma, ()) if word.dep == "attr" else ()
            )
        return self.verbs.get(word.lemma, ())


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
