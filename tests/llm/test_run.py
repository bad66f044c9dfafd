"""A whole run with a language model: asked once, never needed, and told apart from the rules."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from reportedly.config import Claims, Llm, Run, Settings
from reportedly.llm.endpoint import KEY, URL
from reportedly.pipeline import Summary
from reportedly.publish.why import explain
from reportedly.records import Problem
from reportedly.store import Reader
from tests.llm.server import Behaviour, Handler, Json, answering, claim, completion, sentences, serving
from tests.test_cli import PROGRAM
from tests.test_pipeline import exports, read

SECRET = "sk-loopback-0123456789"
BY_RULES = replace(Settings(), run=Run(workers=1))
BY_MODEL = replace(
    BY_RULES,
    claims=Claims(extractor="llm"),
    llm=Llm(
        model="reader", seconds=5.0, first_wait=0.01, attempts=2, failures=9, at_once=2, tries=2, price_in=1.0
    ),
)
PAGES = {
    "harbour.txt": "12 March 2031\n\nTroops captured the town of Ghomrassen on Tuesday. Rain fell all day.",
    "monitor.txt": "13 March 2031\n\nSix soldiers were killed near Tataouine, the monitor said.",
    "fleuve.txt": "15 mars 2031\n\nLa pluie est tombée sur le camp et les familles ont quitté leurs tentes.",
}
TELLS = {
    "captured": ("captured", "captured"),
    "killed": ("killed", "kill"),
    "blocked": ("blocked", "protest"),
    "Rain": ("floods", "displace"),  # not in the article
}


def model(handler: Handler, request: Json, _turn: int) -> None:
    """Answers by the words it sees, and makes one thing up."""
    told = []
    for number, text in sentences(request):
        for sign, (trigger, kind) in TELLS.items():
            if sign in text:
                told.append(claim(number, text, trigger, kind))
    handler.reply(completion(json.dumps({"claims": told})))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    twice = [
        {"text": "Fishermen blocked the road to the port.", "outlet": o} for o in ("Coast Post", "Quay News")
    ]
    (folder / "twice.jsonl").write_text("\n".join(map(json.dumps, twice)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def by_rules(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the pages as the rules read them, to copy: parsing is the same for both."""
    db = tmp_path_factory.mktemp("rules") / "crisis.db"
    read([pages], db, BY_RULES)
    return db


Start = Callable[[str], Path]


@pytest.fixture
def start(by_rules: Path, tmp_path: Path) -> Start:
    def copied(name: str) -> Path:
        shutil.copy(by_rules, tmp_path / name)
        return tmp_path / name

    return copied


def run(
    pages: Path, db: Path, behave: Behaviour, monkeypatch: pytest.MonkeyPatch, settings: Settings = BY_MODEL
) -> tuple[Summary, int]:
    """What a run did, and how many requests it sent."""
    with serving(behave) as server:
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(KEY, SECRET)
        summary = read([pages], db, settings)
        return summary, len(server.asked)


def rows(db: Path, kind: str) -> list[Json]:
    return [json.loads(line) for line in exports(db)[kind].splitlines()]


