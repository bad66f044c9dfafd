"""Judging from a terminal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli import app
from reportedly.cli.opening import OPEN
from reportedly.errors import JudgementError
from reportedly.records import Place, Value
from reportedly.review.values import value


def reportedly(*args: str | Path) -> str:
    """What a command says, on either stream."""
    with OPEN:
        return CliRunner().invoke(app, [*map(str, args)], catch_exceptions=False).output


def test_a_toll_is_corrected_contested_settled_and_listed(demo_db: Path, tmp_path: Path) -> None:
    db = tmp_path / "crisis.db"
    shutil.copy(demo_db, db)
    reportedly("export", "figures", "--db", db, "--out", tmp_path / "figures")
    figures = map(json.loads, (tmp_path / "figures").read_text().splitlines())
    figure = next(f["id"] for f in figures if f["measure"] == "killed" and f["low"] == f["high"] == 9)
    ended = reportedly("judge", "correct", figure, "figure", "at least 12", "--by", "Ada", "--db", db)
    assert "the account is told anew at once" in ended
    ended = reportedly("judge", "correct", figure, "figure", "13", "--by", "Bo", "--db", db)
    assert "Ada decided otherwise, so the account follows neither" in ended
    reportedly(
        "judge", "correct", figure, "figure", "13", "--by", "Bo", "--settle", "--why", "asked", "--db", db
    )
    listed = " ".join(reportedly("judgements", "--db", db).split())
    assert "Ada corrected the figure to at least 12: “nine”" in listed
    assert "“asked”" in listed
    reportedly("export", "judgements", "--db", db, "--out", tmp_path / "judgements")
    rows = [json.loads(line) for line in (tmp_path / "judgements").read_text().splitlines()]
    assert [(r["by"], r["state"]) for r in rows] == [
        ("Ada", "overtaken"),
        ("Bo", "overtaken"),
        ("Bo", "stands"),
    ]
    assert rows[2]["value"] == {"low": 13, "high": 13, "qualifier": "exact"}


def test_what_is_no_id_is_said_in_words(demo_db: Path) -> None:
    with pytest.raises(JudgementError, match="give ids of one kind"):
        reportedly("judge", "accept", "nonsense", "--db", demo_db)


@pytest.mark.parametrize(
    ("slot", "words", "meant"),
    [
        ("figure", "1,200", Value(low=1200, high=1200)),
        ("figure", "12-15", Value(low=12, high=15)),
        ("figure", "At least 12", Value(low=12, qualifier="at_least")),
        ("figure", "at most 12", Value(high=12, qualifier="at_most")),
        ("figure", "about 12", Value(low=12, high=12, qualifier="about")),
        ("time", "2031-04-09", Value(earliest="2031-04-09", latest="2031-04-09")),
        ("time", "2031-04-09/2031-04-11", Value(earliest="2031-04-09", latest="2031-04-11")),
        ("time", "unknown", Value()),
        ("speaker", "Lena Moss", Value(speaker="Lena Moss")),
        ("speaker", "none", Value()),
        ("place", "Wadi Test @ 33.2, 10.4", Value(place=Place("Wadi Test", 33.2, 10.4))),
        ("kind", "air_strike", Value(kind="air_strike")),
    ],
)
def test_values_are_written_as_people_write_them(slot: str, words: str, meant: Value) -> None:
    assert value(slot, words) == meant  # type: ignore[arg-type]


def test_a_name_of_several_places_is_asked_about() -> None:
    with pytest.raises(
        JudgementError, match=r"several places of that name; write one of:\n  'Springfield#\d+'"
    ):
        value("place", "Springfield")
    with pytest.raises(JudgementError, match=r"the gazetteer has no 'Xqzzt'; write its point"):
        value("place", "Xqzzt")
    with pytest.raises(JudgementError, match="is no number; write 12, 12-15"):
        value("figure", "a dozen")
