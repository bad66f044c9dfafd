"""What two articles tell in common, taken as wholes: a rewrite in other words keeps no sentence, but it
tells what its original tells and little else.

Words are weighed by surprise: how unlikely it is that the other article has them by chance, going by the
further texts of the story. What every report of the event names tells nothing. A second report of the
event differs in its figures and names; one template about another day does too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.copies.wording import Wording

TELLING = ("content", "name", "number", "date")
SPECIFIC = ("name", "number", "date")
FURTHER = 20  # texts about the matter that nobody gave us, in which a word is thought to be SEEN times
SEEN = 0.3
SIZE = 8  # sentences of a usual article: a longer one has more words by chance


@dataclass(frozen=True, slots=True)
class Common:
    """How much of the one of two articles that stands more fully in the other stands in it: the share of
    its surprise (0-1), that surprise itself (nats), and the shares (0-1) of its names, numbers and dates,
    and of the fewer numbers of both."""

    share: float
    surprise: float
    specific: float
    numbers: float


class Substance:
    """The words of texts, each a group of sentences, and of how many of `families` they stand in.

    `families` numbers the texts that are known to be one text: a word that stands in ten copies of one
    report was seen once.
    """

    def __init__(self, texts: Sequence[Sequence[Wording]], families: Sequence[int]) -> None:
        self._families = families
        self._sizes = [len(text) for text in texts]
        self._told = [_keys(text, *TELLING) for text in texts]
        self._specific = [_keys(text, *SPECIFIC) for text in texts]
        self._numbers = [_keys(text, "number") for text in texts]
        members: dict[int, set[str]] = {}
        for family, told in zip(families, self._told, strict=True):
            members.setdefault(family, set()).update(told)
        self._members = members
        self._spread = Counter(key for told in members.values() for key in told)

    def common(self, a: int, b: int) -> Common:
        """What texts number a and b have in common."""
        found = (self._within(a, b), self._within(b, a))
        return max(found, key=lambda common: (common.share, common.surprise))

    def _within(self, part: int, whole: int) -> Common:
        chances = max(1.0, self._sizes[whole] / SIZE)
        own = {self._families[part], self._families[whole]}
        texts = len(self._members) - len(own) + FURTHER
        total, both = [], []
        for key in self._told[part]:
            others = self._spread[key] - sum(key in self._members[family] for family in own)
            surprise = -math.log1p(-((1 - (others + SEEN) / texts) ** chances))
            total.append(surprise)
            if key in self._told[whole]:
                both.append(surprise)
        weight = math.fsum(both)  # does not depend on the order of the set
        return Common(
            weight / max(math.fsum(total), 1e-9),
            weight,
            _share(self._specific[part], self._specific[whole], len(self._specific[part])),
            _share(
                self._numbers[part],
                self._numbers[whole],
                min(len(self._numbers[part]), len(self._numbers[whole])),
            ),
        )


def _keys(text: Sequence[Wording], *kinds: str) -> frozenset[str]:
    return frozenset(w.key for sentence in text for w in sentence.words if w.kind in kinds)


def _share(a: frozenset[str], b: frozenset[str], of: int) -> float:
    return len(a & b) / of if of else 1.0
