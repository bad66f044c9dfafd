"""`reportedly export FORMAT` as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly.cli import app
from reportedly.exports import FORMATS
from reportedly.store import Store


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def export(store: Store, *args: str | Path) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, args), "--db", str(store.path)])


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_written_to_a_file(store: Store, name: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{FORMATS[name].suffix}"
    assert export(store, name, "-o", out).exit_code == 0
    assert out.stat().st_size > 100
    assert (tmp_path / "out-values.csv").exists() == FORMATS[name].flattens


def test_a_format_is_written_to_the_screen(store: Store) -> None:
    assert export(store, "geojson").stdout.startswith('{"type":"FeatureCollection"')


def test_the_side_file_goes_where_it_is_asked_for(store: Store, tmp_path: Path) -> None:
    assert export(store, "acled", "-o", tmp_path / "a.csv", "--beside", tmp_path / "b.csv").exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_days_are_filtered(store: Store) -> None:
    assert "Velmora" not in export(store, "hxl", "--since", "2031-03-13").stdout
    assert "Velmora" in export(store, "hxl", "--until", "2031-03-12").stdout
    assert export(store, "hxl", "--since", "soon").exit_code == 2


def test_what_cannot_be_is_refused_in_words(store: Store, tmp_path: Path) -> None:
    assert "only formats have filters" in export(store, "claims", "--story", "s-1").stderr
    assert "has no side file" in export(store, "hxl", "--beside", tmp_path / "b.csv").stderr
    assert "geojson" in export(store, "rumours").stderr
