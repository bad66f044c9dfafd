from __future__ import annotations

import pytest

from reportedly import knowledge
from reportedly.claims.moods import ModalityFile
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
