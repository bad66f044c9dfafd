"""What is a copy of what kind, and what only looks like one."""

# ruff: noqa: E501 - one paragraph a line, as pages have them

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.records import Copy
from tests.copies.reports import ORIGINAL, OTHER, REWRITE, SHARER, compared, made

RETOLD = """A disaster has struck Torvik, where families left thousands of homes behind after a levee broke on Monday.
The rescue service counts 12 dead and over 300 destroyed houses, and Mayor Irena Dolak spoke to reporters on Tuesday.
It is one of the hardest winters of the decade, and the weather office sees rivers rising in the hills near Belmar.
The hospital lost power, and the road from Karsun to the port has been cut off since Saturday.
A channel to let the river spread was meant to keep pressure off the bridge."""

SECOND_REPORT = """The water came at night, and by morning the market of Torvik had become a lake.
Rescuers in rubber boats went from roof to roof on Tuesday, said Milan Grohar, who leads the brigade.
He put the dead at 9, among them 2 firemen, and feared that more would be found in the cellars of Linden Street.
The eastern levee had been inspected in 2029 by a company from Almeda, whose report nobody at the town hall could find.
Pavel Orsic, a baker, lost his shop and 60 sacks of flour."""


def kinds(*copies: Copy) -> list[str]:
    return [c.kind for c in copies if c.kind != "shared"]


def test_a_report_retold_in_other_words_is_a_rewrite() -> None:
    original = made(ORIGINAL, "original", "2031-04-08", "Belmar Post")
    (copy,) = compared(original, made(RETOLD, "retold", "2031-04-09", "Mirror"))
    assert (copy.kind, copy.of, copy.direction) == ("rewrite", original.id, "likely")
    assert len(copy.sentences) >= 3


def test_a_second_report_of_one_event_is_no_copy() -> None:
    original = made(ORIGINAL, "original", "2031-04-08", "Belmar Post")
    assert kinds(*compared(original, made(SECOND_REPORT, "second", "2031-04-08", "Karsun Echo"))) == []


BULLETIN = """{n} villages were hit by shells of armed groups in the district of {place} on {day}, a police source told the agency.
The source added that the shells killed {dead} people and wounded {hurt}, and caused damage to houses and farms.
Police units destroyed {guns} mortars of the groups in the hills near {place}."""


def bulletin(n: int, place: str, day: str, dead: int, hurt: int, guns: int) -> str:
    return BULLETIN.format(n=n, place=place, day=day, dead=dead, hurt=hurt, guns=guns)


@pytest.mark.parametrize("outlets", [("Agency", "Agency"), ("Agency", "Mirror"), (None, None)])
def test_one_template_about_another_day_at_one_place_is_no_copy(outlets: tuple[str, str]) -> None:
    first = made(bulletin(3, "Darnet", "Monday", 4, 17, 2), "one", "2031-04-07", outlets[0])
    second = made(bulletin(5, "Darnet", "Friday", 2, 31, 6), "two", "2031-04-11", outlets[1])
    assert kinds(*compared(first, second)) == []


TALLY = """Shells of armed groups hit {n} houses in the Osmin and Kallo districts of the city of Darnet on {day}.
A source at Darnet Police Command told the agency that {dead} people were killed and {hurt} others were wounded in the Osmin district.
The shells caused material damage to houses, shops and cars in the districts, the source at Darnet Police Command added."""


@pytest.mark.parametrize("outlets", [("Agency", "Agency"), ("Agency", "Mirror")])
def test_other_numbers_outweigh_a_template_with_the_same_names(outlets: tuple[str, str]) -> None:
    first = made(TALLY.format(n=14, day="Monday", dead=4, hurt=17), "one", "2031-04-07", outlets[0])
    second = made(TALLY.format(n=8, day="Friday", dead=2, hurt=31), "two", "2031-04-11", outlets[1])
    found = compared(first, second)
    assert kinds(*found) == []
    assert all(link.similarity == 1 for copy in found for link in copy.sentences)


SENTENCE = ORIGINAL.split("\n")[6]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2031-04-08", "2031-04-09", "excerpt"),
        ("2031-04-08", "2031-06-09", "shared"),  # background that comes back after weeks
        (None, "2031-04-09", "shared"),
    ],
)
def test_one_sentence_of_news_is_an_excerpt_and_background_is_not(
    first: str | None, second: str, expected: str
) -> None:
    original = made(ORIGINAL, "original", first)
    (copy,) = compared(original, made(OTHER + "\n" + SENTENCE, "lifter", second))
    assert (copy.kind, len(copy.sentences)) == (expected, 1)


