"""The rounds as a whole: as a person runs the command, stopped in the middle, and with the database taken."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportedly.config import Watch
from reportedly.errors import SettingsError
from reportedly.publish import contract
from reportedly.records import RejectReason
from reportedly.run.progress import Silent
from reportedly.store import Store, one_writer
from reportedly.watch.folders import Folders
from reportedly.watch.gathering import Gatherer
from reportedly.watch.starting import Plan
from reportedly.watch.stopping import Breaking, Stop, Stopped, Timer, bell, on_signals
from reportedly.watch.watcher import Watcher
from tests.watch.asking import SETTINGS, Clock, fetcher, manners
from tests.watch.feeds import page, rss
from tests.watch.server import Server, says, says_nothing, serving, with_etag

PROGRAM = Path(sys.executable).with_name("reportedly")
TEXT = (
    "At least six people were killed on Tuesday when shells hit a market in Idlib, the White Helmets said. "
    "A spokesman for the army denied that it had attacked the town."
)
QUICK = "[watch]\nhost_delay = 0.0\nsettle_seconds = 0.1\n[run]\nworkers = 1\n"


@contextmanager
def watcher(
    tmp_path: Path, *feeds: str, said: list[str], settings: Watch = SETTINGS.watch
) -> Iterator[Watcher]:
    store = Store.open(tmp_path / "crisis.db", create=True)
    clock, stop = Clock(), Stop()
    tree = replace(SETTINGS, watch=settings)

    def say(_what: str, words: str) -> None:
        said.append(words)

    polite = manners(clock, fetcher(settings=settings))
    gatherer = Gatherer(store, tree, polite, clock, say, feeds, 300.0, True)
    folders = Folders([tmp_path / "in"] if (tmp_path / "in").exists() else [], 2.0)
    made = Watcher(store, tree, folders, gatherer, clock, stop, say, lambda: nullcontext(Silent()))
    yield made
    made.close()
    store.close()


def test_while_another_run_writes_what_comes_is_kept_for_later(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Rain fell.")
    (tmp_path / "in" / "b.pdf").write_bytes(b"%PDF-1.7")
    with watcher(tmp_path, said=said) as made, one_writer(tmp_path / "crisis.db"):
        assert not made.once()
        [seen] = made.store.first_sightings().values()
        assert seen.input_id == "a.txt"
        assert [r.reason for r in made.store.rejects()] == [RejectReason.UNKNOWN_FORMAT]
    assert said[0] == "1 new page"
    assert "another run is writing" in said[-1]


def test_with_nothing_to_do_nothing_is_done(tmp_path: Path) -> None:
    said: list[str] = []
    with watcher(tmp_path, said=said) as made:
        assert made.once()
    assert said == []


def test_stopping_does_not_wait_for_a_silent_server(tmp_path: Path) -> None:
    patient = Watch(read_seconds=30, total_seconds=30)
    with (
        serving({"/feed": says_nothing}) as server,
        watcher(tmp_path, f"{server.url}/feed", said=[], settings=patient) as made,
    ):
        asked = threading.Timer(0.1, made.stop.ask)
        asked.start()
        began = time.monotonic()
        made.watch(Timer(made.stop))
        asked.join()
    assert time.monotonic() - began < 15


def test_a_run_ends_between_two_writes_when_asked_to_stop() -> None:
    stop = Stop()
    advance = Breaking(Silent(), stop).step("clean", "pages", 2)
    advance(1)
    stop.ask()
    with pytest.raises(Stopped):
        advance(1)


def test_waiting_ends_with_a_change_with_time_and_when_asked_to_stop(tmp_path: Path) -> None:
    stop = Stop()
    with bell([tmp_path], stop) as rings:
        began = time.monotonic()
        write = threading.Timer(0.05, lambda: (tmp_path / "a.txt").write_text("x"))
        write.start()
        rings.wait(20)
        rings.wait(0.01)
        ask = threading.Timer(0.05, stop.ask)
        ask.start()
        rings.wait(20)
        rings.wait(20)
        assert time.monotonic() - began < 20
        write.join()
        ask.join()


def test_the_first_signal_asks_and_the_second_is_as_ever() -> None:
    stop, before = Stop(), signal.getsignal(signal.SIGTERM)
    with on_signals(stop):
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.asked.wait(2)
        assert signal.getsignal(signal.SIGTERM) == before
    assert signal.getsignal(signal.SIGTERM) == before


# -- the command ---------------------------------------------------------------------------------------


def command(db: Path, *args: str | Path) -> list[str]:
    settings = db.with_name("quick.toml")
    settings.write_text(QUICK)
    return [str(PROGRAM), "watch", *map(str, args), "--db", str(db), "--settings", str(settings)]


def exported(db: Path, kind: str) -> list[dict[str, Any]]:
    store = Store.open(db)
    rows = list(contract.rows(store, kind))
    store.close()
    return rows


def furnished(server: Server) -> None:
    """A feed of two entries: a page, and a page inside somebody's network."""
    server.paths["/a"] = says(page(TEXT, "Six killed in Idlib"), content_type="text/html")
    feed = rss(
        (f"{server.url}/a", "Six killed in Idlib", "In short."),
        (
            "http://localhost:8000/admin",
            "Aid arrives",
            "Aid reached the town of Idlib on Tuesday, the UN said.",
        ),
    )
    server.paths["/feed"] = with_etag(lambda: feed, lambda: '"1"')