def test_a_model_is_asked_once_and_its_claims_say_whose_they_are(
    pages: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = start("model.db")
    summary, sent = run(pages, db, model, monkeypatch)
    assert (summary.made["question"], summary.made["ask"]) == (4, 3)  # two have one text, one is in French
    assert (sent, summary.undone) == (3, ())
    assert [(s.model, s.answered, s.tokens_in) for s in summary.spent] == [("reader", 3, 900)]
    assert summary.spent[0].cost == pytest.approx(900e-6)
    made = rows(db, "claims")
    assert sorted(c["kind"] for c in made) == ["captured", "kill", "protest", "protest"]
    assert {c["rule"] for c in made} == {"model reader (reader-1-2031)"}
    store, screen = Reader.open(db), Console(width=200)
    (lost,) = [u for found in store.derived("unfounded").values() for u in found]
    because = explain(store, next(c["id"] for c in made if c["kind"] == "captured"))
    store.close()
    with screen.capture() as told:
        screen.print(*because)
    assert "language model: reader (reader-1-2031) on “captured”" in told.get()
    assert (lost.part, lost.words) == ("trigger", "floods")

    before = exports(db)
    again, sent = run(pages, db, answering("nothing new"), monkeypatch)
    assert (sent, set(again.made.values()), again.spent) == (0, {0}, ())
    assert exports(db) == before
    assert SECRET.encode() not in b"".join(p.read_bytes() for p in db.parent.iterdir())

    _, sent = run(pages, db, model, monkeypatch, BY_RULES)  # back to the rules, as if none had been asked
    assert sent == 0
    assert exports(db) == exports(start("rules.db"))
    _, sent = run(pages, db, answering("nothing new"), monkeypatch)
    assert sent == 0  # what was paid for is still there
    assert exports(db) == before


def test_what_a_model_does_not_do_the_rules_do_until_it_does(
    pages: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(handler: Handler, request: Json, turn: int) -> None:
        if any("Tataouine" in text for _, text in sentences(request)):
            handler.reply(b"{}", 503)
        else:
            model(handler, request, turn)

    db = start("half.db")
    summary, sent = run(pages, db, half, monkeypatch)
    assert sent == 4
    (undone,) = summary.undone
    assert (undone.problem, undone.detail) == (Problem.SERVER_ERROR, "status 503")
    rules = {c["rule"] for c in rows(db, "claims") if c["article"] == undone.article}
    assert rules
    assert not any(rule.startswith("model ") for rule in rules)

    summary, sent = run(pages, db, model, monkeypatch)
    assert (sent, summary.undone) == (1, ())
    whole = start("whole.db")
    run(pages, whole, model, monkeypatch)
    assert exports(db) == exports(whole)


def test_a_refusal_is_not_paid_for_for_ever(
    pages: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = start("refused.db")
    refusing = answering("", message={"refusal": "no"})
    asked = [run(pages, db, refusing, monkeypatch)[1] for _ in range(3)]
    assert asked == [3, 3, 0]
    store = Reader.open(db)
    (spent,) = store.asked.spent()
    assert (spent.answered, spent.tokens_in) == (0, 1800)
    assert spent.cost == pytest.approx(1800e-6)
    assert {u.problem for u in store.asked.undone()} == {Problem.REFUSED}
    store.close()


# -- as a person runs it --------------------------------------------------------------------------


def reportedly(*args: str | Path, **variables: str) -> subprocess.Popen[bytes]:
    known = {k: v for k, v in os.environ.items() if not k.startswith("REPORTEDLY_")}
    environment = {**known, "COLUMNS": "100", "NO_COLOR": "1", **variables}
    command = [str(PROGRAM), *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def test_what_was_answered_before_a_kill_is_not_asked_again(pages: Path, start: Start) -> None:
    running: list[subprocess.Popen[bytes]] = []

    def until_the_last(handler: Handler, request: Json, turn: int) -> None:
        if turn == 3:
            os.kill(running[0].pid, signal.SIGKILL)
        model(handler, request, turn)

    db, settings = start("killed.db"), start("killed.db").with_name("one.toml")
    settings.write_text("[llm]\nmodel = 'reader'\nat_once = 1\n[run]\nworkers = 1\n")
    command = ("run", pages, "--db", db, "--extractor", "llm", "--settings", settings)
    with serving(until_the_last) as server:
        running.append(reportedly(*command, REPORTEDLY_LLM_URL=server.url))
        running[0].communicate()
        assert running[0].returncode == -signal.SIGKILL
        second = reportedly(*command, REPORTEDLY_LLM_URL=server.url)
        words = second.communicate()[1].decode()
        assert second.returncode == 0, words
        assert len(server.asked) == 4
        assert server.asked[2] == server.asked[3]
    assert "Language model reader: 1 answer;" in words
    assert {c["rule"] for c in rows(db, "claims")} == {"model reader (reader-1-2031)"}


def test_a_model_that_cannot_be_asked_is_told_in_words_and_by_the_exit_code(
    pages: Path, start: Start
) -> None:
    db = start("cli.db")
    with serving(lambda handler, _request, _turn: handler.reply(b"no", 401)) as server:
        ended = reportedly(
            "run", pages, "--db", db, "--extractor", "llm",
            REPORTEDLY_LLM_URL=server.url, REPORTEDLY_LLM_KEY=SECRET, REPORTEDLY_LLM_MODEL="reader",
        )  # fmt: skip
        words = ended.communicate()[1].decode()
    assert ended.returncode == 3, words
    assert "4 articles were not done by the language model; the rules read them instead" in words
    assert "status 401: the key is not taken" in words
    assert SECRET not in words
    shown = reportedly("status", "--db", db).communicate()[0].decode()
    assert "Not done by the model" in shown
    assert "not_allowed" in shown


def test_without_an_address_nothing_is_read(pages: Path, tmp_path: Path) -> None:
    ended = reportedly("run", pages, "--db", tmp_path / "new.db", "--extractor", "llm")
    words = ended.communicate()[1].decode()
    assert ended.returncode == 1
    assert "set REPORTEDLY_LLM_URL" in words
    assert "Traceback" not in words
