"""Maps: marks where they belong, labels that do not cover each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportedly.claims.ontology import kinds
from reportedly.places.basemap import borders
from reportedly.publish.frame import Box, Frame, distance_km, text_width
from reportedly.publish.map import Basemap, Chosen, choose, draw, frame, oriented
from reportedly.publish.mapped import map_view, place_name
from reportedly.publish.periods import periods
from reportedly.publish.spots import Spot, Told, group_of, marks, merged, spots
from reportedly.reconcile.days import Days
from reportedly.records import Place
from tests.publish.sample import DREN, LAND, LOWER, VELMORA, edition

GROUND = group_of("captured")


def spot(name: str, latitude: float, longitude: float, radius_km: float | None = 2.0) -> Spot:
    place = Place(name, latitude, longitude, None, "GE", None, "PPL", radius_km)
    return Spot(place, (), (Told(GROUND, ()),), (name,))


def labels(svg: etree._Element) -> list[Box]:
    found = []
    for text in svg.iter("{*}text"):
        if text.get("class") in ("place", "town", "beyond"):
            size = 13.0 if text.get("class") == "place" else 10.5
            x, y = float(text.get("x", "")), float(text.get("y", ""))
            found.append(Box(x, y - size * 0.8, x + text_width(text.text or "", size) * 0.9, y))
    return found


def test_a_storys_places_gather_findings_groups_and_spellings() -> None:
    story = edition().stories[0]
    found = {s.place.name: s for s in spots(story, story.lookups())}
    assert [g.name for g in found["Velmora"].groups] == ["ground", "people"]
    assert found["Velmora"].spellings[0] == "Velmora"
    assert {"VELMORA", "فيلمورا"} <= set(found["Velmora"].spellings)
    assert found["Karst Bridge"].groups[0].name == "ground"  # by its control


def test_what_is_too_wide_or_too_far_is_not_drawn() -> None:
    far = spot("Far", 10.0, 10.0)
    chosen = choose(
        [
            *(spot(p.name, p.latitude or 0, p.longitude or 0) for p in (VELMORA, DREN)),
            spot("Near", 42.2, 43.5),
            far,
            replace(far, place=LAND),
            replace(far, place=replace(LOWER, radius_km=200.0)),
        ]
    )
    assert [s.place.name for s in chosen.drawn] == ["Velmora", "Dren", "Near"]
    assert chosen.far == (far,)
    assert [s.place.name for s in chosen.areas] == ["Sarnia Republic", "Lower Sarn district"]


@pytest.mark.parametrize("width", [736.0, 360.0])
def test_marks_and_names_lie_on_the_map(width: float) -> None:
    places = [spot("Velmora", 42.27, 43.42), spot("Karst", 42.31, 43.36), spot("Dren", 42.15, 43.67)]
    view = frame(places, width)
    svg = etree.fromstring(str(draw(Chosen(tuple(places), (), ()), view, Basemap(borders), "Map")))
    assert {"Velmora", "Karst", "Dren"} <= {t.text for t in svg.iter("{*}text")}
    for place in places:
        x, y = view.at(place.place.latitude or 0.0, place.place.longitude or 0.0)
        assert 0 < x < view.width
        assert 0 < y < view.height


def test_north_is_up_and_a_kilometre_is_as_long_either_way() -> None:
    view = frame([spot("A", 60.0, 10.0), spot("B", 60.4, 10.8)], 700.0)
    x1, y1 = view.at(60.0, 10.0)
    x2, y2 = view.at(60.4, 10.8)
    assert y2 < y1
    assert x2 > x1
    wide = distance_km((60.2, 10.0), (60.2, 10.8))
    assert (x2 - x1) / wide == pytest.approx((y1 - y2) / distance_km((60.0, 10.0), (60.4, 10.0)), rel=0.01)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(41.9, 42.6), st.floats(43.0, 44.0), st.sampled_from(["Ost", "Velmora", "Upper Sarn"])
        ),
        min_size=1,
        max_size=15,
    )
)
def test_names_never_cover_each_other(points: list[tuple[float, float, str]]) -> None:
    places = [spot(name, lat, lon) for lat, lon, name in points]
    towns = [Place(f"Town {n}", 42.0 + n / 20, 43.1 + n / 15) for n in range(10)]
    chosen = Chosen(tuple(places), (), (spot("Aldermouth", 41.72, 47.0), spot("Karst", 45.0, 43.4)))
    svg = etree.fromstring(str(draw(chosen, frame(places, 400.0), Basemap(borders, lambda *_: towns), "Map")))
    assert not any(a.meets(b) for a, b in combinations(labels(svg), 2))


def test_every_group_has_a_shape_of_its_own_and_no_kind_is_in_two() -> None:
    groups = marks().groups
    assert len({g.shape for g in groups}) == len(groups)
    kinds = [k for g in groups for k in g.kinds]
    assert len(kinds) == len(set(kinds))
    assert group_of("never heard of").name == groups[-1].name


def test_what_is_marked_is_a_kind_and_only_what_is_said_or_unnamed_has_no_group() -> None:
    grouped = {kind for group in marks().groups for kind in group.kinds}
    assert grouped - set(kinds()) == {"control"}  # who holds a place
    assert set(kinds()) - grouped == {"statement", "restrict", "fail_to_act", "act", "other"}


def test_a_place_named_in_passing_far_away_is_an_arrow_at_the_edge() -> None:
    told = edition().stories[0].account.findings
    core = [
        replace(spot("Velmora", 42.27, 43.42), findings=tuple(told)),
        spot("Karst", 42.31, 43.36),
        spot("Dren", 42.15, 43.67),
    ]
    chosen = choose([*core, spot("Aldermouth", 41.72, 46.9)])
    assert [s.label for s in chosen.far] == ["Aldermouth"]
    view = frame(core, 576.0)
    svg = etree.fromstring(str(draw(chosen, view, Basemap(), "Map")))
    (text,) = [t for t in svg.iter("{*}text") if t.get("class") == "beyond"]
    away = distance_km(view.middle, (41.72, 46.9))
    assert text.text == f"Aldermouth, {round(away / 10) * 10} km"
    assert float(text.get("x", "0")) > view.width / 2  # it lies to the east


def test_places_spread_over_a_country_are_all_drawn() -> None:
    spread = [spot(f"Town {n}", 42.0 + n, 43.0 + n % 3) for n in range(6)]
    assert choose(spread).drawn == tuple(spread)


def test_where_few_towns_lie_around_the_map_is_wider_and_draws_what_comes_into_view() -> None:
    def towns(south: float, west: float, north: float, east: float, limit: int) -> list[Place]:
        return [Place("Coast", 43.1, 43.4)] * 20 if north > 43.1 else []

    alone = Chosen((spot("A", 42.2, 43.4), spot("B", 42.9, 43.4)), (), (spot("C", 43.12, 43.4),))
    chosen, view = oriented(alone, Basemap(towns=towns))
    assert view.north > 43.1
    assert chosen.far == ()
    assert chosen.drawn[-1].label == "C"
    _, bare = oriented(alone, Basemap())
    assert bare.north - bare.south < view.north - view.south
    assert isinstance(bare, Frame)


def test_a_town_and_its_district_of_the_same_name_are_one_spot() -> None:
    town = Spot(replace(VELMORA, radius_km=3.0), (), (Told(GROUND, (Days(5, 5),)),), ("Velmora",))
    around = Spot(
        replace(VELMORA, geonames_id=5, latitude=42.33, feature="ADM2", radius_km=15.0),
        (),
        (Told(group_of("displace"), ()), Told(GROUND, (Days(3, 4),))),
        ("Velmora", "Velmoura"),
    )
    elsewhere = spot("Velmora", 44.0, 43.0)
    found = merged([around, town, elsewhere])
    assert len(found) == 2
    assert found[0].place.radius_km == 3.0
    assert [g.name for g in found[0].groups] == ["ground", "people"]
    assert found[0].days == Days(3, 5)
    assert found[0].spellings == ("Velmora", "Velmoura")


def test_a_place_bears_the_name_readers_know_and_keeps_the_gazetteers() -> None:
    known = replace(VELMORA, name="Wilmūra")
    assert place_name(known, ("Velmora", "Wilmūra")).label == "Velmora"
    assert place_name(known, ("Velmora", "Wilmūra")).known_as == "Wilmūra"
    assert place_name(VELMORA, ("Velmora",)).known_as == ""
    assert place_name(VELMORA, ("the town",)).label == "Velmora"


def test_marks_tell_recent_days_from_earlier_ones_without_colour() -> None:
    days = [Days(n, n) for n in (10, 11, 12)]
    told = [
        replace(spot(f"Town {n}", 42.0 + n / 9, 43.0), told=(Told(GROUND, (d,)),)) for n, d in enumerate(days)
    ]
    told.append(spot("Undated", 42.1, 43.3))
    chosen, known = Chosen(tuple(told), (), ()), periods(days, 10)
    svg = etree.fromstring(str(draw(chosen, frame(told, 400.0), Basemap(), "Map", known)))
    drawn = [m.get("class", "") for m in svg.iter() if m.get("class", "").startswith("mark")]
    assert [c.split()[-1] for c in drawn] == ["undated", "recent", "earlier", "oldest"]


def test_the_legend_names_the_days_and_each_period_has_a_map_of_its_own() -> None:
    story = edition().stories[0]
    view = map_view(story, story.lookups(), Basemap())
    assert view is not None
    assert [words for words, _ in view.strip] == ["10 March 2031", "11 March 2031", "12 March 2031"]
    assert next(words for words, _ in view.tones) == "filled: last told of 12 March 2031"
    first, _, last = (etree.fromstring(str(drawn)).findtext("{*}title") for _, drawn in view.strip)
    assert "Ost: " in (first or "")
    assert "Ost: " not in (last or "")
    rows = {row.name: row for row in view.rows}
    assert (rows["Ost"].when, rows["Ost"].age) == ("10 March 2031", "3 days before the last report")
    assert {when for when, _ in rows["Velmora"].findings} == {"11 March 2031"}  # first reported then
    assert rows["Velmora"].when == "10–12 March 2031"  # with who holds it
