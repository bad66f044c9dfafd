"""What two articles tell in common, taken as wholes."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.copies.substance import Substance
from reportedly.copies.wording import Wording, wording
from reportedly.records import Article, Sentence

WORDS = ["river", "levee", "mayor", "12", "40", "Belmar", "Torvik", "Karsun", "bridge", "storm", "Monday"]
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=4)


def worded(sentences: Sequence[Sequence[str]]) -> list[Wording]:
    """The wordings of a text, read without a parser."""
    found = []
    for words in sentences:
        text = " ".join(words)
        sentence = Sentence(0, len(text), "body", 0, text)
        page = Article("a", "c", "x", None, None, None, None, None, None, "en", text, sentences=(sentence,))
        found.append(wording(page, 0, {}))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=2, max_size=5), st.data())
def test_shares_are_shares_and_sides_are_equal(stories: list[list[list[str]]], data: st.DataObject) -> None:
    numbers = [n // 2 for n in range(len(stories))]
    substance = Substance([worded(text) for text in stories], numbers)
    a, b = data.draw(st.permutations(range(len(stories))))[:2]
    found, turned = substance.common(a, b), substance.common(b, a)
    assert (found.share, found.surprise) == (turned.share, turned.surprise)
    for share in (found.share, found.specific, found.numbers):
        assert 0 <= share <= 1 + 1e-9


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=2, max_size=5))
def test_a_text_tells_all_of_itself(stories: list[list[list[str]]]) -> None:
    substance = Substance([worded(text) for text in [*stories, stories[0]]], range(len(stories) + 1))
    found = substance.common(0, len(stories))
    assert found.share > 1 - 1e-9
    assert found.specific == found.numbers == 1


def test_what_every_report_of_the_event_names_tells_little() -> None:
    event = ["Torvik", "levee", "river"]
    one, two = [[*event, "mayor", "bridge"]], [[*event, "storm", "Karsun"]]
    alone = Substance([worded(one), worded(two)], [0, 1]).common(0, 1)
    among = Substance([worded(t) for t in (one, two, [event], [event], [event])], range(5)).common(0, 1)
    assert among.share < alone.share
    assert among.surprise < alone.surprise / 2


def test_many_copies_of_one_report_count_as_one() -> None:
    one, two, third = [["Torvik", "levee", "mayor"]], [["Torvik", "levee", "storm"]], [["Torvik", "Karsun"]]
    once = Substance([worded(t) for t in (one, two, third)], [0, 1, 2]).common(0, 1)
    often = Substance([worded(t) for t in (one, two, third, third, third)], [0, 1, 2, 2, 2]).common(0, 1)
    assert often == once


def test_other_numbers_are_seen() -> None:
    one, two = [["12", "40", "Torvik", "levee"]], [["13", "41", "Torvik", "levee"]]
    found = Substance([worded(one), worded(two)], [0, 1]).common(0, 1)
    assert (found.numbers, found.specific) == (0, 1 / 3)
