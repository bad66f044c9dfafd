"""Blanks that damaged texts lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.clean.parting import lexicon, part
from reportedly.reading import wording

PIECES = st.sampled_from(
    (*"aeinort ,.39 ", "damage", "to", "ofthe", "Orvale", "between", "andDolna", "May", "\n", "state")
)


def parted(text: str) -> str:
    return wording(text, part(text, "en"), 0, len(text))


@pytest.mark.parametrize(("text", "wanted"), lexicon().examples.items())
def test_examples(text: str, wanted: str) -> None:
    assert parted(text) == wanted


@pytest.mark.parametrize("text", lexicon().not_examples)
def test_not_examples(text: str) -> None:
    assert part(text, "en") == ()


def test_only_english_is_taken_apart() -> None:
    assert part("damageto", "fr") == part("damageto", None) == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_only_blanks_are_put_in_and_never_twice(text: str) -> None:
    once = parted(text)
    assert once.replace(" ", "") == text.replace(" ", "")
    assert parted(once) == once
