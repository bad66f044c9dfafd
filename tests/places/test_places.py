"""Recognition and resolution on invented texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.config import Places as Settings
from reportedly.places import Home, Places, same_place
from reportedly.places.homes import home
from reportedly.records import Bearing, Place, PlaceMention
from tests.support import page


def found(places: Places, text: str) -> dict[str, PlaceMention]:
    mentions = places.find(page(text))
    for mention in mentions:
        assert text[mention.span.start : mention.span.end] == mention.span.quote
    return {mention.span.quote: mention for mention in mentions}


def test_the_country_of_the_page_decides_between_namesakes(places: Places) -> None:
    here = found(places, "Flooding hit Tripoli on Monday. Officials in Lebanon said Beirut was spared.")
    there = found(places, "Flooding hit Tripoli on Monday. Officials in Libya said Benghazi was spared.")
    assert here["Tripoli"].place.country == "LB"
    assert there["Tripoli"].place.country == "LY"


def test_the_place_named_after_the_comma_decides(places: Places) -> None:
    text = "A bridge fell in Paris, Texas. Another fell in Athens, Georgia."
    mentions = found(places, text)
    assert (mentions["Paris"].place.country, mentions["Paris"].place.admin1) == ("US", "Texas")
    assert mentions["Athens"].place.admin1 == "Georgia"
    assert mentions["Georgia"].place.country == "US"


def test_population_decides_last_and_alternatives_are_kept(places: Places) -> None:
    mention = found(places, "The conference will be held in London next week.")["London"]
    assert mention.place.country == "GB"
    assert mention.score is not None
    assert len(mention.alternatives) <= 3


def test_other_romanisations_are_the_same_place(places: Places) -> None:
    mentions = found(
        places,
        "The army entered Jisr al-Shughour on Monday, activists in Syria said. "
        "By Tuesday it had left Jisr ash-Shughur and Latakia was calm.",
    )
    one, other = mentions["Jisr al-Shughour"].place, mentions["Jisr ash-Shughur"].place
    assert one.country == "SY"
    assert same_place(one, other)


def test_province_and_city_of_one_name(places: Places) -> None:
    mentions = places.find(
        page("Troops left Homs province. They regrouped in the city of Hama. Shells fell on Aleppo city.")
    )
    kinds = {m.span.quote: (m.place.feature or "")[:3] for m in mentions}
    assert kinds == {"Homs": "ADM", "Hama": "PPL", "Aleppo": "PPL"}


def test_governments_datelines_and_descriptions_have_roles(places: Places) -> None:
    mentions = found(
        places,
        "NAIROBI, Kenya (AP) — Moscow accused Ankara of arming rebels near Garissa. "
        "The Dublin-based Red Lantern group denied it.",
    )
    roles = {quote: mention.role for quote, mention in mentions.items()}
    assert roles["NAIROBI"] == roles["Kenya"] == "dateline"
    assert roles["Moscow"] == roles["Ankara"] == "metonym"
    assert roles["Garissa"] == "literal"
    assert roles.get("Dublin", "associative") == "associative"


@pytest.mark.parametrize(
    "text",
    [
        "Mr Reading said on Monday that March was a nice month.",
        "Syrian and Turkish officials met their German colleagues.",
        "The Jordan Times first reported the arrest.",
        "Paul Sheffield and his wife Victoria Lincoln were unhurt.",
    ],
)
def test_people_months_demonyms_and_outlets_are_not_places(places: Places, text: str) -> None:
    assert [m.span.quote for m in places.find(page(text)) if m.role not in {"associative", "demonym"}] == []


def test_a_place_in_the_name_of_an_organisation_is_associative(places: Places) -> None:
    mentions = found(places, "The Aleppo Military Council said it lost two fighters in Raqqa, Syria.")
    assert mentions["Raqqa"].role == "literal"
    assert "Aleppo" not in mentions or mentions["Aleppo"].role == "associative"


def test_an_unknown_name_in_place_context_is_kept_unresolved(places: Places) -> None:
    mention = found(places, "Gunmen burned the village of Qzarwalt on Friday.")["Qzarwalt"]
    assert not mention.place.resolved
    assert mention.score is None


def test_what_follows_a_list_of_unknown_names_says_that_each_is_a_place(places: Places) -> None:
    text = "Gunmen burned homes in Bramvesk, Tolumvik and Qzarwalt villages in Kenya."
    assert set(found(places, text)) == {"Bramvesk", "Tolumvik", "Qzarwalt", "Kenya"}


def test_a_lake_or_valley_says_that_the_name_before_it_is_a_place(places: Places) -> None:
    mentions = found(places, "More than 9,000 people fled from Qzarwalt lake in Kenya.")
    assert any(name.startswith("Qzarwalt") for name in mentions)


def test_what_hosts_a_camp_is_a_place_and_who_hosts_a_feast_is_not(places: Places) -> None:
    assert "Tolumvik" in found(places, "Last month Tolumvik hosted 900 refugees in its schools.")
    assert "Tolumvik" not in found(places, "Last month Tolumvik hosted 900 guests in its schools.")
    assert "Brenn" not in found(places, "Last month Anna Brenn hosted 900 refugees.")


def test_a_plural_that_ends_no_list_of_names_says_nothing_of_them(places: Places) -> None:
    text = "He met Anna Hask, Tarvo Brenn and three villages' elders."
    assert found(places, text) == {}


def test_a_distance_puts_an_unknown_village_on_the_map(places: Places) -> None:
    text = "Gunmen burned the village of Qzarwalt, 50 km (31 miles) north of Nairobi, police in Kenya said."
    place = found(places, text)["Qzarwalt"].place
    assert place.latitude == pytest.approx(-1.28 + 50 / 111, abs=0.1)
    assert place.country == "KE"
    assert 20 < (place.radius_km or 0) < 60
    assert place.geonames_id is None


def test_below_the_least_probability_a_place_is_left_unresolved() -> None:
    strict = Places(Settings(min_probability=1.1))
    mention = found(strict, "Rain fell in Springfield.").get("Springfield")
    assert mention is None or not mention.place.resolved


def test_a_page_without_capitals_yields_well_known_places_only(places: Places) -> None:
    quotes = [
        m.span.quote
        for m in places.find(page("shops in nairobi, kenya were shut, residents of nice areas said."))
    ]
    assert quotes == ["nairobi", "kenya"] or quotes == ["nairobi"]


def test_same_place() -> None:
    town = Place("Olen", 10.0, 20.0, 1, "SY", "Dena", "PPL", 5.0)
    assert same_place(town, Place("Ollen", 50.0, 20.0, 1, "SY", "Dena", "PPL", 5.0))
    assert not same_place(town, Place("Olen", 10.0, 20.0, 2, "SY", "Dena", "PPL", 5.0))
    assert same_place(Place("Tell Olen"), Place("tell olen"))
    assert not same_place(Place("Olen"), town)
    assert same_place(
        Place("A", 1.0, 1.0, feature="PPL", radius_km=9), Place("B", 1.0, 1.01, feature="PPL", radius_km=4)
    )


WORDS = [
    "Paris",
    "in",
    "the",
    "town",
    "of",
    "Homs",
    ",",
    "province",
    "near",
    "Al",
    "-",
    "Mr",
    "said",
    "12",
    "km",
    "north",
    "U.S.",
    "(AP)",
    "—",
    "and",
    "Qzarwalt",
    "Street",
    "’s",
    "KENYA",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_spans_quote_the_text_and_do_not_overlap(places: Places, words: list[str]) -> None:
    text = " ".join(words)
    mentions = places.find(page(text))
    end = 0
    for mention in mentions:
        assert text[mention.span.start : mention.span.end] == mention.span.quote
        assert mention.span.start >= end
        end = mention.span.end
    assert mentions == places.find(page(text))


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kenyan officials met on Monday.", "Kenyan", "KE"),
        ("Two South Koreans were hurt.", "South Koreans", "KR"),
        ("The Burundian refugees were moved.", "Burundian", "BI"),
    ],
)
def test_demonyms_are_marked_with_their_country(places: Places, text: str, name: str, country: str) -> None:
    mention = found(places, text)[name]
    assert (mention.role, mention.place.country, mention.place.feature) == ("demonym", country, "PCLI")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Flour was brought to the Olvemarra refugee camp on Monday.", "Olvemarra"),
        ("Shells fell on the Olvemarra air base on Monday.", "Olvemarra"),
        ("A bomb went off in Olvemarra, 70 kilometres from the coast.", "Olvemarra"),
        ("A bomb went off in Olvemarra, about 70 km from the coast.", "Olvemarra"),
    ],
)
def test_a_name_no_source_knows_is_told_by_what_is_said_of_it(places: Places, text: str, name: str) -> None:
    assert found(places, text)[name].role == "literal"


def test_a_language_is_no_demonym(places: Places) -> None:
    assert "Portuguese" not in found(places, "He answered in Portuguese.")


def test_a_name_is_taken_again_where_nothing_else_tells_it(places: Places) -> None:
    text = "Rain fell in Garissa, Kenya. The Garissa Water Users Association met."
    assert [m.span.quote for m in places.find(page(text)) if "Garissa" in m.span.quote] == [
        "Garissa",
        "Garissa",
    ]


@pytest.mark.parametrize("road", ["Highway 19", "County Road 43", "Route N2"])
def test_numbered_roads_are_places_without_a_point(places: Places, road: str) -> None:
    mention = found(places, f"A bus overturned on {road} near Nakuru, Kenya.")[road]
    assert not mention.place.resolved


def test_a_direction_with_a_capital_belongs_to_the_name(places: Places) -> None:
    mention = found(places, "Fighting went on in Eastern Libya.")["Eastern Libya"]
    assert mention.place.country == "LY"


@pytest.mark.parametrize("text", ["Troops left Tartus.", "Rebels captured Tartus.", "Tartus was retaken."])
def test_what_was_taken_or_left_is_a_place(places: Places, text: str) -> None:
    assert found(places, text)["Tartus"].place.country == "SY"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("State Senator Ada Olen, D-Mombasa, spoke on Monday.", "Mombasa"),
        ("Representative Bo Tarsa, R-Nairobi, did too.", "Nairobi"),
        ("Two hundred families were displaced to Tartus on Monday.", "Tartus"),
        ("They returned from Latakia and Tartus.", "Tartus"),
    ],
)
def test_a_party_or_a_move_before_it_tells_a_place(places: Places, text: str, name: str) -> None:
    assert name in found(places, text)


def test_a_country_in_a_persons_name_and_the_people_of_a_continent_are_no_places(places: Places) -> None:
    assert not found(places, "The senator, Chad Foster, met several Asian ministers.")


def test_where_text_and_map_disagree_the_distance_is_told(places: Places) -> None:
    text = "Shells fell on Kisumu, 40 km (25 miles) north of Nairobi, Kenya, police said."
    off = found(places, text)["Kisumu"].off_km
    assert off is not None
    assert 200 < off < 350
    agreed = found(places, "Shells fell on Thika, 42 km (26 miles) northeast of Nairobi, Kenya, police said.")
    assert agreed["Thika"].off_km is None


def test_the_probability_grows_with_what_the_page_says(places: Places) -> None:
    alone = found(places, "Rain fell in Springfield on Monday.").get("Springfield")
    told = found(places, "Rain fell in Springfield, Illinois, on Monday.")["Springfield"]
    assert told.probability is not None
    assert told.probability > 0.8
    assert alone is None or (alone.probability or 0.0) < told.probability


def test_the_home_of_an_outlet_tells_towns_of_one_name_apart(places: Places) -> None:
    text = "A man was hurt in Richmond on Friday."
    own = [m for m in places.find(page(text), Home("US", "US.KY")) if m.span.quote == "Richmond"]
    assert own[0].place.admin1 == "Kentucky"


def test_a_home_is_where_most_names_of_an_outlets_articles_are(places: Places) -> None:
    kentucky = [Bearing("o", {"US": 9.0, "US.KY": 6.0}), Bearing("o", {"US": 5.0, "US.KY": 4.0})]
    assert home([*kentucky, Bearing("o", {"FR": 2.0, "FR.11": 2.0})]) == Home("US", "US.KY")
    assert home(kentucky) is None
    assert home([Bearing("o", {}) for _ in range(9)]) is None
    assert home([Bearing("o", {"US": 1.0}), Bearing("o", {"FR": 1.0}), Bearing("o", {"EG": 1.0})]) is None


def test_an_outlets_own_town_in_every_article_counts_less_than_what_lies_around_it() -> None:
    own = Bearing("o", {"US": 1.0, "US.VA": 0.8, "US.NE": 0.2})
    around = Bearing("o", {"US": 6.0, "US.VA": 1.5, "US.NE": 4.5})
    assert home([own, own, own, around]) == Home("US", "US.NE")


def test_a_road_by_its_sign_is_a_long_place(places: Places) -> None:
    place = found(places, "Trucks were held up on the M5 highway south of Aleppo, Syria.")["M5"].place
    assert (place.feature, place.country) == ("RD", "SY")
    assert (place.radius_km or 0) > 100


def test_the_districts_of_a_town_leave_it_a_town(places: Places) -> None:
    told = found(places, "Fighting went on in the southern districts of Ghomrassen, in Tunisia.")
    assert told["Ghomrassen"].place.feature == "PPL"
    listed = found(places, "Roads in the provinces of Sfax and Tataouine, in Tunisia, were cut.")
    assert listed["Sfax"].place.feature == "ADM1"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Troops left the provinces of Homs and Aleppo, Syria's army said.",
            {"Homs": "ADM", "Aleppo": "ADM"},
        ),
        (
            "Shells hit Homs, Hama and Aleppo provinces in Syria.",
            {"Homs": "ADM", "Hama": "ADM", "Aleppo": "ADM"},
        ),
        ("Rain fell in the cities of Homs and Aleppo in Syria.", {"Homs": "PPL", "Aleppo": "PPL"}),
        ("Rain fell on Homs and on Aleppo, Syria.", {"Homs": "PPL", "Aleppo": "PPL"}),
    ],
)
def test_a_plural_says_the_kind_of_every_name_in_its_list(
    places: Places, text: str, kinds: dict[str, str]
) -> None:
    told = {quote: (m.place.feature or "")[:3] for quote, m in found(places, text).items()}
    assert {quote: told[quote] for quote in kinds} == kinds


@pytest.mark.parametrize("name", ["US Bank", "U.S. Pacific Command", "UN Secretary"])
def test_the_us_and_the_un_are_no_arabic_articles(places: Places, name: str) -> None:
    mentions = found(places, f"A spokesman for {name} spoke in Nairobi, Kenya.")
    named = {m.place.name for q, m in mentions.items() if q not in {"Nairobi", "Kenya"}}
    assert named <= {"United States", "Pacific Ocean"}


@pytest.mark.parametrize(
    ("word", "country"), [("French", "FR"), ("Nepalese", "NP"), ("Taiwanese", "TW"), ("East Timorese", "TL")]
)
def test_every_state_has_its_demonym(places: Places, word: str, country: str) -> None:
    mention = found(places, f"Two {word} engineers were freed on Monday.")[word]
    assert (mention.role, mention.place.country) == ("demonym", country)


def test_half_a_name_that_is_a_common_word_is_no_place(places: Places) -> None:
    mentions = found(places, "The Free Harbour Army and Jewish leaders met in Nairobi, Kenya.")
    assert "Free" not in mentions
    assert "Jewish" not in mentions


def test_a_dateline_is_a_town_even_where_a_larger_area_has_its_name(places: Places) -> None:
    mention = found(places, "NEW YORK — Lorries queued at the tunnel on Monday.")["NEW YORK"]
    assert (mention.place.feature or "").startswith("PPL")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A mine went off outside of Garissa, police in Kenya said.", "Garissa"),
        ("Soldiers patrolled Garissa at night, police in Kenya said.", "Garissa"),
        ("Shells fell on positions at Tal Qzarwalt. Mr Hadi Qzarwalt was hurt.", "Tal Qzarwalt"),
    ],
)
def test_a_place_stands_here_whatever_the_parser_says(places: Places, text: str, name: str) -> None:
    assert name in found(places, text)
