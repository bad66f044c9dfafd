"""When an article was published, where the page does not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly import dating
from reportedly.records import Article, Copy, CopyKind, Dating
from tests.support import article


def dated(*articles: Article, copies: tuple[Copy, ...] = ()) -> dict[str, Dating]:
    return {d.article: d for d in dating.date(articles, copies)}


def page(name: str, text: str, published_at: str | None = None) -> Article:
    return replace(article(text, None, published_at, name), id=name)


def copy(article: str, of: str, kind: CopyKind = "rewrite") -> Copy:
    return Copy(article, of, kind, "likely", 1.0, ())


SAID = "The levee broke late on Tuesday. The mayor spoke to reporters on Wednesday."  # 9 April 2031 is one


def test_a_known_date_stays() -> None:
    found = dated(page("a", SAID, "2031-04-11"))["a"]
    assert (found.published_at, found.published_from) == ("2031-04-11", "meta")


@pytest.mark.parametrize(
    ("copied_on", "expected"),
    [
        ("2031-04-09", "2031-04-09"),  # the same Wednesday
        ("2031-04-10", "2031-04-09"),  # copied the day after
        ("2031-04-09T06:00:00Z", "2031-04-09"),
        ("2031-04-08", "2031-04-08"),  # a Tuesday: its Wednesday would be six days back
    ],
)
def test_an_original_is_dated_by_its_copy_and_its_weekdays(copied_on: str, expected: str) -> None:
    found = dated(page("a", SAID), page("b", SAID, copied_on), copies=(copy("b", "a"),))["a"]
    assert (found.published_at, found.published_from) == (expected, "inferred")
    assert copied_on[:10] in found.evidence


def test_the_words_that_told_are_given() -> None:
    found = dated(page("a", SAID), page("b", SAID, "2031-04-10"), copies=(copy("b", "a"),))["a"]
    assert found.evidence == 'it speaks of "Wednesday"; a dated rewrite of it is of 2031-04-10'


def test_a_copy_is_dated_by_its_original() -> None:
    found = dated(page("a", SAID, "2031-04-09"), page("b", SAID), copies=(copy("b", "a"),))["b"]
    assert found.published_at == "2031-04-09"


def test_the_earliest_copy_counts() -> None:
    pages = [page("a", SAID), page("b", SAID, "2031-05-01"), page("c", SAID, "2031-04-09")]
    found = dated(*pages, copies=(copy("b", "a"), copy("c", "a", "near")))["a"]
    assert found.published_at == "2031-04-09"


def test_a_shared_sentence_dates_nothing() -> None:
    found = dated(page("a", SAID), page("b", SAID, "2031-04-10"), copies=(copy("b", "a", "shared"),))["a"]
    assert found.published_at is None


def test_a_weekday_falls_between_the_dated_articles_of_the_story() -> None:
    found = dated(page("a", SAID), page("b", "Rain.", "2031-04-07"), page("c", "Sun.", "2031-04-10"))["a"]
    assert (found.published_at, found.published_from) == ("2031-04-09", "inferred")
    assert found.evidence == (
        'it speaks of "Wednesday"; its story\'s dated articles are of 2031-04-07 to 2031-04-10'
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2031-04-10", "2031-04-11"),  # no Wednesday
        ("2031-04-02", "2031-04-09"),  # two
    ],
)
def test_a_weekday_that_the_story_has_not_or_has_twice_dates_nothing(first: str, last: str) -> None:
    found = dated(page("a", SAID), page("b", "Rain.", first), page("c", "Sun.", last))["a"]
    assert found.published_at is None


def test_a_date_written_in_the_text_is_the_last_resort() -> None:
    found = dated(page("a", "The talks of 4 March 2031 failed. On April 2nd, 2031 they began again."))["a"]
    assert (found.published_at, found.published_from) == ("2031-04-02", "inferred")


def test_an_impossible_date_is_not_one() -> None:
    assert dated(page("a", "The talks of 31 February 2031 failed."))["a"].published_at is None


def test_nothing_that_tells_leaves_it_undated() -> None:
    found = dated(page("a", "The talks failed."))["a"]
    assert (found.published_at, found.published_from) == (None, None)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("It fell on Monday. They left on Tuesday.", 1),
        ("It fell on Sunday. They left on Monday.", 0),  # weekdays go round
        ("They left on Monday. Parliament will meet next Thursday.", 0),
        ("They left on Monday and will meet on Thursday.", 0),
        ("Monday, Wednesday and Friday are market days.", None),  # half a week and more: no news
        ("They left.", None),
    ],
)
def test_the_latest_weekday(text: str, weekday: int | None) -> None:
    assert dating.latest_weekday(page("a", text)) == weekday


def test_order_changes_nothing() -> None:
    pages = [page("a", SAID), page("b", SAID, "2031-04-09"), page("c", "Nothing.")]
    copies = (copy("b", "a"), copy("a", "c"))
    assert dating.date(pages, copies) == dating.date(pages[::-1], copies[::-1])
