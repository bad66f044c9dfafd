"""Plain statements: which sayings are claims, whose, and when; and whom "we" stands for."""

from __future__ import annotations

import pytest

from reportedly.actors import Actors
from reportedly.claims import attribution, events
from reportedly.records import Claim
from reportedly.times import find as find_times
from tests import support
from tests.claims import sentences


def statements(text: str) -> list[Claim]:
    return [c for c in sentences.claims(text) if c.kind == "statement"]


def told(text: str) -> list[tuple[str, list[str]]]:
    return [(c.trigger.quote, [n.name for n in c.actor]) for c in statements(text)]


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("Police said that the bridge was closed.", "said", "Police"),
        ("The bridge was closed, police in Dolna said.", "said", "police"),
        ("The Norlandish army told reporters that the bridge was open.", "told", "Norlandish army"),
        ("The charity added that the bridge was safe.", "added", "charity"),
        ("the bridge was closed, said the superintendent.", "said", "superintendent"),
        ("The bridge was closed, according to the rebels.", "according to", "rebels"),
        ("A police officer was quoted as saying that the bridge was closed.", "saying", "police officer"),
    ],
)
def test_what_a_body_plainly_says_is_a_statement_of_that_body(text: str, trigger: str, actor: str) -> None:
    ((word, who),) = told(text)
    assert trigger.startswith(word)
    assert who == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "A man said that the bridge was closed.",
        "Witnesses said that the bridge was closed.",
        "She said that the bridge was closed.",
        "Sources said that the bridge was closed.",
        "A nurse told reporters that the bridge was closed.",
        "Police did not say that the bridge was closed.",
        "The army will say that the bridge was closed.",
        "Police think that the bridge is closed.",
    ],
)
def test_nobody_else_and_nothing_unsaid_makes_a_statement(text: str) -> None:
    assert told(text) == []


def test_a_speaker_makes_one_statement_a_sentence_and_none_where_the_verb_tells_another_kind() -> None:
    text = "The bridge was closed, the army said, and the road was open, the army said."
    assert len(told(text)) == 1
    kinds = [c.kind for c in sentences.claims("The army denied that it shelled the port.")]
    assert "deny" in kinds
    assert "statement" not in kinds


def test_a_statement_has_the_time_it_was_made_at_and_no_place() -> None:
    page = support.page("Police said on Monday that the bridge was closed on March 3.", "2024-03-15")
    claims = events.find(page, (), find_times(page), attribution.find(page, Actors.load()))
    (statement,) = [c for c in claims if c.kind == "statement"]
    assert statement.time is not None
    assert statement.time.span.quote == "Monday"
    assert statement.place is None
    assert statement.chain == ()


def test_we_in_somebodys_words_is_who_says_them() -> None:
    claims = sentences.claims('"We shelled the port," the army said.')
    (shelling,) = [c for c in claims if c.kind == "shelling"]
    assert [(n.name, n.span.quote) for n in shelling.actor] == [("army", "We")]
    assert shelling.actor[0].score is not None
    assert [c.actor for c in sentences.claims("We shelled the port.") if c.kind == "shelling"] == [()]
