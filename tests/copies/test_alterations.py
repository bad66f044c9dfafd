"""What a copy changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.copies.alterations import alterations
from reportedly.copies.wording import Wording, wording
from reportedly.records import Article, Edit, Sentence
from tests.support import article, parse


def worded(text: str) -> Wording:
    made = article(text, name=text)
    assert len(made.sentences) == 1
    return wording(made, 0, {s.key: parse(s.reading) for s in made.sentences})


def altered(copy: str, original: str) -> list[tuple[str, str, str]]:
    found = alterations(worded(copy), worded(original), 0.9)
    return [(a.type, a.span.quote, a.of_span.quote) for a in found]


@pytest.mark.parametrize(
    ("copy", "original", "expected"),
    [
        (
            'He said they would "leave the valley soon" and wait.',
            'He said they would "quit the valley soon" and wait.',
            ("quote", "leave the valley soon", "quit the valley soon"),
        ),
        (
            "At least 81 people were hurt in Belmar.",
            "At least 40 people were hurt in Belmar.",
            ("number", "81", "40"),
        ),
        (
            "About 3.5 million people live there.",
            "About 2.5 million people live there.",
            ("number", "3.5 million", "2.5 million"),
        ),
        (
            "Troops entered Kandahar from the north.",
            "Troops entered Jalalabad from the north.",
            ("place", "Kandahar", "Jalalabad"),
        ),
        (
            "Irena Dolak opened the new hospital on the hill.",
            "Pavel Orsic opened the new hospital on the hill.",
            ("name", "Irena Dolak", "Pavel Orsic"),
        ),
        (
            "Dozens of houses were lost in the storm over Belmar.",
            "36 houses were lost in the storm over Belmar.",
            ("number", "Dozens", "36"),
        ),
        (
            "The mayor said he had lost a sister in the flood.",
            "The mayor said she had lost a sister in the flood.",
            ("gender", "he", "she"),
        ),
        (
            "A man was pulled from the river near the mill by firemen.",
            "A woman was pulled from the river near the mill by firemen.",
            ("gender", "man", "woman"),
        ),
        (
            "The dam has failed after a week of rain, the ministry said.",
            "The dam may have failed after a week of rain, the ministry said.",
            ("attribution", "has", "may have"),
        ),
        (
            "The fire was started by a guest of the hotel.",
            "The fire was allegedly started by a guest of the hotel.",
            ("attribution", "started", "allegedly"),
        ),
        (
            "Nine villages on the eastern bank were evacuated overnight.",
            "Nine villages on the eastern bank were evacuated overnight, the interior ministry said.",
            (
                "attribution",
                "Nine villages on the eastern bank were evacuated overnight",
                "the interior ministry said",
            ),
        ),
        (
            "The road to the port is open again for lorries.",
            "According to the harbour office, the road to the port is open again for lorries.",
            (
                "attribution",
                "The road to the port is open again for lorries",
                "According to the harbour office",
            ),
        ),
        (
            "The bridge was closed on Tuesday by the police.",
            "The bridge was closed on Monday by the police.",
            ("date", "Tuesday", "Monday"),
        ),
        (
            "The talks opened on 4 March in Geneva.",
            "The talks opened on 4 May in Geneva.",
            ("date", "March", "May"),
        ),
    ],
)
def test_an_alteration_is_found_on_both_sides(
    copy: str, original: str, expected: tuple[str, str, str]
) -> None:
    assert altered(copy, original) == [expected]


def test_a_lost_negation_is_found() -> None:
    (found,) = altered(
        "The company said it would pay for the damage.", "The company said it would not pay for the damage."
    )
    assert found[0] == "negation"
    assert found[2] == "not"


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("Forty people were hurt in Belmar.", "40 people were hurt in Belmar."),
        ("Twenty-seven villages were flooded.", "27 villages were flooded."),
        ("More than 50,000 fled.", "More than 50000 fled."),
        ("Troops entered Kobani from the north.", "Troops entered Kobane from the north."),
        ("The UN sent blankets to the camp.", "The United Nations sent blankets to the camp."),
        ("The U.N. sent blankets to the camp.", "The UN sent blankets to the camp."),
        ('She called it "a hard winter" again.', 'She called it "a hard winter for us all" again.'),
        (
            "Nine villages were evacuated overnight, the ministry announced.",
            "Nine villages were evacuated overnight, the ministry said.",
        ),
        (
            "The ministry reported that nine villages were evacuated overnight.",
            "Nine villages were evacuated overnight, according to the ministry.",
        ),
        ("The dam could have failed after a week of rain.", "The dam may have failed after a week of rain."),
        ("The dam may have failed overnight.", "The dam might have failed overnight."),
        ("The talks will open in May in Geneva.", "The talks open in May in Geneva."),
        (
            "He and his wife were rescued, and she was hurt.",
            "She was hurt, and he and his wife were rescued.",
        ),
        ("Some people were hurt in Belmar.", "At least 40 people were hurt in Belmar."),
    ],
)
def test_another_spelling_or_a_cut_is_no_alteration(copy: str, original: str) -> None:
    assert altered(copy, original) == []


def test_spans_are_of_the_text_as_given_where_it_was_repaired() -> None:
    text = "He was ready,quot; to leave,quot; the 12 boats."
    edits = tuple(Edit(n, n + 6, '"') for n in (12, 27))
    reading = 'He was ready" to leave" the 12 boats.'
    broken = Article(
        "a-1", "cap", "x", None, None, None, None, None, None, "en", text, edits,
        sentences=(Sentence(0, len(text), "body", 0, reading),),
    )  # fmt: skip
    found = alterations(wording(broken, 0, {}), worded('He was ready "to go" the 14 boats.'), 0.9)
    assert {a.type for a in found} >= {"number"}
    for a in found:
        assert text[a.span.start : a.span.end] == a.span.quote


WORDS = st.sampled_from(
    [
        '"',
        "not",
        "12",
        "forty",
        "Monday",
        "May",
        "3",
        "Belmar",
        "Irena",
        "Dolak",
        "said",
        "may",
        "she",
        "he",
        "dozens",
        "the",
        "river",
        ",",
        "-",
        "2031",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14), st.lists(WORDS, min_size=1, max_size=14))
def test_any_two_sentences_have_spans_that_quote(left: list[str], right: list[str]) -> None:
    made = []
    for name, words in (("l", left), ("r", right)):
        text = " ".join(words)
        sentence = Sentence(0, len(text), "body", 0, text)
        made.append(
            Article(name, "cap", "x", None, None, None, None, None, None, "en", text, sentences=(sentence,))
        )
    a, b = (wording(x, 0, {}) for x in made)
    for found in alterations(a, b, 0.9):
        assert made[0].text[found.span.start : found.span.end] == found.span.quote != ""
        assert made[1].text[found.of_span.start : found.of_span.end] == found.of_span.quote != ""
