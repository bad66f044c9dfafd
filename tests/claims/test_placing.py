"""Where a count belongs whose own sentence names no place."""

from __future__ import annotations

import pytest

from reportedly import times
from reportedly.claims import figures, placing
from reportedly.reading import Page
from reportedly.records import Figure, Place, PlaceMention
from tests.support import page

NORLAND = Place("Norland", 1.0, 1.0, 1, "NL", None, "PCLI")
DOLNA = Place("Dolna", 1.1, 1.1, 2, "NL", "01", "PPL")
ORVALE = Place("Orvale", 1.2, 1.2, 3, "NL", "02", "PPL")
ABROAD = Place("Velmora", 9.0, 9.0, 4, "VE", "07", "PPL")
KNOWN = {p.name: p for p in (NORLAND, DOLNA, ORVALE, ABROAD)}


def mentions(read: Page) -> list[PlaceMention]:
    """A mention at every place where one of the names stands."""
    text, found = read.article.text, list[PlaceMention]()
    for name, place in KNOWN.items():
        at = text.find(name)
        while at >= 0:
            found.append(PlaceMention(read.article.span(at, at + len(name)), place, None))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda m: m.span.start)


def settled(text: str) -> tuple[Figure, ...]:
    read = page(text)
    named = mentions(read)
    return placing.settle(read, figures.find(read, times.find(read), named), named)


def where(text: str) -> list[str | None]:
    return [f.place.place.name if f.place else None for f in settled(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Floods came to the valley in Dolna. About 900 people were displaced.",
        "A storm hit Dolna at night. About 900 people were displaced.",
        "Dolna was flooded. About 900 people were displaced.",
        "Fighting went on in Dolna. It was the third day. About 900 people were displaced.",
        "About 900 people were displaced. It was the worst flood in Dolna since the war.",
    ],
)
def test_a_count_without_a_place_is_where_the_sentence_beside_it_tells(text: str) -> None:
    assert where(text) == ["Dolna"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister told a meeting in Dolna. About 900 people were displaced.",
        "A relief group based in Dolna said it was bad. About 900 people were displaced.",
        "They fought in Dolna and in Velmora. It rained. It was cold. Nobody came. About 900 people fled.",
        "Aid came from Velmora. It rained. It was cold. The road to Orvale is shut. About 900 people fled.",
    ],
)
def test_where_only_words_were_said_or_which_of_two_is_not_told_there_is_no_place(text: str) -> None:
    assert where(text)[-1] is None


def test_a_page_about_one_area_tells_where_its_counts_belong() -> None:
    rest = "It rained for days. The rivers rose. Roads were cut. About 900 people were displaced."
    assert where(f"Floods came to the valley in Dolna. {rest}") == ["Dolna"]
    assert where(f"Floods in Dolna, in Norland, were the worst. In Orvale too it was bad. {rest}") == [
        "Norland"
    ]
    assert where(f"Floods in Dolna were the worst. In Velmora too it was bad. {rest}") == [None]


def test_a_part_is_where_its_whole_is() -> None:
    assert where("The fire in Dolna killed 12 people, including three children.") == ["Dolna", "Dolna"]


def test_what_happened_nowhere_gets_no_place() -> None:
    assert where("Floods came to the valley in Dolna. About 70 per cent of the land is dry.") == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The flood displaced 900 people in Orvale in Norland.",
        "Some 900 people were displaced. Parts of the port, Orvale, in central Norland, were under water.",
        "Some 900 people were displaced by shelling from Velmora into Orvale.",
    ],
)
def test_a_place_that_only_says_where_another_lies_or_where_it_came_from_is_not_where_it_happened(
    text: str,
) -> None:
    assert where(text) == ["Orvale"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("In Norland, fighting in Dolna displaced 900 people.", ["Dolna"]),
        ("Norland: 900 people displaced by floods in Dolna.", ["Dolna"]),
        ("Floods in Dolna district, Norland, displaced 900 people.", ["Dolna"]),
        ("Around 900 people, most of them from Orvale, are in camps in Dolna.", ["Dolna"]),
        ("900 residents of Dolna were evacuated to Orvale.", ["Dolna"]),
        ("900 Dolna residents were evacuated to Orvale.", ["Dolna"]),
        ("Some 4,000 people were displaced, including 900 in Dolna.", [None, "Dolna"]),
        ("Some 4,000 people in Norland were displaced, including 900 in Dolna.", ["Norland", "Dolna"]),
        ("Norland hosts 900 refugees from Velmora.", ["Norland"]),
        ("900 people have returned from Velmora to Dolna.", ["Dolna"]),
        ("900 people fled to Velmora from Dolna.", ["Dolna"]),
        ("900 people from Orvale are sheltering in Dolna.", ["Dolna"]),
        ("Authorities in Norland evacuated 900 people from Dolna.", ["Dolna"]),
        ("In the town of Dolna, near Orvale, 900 houses were destroyed.", ["Dolna"]),
        ("Dolna floods displace 900 people.", ["Dolna"]),
        ("900 people in Dolna and 400 in Orvale were displaced.", ["Dolna", "Orvale"]),
    ],
)
def test_which_of_several_places_is_the_counts_own(text: str, want: list[str | None]) -> None:
    read = page(text)
    found = figures.find(read, times.find(read), mentions(read))
    assert [f.place.place.name if f.place else None for f in found] == want
