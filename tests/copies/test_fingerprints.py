"""What two articles share when one has text of the other, and what they do not share otherwise."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.copies.fingerprints import (
    BANDS,
    MOST,
    RUN,
    SHINGLE,
    WINDOW,
    bands,
    bands_of,
    fingerprints,
)

Keys = list[list[str]]
WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprstv" for b in "aeiou" for c in "bdgklmnprst"]
seeds = st.integers(0, 2**32 - 1)


def invented(seed: int, sentences: int = 20) -> Keys:
    """An article of sentences of 8 to 14 keys."""
    source = random.Random(seed)
    return [source.choices(WORDS, k=source.randint(8, 14)) for _ in range(sentences)]


@given(st.lists(st.lists(st.text(max_size=6), max_size=12), max_size=40))
def test_a_bounded_number_of_what_a_signed_column_holds(article: Keys) -> None:
    found = fingerprints(article)
    assert list(found) == sorted(found)
    assert len(found) <= MOST
    assert all(0 <= value < 2**63 for value in found)
    assert bool(found) == any(article)


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=9), max_size=8))
def test_each_is_of_the_first_sentence_that_has_it(article: Keys) -> None:
    found = fingerprints(article)
    for value, number in found.items():
        assert all(value not in fingerprints([keys]) for keys in article[:number] if len(keys) >= SHINGLE)
        if any(len(keys) >= SHINGLE for keys in article):
            assert value in fingerprints([article[number]])


@given(st.lists(st.lists(st.lists(st.sampled_from("abc"), max_size=12), max_size=5), max_size=6))
def test_the_same_alone_and_among_others(articles: list[Keys]) -> None:
    assert bands_of(articles).tolist() == [list(bands(a) or [0] * BANDS) for a in articles]


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=14), min_size=1, max_size=6))
def test_winnowed_as_the_paper_has_it(article: Keys) -> None:
    """Of every window of shingles the least, found by looking at each; the hash of a shingle is that of an
    article that has nothing else."""

    def hashed(shingle: list[str]) -> int:
        (only,) = fingerprints([shingle])
        return only

    expected = set()
    for keys in article:
        hashes = [hashed(keys[n : n + SHINGLE]) for n in range(len(keys) - SHINGLE + 1)]
        windows = [hashes[n : n + WINDOW] for n in range(max(1, len(hashes) - WINDOW + 1))]
        expected |= {min(window) for window in windows if window}
    if expected:
        assert set(fingerprints(article)) == expected


@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_sentences_does_not_matter(seed: int, source: random.Random) -> None:
    article = invented(seed)
    shuffled = source.sample(article, len(article))
    assert set(fingerprints(shuffled)) == set(fingerprints(article))


@given(seeds, seeds, st.integers(1, 5), st.data())
@settings(max_examples=60)
def test_sentences_carried_over_are_found_wherever_they_stand(
    one: int, two: int, count: int, data: st.DataObject
) -> None:
    original, own = invented(one), invented(two, 12)
    taken = data.draw(st.lists(st.sampled_from(original), min_size=count, max_size=count))
    at = data.draw(st.integers(0, len(own)))
    assert set(fingerprints(original)) & set(fingerprints([*own[:at], *taken, *own[at:]]))


@given(seeds, seeds, st.integers(0, 7))
@settings(max_examples=60)
def test_a_run_of_words_is_found_inside_other_sentences(one: int, two: int, at: int) -> None:
    run = invented(one, 1)[0][:RUN]
    first, second = invented(one + 1, 1)[0], invented(two, 1)[0]
    assert set(fingerprints([[*first[:at], *run, *first[at:]]])) & set(fingerprints([[*run, *second]]))


def near_copy(article: Keys, seed: int) -> Keys:
    """Another headline and lead, and the last two sentences cut: of twenty sentences, sixteen stay."""
    return [*invented(seed, 2), *article[2:-2]]


def test_near_copies_share_a_band() -> None:
    found = [
        bool(set(bands(invented(n))) & set(bands(near_copy(invented(n), n + 1_000_000)))) for n in range(300)
    ]
    assert sum(found) >= 295


def test_unrelated_articles_share_nothing() -> None:
    seen: set[int] = set()
    for n in range(300):
        found = set(fingerprints(invented(n)))
        assert not found & seen
        seen |= found


def test_bands_differ_from_one_another() -> None:
    """The same least hashes in another band are another fingerprint."""
    assert len(set(bands(invented(1)))) == BANDS
    assert len(set(bands([["one", "two", "three", "four"]]))) == BANDS


@pytest.mark.parametrize("flash", [[["flood"]], [["flood"], ["karsun", "levee"]], [["flood"] * SHINGLE]])
def test_a_flash_is_known_again(flash: Keys) -> None:
    assert set(fingerprints(flash)) == set(fingerprints([list(keys) for keys in flash]))
    assert not set(fingerprints(flash)) & set(fingerprints([["quake"], ["belmar", "bridge"]]))


def test_the_same_in_every_process() -> None:
    """They are kept in a database; Python's own hash differs from one process to the next."""
    code = "from reportedly.copies.fingerprints import *; print(*fingerprints([list('levees')]))"
    made = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
