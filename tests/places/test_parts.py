"""Names that are known in part, and names known by the list they stand in."""

from __future__ import annotations

import pytest

from reportedly.places import Places
from reportedly.places.lists import shared
from reportedly.places.parts import bare, parts
from tests.support import page


@pytest.mark.parametrize(
    ("name", "tried"),
    [
        ("Olen County Sheriff", ["Olen County", "Olen"]),
        ("City of Olen", ["Olen", "City of"]),
        ("North Olen Neighbours", ["Olen Neighbours", "Olen"]),
        ("W. Olen", ["Olen"]),
        ("Olen River", []),
        ("Hope Park", []),
        ("Olen", []),
    ],
)
def test_the_parts_of_a_name_are_tried_longest_first(name: str, tried: list[str]) -> None:
    assert list(parts(name)) == tried


def test_a_bare_name_has_no_word_of_direction_or_kind() -> None:
    assert bare("northern Olen province") == "Olen"
    assert bare("Province") == "Province"


def test_what_stands_in_a_known_place_is_put_there_under_the_name_of_that_place(places: Places) -> None:
    text = "Fire broke out at Mombasa Zoo. Nairobi sent engines, the government of Kenya said."
    zoo = next(m for m in places.find(page(text)) if m.span.quote.startswith("Mombasa"))
    assert (zoo.place.name, zoo.place.country) == ("Mombasa", "KE")


def test_a_place_and_what_bears_its_name_are_one_on_a_page(places: Places) -> None:
    text = "The mayor of Springfield spoke. Classes in Illinois will close on Monday. Springfield Zoo did."
    found = {m.place.admin1 for m in places.find(page(text)) if m.span.quote.startswith("Springfield")}
    assert found == {"Illinois"}


def test_in_a_list_of_provinces_a_name_is_a_province(places: Places) -> None:
    alone = places.find(page("A storm reached Washington on Monday."))
    listed = places.find(page("A storm reached Oregon, Idaho, Montana and Washington on Monday."))
    assert [m.place.feature for m in alone] == ["PPLC"]
    assert [m.place.feature for m in listed] == ["ADM1"] * 4


def test_a_list_says_a_kind_where_most_of_it_is_of_that_kind_and_towns_may_be_anywhere() -> None:
    assert shared(["ADM1", "ADM1", "PPL"]) == [None, None, "ADM1"]
    assert shared(["PPL", "PPL", "PCLI"]) == [None, None, None]
    assert shared(["PCLI", "PCLI", "PCLI", None]) == ["PCLI", "PCLI", "PCLI", "PCLI"]
