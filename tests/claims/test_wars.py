"""Counts of a whole war so far, told from what one event did."""

from __future__ import annotations

import pytest

from reportedly import times
from reportedly.actors import Actors
from reportedly.claims.extraction import told
from reportedly.records import Claim, Figure, Place, PlaceMention
from tests.support import page

DOLNA = Place("Dolna", 1.1, 1.1, 2, "NL", "01", "PPL")


def read(text: str) -> tuple[list[Claim], list[Figure]]:
    """The claims and figures of a page of 15 March 2024, Dolna a town."""
    made = page(text)
    at = text.find("Dolna")
    named = [PlaceMention(made.article.span(at, at + 5), DOLNA, None)] if at >= 0 else []
    found = told(made, named, times.find(made), Actors.load())
    return [r for r in found if isinstance(r, Claim)], [r for r in found if isinstance(r, Figure)]


def test_the_toll_of_the_war_is_not_of_the_town_in_the_sentence_before() -> None:
    claims, figures = read(
        "Shells killed 12 people in Dolna on Thursday. "
        "More than 90,000 people have been killed since the war began in March 2011."
    )
    here, war = figures
    assert (here.low, here.place and here.place.place.name, here.whole_conflict) == (12, "Dolna", False)
    assert (war.low, war.place, war.whole_conflict, war.modality) == (90_000, None, True, "background")
    of = {f: c for c in claims for f in c.figures}
    assert of[here.id].modality == "asserted"
    assert (of[war.id].modality, of[war.id].place, of[war.id].same_as) == ("background", None, None)


def test_the_toll_of_a_young_war_is_news_but_of_no_event() -> None:
    _, (figure,) = read("More than 9,000 people have been killed in Dolna since the war began in February.")
    assert figure.whole_conflict
    assert figure.modality == "asserted"
    assert figure.place is not None


@pytest.mark.parametrize(
    "text",
    [
        "The six-year conflict has killed more than 9,000 people and displaced millions.",
        "More than 9,000 people have been killed and 80,000 displaced since the uprising of 2011 began.",
    ],
)
def test_what_is_told_in_one_breath_is_of_one_war(text: str) -> None:
    _, figures = read(text)
    assert len(figures) == 2
    assert all(f.whole_conflict and f.modality == "background" for f in figures)
