"""docs/exports.md: every format has its section, and its examples are what is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportedly.exports import FORMATS
from reportedly.store import Store
from tests.exports.reading import beside, written

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))


def examples(section: str, kind: str) -> list[str]:
    return [
        line
        for block in re.findall(rf"^```{kind}\n(.*?)^```", section, re.M | re.S)
        for line in block.splitlines()
    ]


def test_every_format_has_a_section() -> None:
    assert SECTIONS.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_its_examples_are_what_is_written(store: Store, name: str) -> None:
    lines = written(store, name).decode().splitlines()
    shown = examples(SECTIONS[name], "(?:csv|json|xml)")
    assert shown
    for example in shown:
        pattern = re.compile(".*".join(re.escape(part) for part in example.split("…")))
        assert any(pattern.match(line) for line in lines), example


def test_the_example_of_the_side_file_is_what_is_written(store: Store) -> None:
    lines = [",".join(row.values()) for row in beside(store, "acled")]
    for example in examples(SECTIONS["acled"], "csv values"):
        pattern = re.compile(".*".join(re.escape(part) for part in example.split("…")))
        assert any(pattern.fullmatch(line) for line in lines), example
