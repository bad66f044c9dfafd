"""A run is repeatable: again, in another order, on other workers, or killed anywhere on the way."""

# ruff: noqa: E501 - one paragraph a line, as pages have them

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from reportedly import comparing
from reportedly.config import Copies, Run, Settings
from reportedly.pipeline import Summary, run
from reportedly.publish import contract, lineage
from reportedly.publish.asking import asked
from reportedly.run.progress import Silent
from reportedly.store import Store
from tests.conftest import PAGES
from tests.copies.reports import ORIGINAL, OTHER, QUOTER, SHARER
from tests.foreign import FLOOD

STRIKE = """The company runs 140 buses and three ferries across the bay, and lost a fifth of its passengers in two years.
Drivers had stood at the gate of the depot since Sunday with drums, banners and a pot of bean soup.
A first offer, made in February, was turned down by nine drivers out of ten.
The mayor of Almeda, Teresa Quint, said the town would pay for new brakes and for heating in the cabins.
Pupils had walked to school, and a cinema lent out its minibus to nurses of the night shift.
Commuters from the eastern suburbs shared taxis, and bicycle shops rented out everything that had two wheels.
A judge threw out the company's complaint about a blocked garage, calling it a quarrel among neighbours.
Accountants hired by the council found that overtime had cost more than new staff would have.
Retired drivers offered to steer the morning buses for nothing, an idea that neither side took up.
The last walkout, eleven years ago, ended after one weekend with free tickets for all pensioners.
Bakers near the depot reported their best trade since the carnival, selling rolls to the pickets at dawn.
Inspectors will look at the brakes of the oldest vehicles, which were bought second-hand from a company abroad.
The union keeps its right to call out the ferries as well, should no agreement be signed by the end of May."""
SOME = ("meridian.jsonl", "flashworld-rewrite.txt", "monitor-feed.xml", "harbour-daily-undated.txt")


def read(pages: list[Path], db: Path, settings: Settings | None = None) -> Summary:
    store = Store.open(db, create=True)
    summary = run(pages, store, settings or Settings(), Silent())
    store.close()
    return summary


def exports(db: Path) -> dict[str, bytes]:
    store = Store.open(db)
    made = {kind: b"".join(map(contract.line, contract.rows(store, kind))) for kind in contract.KINDS}
    store.close()
    return made


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with some of the demo pages."""
    folder = tmp_path_factory.mktemp("pages")
    for name in SOME:
        shutil.copy(PAGES / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def undisturbed(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    db = tmp_path_factory.mktemp("once") / "crisis.db"
    read([pages], db)
    return exports(db)


def test_a_run_repeated_does_nothing_and_changes_nothing(demo_db: Path, tmp_path: Path) -> None:
    db = tmp_path / "again.db"
    shutil.copy(demo_db, db)
    before = exports(db)
    summary = read([PAGES], db)
    assert set(summary.made.values()) == {0}
    assert exports(db) == before


def test_a_page_fetched_again_is_not_read_again(tmp_path: Path) -> None:
    for day in ("monday", "again"):  # the second sorts before the first
        (tmp_path / day).mkdir()
        shutil.copy(PAGES / "flashworld-rewrite.txt", tmp_path / day)
    read([tmp_path / "monday"], tmp_path / "crisis.db")
    summary = read([tmp_path / "again"], tmp_path / "crisis.db")
    assert summary.seen == 1
    assert set(summary.made.values()) == {0}


def test_pages_may_come_one_by_one_and_backwards(
    pages: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    db = tmp_path / "crisis.db"
    single = replace(Settings(), run=Run(workers=1))
    for name in sorted(SOME, reverse=True):
        folder = tmp_path / name  # each in a folder of its own, so that its input id is the same
        folder.mkdir()
        shutil.copy(pages / name, folder / name)
        read([folder], db, single)
    made = exports(db)
    assert made.keys() == undisturbed.keys()
    assert [kind for kind in made if made[kind] != undisturbed[kind]] == []


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from tests.test_pipeline import read

def main():
    left = int(sys.argv[3])

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    read([Path(sys.argv[1])], Path(sys.argv[2]))

if __name__ == "__main__":
    main()
"""


