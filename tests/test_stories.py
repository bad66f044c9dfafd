"""Which articles are about one story."""

# ruff: noqa: E501 - one paragraph a line, as pages have them

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import config, stories
from reportedly.gists import gist
from reportedly.leads import lead, meeting
from reportedly.records import Article, Id, Parse, Story
from tests.copies.reports import ORIGINAL, OTHER, QUOTER, REWRITE, SHARER, encode, made, parses
from tests.foreign import ELSEWHERE, FLOOD, foreign
from tests.foreign import STRIKE as WALKOUT

SETTINGS = config.Stories()

LATER = """Rescue teams in Torvik pulled two people from the roof of a flooded mill on Wednesday.
The river has begun to fall, and the levee will be closed with sandbags, Mayor Irena Dolak said.
Families from Torvik may go home once the power is back, the regional rescue service said.
The road between Karsun and Belmar stays closed to lorries while engineers look at the old bridge."""

STRIKE = """The bus strike in Almeda ended on Thursday when drivers voted to return to work.
Union secretary Rosa Velarde said the drivers would get a raise of four percent and fewer night shifts.
The company said the first buses would leave the central station on time."""


def group(articles: Sequence[Article], known: Mapping[Id, Parse] | None = None) -> tuple[Story, ...]:
    parsed = parses(articles) if known is None else known
    return stories.group([gist(a, parsed) for a in articles], SETTINGS)


def grouped(*articles: Article) -> set[frozenset[str]]:
    found = group(articles)
    return {frozenset(s.articles) for s in found}


def test_an_unfolding_crisis_is_one_story_and_a_strike_another() -> None:
    flood = [
        made(ORIGINAL, "o", "2031-04-08"),
        made(REWRITE, "r", "2031-04-09"),
        made(LATER, "l", "2031-04-10"),
    ]
    strike = [made(OTHER, "x", "2031-04-10"), made(STRIKE, "y", "2031-04-10")]
    assert grouped(*flood, *strike) == {
        frozenset(a.id for a in flood),
        frozenset(a.id for a in strike),
    }


def test_an_undated_article_joins_by_what_it_says() -> None:
    articles = [made(ORIGINAL, "o"), made(LATER, "l", "2031-04-10"), made(OTHER, "x", "2031-04-10")]
    assert grouped(*articles) == {
        frozenset((articles[0].id, articles[1].id)),
        frozenset((articles[2].id,)),
    }


def test_like_articles_far_apart_are_two_stories() -> None:
    articles = [made(ORIGINAL, "o", "2031-04-08"), made(LATER, "l", "2033-04-10")]
    assert len(grouped(*articles)) == 2


def test_a_copy_meets_its_original_whatever_the_dates() -> None:
    articles = [made(ORIGINAL, "o", "2031-04-08"), made(ORIGINAL, "again", "2033-01-01")]
    assert len(grouped(*articles)) == 1


def test_a_story_knows_its_dates_and_title() -> None:
    articles = [made(ORIGINAL, "o", "2031-04-08"), made(REWRITE, "r"), made(LATER, "l", "2031-04-10")]
    (story,) = group(articles)
    assert (story.first_at, story.last_at) == ("2031-04-08", "2031-04-10")
    assert story.title.startswith("Flood waters broke through the eastern levee")
    assert len(story.title) <= 160


def test_no_articles_are_no_stories_and_an_empty_one_is_its_own() -> None:
    assert group([]) == ()
    empty = made("", "empty")
    (story,) = group([empty])
    assert story.articles == (empty.id,)


def test_articles_without_a_parse_are_still_grouped() -> None:
    articles = [made(ORIGINAL, "o"), made(REWRITE, "r"), made(OTHER, "x")]
    assert len(group(articles, {})) == 2


def test_order_of_arrival_changes_nothing() -> None:
    texts = [ORIGINAL, REWRITE, SHARER, QUOTER, OTHER, LATER, STRIKE]
    articles = [made(text, str(n), f"2031-04-{n + 7:02}") for n, text in enumerate(texts)]
    known = parses(articles)
    first = group(articles, known)
    shuffler = random.Random(11)
    for _ in range(4):
        shuffler.shuffle(articles)
        assert group(articles, known) == first


LINES = [line for text in (ORIGINAL, SHARER, OTHER, LATER) for line in text.split("\n")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), max_size=7))
def test_every_article_is_in_exactly_one_story(pages: list[list[str]]) -> None:
    articles = [made("\n".join(lines), str(n)) for n, lines in enumerate(pages)]
    found = group(articles, {})
    assert sorted(x for s in found for x in s.articles) == sorted(a.id for a in articles)


# -- other languages ------------------------------------------------------------------------------

DAM = """A dam above Sarkovo burst on Tuesday evening, and the lower streets of the town were under water by midnight.
Four people are dead and some eighty houses are lost, Governor Petar Lind said.
Soldiers carried the old and the sick to a school on the southern hills."""

ENGLISH = [made(text, name, "2031-04-09") for name, text in (("o", ORIGINAL), ("r", REWRITE), ("s", OTHER))]
ELSEWHERE_FLOODED = made(DAM, "d", "2031-04-09")


def together(*articles: Article) -> dict[Id, frozenset[Id]]:
    """Who is in a story with each article, where all are encoded."""
    gists = [replace(gist(a, parses([a])), lead=lead(a, encode).vectors) for a in articles]
    return {a: frozenset(s.articles) for s in stories.group(gists, SETTINGS) for a in s.articles}


@pytest.mark.parametrize("language", sorted(FLOOD))
def test_an_article_in_another_language_joins_its_story(language: str) -> None:
    flood, walkout = foreign(FLOOD[language], language), foreign(WALKOUT[language], language)
    homes = together(*ENGLISH, ELSEWHERE_FLOODED, flood, walkout)
    original, rewrite, strike = (a.id for a in ENGLISH)
    assert homes[flood.id] == {original, rewrite, flood.id}
    assert homes[walkout.id] == {strike, walkout.id}


@pytest.mark.parametrize("language", sorted(ELSEWHERE))
def test_an_article_on_another_matter_stays_out(language: str) -> None:
    other = foreign(ELSEWHERE[language], language)
    assert together(*ENGLISH, ELSEWHERE_FLOODED, other)[other.id] == {other.id}


def test_reports_of_one_matter_meet_in_languages_without_an_english_one() -> None:
    articles = [foreign(text, language) for language, text in FLOOD.items()]
    others = [foreign(text, language) for language, text in WALKOUT.items()]
    assert set(together(*articles, *others).values()) == {
        frozenset(a.id for a in articles),
        frozenset(a.id for a in others),
    }


def test_only_articles_near_one_in_another_language_are_encoded() -> None:
    english = [("a", "en", "2031-04-09"), ("b", "en", "2031-04-25"), ("c", None, None)]
    assert meeting(english, 10) == []
    assert meeting([*english, ("d", "ar", "2031-04-12")], 10) == ["a", "c", "d"]
    assert meeting([*english, ("d", "ar", None)], 10) == ["a", "b", "c", "d"]


def test_any_key_and_any_code_of_a_language_has_a_weight() -> None:
    known = gist(made("At 7:30 the levee of Torvik broke, and 7:30 it was by the clock.", "o"), {})
    assert known.terms
    assert gist(foreign(FLOOD["fr"], "xx"), {}).terms
    assert gist(foreign(FLOOD["fr"], "7"), {}).terms
