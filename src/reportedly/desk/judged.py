"""What people have decided, in words, and what they may decide next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.publish.display import date_words
from reportedly.publish.judged import judgement_words
from reportedly.records import Id, Judgement
from reportedly.review import Standing


@dataclass(frozen=True, slots=True)
class Decided:
    """One judgement in words. `state`: "stands", "in conflict", "undone" or "overtaken"."""

    judgement: Judgement
    words: str
    when: str
    state: str


def decided(judgements: Iterable[Judgement], standing: Standing) -> tuple[Decided, ...]:
    """Judgements in words, in their order."""
    told = ((j, judgement_words(j, about=False)) for j in judgements)
    return tuple(
        Decided(j, said[0].upper() + said[1:], date_words(j.at), standing.state(j)) for j, said in told
    )


@dataclass(frozen=True, slots=True)
class Docket:
    """What a page shows of judgements: those that stand on something, and what the page was made after."""

    standing: Standing
    seen: str  # when the last judgement was made that the page knows of

    def on(self, *targets: Id) -> tuple[Decided, ...]:
        """What stands, or is in conflict, on any of these; each once."""
        return decided(self.standing.of(*targets), self.standing)
