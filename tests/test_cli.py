"""The commands as a person runs them: real processes, exit codes, words on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.publish import contract

PROGRAM = Path(sys.executable).with_name("reportedly")


def reportedly(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    return subprocess.run(
        [str(PROGRAM), *map(str, args)], input=stdin, capture_output=True, check=False, env=environment
    )


@pytest.mark.parametrize("command", ["run", "brief", "timeline", "report", "export", "why", "status"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    ended = reportedly(command, "--help")
    assert ended.returncode == 0
    assert f"reportedly {command}" in ended.stdout.decode().replace("\n", " ")
    assert "Example" in ended.stdout.decode()


def test_standard_input_is_read_and_a_reject_sets_the_exit_code(tmp_path: Path) -> None:
    lines = b'{"text": "Rain fell on the camp on Monday.", "id": "one"}\n[1, 2]\n'
    ended = reportedly("run", "-", "--db", tmp_path / "crisis.db", stdin=lines)
    words = ended.stderr.decode()
    assert ended.returncode == 3, words
    assert "-:2: not_json" in words
    listed = reportedly("export", "articles", "--db", tmp_path / "crisis.db").stdout
    assert [json.loads(line)["input_id"] for line in listed.splitlines()] == ["one"]


def test_a_database_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    ended = reportedly("brief", "--db", tmp_path / "none.db")
    assert ended.returncode == 1
    assert "there is no" in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()


def test_a_misspelt_setting_is_named(tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text("[places]\nminimum = 3\n")
    ended = reportedly("run", tmp_path, "--db", tmp_path / "crisis.db", "--settings", settings)
    assert ended.returncode == 1
    assert "[places] has no minimum" in ended.stderr.decode()


def test_an_unknown_kind_lists_the_kinds_there_are(demo_db: Path) -> None:
    ended = reportedly("export", "rumours", "--db", demo_db)
    assert ended.returncode == 2
    assert "findings" in ended.stderr.decode()


def test_export_writes_json_lines_to_a_file(demo_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    assert reportedly("export", "claims", "--db", demo_db, "-o", out).returncode == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert all(row["sentence"]["quote"] for row in rows)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_the_brief_is_written_in_every_form(demo_db: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "brief"
    assert reportedly("brief", "--db", demo_db, "-f", form, "-o", out).returncode == 0
    assert "Ghomrassen" in out.read_text(encoding="utf-8")


def test_the_report_is_one_file(demo_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert reportedly("report", "--db", demo_db, "-o", out).returncode == 0
    page = out.read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "Ghomrassen" in page


def test_the_timeline_shows_days(demo_db: Path) -> None:
    assert "May 2019" in reportedly("timeline", "--db", demo_db).stdout.decode()


@pytest.mark.parametrize("kind", ["findings", "claims", "figures", "attributions", "origins", "stories"])
def test_why_explains_every_kind_of_record_down_to_its_words(demo_db: Path, kind: str) -> None:
    from reportedly.store import Store

    store = Store.open(demo_db)
    row = next(iter(contract.rows(store, kind)))
    store.close()
    ended = reportedly("why", row["id"], "--db", demo_db)
    assert ended.returncode == 0, ended.stderr.decode()
    assert row["id"] in ended.stdout.decode()


def test_why_of_an_unknown_id_says_where_ids_are(demo_db: Path) -> None:
    ended = reportedly("why", "f-0", "--db", demo_db)
    assert ended.returncode == 1
    assert "reportedly export findings" in ended.stderr.decode()


def test_status_counts_what_is_there(demo_db: Path) -> None:
    words = reportedly("status", "--db", demo_db).stdout.decode()
    assert "17  articles" in words.replace("17 articles", "17  articles")
