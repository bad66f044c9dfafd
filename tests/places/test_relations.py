"""What a text says of where a place lies: computed, used for places that no gazetteer has, and checked."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.places import Places
from reportedly.places.candidates import kilometres
from reportedly.places.relations import KM_PER_DEGREE, Relation, away, place_of
from reportedly.records import Place, PlaceMention
from tests.support import page

NAIROBI = Place("Nairobi", -1.28, 36.82, 1, "KE", None, "PPLC", 15.0)
NAKURU = Place("Nakuru", -0.28, 36.07, 2, "KE", None, "PPL", 10.0)


def told(places: Places, text: str) -> dict[str, PlaceMention]:
    return {m.span.quote: m for m in places.find(page(text))}


@pytest.mark.parametrize(
    ("words", "km"),
    [
        ("33 km south of Nairobi", 33),
        ("20 miles west of Nairobi", 32),
        ("10 kilometres from Nairobi", 10),
        ("some 45 km (28 miles) north-east of the capital, Nairobi", 45),
    ],
)
def test_an_unknown_village_is_put_where_the_text_has_it(places: Places, words: str, km: float) -> None:
    place = told(places, f"Raiders burned the village of Qzarwalt, {words}, Kenya's police said.")[
        "Qzarwalt"
    ].place
    assert place.resolved
    assert place.geonames_id is None
    assert abs(kilometres(place, NAIROBI) - km) <= (place.radius_km or 0.0)


def test_a_place_between_two_towns_has_a_radius_that_takes_in_both(places: Places) -> None:
    text = "Raiders burned Qzarwalt, a village between Nairobi and Nakuru, police in Kenya said."
    place = told(places, text)["Qzarwalt"].place
    assert place.resolved
    assert all(kilometres(place, town) <= (place.radius_km or 0.0) + 15 for town in (NAIROBI, NAKURU))


def test_where_text_and_map_agree_nothing_is_flagged(places: Places) -> None:
    text = "Rain fell in Thika, 40 km north-east of Nairobi, and police in Kenya closed the road."
    assert told(places, text)["Thika"].off_km is None


@given(st.floats(1, 200), st.sampled_from(range(0, 360, 45)), st.floats(-60, 60), st.floats(-170, 170))
def test_a_computed_point_is_as_far_away_as_said(km: float, bearing: int, lat: float, lon: float) -> None:
    anchor = Place("A", lat, lon, 1, "XX", None, "PPL", 2.0)
    place = place_of("B", Relation(0, 1, km, bearing), anchor, None)
    assert place is not None
    assert kilometres(place, anchor) == pytest.approx(km, rel=0.1, abs=1)
    north = ((place.latitude or 0.0) - lat) * KM_PER_DEGREE
    assert north == pytest.approx(km * math.cos(math.radians(bearing)), abs=0.2)
    assert away(lat, lon, 0, bearing) == (lat, lon)
