"""Words that carry what a sentence is about, and how much of a story's matter a sentence holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from reportedly.reconcile.matters import matters

WORD = re.compile(r"[^\W_]{4,}")
STEM = 5  # letters: a crude stem, enough to compare
FEW = 3  # texts; with fewer, sentences are counted instead


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return frozenset(matters().plain_words)


def content_words(text: str) -> frozenset[str]:
    """The stems of words of four letters and more, but for those of any text ("said", "after")."""
    words = (w.casefold() for w in WORD.findall(text))
    return frozenset(w[:STEM] for w in words if w not in _plain())


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the shorter one's words that stand in the other (0-1)."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


class Salience:
    """How central sentences are: the mean share of a story's texts that use each of their words."""

    def __init__(self, texts: Iterable[Iterable[frozenset[str]]]) -> None:
        held = [list(sentences) for sentences in texts]
        sentences = [words for text in held for words in text if words]
        units = [frozenset().union(*text) for text in held] if len(held) >= FEW else sentences
        counts = Counter(word for unit in units for word in sorted(unit))
        self._share = {word: count / len(units) for word, count in counts.items()}
        self.mean = sum(self.of(words) for words in sentences) / len(sentences) if sentences else 0.0

    def of(self, words: frozenset[str]) -> float:
        """0-1; short sentences count as if they had more words, all of them rare."""
        total = sum(self._share.get(word, 0.0) for word in sorted(words))
        return total / max(len(words), STEM) if words else 0.0
