"""Which sentences are proposed for comparison: all that are alike, in small stories; the likest, in large."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.copies.candidates import GATE, MOST, RARE, Index
from reportedly.copies.wording import Word, Wording
from reportedly.records import Article
from tests.support import article

Bag = tuple[str, ...]
LETTERS = st.lists(st.sampled_from("abcdefghijklmnop"), max_size=6, unique=True).map(tuple)


@lru_cache(maxsize=1)
def page() -> Article:
    return article("Words.")


def wordings(bags: Sequence[Bag]) -> list[Wording]:
    return [Wording(page(), 0, tuple(Word(0, 0, k, k, "content") for k in bag), ()) for bag in bags]


def proposed(bags: Sequence[Bag], articles: Sequence[int]) -> set[tuple[int, int]]:
    left, right = Index(wordings(bags)).candidates(articles)
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    return set(pairs)


@given(st.lists(st.tuples(st.integers(0, 5), LETTERS), max_size=24))
def test_all_that_share_enough_are_proposed_in_a_small_story(sentences: list[tuple[int, Bag]]) -> None:
    """Against a look at every pair. No word is common here and no sentence has more than MOST like it."""
    sentences.sort(key=lambda s: s[0])
    owners, bags = [n for n, _ in sentences], [bag for _, bag in sentences]
    index = Index(wordings(bags))

    def alike(i: int, j: int) -> bool:
        told = bool(bags[i] and bags[j])
        return told and bool(index.common(np.array([i]), np.array([j])).contained[0] >= GATE)

    pairs = combinations(range(len(bags)), 2)
    expected = {(i, j) for i, j in pairs if owners[i] < owners[j] and alike(i, j)}
    assert proposed(bags, owners) == expected


def many(articles: int, printed: int) -> tuple[list[Bag], list[int]]:
    """A story in which `printed` articles print one agency report of ten sentences and the others write
    their own."""
    source = random.Random(7)
    words = [f"w{n}" for n in range(3000)]

    def sentence() -> Bag:
        return tuple(source.sample(words[:300], 3) + source.sample(words, 7))

    agency = [sentence() for _ in range(10)]
    texts = [agency if n < printed else [sentence() for _ in range(10)] for n in range(articles)]
    return [bag for text in texts for bag in text], [n for n, text in enumerate(texts) for _ in text]


def test_a_large_story_proposes_no_more_a_sentence_than_a_small_one() -> None:
    for size in (250, 1000):
        bags, articles = many(size, size // 2)
        pairs = proposed(bags, articles)
        assert len(pairs) <= MOST * len(bags)


def test_what_a_thousand_articles_print_still_meets_its_like() -> None:
    """Every word of it is in more sentences than a rare word may be, but in one that differs from others."""
    bags, articles = many(1000, 1000)
    assert len(articles) > 100 * RARE
    met = {n for pair in proposed(bags, articles) for n in pair if bags[pair[0]] == bags[pair[1]]}
    assert met == set(range(len(bags)))


def test_the_likest_are_proposed_before_others() -> None:
    """One sentence has its copy among a hundred that share half its words."""
    bags = [tuple("abcdef")] + [(*"abc", f"x{n}", f"y{n}", f"z{n}") for n in range(MOST * 2)]
    bags[MOST] = tuple("abcdef")
    assert (0, MOST) in proposed(bags, range(len(bags)))