def test_a_feed_and_a_folder_are_watched_until_the_command_is_stopped(tmp_path: Path) -> None:
    db, folder = tmp_path / "crisis.db", tmp_path / "in"
    folder.mkdir()
    environment = {**os.environ, "REPORTEDLY_WEBHOOK_SECRET": "a secret of this test"}
    with serving({}) as server:
        furnished(server)
        feed, hook = f"{server.url}/feed", f"{server.url}/hook"
        asked = command(db, folder, feed, "--allow-private", "--webhook", hook)
        lines = []
        with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stderr is not None
            for line in process.stderr:
                lines.append(line)
                if "2 entries" in line:
                    (folder / "a.txt").write_text(
                        "Rain flooded a camp near Idlib on Monday, aid workers said."
                    )
                said = "".join(lines)
                if (
                    "a.txt  1 new page" in said
                    and "told of" in said
                    and "told anew" in said.partition("a.txt")[2]
                ):
                    break
            process.send_signal(signal.SIGTERM)
            lines.append(process.stderr.read())
            assert process.wait(60) == 0, lines
        again = subprocess.run([*asked, "--once"], capture_output=True, check=False, env=environment)
        assert server.pages == ["/feed", "/a", "/feed"]
        told = {f["id"] for _, body in server.posted for f in json.loads(body)["data"]["findings"]}
    words = "".join(lines)
    assert (
        "leads to port 8000; only 80 and 443 are asked; what the feed says of it was taken instead" in words
    )
    assert "stopped; what has come is safe" in words
    assert again.returncode == 0
    assert "not changed" in again.stderr.decode()
    articles = {row["input_id"]: row["text"] for row in exported(db, "articles")}
    assert set(articles) == {f"{server.url}/a", "http://localhost:8000/admin", "a.txt"}
    assert "six people" in articles[f"{server.url}/a"]
    rejects = [(row["source"], row["reason"]) for row in exported(db, "rejects")]
    assert rejects == [("http://localhost:8000/admin", "forbidden_address")]
    assert {row["id"] for row in exported(db, "findings")} <= told


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nowhere/", "there is no nowhere"),
        ("ftp://news.example/feed", "begins with neither http:// nor https://"),
        ("https://user:pw@news.example/feed", "has a user name or password in it"),
        ("https:///feed", "begins with neither"),
    ],
)
def test_what_makes_no_sense_is_said(source: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Plan.of([source], 300.0)


def test_folders_and_feeds_are_told_apart(tmp_path: Path) -> None:
    plan = Plan.of([str(tmp_path), "https://news.example/rss#top", "https://news.example/rss"], 300.0)
    assert (plan.folders, plan.feeds) == ((tmp_path,), ("https://news.example/rss",))


def test_a_span_that_is_none_is_said_before_anything_is_done(tmp_path: Path) -> None:
    asked = command(tmp_path / "crisis.db", "https://news.example/feed", "--every", "soon")
    done = subprocess.run(asked, capture_output=True, check=False)
    assert done.returncode == 2
    assert "write for example 90s" in " ".join(done.stderr.decode().replace("│", " ").split())
    assert not (tmp_path / "crisis.db").exists()
