from __future__ import annotations

import pytest

from reportedly import knowledge, times
from reportedly.claims import events
from reportedly.claims.moods import ModalityFile
from tests import support
from tests.claims import sentences

FILE = knowledge.load("reportedly.claims", "modality.yaml", ModalityFile)


def judged(sentence: str) -> list[tuple[str, str]]:
    """(polarity, modality) of the claims at the bracketed words."""
    return [(c.polarity, c.modality) for c in sentences.at(sentence)]


@pytest.mark.parametrize(
    ("name", "sentence"), [(r.name, e) for r in FILE.rules for e in r.examples], ids=lambda v: v[:40]
)
def test_a_rule_makes_of_its_example_what_it_says(name: str, sentence: str) -> None:
    rule = next(r for r in FILE.rules if r.name == name)
    found = judged(sentence)
    assert found
    assert found[0][0] == rule.polarity
    assert rule.polarity == "denied" or found[0][1] == rule.effect


@pytest.mark.parametrize(
    ("name", "sentence"), [(r.name, e) for r in FILE.rules for e in r.not_examples], ids=lambda v: v[:40]
)
def test_a_rule_leaves_its_counter_example(name: str, sentence: str) -> None:
    rule = next(r for r in FILE.rules if r.name == name)
    found = judged(sentence)
    assert found
    assert (found[0][1] if rule.polarity == "affirmed" else found[0][0]) != (
        rule.effect if rule.polarity == "affirmed" else "denied"
    )


@pytest.mark.parametrize(
    ("wanted", "sentence"), [(k, e) for k, rows in FILE.examples.items() for e in rows], ids=lambda v: v[:40]
)
def test_a_sentence_of_each_class(wanted: str, sentence: str) -> None:
    found = judged(sentence)
    assert found
    assert wanted in found[0]
    if wanted == "asserted":
        assert found[0] == ("affirmed", "asserted")


def test_there_are_sentences_enough() -> None:
    assert (
        sum(len(r.examples) + len(r.not_examples) for r in FILE.rules) + sum(map(len, FILE.examples.values()))
        >= 60
    )


@pytest.mark.parametrize(
    ("governing", "polarity", "modality"),
    [
        ("managed to", "affirmed", "asserted"),
        ("did not manage to", "denied", "asserted"),
        ("failed to", "denied", "asserted"),
        ("did not fail to", "affirmed", "asserted"),
        ("was not able to", "denied", "asserted"),
        ("is said to have failed to", "denied", "asserted"),
        ("planned to", "affirmed", "planned"),
        ("did not plan to", "denied", "planned"),
        ("abandoned a plan to", "denied", "planned"),
        ("managed to foil a plot to", "denied", "planned"),
        ("threatened to", "affirmed", "threatened"),
        ("never threatened to", "denied", "asserted"),
        ("was urged to", "affirmed", "demanded"),
        ("was too weak to", "denied", "asserted"),
        ("had yet to", "denied", "asserted"),
    ],
)
def test_what_governs_an_event_is_itself_affirmed_or_denied(
    governing: str, polarity: str, modality: str
) -> None:
    assert judged(f"The army {governing} [capture] Velmora.") == [(polarity, modality)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Unless the road is not [bombed], the trucks will go.",
        "The road is safe as long as it is not [bombed].",
    ],
)
def test_a_condition_denies_nothing(sentence: str) -> None:
    assert judged(sentence) == [("affirmed", "possible")]


def test_a_habit_with_a_recent_day_is_news() -> None:
    made = support.page("Rebels repeatedly attacked the pipeline on Thursday. They often attack the port.")
    told = [c.modality for c in events.find(made, (), times.find(made), ()) if c.kind == "attack"]
    assert told == ["asserted", "background"]
