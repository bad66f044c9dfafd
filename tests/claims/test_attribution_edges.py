"""Where content begins and ends, and speakers that the parse does not give as subjects."""

from __future__ import annotations

import pytest

from reportedly.actors import Actors
from reportedly.claims.attribution import find
from reportedly.records import Attribution
from tests.support import page

ACTORS = Actors.load()


def said(text: str) -> list[Attribution]:
    return list(find(page(text), ACTORS))


def told(text: str) -> list[tuple[str | None, list[str]]]:
    return [(a.source.quote if a.source else None, [s.quote for s in a.content]) for a in said(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Brant said the road was shut, which surprised the drivers.", "the road was shut"),
        ("Brant told the mayor, who had asked, that the road was shut.", "that the road was shut"),
        ("Brant says the road is shut and calls for calm.", "the road is shut"),
        ("Brant condemned the raid, which lasted two days.", "the raid"),
        ("The toll rose again (ten had died by May, Brant said).", "ten had died by May"),
        ("Brant called for more patrols along the road.", "more patrols along the road"),
        ("Brant criticised the mayor during a rally on Friday.", "the mayor"),
        ("Brant mentioned the dam when he spoke to drivers.", "the dam"),
        ("Brant said nothing about the dam.", "the dam"),
        ("Brant said at the time that the road was shut.", "that the road was shut"),
    ],
)
def test_what_the_writer_adds_or_the_speaker_does_next_is_not_content(text: str, content: str) -> None:
    assert ("Brant", [content]) in told(text)


def test_what_somebody_spoke_about_may_stand_before() -> None:
    assert told("It was exactly the sort of flood the party warned about in its report.") == [
        ("the party", ["exactly the sort of flood"])
    ]


def test_a_verb_with_an_object_does_not_say_what_stands_before_it() -> None:
    assert told("As the two lamented the raid, Brant left the hall.") == [("the two", ["the raid"])]


def test_speakers_are_not_asked_twice_for_their_own_words() -> None:
    assert told('"I think we need a new road," Brant said.') == [
        ("Brant", ['"I think we need a new road,"']),
    ]
    both = told('"The mayor says the road is shut," Brant said.')
    assert ("The mayor", ["the road is shut"]) in both


def test_the_name_of_a_programme_is_no_part_of_what_was_said_in_it() -> None:
    assert told('"The road is shut," Brant said on Larn Radio\'s "Evening Hour."') == [
        ("Brant", ['"The road is shut,"'])
    ]


def test_what_is_called_something_may_be_long() -> None:
    assert told("Brant called the order and the demand for a hearing a ploy.") == [
        ("Brant", ["the order and the demand for a hearing a ploy"])
    ]


def test_a_clause_within_quotation_marks_is_kept_whole() -> None:
    assert told('Brant said "the road is shut, which hurts all of us".') == [
        ("Brant", ['"the road is shut, which hurts all of us"'])
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("All the doctors I met said the ward was full.", "All the doctors I met"),
        ("The report published on Tuesday says the dam leaks.", "The report published on Tuesday"),
        ("Brant (a driver from Dolna) said the road was shut.", "Brant (a driver from Dolna)"),
    ],
)
def test_a_source_holds_the_clause_that_says_which(text: str, source: str) -> None:
    assert told(text)[0][0] == source


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The plane, records show, has not flown.", "records", ["The plane", "has not flown"]),
        (
            "During the siege, ministry records show, ten died.",
            "ministry records",
            ["During the siege", "ten died"],
        ),
        ("As reported by the Tribune, the bridge was shut.", "the Tribune", ["the bridge was shut"]),
        ("As Brant put it, the truce is a trap.", "Brant", ["the truce is a trap"]),
        ("Brant asked the mayor if he would leave.", "Brant", ["if he would leave"]),
        ("Brant was asked by reporters whether he would leave.", "reporters", ["whether he would leave"]),
        ("The raid was a step that officials had condemned.", "officials", ["a step"]),
        ("The army made it clear that it will stay.", "The army", ["that it will stay"]),
        (
            "Brant called her fallen son her hero before the funeral.",
            "Brant",
            ["her fallen son her hero before the funeral"],
        ),
    ],
)
def test_words_told_by_other_means(text: str, source: str, content: list[str]) -> None:
    assert (source, content) in told(text)


def test_that_said_has_no_speaker() -> None:
    assert told("That said, the road is open.") == []


def test_a_noun_that_a_verb_carries_is_told_once() -> None:
    assert told("Brant expressed dismay at the raid.") == [("Brant", ["the raid"])]


def test_who_faces_criticism_does_not_speak() -> None:
    assert told("Brant faces criticism of the raid.") == [(None, ["the raid"])]


