"""HXL-tagged figures, as HXL's own library reads and validates them."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from reportedly.exports.hxl import tags
from reportedly.store import Store
from tests.exports.reading import table, written

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the library's own imports
    import hxl

# What this export promises, in HXL's language for schemas: what must be there, and of which type.
SCHEMA = [
    [f"#valid_{what}" for what in ("tag", "required", "datatype", "value+min", "value+max", "severity")],
    ["#meta+id", "true", "text", "", "", "error"],
    ["#crisis+code", "true", "text", "", "", "error"],
    ["#date", "", "date", "", "", "error"],
    ["#geo+lat", "", "number", "-90", "90", "error"],
    ["#geo+lon", "", "number", "-180", "180", "error"],
    ["#affected+min", "", "number", "0", "", "error"],
    ["#affected+max", "", "number", "0", "", "error"],
    ["#meta+origins", "true", "number", "1", "", "error"],
]  # fmt: skip


def read(content: bytes) -> Any:
    found = table(content)
    return hxl.data([list(found[0]), *(list(row.values()) for row in found)])


def validated(content: bytes, schema: list[list[str]] | None) -> list[str]:
    """What the library finds wrong."""
    wrong: list[str] = []
    made = hxl.schema(schema, callback=lambda e: wrong.append(f"{e.message} {e.value}"))
    made.validate(read(content))
    return wrong


def test_the_library_validates_it_with_its_own_schema(store: Store) -> None:
    assert validated(written(store, "hxl"), None) == []


def test_the_library_validates_it_with_a_schema_of_what_is_promised(store: Store) -> None:
    assert validated(written(store, "hxl"), SCHEMA) == []


def test_that_schema_finds_a_wrong_cell(store: Store) -> None:
    broken = written(store, "hxl").replace(b",50000,", b",many,").replace(b",-42.43,", b",-142.43,")
    assert len(validated(broken, SCHEMA)) == 2


def test_the_library_reads_every_figure_back(store: Store) -> None:
    found = list(read(written(store, "hxl")))
    assert len(found) == 3
    killed = [[row.get(f"#affected+killed+{end}") or "" for end in ("min", "max")] for row in found]
    assert sorted(filter(any, killed)) == [["12", ""], ["14", "14"]]
    (fled,) = [row for row in found if row.get("#affected+displaced+ind+min")]
    assert fled.get("#affected+displaced+ind+min") == "50000"
    assert (fled.get("#date+start"), fled.get("#date+end")) == ("2031-03-01", "2031-03-13")
    assert (fled.get("#adm1+name"), fled.get("#geo+lat")) == ("Imereti", "-42.43")
    assert fled.get("#meta+source") == "Meridian Press"


@pytest.mark.parametrize("hashtag", tags().hashtags)
def test_every_hashtag_is_one(hashtag: str) -> None:
    assert hxl.model.TagPattern.parse(hashtag)
    assert hxl.model.Column.parse(hashtag, use_exception=True)


def test_no_hashtag_stands_twice() -> None:
    assert len(set(tags().hashtags)) == len(tags().hashtags) == len(tags().headings)
