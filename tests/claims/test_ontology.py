from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportedly.claims import ontology, rules
from reportedly.errors import RuleError
from tests.claims import sentences

KINDS = list(ontology.kinds().values())


@pytest.mark.parametrize(("code", "example"), [(k.code, e) for k in KINDS for e in k.examples])
def test_an_example_triggers_its_kind(code: str, example: str) -> None:
    assert code in [c.kind for c in sentences.at(example)]


@pytest.mark.parametrize(("code", "sentence"), [(k.code, e) for k in KINDS for e in k.not_examples])
def test_a_counter_example_does_not(code: str, sentence: str) -> None:
    assert code not in [c.kind for c in sentences.claims(sentence)]


def test_every_kind_has_an_example_and_a_trigger() -> None:
    known = rules.index()
    worded = {e.kind for rows in known.verbs.values() for _, e, _, _ in rows}
    worded |= {e.kind for rows in known.nouns.values() for _, e, _, _ in rows}
    worded.add(known.deeds.kind)
    assert worded == set(ontology.kinds())
    assert all(k.examples and k.not_examples for k in KINDS)


def test_who_holds_a_place_follows_from_kinds_of_territory_only() -> None:
    assert {k.control for k in KINDS if k.group == "territory"} == {"gained", "lost", "contested", "held"}
    assert {k.code for k in KINDS if k.control and k.group != "territory"} == {"clash"}


def test_an_unknown_kind_is_an_error_that_names_it() -> None:
    with pytest.raises(RuleError, match="teleported"):
        ontology.kind("teleported")


def test_the_page_of_documentation_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "ontology.md"
    assert page.read_text(encoding="utf-8") == ontology.page()


def test_the_contract_names_every_kind() -> None:
    contract = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")
    told = contract.partition("## Kinds of claim")[2]
    assert re.findall(r"`(\w+)`", told)[1:] == list(ontology.kinds())
