"""A name that one article leaves open is resolved as the rest of its story has it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.reconcile.namesakes import on_common_places
from reportedly.records import Dossier, Place, PlaceMention, Span, Story

HERE = Place("Torvik", 11.0, 21.0, 2, "XX", "01", "PPL", 3.0)
ELSEWHERE = Place("Torvik", 48.0, -90.0, 77, "YY", "04", "PPL", 3.0)


def mention(article: str, words: str, place: Place | None = None) -> PlaceMention:
    return PlaceMention(Span(article, 0, len(words), words), place or Place(words), 0.4)


def dossier(*mentions: PlaceMention) -> Dossier:
    articles = tuple(sorted({m.span.article for m in mentions}))
    story = Story("s-1", "", None, None, articles)
    return Dossier(story, (), (), (), (), (), mentions, (), (), ())


def test_an_open_name_takes_the_place_that_another_article_tells() -> None:
    told = on_common_places(dossier(mention("a-1", "Torvik"), mention("a-2", "Torvik", HERE)))
    assert [m.place for m in told.places] == [HERE, HERE]
    assert [m.resolved_in for m in told.places] == ["a-2", None]


def test_another_romanisation_of_the_name_does_too() -> None:
    known = Place("Tall Qadira", 33.0, 36.0, 5, "SY", None, "PPL", 2.0)
    told = on_common_places(dossier(mention("a-1", "Tel Kadeera"), mention("a-2", "Tall Qadira", known)))
    assert told.places[0].place == known


def test_where_the_articles_mean_different_places_the_name_stays_open() -> None:
    told = on_common_places(
        dossier(mention("a-1", "Torvik"), mention("a-2", "Torvik", HERE), mention("a-3", "Torvik", ELSEWHERE))
    )
    assert not told.places[0].place.resolved


def test_what_an_article_resolved_itself_stays() -> None:
    before = dossier(mention("a-1", "Torvik", ELSEWHERE), mention("a-2", "Torvik", ELSEWHERE))
    assert on_common_places(before) == before


def test_a_demonym_resolves_no_place() -> None:
    people = replace(mention("a-1", "Torvik", HERE), role="demonym")
    assert not on_common_places(dossier(people, mention("a-2", "Torvik"))).places[1].place.resolved


@given(st.permutations(range(4)))
def test_the_order_of_the_mentions_changes_nothing(order: list[int]) -> None:
    rows = [
        mention("a-1", "Torvik"),
        mention("a-2", "Torvik", HERE),
        mention("a-3", "Torvik", HERE),
        mention("a-4", "Brenna"),
    ]
    told = on_common_places(dossier(*(rows[n] for n in order))).places
    assert [told[order.index(n)] for n in range(4)] == list(on_common_places(dossier(*rows)).places)
