"""What a model tells is held to the article's words; places, days, numbers and speakers are read by us."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.actors import Actors
from reportedly.claims import ontology
from reportedly.claims.by_model import ByModel
from reportedly.claims.extraction import ByRules
from reportedly.claims.extractor import Extracted, Extractor
from reportedly.config import Settings
from reportedly.places import Places
from reportedly.reading import Page
from reportedly.records import Answer, Attribution, Claim, Figure, PlaceMention, Question, Unfounded
from reportedly.store.spans import check_spans
from tests import support
from tests.llm.server import Json, claim

TEXT = (
    "Government troops captured the town of Ghomrassen on Friday, the spokesman Aram Belko said. "
    "At least 12 soldiers were killed and he threatened more raids. "
    '"The siege is over," Belko said, according to the Harbour Daily.'
)
PLACES = Places.shared(Settings().places)


@pytest.fixture(scope="module")
def page() -> Page:
    return support.page(TEXT)


def read(page: Page, *claims: Json) -> Sequence[Extracted]:
    """What comes of an answer with these claims."""
    question = Question("q-1", page.article.id, 0, len(page.article.sentences) - 1)
    answer = Answer("q-1", "reader", "reader-1-2031", json.dumps({"claims": claims}))
    extractor: Extractor = ByModel(PLACES, Actors.load(), [(question, answer)])
    return extractor.extract(page)


def kinds(found: Sequence[Extracted], wanted: type[Any]) -> list[Any]:
    return [record for record in found if isinstance(record, wanted)]


CAPTURE = claim(
    0,
    "Government troops captured the town of Ghomrassen on Friday",
    "captured",
    "captured",
    actor=["Government troops"],
    recipient=["the town of Ghomrassen"],
    place="Ghomrassen",
    time="on Friday",
    said_by=[{"sentence": 0, "words": "Aram Belko"}],
    cue="said",
)
KILLED = claim(
    1,
    "At least 12 soldiers were killed",
    "killed",
    "kill",
    recipient=["12 soldiers"],
    figures=[{"quote": "At least 12 soldiers", "measure": "killed", "unit": "person"}],
)


def test_a_claim_names_its_model_and_quotes_the_article(page: Page) -> None:
    (made,) = kinds(read(page, CAPTURE), Claim)
    assert made.rule == "model reader (reader-1-2031)"
    assert (made.kind, made.trigger.quote, made.polarity, made.modality) == (
        "captured",
        "captured",
        "affirmed",
        "asserted",
    )
    assert [(n.span.quote, n.name) for n in made.actor] == [("Government troops", "Government troops")]
    assert [(n.span.quote, n.name) for n in made.recipient] == [
        ("the town of Ghomrassen", "town of Ghomrassen")
    ]


def test_places_and_days_are_read_by_the_gazetteer_and_the_calendar(page: Page) -> None:
    (made,) = kinds(read(page, CAPTURE), Claim)
    assert made.place is not None
    assert (made.place.span.quote, made.place.place.country) == ("Ghomrassen", "TN")
    assert made.time is not None
    assert (made.time.earliest, made.time.latest) == ("2024-03-15", "2024-03-15")


def test_a_place_that_no_gazetteer_has_is_named_and_not_resolved() -> None:
    page = support.page("Troops captured Qwelmora late in the evening.")
    found = read(page, claim(0, "Troops captured Qwelmora", "captured", "captured", place="Qwelmora"))
    (made,) = kinds(found, Claim)
    assert made.place is not None
    assert made.place.place.name == "Qwelmora"
    assert not made.place.place.resolved
    assert made.place in kinds(found, PlaceMention)


def test_the_speaker_is_kept_with_the_words_that_name_him(page: Page) -> None:
    found = read(page, CAPTURE)
    (made,), (said,) = kinds(found, Claim), kinds(found, Attribution)
    assert made.chain == ("Aram Belko",)
    assert made.attribution == said.id
    assert (said.source.quote, said.cue.quote, said.speech) == ("Aram Belko", "said", "indirect")
    assert said.content[0].quote == CAPTURE["quote"]


def test_a_chain_of_hearsay_runs_outermost_first(page: Page) -> None:
    over = claim(
        2,
        "The siege is over",
        "siege",
        "besieged",
        polarity="denied",
        said_by=[{"sentence": 2, "words": "the Harbour Daily"}, {"sentence": 0, "words": "Aram Belko"}],
        cue="said",
    )
    (made,), (said,) = kinds(read(page, over), Claim), kinds(read(page, over), Attribution)
    assert made.chain[-1] == "Aram Belko"
    assert "Harbour Daily" in made.chain[0]
    assert said.speech == "direct"


def test_numbers_are_read_from_the_words(page: Page) -> None:
    found = read(page, KILLED)
    (figure,), (made,) = kinds(found, Figure), kinds(found, Claim)
    assert (figure.low, figure.high, figure.qualifier, figure.measure) == (12, None, "at_least", "killed")
    assert figure.span.quote == "At least 12"
    assert made.figures == (figure.id,)
    assert figure.claim == made.id
    assert [n.name for n in made.recipient] == ["soldiers"]


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ({**CAPTURE, "quote": "Government troops took Ghomrassen"}, "quote"),
        ({**CAPTURE, "quote": "government troops captured the town"}, "quote"),
        ({**CAPTURE, "quote": "overnment troops captured the town"}, "quote"),
        ({**CAPTURE, "quote": ""}, "quote"),
        ({**CAPTURE, "quote": "Government troops"}, "trigger"),
        ({**CAPTURE, "trigger": "seized"}, "trigger"),
        ({**CAPTURE, "sentence": 1}, "quote"),
        ({**CAPTURE, "sentence": 99}, "sentence"),
        ({**CAPTURE, "sentence": -1}, "sentence"),
        ({**CAPTURE, "said_by": [{"sentence": 0, "words": "the president"}]}, "speaker"),
        ({**CAPTURE, "said_by": [{"sentence": 7, "words": "Aram Belko"}]}, "speaker"),
        ({**CAPTURE, "said_by": [{"sentence": 1, "words": "he"}]}, "speaker"),
        ({**CAPTURE, "said_by": [{"sentence": 0, "words": "Aram Belko"}] * 5}, "speaker"),
        ({**CAPTURE, "said_by": [], "cue": "reportedly"}, "cue"),
        ({**CAPTURE, "said_by": [{"sentence": 0, "words": "nobody"}], "place": "Qwelmora"}, "speaker"),
    ],
)
def test_a_claim_that_the_article_does_not_bear_out_is_rejected_and_counted(
    page: Page, told: Json, part: str
) -> None:
    found = read(page, told, KILLED)
    assert [c.kind for c in kinds(found, Claim)] == ["kill"]
    (lost,) = kinds(found, Unfounded)
    assert (lost.part, lost.kind, lost.sentence) == (part, "captured", told["sentence"])
    assert not kinds(found, Attribution)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"actor": ["The rebels"]}, "actor"),
        ({"recipient": ["the city"]}, "recipient"),
        ({"instrument": ["artillery"]}, "instrument"),
        ({"place": "Tataouine"}, "place"),
        ({"time": "on Monday"}, "time"),
        ({"cue": "announced"}, "cue"),
        ({"figures": [{"quote": "40 troops", "measure": "killed", "unit": "person"}]}, "figure"),
        ({"figures": [{"quote": "Government troops", "measure": "killed", "unit": "person"}]}, "figure"),
    ],
)
def test_what_else_does_not_stand_there_is_left_out_and_counted(page: Page, changes: Json, part: str) -> None:
    found = read(page, {**CAPTURE, **changes})
    (lost,) = kinds(found, Unfounded)
    assert lost.part == part
    (made,) = kinds(found, Claim)
    if part in ("actor", "recipient", "instrument", "figures", "place", "time"):
        assert not getattr(made, part)
    assert not kinds(found, Figure)


def test_another_five_are_no_total() -> None:
    page = support.page("Another 5 soldiers were killed on Friday.")
    told = claim(0, "Another 5 soldiers were killed", "killed", "kill")
    told["figures"] = [{"quote": "5 soldiers", "measure": "killed", "unit": "person"}]
    (figure,) = kinds(read(page, told), Figure)
    assert figure.delta == "increment"


def test_three_of_the_twelve_are_a_part_of_them() -> None:
    page = support.page("At least 12 people were killed, including 3 children, on Friday.")
    told = claim(0, "At least 12 people were killed, including 3 children", "killed", "kill")
    told["figures"] = [
        {"quote": words, "measure": "killed", "unit": "person"} for words in ("3 children", "12 people")
    ]
    twelve, three = kinds(read(page, told), Figure)
    assert (three.low, three.part_of) == (3, twelve.id)
    assert twelve.part_of is None


def test_a_measure_that_cannot_count_the_unit_is_no_figure(page: Page) -> None:
    wrong = {**KILLED, "figures": [{"quote": "12 soldiers", "measure": "killed", "unit": "km"}]}
    assert not kinds(read(page, wrong), Figure)


def test_a_day_is_no_figure() -> None:
    page = support.page("Troops left the camp on 12 May 2031 at noon.")
    told = claim(0, "Troops left the camp on 12 May 2031", "left", "withdrew")
    told["figures"] = [{"quote": "12 May 2031", "measure": "other", "unit": "person"}]
    assert not kinds(read(page, told), Figure)


def test_a_pronoun_fills_no_slot(page: Page) -> None:
    told = claim(1, "he threatened more raids", "threatened", "threaten", actor=["he"], modality="threatened")
    (made,) = kinds(read(page, told), Claim)
    assert made.actor == ()
    assert made.modality == "threatened"


def test_the_same_claim_twice_is_one(page: Page) -> None:
    assert len(kinds(read(page, CAPTURE, CAPTURE), Claim)) == 1


def test_hearsay_without_a_name_is_said_as_such() -> None:
    page = support.page("Troops reportedly captured the town.")
    found = read(page, claim(0, "captured the town", "captured", "captured", cue="reportedly"))
    (said,), (made,) = kinds(found, Attribution), kinds(found, Claim)
    assert (said.speaker, said.chain, made.chain) == (None, (), ())
    assert made.attribution == said.id


def test_a_caption_tells_no_claim() -> None:
    plain = support.page("Troops captured the town.")
    captions = tuple(replace(s, role="caption") for s in plain.article.sentences)
    parses = {line.sentence.key: line.parse for line in plain.lines}
    page = Page(replace(plain.article, sentences=captions), parses, None)
    told = claim(0, "Troops captured", "captured", "captured")
    assert [u.part for u in kinds(read(page, told), Unfounded)] == ["sentence"]


def test_both_readers_find_the_same_places_and_times(page: Page) -> None:
    rules: Extractor = ByRules(Settings())
    by_rules, by_model = rules.extract(page), read(page)
    told = (Claim, Figure, Attribution)
    assert [r for r in by_rules if not isinstance(r, told)] == list(by_model)


# -- whatever a model says ------------------------------------------------------------------------

SHORT = support.page(TEXT)
WORDS = [
    *TEXT.replace('"', "").split(),
    "Tataouine",
    "he",
    "",
    '"',
    "12 soldiers",
    "At least 12 soldiers",
    "the town of Ghomrassen",
]
SOME = st.one_of(
    st.sampled_from(WORDS),
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 60)).map(lambda at: TEXT[at[0] : at[0] + at[1]]),
    st.text(max_size=5),
)
ANY = st.builds(
    lambda head, slots, rest: {**claim(*head), **slots, **rest},
    st.tuples(st.integers(-1, 4), SOME, SOME, st.sampled_from(sorted(ontology.kinds()))),
    st.fixed_dictionaries(
        {slot: st.lists(SOME, max_size=2) for slot in ("actor", "recipient", "instrument")}
    ),
    st.fixed_dictionaries(
        {
            "place": st.none() | SOME,
            "time": st.none() | SOME,
            "cue": st.none() | SOME,
            "said_by": st.lists(
                st.fixed_dictionaries({"sentence": st.integers(-1, 4), "words": SOME}), max_size=2
            ),
            "figures": st.lists(
                st.fixed_dictionaries(
                    {
                        "quote": SOME,
                        "measure": st.sampled_from(["killed", "share", "other"]),
                        "unit": st.sampled_from(["person", "percent"]),
                    }
                ),
                max_size=2,
            ),
        }
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, max_size=4))
def test_whatever_a_model_says_every_span_is_the_article_s_text_and_nothing_is_lost_unsaid(
    claims: list[Json],
) -> None:
    found = read(SHORT, *claims)
    assert found == read(SHORT, *claims)
    for record in found:
        check_spans(record, {SHORT.article.id: TEXT})
    made, lost = kinds(found, Claim), kinds(found, Unfounded)
    rejected = [u for u in lost if u.part in ("sentence", "quote", "trigger", "speaker")]
    assert len({c.id for c in made}) == len(made)
    assert len(made) + len(rejected) <= len(claims)
    assert made or lost or not claims
    for c in made:
        assert any(c.trigger.quote == told["trigger"].strip() for told in claims)
    assert len({f.span for f in kinds(found, Figure)}) == len(kinds(found, Figure))
