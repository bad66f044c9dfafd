"""Every export KIND has the fields of docs/contract.md, and every span in it quotes its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.publish import contract
from reportedly.records import Alteration, AlterationType, CopiedSentence, Span
from reportedly.store import Store

CONTRACT = Path(__file__).resolve().parents[1] / "docs" / "contract.md"


def promised() -> dict[str, set[str]]:
    """The fields of each KIND, as the table of the contract lists them before any brackets."""
    table = CONTRACT.read_text(encoding="utf-8").partition("| KIND |")[2]
    rows = re.findall(r"^\| `(\w+)` \| [^|]*\| (.*) \|$", table, re.M)
    return {kind: set(_names(fields)) for kind, fields in rows}


def _names(fields: str) -> Iterator[str]:
    outside = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", fields)
    for quoted in re.findall(r"`([^`]+)`", outside):
        yield from re.findall(r"\w+", re.sub(r"[\[{].*?[\]}]", "", quoted))


def rows(store: Store, kind: str) -> list[dict[str, Any]]:
    return [json.loads(contract.line(row)) for row in contract.rows(store, kind)]


def test_the_contract_names_exactly_the_kinds_there_are() -> None:
    assert promised().keys() == contract.KINDS.keys()


@pytest.mark.parametrize("kind", sorted(contract.KINDS))
def test_every_row_has_the_fields_of_the_contract(demo: Store, kind: str) -> None:
    found = rows(demo, kind)
    if kind not in ("rejects", "judgements"):
        assert found, f"the demo pages give no {kind}"
    for row in found:
        assert promised()[kind] <= row.keys()


def spans(value: Any, article: str | None) -> Iterator[tuple[str | None, dict[str, Any]]]:
    if isinstance(value, list):
        for part in value:
            yield from spans(part, article)
    elif isinstance(value, dict):
        article = value.get("article", article)
        if {"start", "end", "quote"} <= value.keys():
            yield article, value
        for key, part in value.items():
            if key != "of_span":
                yield from spans(part, article)


def test_every_span_of_every_kind_is_its_articles_text(demo: Store) -> None:
    texts = {a["id"]: a["text"] for a in rows(demo, "articles")}
    counted = 0
    for kind in contract.KINDS:
        for row in rows(demo, kind):
            own = row["id"] if kind == "articles" else None
            for article, span in spans(row, own):
                if article is not None:
                    assert texts[article][span["start"] : span["end"]] == span["quote"]
                    counted += 1
    assert counted > 500


def test_ids_point_to_records_that_exist(demo: Store) -> None:
    ids = {
        kind: {r["id"] for r in rows(demo, kind)}
        for kind in ("articles", "claims", "figures", "origins", "stories")
    }
    for claim in rows(demo, "claims"):
        assert claim["article"] in ids["articles"]
        assert claim["origin"] in ids["origins"]
        assert set(claim["figures"]) <= ids["figures"]
    for figure in rows(demo, "figures"):
        assert figure["claim"] is None or figure["claim"] in ids["claims"]
    for finding in rows(demo, "findings"):
        assert finding["story"] in ids["stories"]
        assert set(finding["claims"]) <= ids["claims"]
    members = [a for story in rows(demo, "stories") for a in story["articles"]]
    assert sorted(members) == sorted(ids["articles"])


def test_an_unknown_place_is_null_in_all_but_its_name(demo: Store) -> None:
    for row in rows(demo, "places"):
        resolved = [row[f] is not None for f in ("latitude", "longitude", "radius_km")]
        assert len(set(resolved)) == 1
        assert row["name"]


def test_alterations_are_told_by_the_contracts_types() -> None:
    words = Span("a-1", 0, 4, "Olen"), Span("a-2", 0, 5, "Tarsa")
    kinds: tuple[AlterationType, ...] = ("place", "number", "gender")
    altered = tuple(Alteration(kind, *words) for kind in kinds)
    row = contract._copied(CopiedSentence(*words, 0.9, altered))
    assert [(a["type"], a["kind"]) for a in row["altered"]] == [("name", "place"), ("number", "number")]
    assert [a["type"] for a in row["altered_beside"]] == ["gender"]
