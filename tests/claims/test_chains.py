"""Speakers over paragraphs, chains of hearsay, and where nobody is said to speak."""

from __future__ import annotations

import pytest

from reportedly.actors import Actors
from reportedly.claims.attribution import find
from reportedly.records import Attribution
from tests.support import page

ACTORS = Actors.load()


def of(text: str, words: str) -> Attribution:
    """The innermost attribution of the words."""
    covering = [
        (sum(c.end - c.start for c in a.content), a)
        for a in find(page(text), ACTORS)
        if any(words in c.quote for c in a.content)
    ]
    return min(covering, key=lambda row: row[0])[1]


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            "The BBC, quoting the Lake agency, which cited a local official, said nine had died.",
            "nine had died",
            ("BBC", "Lake agency", "local official"),
        ),
        (
            "According to Reuters, which quoted a military commander, the road was open.",
            "the road was open",
            ("Reuters", "military commander"),
        ),
        (
            "Reuters reported that Jon Brant had told Luis Ortega that the mayor had said it would rain.",
            "it would rain",
            ("Reuters", "Jon Brant", "mayor"),
        ),
        (
            "Igor Lenz told state television that the base was safe.",
            "the base was safe",
            ("state television", "Igor Lenz"),
        ),
        (
            "State radio quoted the minister as saying that a witness had told police it was a woman.",
            "it was a woman",
            ("state radio", "minister", "witness"),
        ),
        (
            "The council, citing the governor's office, put the toll at 45.",
            "45",
            ("council", "governor's office"),
        ),
        ("Igor Lenz told agencies that the base was safe.", "the base was safe", ("Igor Lenz",)),
    ],
)
def test_chains_run_from_the_outlet_to_the_witness(text: str, words: str, chain: tuple[str, ...]) -> None:
    assert of(text, words).chain == chain


@pytest.mark.parametrize("words", ["They bombed the ward", "Then they came back", "We ran"])
def test_a_quotation_of_several_paragraphs_is_of_who_was_named_before_it(words: str) -> None:
    text = (
        "Amal Issa, a nurse, described the night.\n\n"
        '"They bombed the ward twice.\n\n"Then they came back with tanks.\n\n"We ran," she said.'
    )
    assert of(text, words).speaker == "Amal Issa"


@pytest.mark.parametrize(
    ("text", "words", "speaker", "role"),
    [
        ("According to the health ministry, nine died.", "nine died", "health ministry", "ministry"),
        (
            "The Observatory's director, Rami Haddad, said nine died.",
            "nine died",
            "Rami Haddad",
            "monitor",
        ),
        (
            "Norland's foreign ministry summoned the envoy. It said the raid was illegal.",
            "the raid was illegal",
            "Norland's foreign ministry",
            "ministry",
        ),
    ],
)
def test_who_speaks_and_as_what(text: str, words: str, speaker: str, role: str) -> None:
    found = of(text, words)
    assert (found.speaker, found.role) == (speaker, role)


def test_a_newspaper_is_no_government() -> None:
    assert of("The Kyiv Post reported that power was out.", "power was out").speaker == "Kyiv Post"


def test_two_persons_before_a_pronoun_make_it_less_sure() -> None:
    alone = of("Jon Brant left on Monday. He said the road would open.", "the road")
    rival = of("Jon Brant met Luis Ortega on Monday. He said the road would open.", "the road")
    assert alone.score is not None
    assert rival.score is not None
    assert rival.score < alone.score


@pytest.mark.parametrize(
    "text",
    [
        "It is believed that nine are trapped.",
        "Nine are thought to be trapped.",
        "There are reports that nine are trapped.",
        "Nine people were reportedly trapped.",
    ],
)
def test_hearsay_without_a_speaker_is_said_as_such(text: str) -> None:
    found = find(page(text), ACTORS)
    assert [(a.speaker, a.chain) for a in found] == [(None, ())]
