"""Speakers: one name through an article, chains, roles and sides."""

from __future__ import annotations

import pytest

from reportedly.actors import Actors
from reportedly.claims.attribution import find
from reportedly.records import Attribution
from tests.support import page

ACTORS = Actors.load()


def said(text: str) -> list[Attribution]:
    return list(find(page(text), ACTORS))


def by_words(found: list[Attribution], words: str) -> Attribution:
    [only] = [a for a in found if words in " ".join(s.quote for s in a.content)]
    return only


def test_a_surname_and_a_pronoun_take_the_full_name() -> None:
    found = said(
        "Jon Brant, an aid worker with Harbour Relief, said the camp was full.\n\n"
        "Brant said that tents were short. He added that rain was coming."
    )
    assert {a.speaker for a in found} == {"Jon Brant"}
    assert {a.role for a in found} == {"aid"}


def test_he_is_not_an_organisation() -> None:
    found = said("The army said the road was open. He said that it was mined.")
    assert by_words(found, "mined").speaker is None


def test_a_monitor_under_two_names_is_one() -> None:
    found = said(
        "The Geneva-based Internal Displacement Monitoring Centre said that villagers left.\n\n"
        "The Monitoring Centre for Internal Displacement said that more would come.\n\n"
        "The Swiss centre said that it rained."
    )
    assert {(a.speaker, a.role, a.party) for a in found} == {
        ("Internal Displacement Monitoring Centre", "monitor", None)
    }


def test_the_director_of_a_body_is_a_person_of_it() -> None:
    found = said(
        "The Internal Displacement Monitoring Centre said that villagers left.\n\n"
        "The road is open, its director Jon Brant said."
    )
    person = by_words(found, "road")
    assert (person.speaker, person.role) == ("Jon Brant", "monitor")


@pytest.mark.parametrize(
    "text",
    [
        '"We will stay," Jon Brant was quoted as saying by the Larnwick Tribune.',
        '"We will stay," said Jon Brant, quoted by the Larnwick Tribune.',
    ],
)
def test_a_quoted_speaker_comes_by_way_of_who_quotes(text: str) -> None:
    [found] = said(text)
    assert found.chain == ("Larnwick Tribune", "Jon Brant")


def test_told_an_agency() -> None:
    found = said("Jon Brant told Reuters that the dam had failed.")
    assert by_words(found, "dam").chain == ("Reuters", "Jon Brant")


def test_what_someone_says_that_someone_said() -> None:
    found = said("Reuters reported that Jon Brant said the dam had failed.")
    assert [a.chain for a in found] == [("Reuters",), ("Reuters", "Jon Brant")]


@pytest.mark.parametrize(
    ("text", "speaker", "role", "party"),
    [
        ("Kenya's Defence Ministry said two men died.", "Kenyan defence ministry", "ministry", "Kenya"),
        ("Norwegian President Jon Brant said two men died.", "Jon Brant", "state", "Norway"),
        ("Nairobi said two men died.", "Kenyan government", "state", "Kenya"),
        ("A spokesman for the Kenyan army said two men died.", "Kenyan armed forces", "army", "Kenya"),
        ("A Kenyan resident said two men died.", "Kenyan resident", "witness", None),
        ("A Kenyan diplomat said two men died.", "Kenyan government", "state", "Kenya"),
        ("A UN report said two men died.", "United Nations", "un", None),
        ("IRNA news agency said two men died.", "IRNA", "state_media", "Iran"),
        ("A witness said two men died.", "witness", "witness", None),
        ("Aid groups said two men died.", "aid groups", "aid", None),
        ("The United Nations said two men died.", "United Nations", "un", None),
        ("State news agency IRNA said two men died.", "IRNA", "state_media", "Iran"),
        ("A doctor in Larnwick said two men died.", "doctor in Larnwick", "aid", None),
    ],
)
def test_roles_and_sides(text: str, speaker: str, role: str, party: str | None) -> None:
    [found] = said(text)
    assert (found.speaker, found.role, found.party) == (speaker, role, party)


def test_the_army_is_that_of_the_state_the_page_is_about() -> None:
    found = said(
        "Norwegian forces entered the port on Monday. Norwegian troops were seen at the bridge.\n\n"
        "An army spokesman said that the port was calm. He added that ships could leave."
    )
    assert {(a.speaker, a.role, a.party) for a in found if a.rule == "say.clause"} == {
        ("Norwegian armed forces", "army", "Norway")
    }


