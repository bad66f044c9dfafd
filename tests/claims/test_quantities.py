"""Counts in words and digits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.claims import quantities

SMALL = [w for w, n in quantities.wording().cardinals.items() if n < 20]
TENS = {n: w for w, n in quantities.wording().cardinals.items() if n >= 20}


def spelled(number: int) -> str:
    """English words for 0 to 999,999,999."""
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" {spelled(number % size)}" if number % size else ""
            joined = f" and{rest}" if size == 100 and rest else rest
            return f"{spelled(number // size)} {name}{joined}"
    if number < 20:
        return SMALL[number]
    return TENS[number // 10 * 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")


@given(st.integers(0, 999_999_999))
@settings(max_examples=200)
def test_number_words_are_read_back(number: int) -> None:
    assert quantities.value(spelled(number).replace("-", " ").split()) == number


@given(st.integers(0, 999_999_999))
@settings(max_examples=100)
def test_numbers_are_found_in_words_and_digits(number: int) -> None:
    for written in (f"{number:,}", str(number), spelled(number)):
        found = list(quantities.find(f"There were {written} tents."))
        assert [(q.low, q.high) for q in found] == [(number, number)], written


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "qualifier"),
    [
        ("more than 9,000 people", "more than 9,000", 9000, None, "at_least"),
        ("at least twelve people", "at least twelve", 12, None, "at_least"),
        ("up to 300 people", "up to 300", None, 300, "at_most"),
        ("about 3.5 million people", "about 3.5 million", 3_500_000, 3_500_000, "about"),
        ("tens of thousands of people", "tens of thousands", 20_000, 99_999, "about"),
        ("dozens of homes", "dozens", 24, 99, "about"),
        ("two dozen homes", "two dozen", 24, 24, "exact"),
        ("between 200 and 300 homes", "between 200 and 300", 200, 300, "about"),
        ("3 to 4 million people", "3 to 4 million", 3_000_000, 4_000_000, "about"),
        ("an estimated 900 people", "an estimated 900", 900, 900, "about"),
        ("40 people or more fled", "40", 40, 40, "exact"),
        ("we talked about at least 50 people", "at least 50", 50, None, "at_least"),
        ("some 2,50,000 people", "some 2,50,000", 250_000, 250_000, "about"),
        ("1,5 million people", "1,5 million", 1_500_000, 1_500_000, "exact"),
        ("one and a half million people", "one and a half million", 1_500_000, 1_500_000, "exact"),
        ("40-50,000 people", "40-50,000", 40_000, 50_000, "about"),
        ("a couple of hundred people", "a couple of hundred", 200, 299, "about"),
        ("a total of 2,093,030 people", "a total of 2,093,030", 2_093_030, 2_093_030, "exact"),
    ],
)
def test_qualifiers_and_ranges(
    text: str, quote: str, low: float | None, high: float | None, qualifier: str
) -> None:
    (found,) = quantities.find(text)
    assert (text[found.start : found.end], found.low, found.high, found.qualifier) == (
        quote,
        low,
        high,
        qualifier,
    )


def test_a_number_that_is_written_as_none_is_left_out() -> None:
    assert list(quantities.find("About 10,00 people fled.")) == []


def test_money_is_no_count() -> None:
    assert list(quantities.find("It cost $5 million, or €4.6 million.")) == []


@given(st.text(alphabet="0123456789,. -abtndozenhundred–%$", max_size=80))
@settings(max_examples=200)
def test_any_text_is_read_without_overlap(text: str) -> None:
    end = 0
    for found in quantities.find(text):
        assert end <= found.start <= found.number_start < found.number_end <= found.end <= len(text)
        assert found.low is None or found.high is None or found.low <= found.high
        end = found.end
