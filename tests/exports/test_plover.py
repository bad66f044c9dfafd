"""PLOVER records: types and modes of its codebook, every kind mapped or said why not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from reportedly.claims.ontology import kinds
from reportedly.exports.plover import KindThere, codebook
from reportedly.store import Store
from tests.exports.reading import written

ACTOR = {
    "type": "object",
    "required": ["code", "sector", "actor_text"],
    "properties": {
        "code": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"},
        "sector": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"},
        "actor_text": {"type": "string"},
    },
}
# The table of fields in the manual, with what this export adds.
RECORD: dict[str, Any] = {
    "type": "object",
    "required": ["id", "date", "source", "event"],
    "properties": {
        "id": {"type": "string"},
        "date": {"type": ["string", "null"], "format": "date"},
        "enddate": {"type": ["string", "null"], "format": "date"},
        "source": {"type": "array", "items": ACTOR},
        "recipient": {"type": "array", "items": ACTOR},
        "event": {"type": "array", "minItems": 1, "items": {"enum": sorted(codebook().types)}},
        "mode": {"type": "array", "items": {"type": "string"}},
        "context": {"type": "array", "items": {"enum": list(codebook().contexts)}},
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_loc": {"type": ["object", "null"]},
        "dead": {"type": ["integer", "null"]},
    },
}


def records(store: Store) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(store, "plover").splitlines()]


def test_every_record_has_the_fields_of_the_manual(store: Store) -> None:
    check = jsonschema.Draft202012Validator(RECORD, format_checker=jsonschema.FormatChecker())
    found = records(store)
    assert found
    for record in found:
        check.validate(record)
        for event, mode in zip(record["event"], record["mode"], strict=False):
            assert mode in codebook().types[event].modes


def test_a_shelling_is_an_assault_with_heavy_weapons(store: Store) -> None:
    record = next(r for r in records(store) if r["event"] == ["ASSAULT"] and r["origins"] == 2 and r["mode"])
    assert (record["mode"], record["quad_code"], record["date"]) == (["heavy-weapons"], 4, "2031-03-10")
    assert record["source"] == [{"code": None, "sector": "MIL", "actor_text": "Army"}]
    assert record["event_loc"]["cc3"] == "GEO"
    assert {c["publication"] for c in record["cite_info"]} == {
        "Meridian Press",
        "Harbour Ledger",
        "Flashworld",
    }


def test_the_toll_is_the_lowest_that_stands(store: Store) -> None:
    (record,) = [r for r in records(store) if r["dead"]]
    assert record["dead"] == 12


def test_what_is_planned_or_denied_says_so(store: Store) -> None:
    contexts = {r["text"]: r["context"] for r in records(store)}
    assert contexts["The army plans to shell Velmora again."] == ["future"]
    assert contexts["The rebels did not shell Velmora, their spokesman said."] == ["negation"]


@pytest.mark.parametrize("code", sorted(kinds()))
def test_every_kind_is_mapped_or_says_why_not(code: str) -> None:
    there = codebook().kinds[code]
    assert (there.event is None) == bool(there.why)
    if there.event is not None:
        assert there.mode is None or there.mode in codebook().types[there.event].modes
        assert set(there.context) <= set(codebook().contexts)


def test_the_ontology_names_the_same_types() -> None:
    for kind in kinds().values():
        there = codebook().kinds[kind.code]
        named = [part.strip().partition("/")[0] for part in (kind.plover or "").split(";") if part]
        assert set(named) == ({there.event} if there.event else set())


def test_a_kind_of_the_users_own_goes_by_its_entry_in_the_ontology() -> None:
    kind = replace(kinds()["protest"], code="sit_in", plover="PROTEST/obstruct")
    assert codebook().there(kind) == KindThere("PROTEST", "obstruct")
    assert codebook().there(replace(kind, plover="PROTEST/picnic")) == KindThere("PROTEST")
    assert codebook().there(replace(kind, plover=None)).why


def test_no_kind_is_mapped_that_does_not_exist() -> None:
    assert codebook().kinds.keys() == kinds().keys()


def test_modalities_lead_to_types_modes_and_contexts_there_are() -> None:
    for told in codebook().modalities.values():
        assert told.event is None or told.event in codebook().types
        assert told.hostile is None or told.hostile in codebook().types[told.event or ""].modes
        assert told.context is None or told.context in codebook().contexts
    assert codebook().denied in codebook().contexts
