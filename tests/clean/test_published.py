"""Dates of publication."""

from __future__ import annotations

import pytest

from reportedly.clean.published import addressed, dates, stamped


@pytest.mark.parametrize(
    ("text", "day"), [(text, day) for p in dates().stamps for text, day in p.examples.items()]
)
def test_stamps(text: str, day: str | None) -> None:
    assert stamped(text) == day


@pytest.mark.parametrize(
    ("url", "day"), [(url, day) for p in dates().urls for url, day in p.examples.items()]
)
def test_addresses(url: str, day: str | None) -> None:
    assert addressed(url) == day


def test_the_first_date_of_a_stamp_counts() -> None:
    assert stamped("Apr 09,2031 - Last updated at Apr 10,2031") == "2031-04-09"


@pytest.mark.parametrize("text", ["31 February 2031", "9 April 1031", "chapter 12.30.2", "2031"])
def test_what_is_no_date(text: str) -> None:
    assert stamped(text) is None


def test_no_address() -> None:
    assert addressed(None) is None
    assert addressed("https://news.example/" + "9" * 100_000) is None
