"""The kinds that the rules speak of are kinds of the ontology."""

from __future__ import annotations

from reportedly.claims.linking import Linking
from reportedly.claims.ontology import kinds
from reportedly.knowledge import load
from reportedly.publish.wording import wording
from reportedly.reconcile.matters import extent_of, matters


def test_every_kind_named_is_in_the_ontology() -> None:
    rules = matters()
    named = [k for family in rules.families.values() for k in family.kinds]
    named += [*rules.agreement_kinds, *rules.breach_kinds, *rules.accusing_kinds]
    named += [k for section in wording().sections for k in section.kinds]
    linking: Linking = load("reportedly.claims", "linking.yaml", Linking)
    named += [k for fitting in linking.fits.values() for k in fitting]
    assert not set(named) - set(kinds())


def test_every_section_and_family_named_exists() -> None:
    words, rules = wording(), matters()
    names = {s.name for s in words.sections}
    assert names == set(words.order)
    assert set(words.measures.values()) <= names
    assert set(rules.overtaken_by) | set(rules.control_families) <= set(rules.families)


def test_extents() -> None:
    told = {
        "The army took full control of the town.": "all",
        "Troops now hold the entire village.": "all",
        "Rebels captured most of the district.": "most",
        "Soldiers seized parts of the city.": "part",
        "Soldiers seized the city.": None,
        "Most people left.": None,
    }
    assert {words: extent_of(words) for words in told} == told