def test_a_sentence_that_a_third_article_has_too_is_shared() -> None:
    pages = [made(text, text[:9], "2031-04-08") for text in (ORIGINAL, OTHER + "\n" + SENTENCE)]
    third = made(SHARER[: SHARER.index("The wave")] + SENTENCE, "third", "2031-04-08")
    assert {c.kind for c in compared(*pages, third)} == {"shared"}


def test_what_a_rewrite_has_from_its_original_it_did_not_take_from_a_third() -> None:
    """The original took a passage from an earlier report; its rewrite has the passage from the original."""
    passage = "\n".join(ORIGINAL.splitlines()[3:5])
    earlier = made(f"{OTHER}\n{passage}", "earlier", "2031-04-07", "Karsun Echo")
    original = made(ORIGINAL, "original", "2031-04-08", "Belmar Post")
    lines = [*REWRITE.splitlines()[:3], passage, *REWRITE.splitlines()[5:]]
    rewrite = made("\n".join(lines), "rewrite", "2031-04-09", "Mirror")
    found = {(c.article, c.of): c for c in compared(earlier, original, rewrite)}
    assert found[original.id, earlier.id].kind == "excerpt"
    assert found[rewrite.id, original.id].kind == "rewrite"
    assert found[rewrite.id, earlier.id].kind == "shared"
    assert original.id in found[rewrite.id, earlier.id].evidence[0]


def test_a_statement_that_two_reporters_heard_is_no_copy_of_prose() -> None:
    statement = '"We will rebuild the levee before the winter, whatever the ministry pays for it,"'
    one = made(f"{OTHER}\n{statement} Mayor Irena Dolak told a crowd in front of the town hall.", "one")
    two = made(f"{SHARER}\n{statement} said Dolak, who wore a raincoat and had not slept.", "two")
    assert compared(one, two) == ()


def test_a_statement_quoted_with_the_speakers_full_title_is_no_copy_either() -> None:
    said = "said that the broken levee only deepens the isolation of the lower valley"
    words = f'Almeda Foreign Secretary Jonas Brandt said: "{said.removeprefix("said that ").capitalize()}."'
    assert compared(made(f"{OTHER}\n{words}", "one"), made(f"{SHARER}\n{words}", "two")) == ()


LATER = ORIGINAL.replace("At least 12 people have drowned", "At least 19 people have drowned")


def changed(copy: Copy) -> list[tuple[str, str]]:
    return [(a.span.quote, a.of_span.quote) for s in copy.sentences for a in s.altered if a.type == "number"]


def test_an_outlets_own_later_version_is_an_update() -> None:
    first = made(ORIGINAL, "first", "2031-04-08T09:00:00Z", "Belmar Post")
    (copy,) = compared(first, made(LATER, "later", "2031-04-08T15:00:00Z", "Belmar Post"))
    assert (copy.of, copy.update, changed(copy)) == (first.id, True, [("19", "12")])


def test_a_later_version_of_an_agencys_text_is_an_update() -> None:
    first = replace(made(ORIGINAL, "first", "2031-04-08", "Belmar Post"), credits=("Reuters",))
    later = replace(made(LATER, "later", "2031-04-09", "Mirror"), credits=("Reuters",))
    (copy,) = compared(later, first)
    assert (copy.article, copy.update) == (later.id, True)


@pytest.mark.parametrize(
    ("outlet", "published_at", "tail"),
    [
        ("Mirror", "2031-04-09", ""),
        ("Belmar Post", None, ""),
        ("Belmar Post", "2031-04-09", "\n%TEMPLATEab12cd34ef56%"),
    ],
)
def test_another_houses_new_figure_is_no_update(outlet: str, published_at: str | None, tail: str) -> None:
    first = made(ORIGINAL, "first", "2031-04-08", "Belmar Post")
    later = made(LATER, "later", published_at, outlet)
    (copy,) = compared(first, replace(later, text=later.text + tail))
    assert not copy.update
    assert [set(pair) for pair in changed(copy)] == [{"19", "12"}]


def test_the_same_text_again_is_no_update() -> None:
    first = made(ORIGINAL, "first", "2031-04-08", "Belmar Post")
    (copy,) = compared(first, made(ORIGINAL, "again", "2031-04-09", "Belmar Post"))
    assert (copy.kind, copy.update) == ("identical", False)