def test_killed_at_random_points_it_ends_as_if_undisturbed(
    pages: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """Kill -9 before a random SQL statement, inside transactions too; start again; at last let it end."""
    script, db = tmp_path / "killed.py", tmp_path / "crisis.db"
    script.write_text(KILLED)
    dice, kills = random.Random(20190507), 0
    root = Path(__file__).resolve().parents[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
    for most in (40, 80, 120, 160, 200):
        command = [sys.executable, str(script), str(pages), str(db), str(dice.randint(5, most))]
        ended = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr.decode()
        kills += ended.returncode != 0
    assert kills >= 2
    read([pages], db)
    made = exports(db)
    assert [kind for kind in made if made[kind] != undisturbed[kind]] == []


def test_one_bad_input_does_not_stop_the_rest(tmp_path: Path) -> None:
    lines = tmp_path / "mixed.jsonl"
    lines.write_text('{"text": "Rain fell on the camp on Monday."}\nnot json\n{"title": "no text"}\n')
    summary = read([lines], tmp_path / "crisis.db")
    assert (summary.seen, summary.rejected) == (3, 2)
    store = Store.open(tmp_path / "crisis.db")
    assert [(r.line, r.reason.value) for r in store.rejects()] == [(2, "not_json"), (3, "no_text")]
    assert store.counts()["articles"] == 1
    store.close()


def test_a_mended_line_is_no_longer_rejected(tmp_path: Path) -> None:
    lines, db = tmp_path / "mixed.jsonl", tmp_path / "crisis.db"
    lines.write_text("not json\n")
    assert read([lines], db).rejected == 1
    lines.write_text('{"text": "Rain fell on the camp on Monday."}\n')
    assert read([lines], db).rejected == 0


def test_pages_in_other_languages_join_their_story_but_no_claims_are_read_from_them(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "wire.txt").write_text(f"9 April 2031\n\n{ORIGINAL}", "utf-8")
    for language in ("ar", "fr"):
        (pages / f"{language}.txt").write_text(f"9 April 2031\n\n{FLOOD[language]}", "utf-8")
    read([pages], tmp_path / "crisis.db")
    store = Store.open(tmp_path / "crisis.db")
    articles = {a["input_id"]: a["id"] for a in contract.rows(store, "articles")}
    assert len(list(contract.rows(store, "stories"))) == 1
    assert {c["article"] for c in contract.rows(store, "claims")} == {articles["wire.txt"]}
    assert {p["article"] for p in contract.rows(store, "places")} <= {articles["wire.txt"]}
    store.close()


def test_a_sentence_taken_from_another_story_keeps_its_origin_whichever_page_came_first(
    tmp_path: Path,
) -> None:
    pages = {
        "flood": f"9 April 2031\n\n{ORIGINAL}\n{SHARER}\n{QUOTER}",
        "strike": f"11 April 2031\n\n{OTHER}\n{STRIKE}\n{ORIGINAL.splitlines()[0]}",
    }
    for name, text in pages.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    made = []
    for order in (["flood", "strike"], ["strike", "flood"]):
        db = tmp_path / f"{order[0]}.db"
        for name in order:
            read([tmp_path / f"{name}.txt"], db)
        made.append(exports(db))
    assert made[0] == made[1]
    rows = {k: [json.loads(x) for x in made[0][k].splitlines()] for k in ("articles", "stories", "copies")}
    articles = {a["input_id"]: a["id"] for a in rows["articles"]}
    assert len(rows["stories"]) == 2
    (copy,) = rows["copies"]
    assert (copy["article"], copy["of"]) == (articles["strike.txt"], articles["flood.txt"])
    assert (copy["kind"], copy["direction"]) == ("excerpt", "likely")
    origins = [json.loads(line) for line in made[0]["origins"].splitlines()]
    taken = next(o for o in origins if len({s["article"] for s in o["sentences"]}) == 2)
    assert taken["root"] == articles["flood.txt"]
    assert len(taken["stories"]) == 2
    store = Store.open(tmp_path / "flood.db")
    words = StringIO()
    lineage.show_article(store, asked(store, "strike.txt"), Console(file=words, width=120))
    assert "(in another story)" in words.getvalue()
    for changed, compared in ((Settings(), 0), (replace(Settings(), copies=Copies(min_similarity=0.7)), 2)):
        (left,) = store.apart()
        ((_, again, _, _),) = comparing.articles_apart(store, changed, [left])
        assert len(again) == compared  # nothing that was compared, unless with other settings
    store.close()
