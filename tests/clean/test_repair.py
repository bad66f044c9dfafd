"""Repairs: each rule's examples, and that edits, readings and offsets agree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.clean.repair import repair, rules
from reportedly.reading import OffsetMap, reading, wording

EXAMPLES = [(r.id, a, b) for r in rules() for a, b in r.examples.items()]
KEPT = [(r.id, text) for r in rules() for text in r.not_examples]

# Text as it comes: words, marks, whole and broken entities, damaged encodings.
PIECES = st.sampled_from(
    (
        *(
            "river ",
            "the mayor",
            "'s ",
            '"',
            ". ",
            "\n",
            "& # 39; ",
            "& # 39 ;",
            ",quot;",
            "&amp;quot;",
            "& ",
        ),
        *("â€™", "cafÃ©", "“no”", "&", ";", "\u200b", "ﬁ", "\x00", "#", "39;", "&nbsp;", "ع", "😀"),
    )
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


def repaired(text: str) -> str:
    return wording(text, repair(text), 0, len(text))


@pytest.mark.parametrize(("rule", "text", "wanted"), EXAMPLES)
def test_examples(rule: str, text: str, wanted: str) -> None:
    assert repaired(text) == wanted


@pytest.mark.parametrize(("rule", "text"), KEPT)
def test_not_examples(rule: str, text: str) -> None:
    assert repair(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was â€œhardâ€\x9d, the cafÃ© owner said.", "It was “hard”, the café owner said."),
        ("Curly “quotes” and naïve words stay.", "Curly “quotes” and naïve words stay."),
        ("Ünïcödé in Čeština, Türkçe, Español", "Ünïcödé in Čeština, Türkçe, Español"),
    ],
)
def test_damaged_encodings(text: str, wanted: str) -> None:
    assert repaired(text) == wanted


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_edits_are_sorted_apart_and_within_the_text(text: str) -> None:
    at = 0
    for edit in repair(text):
        assert at <= edit.start < edit.end <= len(text)
        assert text[edit.start : edit.end] != edit.text
        at = edit.end


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_what_no_edit_touches_reads_as_it_was_given(text: str, data: st.DataObject) -> None:
    edits = repair(text)
    words, offsets = wording(text, edits, 0, len(text)), OffsetMap.of(edits, 0, len(text))
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    first, last = offsets.given(start, end)
    assert 0 <= first <= last or start == end
    if first < last and all(e.end <= first or e.start >= last for e in edits):
        assert text[first:last] == words[start:end]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_readings_are_one_line(text: str) -> None:
    assert "\n" not in reading(text, repair(text), 0, len(text))
