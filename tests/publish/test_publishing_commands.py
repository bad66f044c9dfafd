"""`reportedly publish`, `publications`, `site` and `backup` as a person runs them."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from reportedly.cli import app
from reportedly.errors import NotFound
from reportedly.publish.site.making import told
from reportedly.store import Reader


@pytest.fixture
def db(demo_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "200")
    found = tmp_path / "crisis.db"
    shutil.copy(demo_db, found)
    return found


def run(db: Path, *args: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, args), "--db", str(db)])


def story(db: Path) -> str:
    store = Reader.open(db)
    found = next(told(store)).id
    store.close()
    return found


def test_a_brief_is_kept_listed_and_taken_away(db: Path, tmp_path: Path) -> None:
    kept = run(
        db, "publish", story(db), "--title", "Morning [brief]", "--standfirst", "So far.", "--by", "Ada"
    )
    assert kept.exit_code == 0, kept.stderr
    id_ = kept.stdout.strip()
    listed = run(db, "publications").stdout
    assert id_ in listed
    assert "Morning [brief]" in listed
    assert run(db, "publications", id_).stdout.startswith("# Morning \\[brief\\]\n\n*Published by Ada, ")
    for form, begins in (("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("docx", b"PK")):
        out = tmp_path / f"brief.{form}"
        assert run(db, "publications", id_, "--format", form, "-o", out).exit_code == 0
        assert out.read_bytes().startswith(begins)
    assert "So far." in [p.text for p in Document(io.BytesIO(out.read_bytes())).paragraphs]


def test_a_later_one_takes_the_place_of_another(db: Path) -> None:
    first = run(db, "publish", story(db), "--title", "Morning").stdout.strip()
    later = run(db, "publish", story(db), "--title", "Noon", "--after", first).stdout.strip()
    assert f"takes the place of {first}" in run(db, "publications", later).stdout


def test_publishing_is_in_the_log(db: Path) -> None:
    id_ = run(db, "publish", story(db), "--title", "Morning", "--by", "Ada").stdout.strip()
    store = Reader.open(db)
    entry = store.people.log()[0]
    store.close()
    assert (entry.by, entry.what, entry.about) == ("Ada", "published", f"{id_}: Morning")


def test_what_is_not_there_is_said(db: Path) -> None:
    for args in (("publish", "s-0", "--title", "T"), ("publications", "e-0"), ("site", "--story", "s-0")):
        assert isinstance(run(db, *args).exception, NotFound)
    wrong = run(db, "publish", story(db), "--title", "T", "--after", "e-0").exception
    assert isinstance(wrong, NotFound)


def test_the_site_and_the_backup_say_where_they_are(db: Path, tmp_path: Path) -> None:
    made = run(db, "site", "-o", tmp_path / "site")
    assert f"wrote {tmp_path / 'site' / 'index.html'}" in made.stderr
    copied = run(db, "backup", "-o", tmp_path / "backup.db")
    assert "sound" in copied.stderr
    assert run(tmp_path / "backup.db", "publications").exit_code == 0
