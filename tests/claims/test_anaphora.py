"""Whom pronouns and descriptions stand for, how sure that is, and where nobody is named."""

from __future__ import annotations

import pytest

from reportedly.actors import Actors
from reportedly.claims.attribution import find
from reportedly.records import Attribution
from tests.support import page

ACTORS = Actors.load()


def said(text: str) -> list[Attribution]:
    return [a for a in find(page(text), ACTORS) if a.rule.endswith("clause")]


def test_who_is_named_needs_no_score() -> None:
    assert [a.score for a in said("Ana Lopez said the ward was full.")] == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Lopez said the ward was full. She added that beds were short.", "Ana Lopez"),
        ("The Lake Observatory said ten died. It said two were children.", "Lake Observatory"),
        ("The Lake Observatory said ten died. The monitor said two were children.", "Lake Observatory"),
        ("The Lake Observatory said ten died. The group said two were children.", "Lake Observatory"),
        ("Police said two men were held. They said both were armed.", "police"),
        (
            "An AFP correspondent said shops were shut. The reporter said streets were empty.",
            "AFP correspondent",
        ),
        (
            "An AFP correspondent saw smoke. The correspondent said shops were shut.",
            "AFP correspondent",
        ),
        (
            "Jon Brant, head of the Lake Observatory, said ten died. The Observatory's chief said two fled.",
            "Jon Brant",
        ),
    ],
)
def test_a_pronoun_or_description_takes_the_name_with_a_score(text: str, speaker: str) -> None:
    last = said(text)[-1]
    assert last.speaker == speaker
    assert last.score is not None
    assert 0.5 <= last.score < 1


def test_two_who_fit_make_it_less_sure() -> None:
    alone = said("Jon Brant said ten died. He said two were children.")[-1]
    rival = said("Ana Lopez said six died. Jon Brant said ten died. He said two were children.")[-1]
    assert alone.score is not None
    assert rival.score is not None
    assert rival.score < alone.score


@pytest.mark.parametrize(
    "text",
    [
        "The mayor met the general on Monday. He said the road would open.",
        "A driver saw a driver fall. The bishop prayed. It said the road would open.",
    ],
)
def test_nobody_is_named_where_it_would_be_a_guess(text: str) -> None:
    last = said(text)[-1]
    assert (last.speaker, last.chain, last.score) == (None, (), None)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A statement by the Lake Observatory said ten died.", "Lake Observatory"),
        ("A statement issued by the Lake Observatory said ten died.", "Lake Observatory"),
        ("Figures from the Lake Observatory show that ten died.", "Lake Observatory"),
        ("The Lake Observatory's figures show that ten died.", "Lake Observatory"),
    ],
)
def test_a_text_speaks_for_its_author(text: str, speaker: str) -> None:
    assert [a.speaker for a in said(text)] == [speaker]


def test_whom_a_report_cites_goes_on_as_the_source() -> None:
    found = said("State television, quoting a military source, said ten died. The source said two fled.")
    assert found[-1].speaker == "military source"


def test_a_paper_that_is_cited_by_name_stands_in_the_chain() -> None:
    found = said(
        "Reuters, citing the Larnwick Tribune, reported that Jon Brant had said the army would leave."
    )
    assert found[-1].chain == ("Reuters", "Larnwick Tribune", "Jon Brant")


def test_reports_of_something_have_no_speaker() -> None:
    [found] = find(page("There were reports of shelling in the east."), ACTORS)
    assert (found.source, found.speaker, found.content[0].quote) == (None, None, "shelling in the east")


@pytest.mark.parametrize(
    ("text", "chain", "role"),
    [
        ("The rights group Larn Watch said ten died.", ("Larn Watch",), "rights_group"),
        (
            "The state news agency NANA quoted an army source as saying ten died.",
            ("NANA", "army source"),
            "official",
        ),
        ("Brant, a resident of the eastern quarter, said ten died.", ("Brant",), "witness"),
    ],
)
def test_a_name_beside_its_description(text: str, chain: tuple[str, ...], role: str) -> None:
    [found] = find(page(text), ACTORS)
    assert (found.chain, found.role) == (chain, role)


def test_another_group_that_has_a_name_is_not_the_one_before() -> None:
    found = said("The Lake Observatory said ten died. The rights group Larn Watch said two fled.")
    assert [a.speaker for a in found] == ["Lake Observatory", "Larn Watch"]
