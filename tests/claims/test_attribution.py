"""Who says what: the cue lexicon's own examples, quotations over sentences, and spans that hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.actors import Actors
from reportedly.claims.attribution import find
from reportedly.claims.cues import Example, cues
from reportedly.records import Attribution
from tests.support import page

ACTORS = Actors.load()
WORDS = cues().words


def said(text: str) -> list[Attribution]:
    return list(find(page(text), ACTORS))


def contents(attribution: Attribution) -> list[str]:
    return [span.quote for span in attribution.content]


EXAMPLES = [
    *((group.id, e) for group in WORDS.groups for e in group.examples),
    *(("nouns", e) for e in WORDS.nouns.examples),
    *(("adjectives", e) for e in WORDS.adjectives.examples),
    *(("phrases", e) for e in WORDS.phrases.examples),
    *(("hearsay", e) for e in WORDS.hearsay.examples),
    *(("passive", e) for e in WORDS.passive.examples),
    *(("edges", e) for e in WORDS.edges.examples),
]


@pytest.mark.parametrize(
    ("group", "example"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else v.text[:40]
)
def test_examples_of_the_lexicon(group: str, example: Example) -> None:
    found = said(example.text)
    assert (example.source, list(example.content)) in [
        (a.source.quote if a.source else None, contents(a)) for a in found
    ], [(a.rule, a.source, contents(a)) for a in found]


@pytest.mark.parametrize("text", [t for group in WORDS.groups for t in group.not_examples])
def test_what_the_lexicon_must_not_match(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"The bridge is gone," said Ana Lopez.', "direct"),
        ("Ana Lopez said the bridge was gone.", "indirect"),
        ('Ana Lopez said the bridge was "gone for good".', "mixed"),
    ],
)
def test_speech(text: str, speech: str) -> None:
    assert [a.speech for a in said(text)] == [speech]


def test_a_quotation_goes_on_in_the_next_sentence_and_the_next_paragraph() -> None:
    text = (
        '"We left at dawn," Ana Lopez said. "Nobody stayed behind."\n\n'
        '"The road was full of carts. There was no water."\n\n'
        "The town lies on a river."
    )
    [first] = [a for a in said(text) if a.speaker == "Ana Lopez"]
    joined = " ".join(contents(first))
    assert "Nobody stayed behind." in joined
    assert "There was no water." in joined
    assert "river" not in joined


def test_a_quotation_left_open_over_paragraphs_has_one_speaker() -> None:
    text = 'Ana Lopez said: "We left at dawn. It rained.\n\n"The road was full of carts."'
    [first] = [a for a in said(text) if a.speaker == "Ana Lopez"]
    assert "carts" in " ".join(contents(first))
    assert first.speech == "direct"


def test_the_verb_may_stand_in_the_sentence_after_the_quotation() -> None:
    found = said('"Where can we go? Who will help us?" Ana Lopez asked the envoy.')
    assert any(a.speaker == "Ana Lopez" and "help us" in " ".join(contents(a)) for a in found)


def test_a_term_in_quotation_marks_is_not_speech() -> None:
    assert said('The army calls the valley "the basket" on its maps.')[0].speech != "direct"
    assert said('Fighters entered the "dead zone" near Larnwick on Monday.') == []


def test_an_interrupted_clause_has_two_spans() -> None:
    [found] = said("The roads, he said, were closed.")
    assert contents(found) == ["The roads", "were closed"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Jon Brant: Rebels left the town", "Jon Brant", "Rebels left the town"),
        ("Rebels leave Larnwick: army", "army", "Rebels leave Larnwick"),
    ],
)
def test_a_headline_names_its_speaker_beside_a_colon(text: str, source: str, content: str) -> None:
    [found] = said(text)
    assert found.source is not None
    assert (found.source.quote, contents(found), found.act) == (source, [content], "speech")


@pytest.mark.parametrize(
    "text",
    [
        "LARNWICK: Rebels left the town on Monday.",
        "Three towns fell: Larnwick, Dolna and Brenna.",
        "Update: The road was opened on Friday.",
    ],
)
def test_a_colon_alone_is_no_speech(text: str) -> None:
    assert said(text) == []


def test_turns_of_a_transcript() -> None:
    found = said("BRANT: Why did you leave?\n\nLOPEZ: The road was mined. We had no choice.")
    turns = [a for a in found if a.rule == "colon"]
    assert [a.source.quote for a in turns if a.source] == ["BRANT", "LOPEZ"]
    assert "We had no choice." in " ".join(contents(turns[1]))


def test_a_name_after_a_quotation_and_a_dash() -> None:
    found = said('"We have no water and no bread left." — Ana Lopez')
    assert [(a.source.quote, a.speech) for a in found if a.source] == [("Ana Lopez", "direct")]


def test_a_title_in_quotation_marks_is_not_speech() -> None:
    assert said('The envoy announced the winner of the prize on Friday, and "The Long Road" opened.') == [
        a
        for a in said('The envoy announced the winner of the prize on Friday, and "The Long Road" opened.')
        if "Long Road" not in " ".join(contents(a))
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The minister's warning that rain would come was ignored.", "speech"),
        ("The minister's hope that rain would come was vain.", "attitude"),
        ("The rebels seem to have left the town.", "attitude"),
        ("The town was said to be empty.", "speech"),
        ("The bishop is opposed to the raid.", "attitude"),
    ],
)
def test_speech_is_told_from_attitude(text: str, act: str) -> None:
    assert [a.act for a in said(text)] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters said the road was mined, adding that the bridge had gone.",
        "Reuters said the road was mined and said the bridge had gone.",
        "Reuters issued a statement saying that the bridge had gone.",
    ],
)
def test_who_goes_on_speaking(text: str) -> None:
    [found] = [a for a in said(text) if "bridge" in contents(a)[0] and "road" not in contents(a)[0]]
    assert found.speaker == "Reuters"


def test_as_somebody_said() -> None:
    [found] = said("As the Larnwick Tribune reported, the bridge was closed.")
    assert (found.speaker, contents(found)) == ("Larnwick Tribune", ["the bridge was closed"])


def test_the_speaker_after_a_quotation_is_not_a_name_inside_it() -> None:
    [found] = said('"The mayor left, and the army of Norland came," said Ana Lopez.')
    assert found.speaker == "Ana Lopez"


def test_a_source_after_a_dateline() -> None:
    [found] = said("LARNWICK, Norland (Wire) - Jon Brant said the dam was safe.")
    assert found.source is not None
    assert found.source.quote == "Jon Brant"


def test_hearsay_has_no_source() -> None:
    [found] = said("Ten people were reportedly killed.")
    assert (found.source, found.speaker, found.chain) == (None, None, ())


def test_accusation_reaches_over_the_day() -> None:
    [found] = said('President Jon Brant accused Norland on Friday of "ignoring every warning".')
    assert '"ignoring every warning"' in " ".join(contents(found))


PIECES = st.lists(
    st.sampled_from(
        [
            '"We left," he said.',
            "Ana Lopez said that the dam broke.",
            '"It rained.',
            'And it snowed," said the mayor.',
            "''No one,'' she added.",
            "'Never,' they said.",
            '"',
            "According to the police, two men fled.",
            "“Odd mark",
            "\n\n",
            "The group denied it, quoted by the Larn Daily.",
            "She wants to leave and he hopes that she stays.",
        ]
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_every_span_quotes_the_text(pieces: list[str]) -> None:
    made = page(" ".join(pieces) or "Nothing.")
    found = find(made, ACTORS)
    assert found == find(made, ACTORS)
    assert len({a.id for a in found}) == len(found)
    starts = [a.content[0].start for a in found]
    assert starts == sorted(starts)
    for attribution in found:
        for span in (attribution.source, attribution.cue, *attribution.content):
            assert span is None or made.article.text[span.start : span.end] == span.quote
            assert span is None or span.quote
        ends = [(s.start, s.end) for s in attribution.content]
        assert all(a[1] <= b[0] for a, b in pairwise(ends))
        if attribution.speaker is None:
            assert attribution.chain == ()
        else:
            assert attribution.chain[-1] == attribution.speaker
