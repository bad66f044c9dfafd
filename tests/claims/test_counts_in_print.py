"""Counts as they are printed: headlines, bulletins, tables turned into lines, parts, blanks and points."""

from __future__ import annotations

import pytest

from reportedly import times
from reportedly.claims import figures, placing
from reportedly.records import Figure, Place, PlaceMention, PlaceRole
from tests.support import page


def found(text: str) -> list[Figure]:
    read = page(text)
    return list(figures.find(read, times.find(read), ()))


def told(text: str) -> list[tuple[float | None, str, str]]:
    return [(f.low, f.measure, f.unit) for f in found(text)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("9,000 displaced 40 injured as river bursts banks", [(9000, "displaced"), (40, "injured")]),
        ("Landslide kills 10 injures 40 in the hills", [(10, "killed"), (40, "injured")]),
        ("It left 14 dead, 9 missing and 30 homeless.", [(14, "killed"), (9, "missing"), (30, "displaced")]),
        ("Killed: 12 Injured: 30 Missing: 4", [(12, "killed"), (30, "injured"), (4, "missing")]),
        ("Deaths - 12, injured - 48", [(12, "killed"), (48, "injured")]),
        ("Death toll in market blast now 19", [(19, "killed")]),
        ("On Monday 5 more died.", [(5, "killed")]),
        ("The dead included 7 women.", [(7, "killed")]),
    ],
)  # fmt: skip
def test_headlines_and_tables(text: str, counts: list[tuple[float, str]]) -> None:
    assert [(f.low, f.measure) for f in found(text)] == counts


def test_thousands_are_parted_by_blanks_and_points() -> None:
    assert told("Some 12 900 people fled.") == [(12900, "displaced", "person")]
    assert told("Some 12.900 persons remain displaced.") == [(12900, "displaced", "person")]
    assert told("The dam is 12.905 km away.") == [(12.905, "distance", "km")]


def test_a_number_in_words_and_digits_is_one_count() -> None:
    assert told("Eleven (11) persons were killed.") == [(11, "killed", "person")]


def test_what_is_denied_to_be_the_number_is_no_count() -> None:
    assert told("Nine people, not five, died.") == [(9, "killed", "person")]


@pytest.mark.parametrize(
    "text",
    [
        "Some 40 of the 212 families had gone back.",
        "Thirty out of the 45 houses were swept away.",
        "The toll stands at 31 (12 women).",
        "Of the 31 killed, 12 were women.",
        "The army counted 412 casualties (131 killed).",
    ],
)
def test_a_part_is_linked_to_its_whole(text: str) -> None:
    low, high = sorted(found(text), key=lambda f: f.low or 0)
    assert low.part_of == high.id
    assert high.part_of is None


def test_households_in_brackets_are_no_part_of_the_people() -> None:
    assert [f.part_of for f in found("Floods displaced 1,200 households (6,000 persons).")] == [None, None]


def test_those_set_free_are_no_longer_held() -> None:
    arrested, freed = found("Police arrested 34 men and released 12 of them.")
    assert (arrested.measure, freed.measure) == ("detained", "other")


def test_a_speed_is_no_distance() -> None:
    assert told("Winds of 90 km/h killed 3 people.") == [(3, "killed", "person")]
    assert told("A 20-kilometre stretch of road remains cut.") == [(20, "distance", "km")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("In 2019 a storm killed 30 people and displaced 900.", ("2019-01-01", "2019-12-31")),
        ("It was the worst raid since 2014, when 30 people died.", ("2014-01-01", "2014-12-31")),
        ("A shell fell on Monday, killing 9 people.", ("2024-03-11", "2024-03-11")),
        ("Twelve people died when a bus fell on Monday.", ("2024-03-11", "2024-03-11")),
        ("The quake, the strongest since 1999, killed 60 people.", (None, None)),
    ],
)
def test_a_time_is_shared_by_verbs_told_together(text: str, days: tuple[str | None, str | None]) -> None:
    assert {(f.window_start, f.window_end) for f in found(text)} == {days}


def settled(text: str, places: dict[str, PlaceRole]) -> list[str | None]:
    read = page(text)
    spans = {n: read.article.span(text.index(n), text.index(n) + len(n)) for n in places}
    where = [PlaceMention(s, Place(n), None, role=places[n]) for n, s in spans.items()]
    counts = placing.settle(read, figures.find(read, times.find(read), where), where)
    return [f.place.place.name if f.place else None for f in counts if f.measure != "distance"]


def test_where_nothing_is_told_to_have_happened_the_dateline_tells() -> None:
    text = "ORVALE (Agency) - A bomber killed 30 people at a wedding hall."
    assert settled(text, {"ORVALE": "dateline"}) == ["ORVALE"]
    text = "ORVALE (Agency) - Floods hit Dolna. A bridge fell. A clinic fell. A mill fell. Nine people died."
    assert settled(text, {"ORVALE": "dateline", "Dolna": "literal"}) == ["Dolna"]


def test_a_bearing_yields_to_a_place_told_by_name() -> None:
    text = "The storm made landfall near Orvale, 80 km north of Dolna, and killed 9 people."
    assert settled(text, {"Orvale": "literal", "Dolna": "literal"}) == ["Orvale"]


def test_a_semicolon_parts_places() -> None:
    text = "In Orvale, 2 killed and 9 injured; in Dolna, 4 killed."
    assert settled(text, {"Orvale": "literal", "Dolna": "literal"}) == ["Orvale", "Orvale", "Dolna"]
