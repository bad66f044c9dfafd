"""Who copied whom and whose outlets, as a person asks for it: real processes on the demo pages."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import reportedly


def exported(kind: str, db: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in reportedly("export", kind, "--db", db).stdout.splitlines()]


@pytest.fixture(scope="session")
def altered(demo_db: Path) -> dict[str, Any]:
    """A copy of the demo pages that altered something."""
    return next(c for c in exported("copies", demo_db) if any(s["altered"] for s in c["sentences"]))


@pytest.mark.parametrize("command", ["copies", "diff", "outlets"])
def test_commands_have_help_with_an_example(command: str) -> None:
    ended = reportedly(command, "--help")
    assert ended.returncode == 0
    assert f"reportedly {command}" in ended.stdout.decode().replace("\n", " ")
    assert "Example" in ended.stdout.decode()


def test_stories_with_copies_are_listed(demo_db: Path) -> None:
    words = reportedly("copies", "--db", demo_db).stdout.decode()
    assert "Ghomrassen" in words
    assert "reportedly copies ARTICLE" in words


def test_the_tree_of_an_article_marks_what_it_altered(demo_db: Path, altered: dict[str, Any]) -> None:
    ended = reportedly("copies", altered["article"], "--db", demo_db)
    words = ended.stdout.decode()
    assert ended.returncode == 0, ended.stderr.decode()
    assert altered["article"] in words
    assert altered["of"] in words
    assert "altered in" in words
    assert "because" in words
    assert "\x1b" not in words


def test_two_articles_stand_sentence_by_sentence(demo_db: Path, altered: dict[str, Any]) -> None:
    ended = reportedly("diff", altered["of"], altered["article"], "--db", demo_db)
    words = " ".join(ended.stdout.decode().split())
    assert ended.returncode == 0, ended.stderr.decode()
    change = next(chain.from_iterable(s["altered"] for s in altered["sentences"] if s["altered"]))
    for side in ("span", "of_span"):
        assert f"[{change[side]['quote'].split()[0]}" in words


def test_an_article_may_be_named_by_its_input_id(demo_db: Path, altered: dict[str, Any]) -> None:
    name = next(a["input_id"] for a in exported("articles", demo_db) if a["id"] == altered["article"])
    by_name = reportedly("copies", name, "--db", demo_db)
    assert by_name.stdout == reportedly("copies", altered["article"], "--db", demo_db).stdout


@pytest.mark.parametrize("args", [("copies", "nothing"), ("diff", "nothing", "at-all")])
def test_an_unknown_article_is_said_in_words(demo_db: Path, args: tuple[str, ...]) -> None:
    ended = reportedly(*args, "--db", demo_db)
    assert ended.returncode == 1
    assert "no article has the id, input id or address 'nothing'" in ended.stderr.decode()


def test_outlets_are_searched_by_name_party_and_family() -> None:
    for words in ("Tasnim", "tasnimnews.com", "hezbollah", "nation media group"):
        found = reportedly("outlets", "--find", words).stdout.decode()
        assert "source: https://" in found, words
    assert "No outlet is called" in reportedly("outlets", "--find", "zzzz").stdout.decode()


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "- name: Meridian Wire\n  kind: agency\n  aliases: [Meridian Press Agency]\n"
        "  source: https://meridian.example/about\n",
        encoding="utf-8",
    )
    return path


def test_ones_own_outlets_are_added_listed_and_removed(mine: Path, tmp_path: Path) -> None:
    db = tmp_path / "own.db"
    added = reportedly("outlets", "add", mine, "--db", db)
    assert added.returncode == 0, added.stderr.decode()
    assert "Meridian Wire: added" in added.stdout.decode()
    assert "your own" in reportedly("outlets", "--find", "meridian", "--db", db).stdout.decode()
    assert reportedly("outlets", "remove", "Meridian Wire", "--db", db).returncode == 0
    again = reportedly("outlets", "remove", "Meridian Wire", "--db", db)
    assert again.returncode == 1
    assert "is none of your own" in again.stderr.decode()


def test_a_file_with_a_fault_changes_nothing(mine: Path, tmp_path: Path) -> None:
    mine.write_text(mine.read_text(encoding="utf-8").replace("agency", "wire"), encoding="utf-8")
    ended = reportedly("outlets", "add", mine, "--db", tmp_path / "own.db")
    assert ended.returncode == 1
    assert f"{mine}, line 2: kind" in " ".join(ended.stderr.decode().split())
    assert "0 of them your own" in reportedly("outlets", "--db", tmp_path / "own.db").stdout.decode()
