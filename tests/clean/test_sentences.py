"""Sentences: headline, headings, folded lines, quotations, and spans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.clean.repair import repair
from reportedly.clean.residue import residue
from reportedly.clean.sentences import split
from reportedly.reading import reading
from tests.clean.test_repair import TEXTS
from tests.clean.test_residue import PIECES

FOLDED = """The river rose by two metres on Wednesday night and the mayor of
Lindby, who was elected in the spring, has asked all of those that
live beside it to go to the school on the hill until the weekend. He
said that the bridge would be closed.

Nobody was hurt, said Nora Lind, who speaks for the fire brigade and
has been on the bank of the river since the water began to rise, and
the road to the north is open again.
"""


def readings(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(s.role, s.reading) for s in split(text, repair(text), (), "en", title)]


def test_headline_heading_and_body() -> None:
    text = "River rises in Lindby\n\nThe river rose. Mr. Lind left.\n\n‘We lost it’\n\nRain is forecast."
    assert readings(text) == [
        ("headline", "River rises in Lindby"),
        ("body", "The river rose."),
        ("body", "Mr. Lind left."),
        ("heading", "'We lost it'"),
        ("body", "Rain is forecast."),
    ]


def test_a_title_is_a_headline_though_it_ends_in_a_mark() -> None:
    assert readings("Who pays?\nThe mayor does not know.", "Who pays?")[0] == ("headline", "Who pays?")


def test_lines_folded_to_a_width_are_one_paragraph() -> None:
    found = readings(FOLDED)
    assert len(found) == 3
    assert found[1][1] == "He said that the bridge would be closed."
    assert found[2][1].endswith("the road to the north is open again.")


def test_a_quotation_stays_whole_and_one_never_closed_does_not_swallow_the_page() -> None:
    assert readings('He said: "We go. We stay." She left.') == [
        ("body", 'He said: "We go. We stay."'),
        ("body", "She left."),
    ]
    open_end = 'He said: "We go on. ' + "The river is high and the town is wet. " * 20
    assert len(readings(open_end)) == 21


def test_a_broken_entity_does_not_break_a_sentence() -> None:
    text = "The mayor& # 39; s house fell. & # 39; It is gone & # 39;, he said."
    assert [r for _, r in readings(text)] == ["The mayor's house fell.", "'It is gone', he said."]


def test_carriage_returns_and_odd_line_ends() -> None:
    assert [r for _, r in readings("Rain fell.\r\nSnow fell.\rIce came.\u2028Sun came.")] == [
        "Rain fell.",
        "Snow fell.",
        "Ice came.",
        "Sun came.",
    ]


def test_bullets_are_no_part_of_a_sentence() -> None:
    text = "• The bridge is closed.\n- The school is open.\n-5 degrees were measured.\n--"
    assert [r for _, r in readings(text)] == [
        "The bridge is closed.",
        "The school is open.",
        "-5 degrees were measured.",
    ]


def test_right_to_left_text() -> None:
    text = "ارتفع النهر. غادر الناس المدينة؟ نعم."
    found = split(text, (), (), "ar", None)
    assert "".join(s.reading for s in found).replace(" ", "") == text.replace(" ", "")


@settings(max_examples=120, deadline=None)
@given(TEXTS | st.lists(PIECES, max_size=12).map("\n".join), st.sampled_from(["en", "ar", "xx", None]))
def test_sentences_are_spans_outside_of_what_was_removed(text: str, language: str | None) -> None:
    removed = residue(text).removed
    edits = tuple(e for e in repair(text) if all(e.end <= r.start or e.start >= r.end for r in removed))
    at = 0
    for sentence in split(text, edits, removed, language, None):
        assert at <= sentence.start < sentence.end <= len(text)
        assert sentence.reading == reading(text, edits, sentence.start, sentence.end)
        assert all(r.end <= sentence.start or r.start >= sentence.end for r in removed)
        at = sentence.end


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Rain fell. ", "He said: ", '"', "“No.” ", "Mr. Lind left. ", "(", ")", "\n"]),
        max_size=40,
    )
)
def test_no_letter_of_the_text_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    covered = [c for s in split(text, (), (), "en", None) for c in text[s.start : s.end] if c.isalpha()]
    assert covered == [c for c in text if c.isalpha()]


@pytest.mark.parametrize(
    ("text", "dateline", "told"),
    [
        ("BRENNA — Shells hit the mill.", "BRENNA —", "Shells hit the mill."),
        ("BRENNA, Anland (Wire) - Shells hit the mill.", "BRENNA, Anland (Wire) -", "Shells hit the mill."),
        ("Torvik (Wire) – “We left,” he said.", "Torvik (Wire) –", '"We left," he said.'),
        ("NEW BRENNA, Anland (AP) _ It rained.", "NEW BRENNA, Anland (AP) _", "It rained."),
    ],
)
def test_a_dateline_is_a_sentence_of_its_own(text: str, dateline: str, told: str) -> None:
    found = split(text, (), (), "en", None)
    assert [(s.role, s.reading) for s in found] == [("dateline", dateline), ("body", told)]


@pytest.mark.parametrize(
    "text",
    [
        "The UN - which has no office there - left.",
        "Mr Brant (the mayor) - who fled - is back.",
        "A-level results came.",
        "Rebels left the town — at last.",
    ],
)
def test_a_dash_does_not_make_a_dateline(text: str) -> None:
    assert [s.role for s in split(text, (), (), "en", None)] == ["body"]


@pytest.mark.parametrize("mark", ['"', "''", "“", "``"])
def test_an_open_quotation_mark_begins_its_sentence(mark: str) -> None:
    text = f"He left, a guard said. {mark}The gate was shut. Nobody came.\n\n{mark}We waited."
    found = [s.reading for s in split(text, (), (), "en", None)]
    shown = {"“": '"', "``": "''"}.get(mark, mark)
    assert found == [
        "He left, a guard said.",
        f"{shown}The gate was shut.",
        "Nobody came.",
        f"{shown}We waited.",
    ]


def test_a_title_does_not_end_a_sentence() -> None:
    text = "''We stay,'' said Ms. Lopez, a nurse. ''We have no cart.'' She left."
    assert [s.reading for s in split(text, (), (), "en", None)] == [
        "''We stay,'' said Ms. Lopez, a nurse.",
        "''We have no cart.''",
        "She left.",
    ]
