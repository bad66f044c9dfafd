"""Of which days a finding is, and the periods that the map tells apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportedly.publish.periods import age_words, happened, periods, tone
from reportedly.reconcile.days import Days
from reportedly.records import TimeMention
from tests.publish.sample import WIRE, article, at, claim

MAY = date(2019, 5, 1).toordinal() - 1  # the day before 1 May

days = st.integers(MAY - 400, MAY + 90).flatmap(lambda d: st.integers(0, 9).map(lambda n: Days(d, d + n)))


def test_a_short_story_has_a_period_a_day_and_a_long_one_equal_stretches() -> None:
    week = [p.words for p in periods([Days(MAY + d, MAY + d) for d in range(1, 10)], MAY + 1)]
    assert week == ["7–9 May 2019", "4–6 May 2019", "1–3 May 2019"]
    two = [p.words for p in periods([Days(MAY + 8, MAY + 8), Days(MAY + 9, MAY + 9)], None)]
    assert two == ["9 May 2019", "8 May 2019"]
    assert [p.words for p in periods([Days(MAY + 8, MAY + 8)], None)] == ["8 May 2019"]
    assert periods([], None) == ()


def test_what_happened_long_before_the_first_report_does_not_stretch_the_periods() -> None:
    long_ago = Days(MAY - 3000, MAY - 3000)
    found = periods([long_ago, *(Days(MAY + d, MAY + d) for d in (7, 8, 9))], MAY + 7)
    assert [p.words for p in found] == ["9 May 2019", "8 May 2019", "until 7 May 2019"]
    assert tone([long_ago], found) == "oldest"


@given(st.lists(days, min_size=1, max_size=20), st.none() | st.integers(MAY, MAY + 60))
def test_every_day_told_falls_in_one_period(told: list[Days], since: int | None) -> None:
    found = periods(told, since)
    assert all(sum(p.days.gap(Days(d.last, d.last)) == 0 for p in found) == 1 for d in told)
    assert all(later.days.first == earlier.days.last + 1 for later, earlier in pairwise(found))
    assert tone(told, found) == "recent"


def test_an_undated_mark_is_of_no_period() -> None:
    assert tone([], periods([Days(MAY, MAY)], None)) == "undated"


def test_a_claim_is_of_the_days_it_gives_but_never_of_days_after_its_report() -> None:
    page = article("wire", WIRE, None, "2031-03-12")
    found = claim(page, "took full control of Velmora", "captured", ())
    day = date(2031, 3, 12).toordinal()

    def given_as(earliest: str, latest: str) -> Days | None:
        when = TimeMention(at(page, "on Tuesday"), earliest, latest, "date")
        return happened(replace(found, time=when), day)

    assert happened(found, day) is None
    assert given_as("2031-03-10", "2031-03-11") == Days(day - 2, day - 1)
    assert given_as("2031-03-11", "2031-03-14") == Days(day - 1, day)
    assert given_as("2031-03-13", "2031-03-13") is None
    assert given_as("2031-01-01", "2031-03-11") is None  # a stretch that says no day


def test_an_age_is_told_in_the_unit_that_fits() -> None:
    assert age_words(100, 100) == ""
    assert age_words(100, None) == ""
    assert age_words(99, 100) == "1 day before the last report"
    assert age_words(80, 100) == "2 weeks before the last report"
    assert age_words(0, 100) == "3 months before the last report"
    assert age_words(0, 800) == "2 years before the last report"
