"""Whom "he", "it", "the group" or "the correspondent" stand for among those who have spoken or been named.

Rules only, each with a score: how sure it is, 0 to 1, uncalibrated, less for a longer way back and for every
other who would fit as well. Where two fit equally nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportedly.actors import singular
from reportedly.claims.named import NOBODY, Named, resolved
from reportedly.claims.syntax import SUBJECTS
from reportedly.knowledge import load
from reportedly.reading import Line, Token
from reportedly.who import Role

PERSONAL = {"he", "she", "him", "her"}
NEUTER = {"it"}
PLURAL = {"they", "them"}
BACK_PERSON = 2  # lines that "he" looks back
BACK_GROUP = 3
RIVAL = 0.2  # what another who fits takes from the score
LINE = 0.05  # what a line of the way back takes
LEAST = 0.5  # below this nobody is named
BY_WORD, BY_ROLE, BY_PRONOUN = 0.95, 0.8, 0.9


@dataclass(frozen=True)
class TakingUp:
    """anaphora.yaml: `nouns` take up a body or person of these roles, `people` those of them that are no
    body; who is one of `leading`, or does one of `leading_verbs`, leads a body; "the attack" may take up any
    of `attacks`."""

    nouns: dict[str, frozenset[Role]]
    people: frozenset[str]
    leading: frozenset[str]
    leading_verbs: frozenset[str]
    attacks: frozenset[str]

    @cached_property
    def bodies(self) -> frozenset[str]:
        return frozenset(self.nouns) - self.people


@lru_cache(maxsize=1)
def taking_up() -> TakingUp:
    found: TakingUp = load("reportedly.claims", "anaphora.yaml", TakingUp)
    return found


class Heard:
    """Who has spoken, or was told to act, in a page so far: (line, who), in order."""

    def __init__(self) -> None:
        self._said: list[tuple[int, Named]] = []

    def add(self, line: int, who: Named) -> None:
        if who.name is not None:
            self._said.append((line, who))

    def body(self, press: set[str]) -> Named | None:
        """The last body that spoke and is not of the press."""
        return next((w for _, w in reversed(self._said) if not w.individual and w.role not in press), None)

    def pronoun(self, word: str, at: int) -> Named:
        """Who the last of those is that a pronoun in line `at` fits."""
        if word in PERSONAL:
            return self._last(at, BACK_PERSON, individual=True)
        if word in NEUTER:
            return self._last(at, BACK_GROUP, individual=False)
        return self._last(at, BACK_PERSON, individual=False) if word in PLURAL else NOBODY

    def _last(self, at: int, back: int, individual: bool) -> Named:
        fit = [
            (line, who)
            for line, who in self._said
            if at - line <= back and who.individual == individual and (individual or who.role != "unknown")
        ]
        return _of(fit, at, BY_PRONOUN)

    def described(self, core: Sequence[Token], head: Token, single: bool, at: int) -> Named | None:
        """ "The group", "the Lowland observatory", "the group's head": the last whom the words fit."""
        if core[0].lower not in ("the", "this", "that"):
            return None
        if head.pos == "PROPN" and any(t.dep == "compound" and t.i < head.i for t in core):
            return None  # another name: "the Larn Observatory"
        lemma = singular(head.lower)
        alike = [(line, who) for line, who in self._said if who.individual == single]
        by_word = [(line, who) for line, who in alike if lemma in who.words]
        if lemma in taking_up().leading and len(core) > 2:
            body = {singular(t.lower) for t in core if t.i < head.i and t.pos in ("NOUN", "PROPN")}
            by_word = by_word or [
                (n, w) for n, w in alike if w.words & taking_up().leading and body and body <= w.words
            ]
        if by_word:
            return _of(by_word, at, BY_WORD, nearest=True)
        roles = taking_up().nouns.get(lemma, frozenset())
        by_role = [(line, who) for line, who in alike if who.role in roles]
        found = _of(by_role, at, BY_ROLE)
        return found if found.name is not None else None


def _of(fitting: Sequence[tuple[int, Named]], at: int, sure: float, nearest: bool = False) -> Named:
    """The last of those who fit, scored; nobody where that is too unsure.

    `nearest`: the way back does not count, as words of a description do not fade.
    """
    if not fitting:
        return NOBODY
    line, who = fitting[-1]
    rivals = {w.name for n, w in fitting if w.name != who.name}
    score = sure - RIVAL * len(rivals) * (0.5 if nearest else 1)
    score -= 0 if nearest else LINE * max(0, at - line - 1)
    score = max(score, LEAST) if nearest else score
    return resolved(who, round(score, 2)) if score >= LEAST else NOBODY


def subject_of_clause(line: Line, before: Token) -> Token | None:
    """The noun that is the subject of an earlier clause: "the army will go on, it said"."""
    fitting = (t for t in reversed(line.tokens[: before.i]) if t.dep in SUBJECTS)
    return next((t for t in fitting if t.pos in ("NOUN", "PROPN")), None)