def test_a_sentence_that_goes_on_partly_in_quotation_marks_has_the_same_speaker() -> None:
    found = said('"The road is shut for good," said Brant. But the army was "nearer than ever to the town."')
    assert [a.speaker for a in found] == ["Brant"]
    assert [s.quote for s in found[0].content] == [
        '"The road is shut for good,"',
        'But the army was "nearer than ever to the town."',
    ]


def test_a_surname_before_a_colon_speaks_where_the_page_names_the_person() -> None:
    found = said("Brant: stop blaming the drivers\n\nGovernor Jon Brant spoke on Monday.")
    assert [(a.speaker, a.content[0].quote) for a in found][:1] == [("Jon Brant", "stop blaming the drivers")]


def test_a_text_before_a_colon_speaks() -> None:
    assert told("Report: two dams have failed in the north") == [
        ("Report", ["two dams have failed in the north"])
    ]


def test_who_is_quick_to_say_it_says_it() -> None:
    assert ("Brant", ["that the road is shut"]) in told("Brant was quick to say that the road is shut.")


def test_in_a_survey_is_told_from_in_a_town() -> None:
    assert told("In the last town, half of the shops are shut.") == []


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "In addition to Jon Brant, two members of the council from Larnwick, Ana Lopez and Mia Holt, "
            "have said they will not vote.",
            "two members of the council from Larnwick",
            "they will not vote",
        ),
        ("While she's said that the dam is safe, nobody believes it.", "she", "that the dam is safe"),
        (
            'The mayor blamed a "faulty gate," claiming he had warned the engineers.',
            "The mayor",
            "he had warned the engineers",
        ),
        ("Brant won the vote by claiming that the dam was safe.", "Brant", "that the dam was safe"),
        (
            "In addition to worrying that the dam could break, Lopez is short of money.",
            "Lopez",
            "that the dam could break",
        ),
    ],
)
def test_who_says_it_stands_elsewhere_in_the_sentence(text: str, source: str, content: str) -> None:
    assert (source, [content]) in told(text)


def test_who_is_told_something_does_not_say_it() -> None:
    assert all(source != "She" for source, _ in told("She's told that the dam is safe."))


def test_what_one_says_ends_before_who_reports_all_of_it() -> None:
    found = told('The engineer said that the dam was "safe for years," according to the Tribune.')
    assert ("The engineer", ['that the dam was "safe for years,"']) in found
    assert ("the Tribune", ['The engineer said that the dam was "safe for years,"']) in found


def test_a_quotation_of_its_own_goes_on_from_a_judgement() -> None:
    found = told('Ana Lopez praised the crew. "They saved the valley in one night."')
    assert found == [("Ana Lopez", ["the crew", '"They saved the valley in one night."'])]
    nobody = told('We praised the crew. "They saved the valley in one night."')
    assert nobody == [("We", ["the crew"])]


@pytest.mark.parametrize("dash", ["\u2015", "--"])
def test_a_quotation_is_whose_name_stands_after_it(dash: str) -> None:
    words = '"The valley is empty now. Nobody has come back."'
    assert told(f"{words} {dash} Ana Lopez") == [("Ana Lopez", [words])]


def test_a_quotation_whose_opening_mark_is_lost_starts_with_its_sentence() -> None:
    found = told('"The dam is gone," Brant said. Nobody ever came to mend it."')
    assert found == [("Brant", ['"The dam is gone,"', 'Nobody ever came to mend it."'])]


def test_the_words_before_the_verb_speak_where_the_parse_strays() -> None:
    found = told("Brant, Lopez and Holt said the dam was safe.")
    assert found == [("Brant, Lopez and Holt", ["the dam was safe"])]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The idea that the dam is safe was new.", None, ["that the dam is safe"]),
        ("Brant left on Monday with plans to return.", "Brant", ["to return"]),
        ("Brant has long been a critic of the dam.", "Brant", ["the dam"]),
        ("The dam, which Brant said was safe, broke.", "Brant", ["which", "was safe"]),
        ("Brant likened the dam to a trap.", "Brant", ["the dam to a trap"]),
        ("Brant echoed the concerns of the mayor.", "Brant", ["the concerns of the mayor"]),
        ("Brant described how the dam broke.", "Brant", ["how the dam broke"]),
        ("Brant retweeted the message.", "Brant", ["the message"]),
    ],
)
def test_nouns_and_verbs_that_attribute(text: str, source: str | None, content: list[str]) -> None:
    assert (source, content) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is evidence that the dam is safe.",
        "Brant came in order to leave.",
        "The shots echoed through the valley.",
        "Brant is a teacher of history.",
    ],
)
def test_signs_and_orders_are_nobodys_words(text: str) -> None:
    assert told(text) == []
