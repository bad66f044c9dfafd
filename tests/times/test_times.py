"""Time expressions: what they span, which days they name, and the windows they open."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import times
from reportedly.records import TimeMention
from reportedly.times import lexer
from reportedly.times.find import grammar
from tests.support import page


def shown(mention: TimeMention) -> str:
    if mention.earliest is None:
        return "-"
    return mention.earliest if mention.earliest == mention.latest else f"{mention.earliest}..{mention.latest}"


def found(text: str, published: str | None = "2024-03-15") -> list[tuple[str, str]]:
    return [(m.span.quote, shown(m)) for m in times.find(page(text, published))]


EXAMPLES = [(rule.name, text, want) for rule in grammar().rules for text, want in rule.examples.items()]
COUNTEREXAMPLES = [(rule.name, text) for rule in grammar().rules for text in rule.not_examples]


@pytest.mark.parametrize(("rule", "text", "want"), EXAMPLES, ids=[f"{r}: {t}" for r, t, _ in EXAMPLES])
def test_each_rule_reads_its_examples(rule: str, text: str, want: tuple[str, str]) -> None:
    assert tuple(want) in found(text), rule


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES, ids=[f"{r}: {t}" for r, t in COUNTEREXAMPLES])
def test_each_rule_leaves_its_counterexamples(rule: str, text: str) -> None:
    assert found(text) == [], rule


@pytest.mark.parametrize(
    ("published", "want"),
    [("2024-03-13", "2024-03-13"), ("2024-03-14", "2024-03-13"), ("2024-03-12", "2024-03-06")],
)
def test_a_weekday_is_the_last_one_and_may_be_the_day_of_publication(published: str, want: str) -> None:
    assert found("The minister spoke on Wednesday.", published) == [("Wednesday", want)]


def test_a_december_told_of_in_january_is_last_years() -> None:
    assert found("Prices have doubled since December.", "2024-01-29") == [
        ("December", "2023-12-01..2023-12-31")
    ]


def test_without_a_day_of_publication_only_absolute_dates_have_days() -> None:
    assert found("It fell on 3 May 2019, not yesterday or on Monday.", None) == [
        ("3 May 2019", "2019-05-03"),
        ("yesterday", "-"),
        ("Monday", "-"),
    ]


@pytest.mark.parametrize("published", ["2024", "0001-01-01", "9999-12-31", "soon"])
def test_a_day_of_publication_that_is_none_counts_as_not_known(published: str) -> None:
    assert found("It fell on Monday.", published) == [("Monday", "-")]


def test_impossible_dates_have_no_days() -> None:
    assert all(days == "-" for _, days in found("It fell on 31 February 2019 and 2019-02-31."))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("More than 900 people have fled since March 2.", ("2024-03-02", "2024-03-15")),
        ("More than 900 people have fled in the last four days.", ("2024-03-11", "2024-03-15")),
        ("More than 900 people have fled since December.", ("2023-12-01", "2024-03-15")),
        ("Some 900 people fled between 1 January and 10 March.", ("2024-01-01", "2024-03-10")),
        ("Some 900 people fled on Monday.", ("2024-03-11", "2024-03-11")),
        ("Some 900 people were in camps as of 3 March.", (None, "2024-03-03")),
        ("Some 900 people fled in recent days.", (None, None)),
    ],
)
def test_windows(text: str, want: tuple[str | None, str | None]) -> None:
    read = page(text)
    window = times.windows(read, times.find(read))[-1]
    assert (window.start, window.end) == want


def test_since_stays_open_where_publication_is_not_known() -> None:
    read = page("Some 900 people have fled since March 2, 2023.", None)
    assert times.windows(read, times.find(read)) == (times.Window("2023-03-02", None),)


def test_a_time_of_day_is_on_the_day_its_sentence_names() -> None:
    assert ("10:35 a.m.", "2024-03-11") in found("The blast came at 10:35 a.m. (0735 GMT) on Monday.")


FORMS = [
    "12",
    "2020",
    "3",
    "15th",
    "10:30",
    "p.m.",
    "1990s",
    "2024-02-30",
    "31/12/1999",
    "said",
    "people",
    "9999",
]
WORDS = st.sampled_from([*sorted({w for table in lexer.words().words.values() for w in table}), *FORMS])


@given(words=st.lists(WORDS, min_size=1, max_size=14), day=st.dates(date(1990, 1, 1), date(2035, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_mentions_quote_the_text_are_in_order_and_run_forward(words: list[str], day: date) -> None:
    text = "They " + " ".join(words) + " there."
    read = page(text, day.isoformat())
    mentions = times.find(read)
    for mention in mentions:
        assert text[mention.span.start : mention.span.end] == mention.span.quote != ""
        assert (mention.earliest is None) == (mention.latest is None)
        if mention.earliest and mention.latest:
            assert date.fromisoformat(mention.earliest) <= date.fromisoformat(mention.latest)
    for before, after in pairwise(mentions):
        assert before.span.end <= after.span.start
    assert len(times.windows(read, mentions)) == len(mentions)


@given(day=st.dates(date(1990, 1, 1), date(2035, 12, 31)), back=st.integers(0, 250))
@settings(max_examples=60, deadline=None)
def test_a_written_date_is_read_back(day: date, back: int) -> None:
    told = day - timedelta(days=back)
    written = f"{told.day} {told:%B}"
    assert found(f"The bridge fell on {written} {told.year}.", day.isoformat()) == [
        (f"{written} {told.year}", told.isoformat())
    ]
    assert found(f"The bridge fell on {written}.", day.isoformat()) == [(written, told.isoformat())]
