"""Words are found letter by letter, and only whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.claims.verbatim import find_words

LETTERS = st.text(alphabet="ab1 .'é", max_size=12)


@given(LETTERS, LETTERS)
def test_what_is_found_stands_there_as_whole_words(text: str, words: str) -> None:
    at = find_words(text, words)
    if at is None:
        assert f" {words.strip()} " not in f" {text} " or not words.strip()
        return
    start, end = at
    assert text[start:end] == words.strip()
    assert not (text[start - 1 : start].isalnum() and text[start].isalnum())
    assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@given(LETTERS, LETTERS, st.integers(0, 12), st.integers(0, 12))
def test_only_a_stretch_is_searched_if_one_is_given(text: str, words: str, start: int, end: int) -> None:
    at = find_words(text, words, (start, end))
    assert at is None or start <= at[0] < at[1] <= end


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The grand plan ran on.", "ran", (15, 18)),
        ("At least 120 fled.", "12", None),
        ("The town fell.", "the town", None),
        ("The town fell.", " town ", (4, 8)),
        ("The town fell.", "", None),
        ('He said "no".', '"no"', (8, 12)),
    ],
)
def test_words_are_not_parts_of_words_and_case_counts(
    text: str, words: str, found: tuple[int, int] | None
) -> None:
    assert find_words(text, words) == found