def test_two_sources_of_different_kinds_have_no_common_side() -> None:
    [found] = said("Nairobi and the United Nations say that the truce holds.")
    assert found.speaker == "Kenyan government and United Nations"
    assert (found.role, found.party) == ("unknown", None)


def test_we_in_a_quotation_is_its_speaker() -> None:
    found = said('"We believe that the dam is safe," Ana Lopez said.')
    assert {a.speaker for a in found} == {"Ana Lopez"}


@pytest.mark.parametrize("word", ["spokesman", "spokeswoman", "spokesperson"])
def test_a_bare_spokesman_speaks_for_whom_the_sentence_tells_of(word: str) -> None:
    [found] = said(f"The Greek army captured Dolna on Sunday, a {word} said, after days of fighting.")
    assert (found.speaker, found.role, found.party) == ("Greek armed forces", "army", "Greece")


def test_a_spokesman_whom_the_next_sentence_names_is_that_person() -> None:
    found = said(
        "An army spokesman denied that troops had shelled the port.\n\n"
        '"Our guns were silent," Colonel Jon Brant told reporters.'
    )
    assert {a.speaker for a in found} == {"Jon Brant"}


@pytest.mark.parametrize(
    "after",
    [
        '"They fired at noon," said Ana Dolak, a doctor at the hospital.',  # of another body
        "The road is open, the governor said.",  # not named
    ],
)
def test_a_spokesman_whom_nothing_names_stays_unnamed(after: str) -> None:
    found = said(f"An army spokesman denied that troops had shelled the port.\n\n{after}")
    assert by_words(found, "shelled").speaker == "army spokesman"


def test_the_ministry_is_the_one_the_page_named_with_its_state() -> None:
    found = said(
        "Statement by the Foreign Ministry of Norway\n\n"
        "The Greek government broke the pact that the Greek army signed, the Foreign Ministry said."
    )
    assert by_words(found, "broke").speaker == "Norwegian foreign ministry"


def test_its_ministry_is_that_of_the_state_the_sentence_before_is_about() -> None:
    found = said(
        "Norway on Friday called on the Greek government and the Greek army to talk.\n\n"
        "Its Foreign Ministry said the Greek government had broken the pact."
    )
    assert by_words(found, "broken").speaker == "Norwegian foreign ministry"


def test_hearsay_of_four_links() -> None:
    found = said(
        "The Larnwick Tribune reported that Reuters quoted a ministry spokesman as saying that the mayor "
        "had told the army that the bridge was gone."
    )
    last = min(found, key=lambda a: len(a.content[0].quote))
    assert last.content[0].quote == "that the bridge was gone"
    assert last.chain == ("Larnwick Tribune", "Reuters", "ministry spokesman", "mayor")
    assert last.speaker == "mayor"


@pytest.mark.parametrize(
    "text",
    [
        "Reuters, citing an army spokesman, said that the dam had failed.",
        "Reuters reported on Sunday, citing an army spokesman, that the dam had failed.",
        "The dam had failed, Reuters reported, quoting an army spokesman.",
    ],
)
def test_whom_a_report_cites_is_the_speaker(text: str) -> None:
    [found] = [a for a in said(text) if "dam" in " ".join(s.quote for s in a.content)]
    assert found.chain == ("Reuters", "army spokesman")
    assert found.role == "army"


def test_what_a_report_cites_as_a_reason_is_no_speaker() -> None:
    found = by_words(said("Reuters said, citing the rain, that the road was shut."), "road")
    assert found.speaker == "Reuters"


def test_she_after_a_quotation_over_paragraphs() -> None:
    found = said(
        '"We left at dawn," said Ana Lopez. "It rained.\n\n'
        '"The road was full of carts. Nobody helped.\n\n'
        '"There was no water," she said.'
    )
    assert {a.speaker for a in found} == {"Ana Lopez"}
    assert all("carts" in " ".join(s.quote for s in a.content) for a in found if len(a.content) > 1)


def test_the_monitor_and_the_group_look_back() -> None:
    found = said(
        "The Internal Displacement Monitoring Centre said that ten families left.\n\n"
        "The monitor added that others were missing. The group said that it rained."
    )
    assert {a.speaker for a in found} == {"Internal Displacement Monitoring Centre"}
