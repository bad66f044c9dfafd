"""Passages that two articles of different stories have in common: excerpts, and background told again.

Most pairs that share a fingerprint share a formula; those are told from the rest by the words of the
sentences it stands in, without a parse. What is left is compared as articles of one story are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportedly import config
from reportedly.copies.alignment import Encode
from reportedly.copies.pairs import compare
from reportedly.records import Article, Gist, Id, Parse, Passage

WORD = re.compile(r"\w+")
LEAST = 6  # different words that the two sentences must share
SHARE = 0.6  # and of those of the one that has fewer


def meeting(a: Gist, b: Gist) -> set[tuple[int, int]]:
    """The numbers of the sentences of `a` and `b` that share a fingerprint."""
    one, two = (dict(zip(g.prints, g.places, strict=True)) for g in (a, b))
    return {(one[p], two[p]) for p in one.keys() & two.keys()}


def promising(one: str, two: str) -> bool:
    """Whether two sentences have so many words in common that one may have been made from the other."""
    left, right = set(WORD.findall(one.lower())), set(WORD.findall(two.lower()))
    common = len(left & right)
    return common >= LEAST and common >= SHARE * min(len(left), len(right))


def passages(
    articles: Sequence[Article],
    marks: Sequence[str],
    parses: Mapping[Id, Parse],
    encode: Encode,
    settings: config.Copies,
) -> list[Passage]:
    """What the first article has in common with each of the others, in their order, under their marks."""
    first, *others = articles
    return [
        Passage(other.id, mark, next(iter(compare((first, other), parses, encode, settings)), None))
        for other, mark in zip(others, marks, strict=True)
    ]
