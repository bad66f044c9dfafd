"""How quick the desk is on 100,000 articles with a million claims: `make speed-desk`.

A database of invented text is made (large.py), the desk is opened on it in a process of its own, and asked
for pages over the loopback address: one after the other for the times of each, in a browser for what is seen
first, then by many readers at once while somebody writes.

    python -m benchmarks.speed.desk [--articles N] [--db FILE] [--seconds N]    # rewrites docs/speed-desk.md
"""

from __future__ import annotations

import argparse
import http.client
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import quote, urlencode

from benchmarks.speed.crowd import Crowd, crowd
from benchmarks.speed.large import fill
from benchmarks.speed.painting import painted
from reportedly.claims.ontology import kinds
from reportedly.desk.access import Rules
from reportedly.desk.app import Options
from reportedly.desk.serving import serve
from reportedly.records import Card, Part
from reportedly.store import Reader
from reportedly.store.catalogue import Order
from reportedly.store.names import NameOrder

DOC = Path(__file__).resolve().parents[2] / "docs" / "speed-desk.md"
ROUNDS = 61  # pages of each kind
SEARCHES = 120
GOAL, SEARCH_GOAL, PAINT_GOAL = 150, 200, 1000  # milliseconds
HOST = "127.0.0.1"
PARTS: tuple[Part, ...] = ("speaker", "outlet", "actor", "place")
ORDERS: tuple[Order, ...] = ("changed", "latest", "origins", "articles", "disputed")
NAME_ORDERS: tuple[NameOrder, ...] = ("claims", "first", "copied", "contradicted", "latest", "name")
WORDS = ("house", "bridge", "hospital", "families", "denied", "the", "said", "river", "market", "inquiry")


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds from asking to the last byte, and of the server's processors; one of each a page."""

    wall: tuple[float, ...]
    processor: tuple[float, ...]
    kilobytes: float


def main(arguments: Sequence[str]) -> None:
    given = parsed(arguments)
    if given.serve is not None:
        serve(Options(given.db, Rules(rate="1000000/second")), HOST, given.serve, False, lambda _: None)
        return
    with tempfile.TemporaryDirectory() as scratch:
        db = given.db or Path(scratch) / "desk.db"
        began = time.monotonic()
        made = None if db.exists() else fill(db, given.articles)
        filling = time.monotonic() - began if made else None
        if made:
            made.close()
        say(f"{db}: {db.stat().st_size / 1e9:.1f} GB")
        with opened(db) as (port, server):
            asked = addresses(db)
            timings = {name: timed(port, server, urls) for name, urls in asked.items()}
            for name, timing in timings.items():
                say(f"{name}: {row(timing)}")
            paints = painted(port, {name: urls[:3] for name, urls in asked.items()})
            say(f"first contentful paint: {paints}")
            readers = crowd(db, port, [u for urls in asked.values() for u in urls], given.seconds)
            say("\n".join(readers.told()))
        size = db.stat().st_size / 1e9
        DOC.write_text("\n".join(document(db, size, filling, timings, paints, readers)), encoding="utf-8")


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--db", type=Path, help="made if it is not there, and kept")
    parser.add_argument("--seconds", type=int, default=60, help="of many readers and a writer")
    parser.add_argument("--serve", type=int, metavar="PORT", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def say(words: str) -> None:
    print(words, flush=True)


# -- the server ---------------------------------------------------------------------------------


@contextmanager
def opened(db: Path) -> Iterator[tuple[int, int]]:
    """The desk in a process of its own: its port and the process's id."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.speed.desk", "--db", str(db), "--serve", str(port)]
    with subprocess.Popen(command) as server:
        try:
            _wait(port, server)
            yield port, server.pid
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("the desk did not open") from None
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the desk did not open in a minute")


def processor(server: int) -> float:
    """Milliseconds that the threads of a process have had a processor."""
    spent = 0
    for task in Path(f"/proc/{server}/task").glob("*/schedstat"):
        try:
            spent += int(task.read_text().split()[0])
        except OSError:  # it has just ended
            continue
    return spent / 1e6


def timed(port: int, server: int, urls: Sequence[str]) -> Timing:
    """Ask for pages, one after the other. The first is not timed: it loads what all of its kind need."""
    walls, spent, bytes_read = list[float](), list[float](), 0
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", urls[0])
    connection.getresponse().read()
    for url in urls[1:]:
        before, began = processor(server), time.perf_counter()
        connection.request("GET", url)
        answer = connection.getresponse()
        bytes_read += len(answer.read())
        walls.append(1000 * (time.perf_counter() - began))
        spent.append(processor(server) - before)
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {url}")
    connection.close()
    return Timing(tuple(walls), tuple(spent), bytes_read / len(walls) / 1000)


# -- what is asked for --------------------------------------------------------------------------


def addresses(db: Path) -> dict[str, list[str]]:
    """Pages of each kind, the same for the same database, few of them twice."""
    store, source = Reader.open(db), Random(1)
    catalogue = store.catalogue
    stories = source.sample(store.stories(), ROUNDS * 3)
    cards = [catalogue.cards([s.id])[s.id].card for s in stories]
    outlets = [name for name, _ in catalogue.values("outlet")]
    found = {"today": ["/?everything=true", "/"] * (ROUNDS // 2 + 1)}
    found["stories"] = [
        "/stories?" + urlencode({"order": ORDERS[n % 5], **_filter(source, outlets)}) for n in range(ROUNDS)
    ]
    found["a story"] = [f"/stories/{s.id}" for s in stories[:ROUNDS]]
    found["a story, seen before"] = found["a story"][-16:]
    ids = [f.id for s in stories[ROUNDS : 2 * ROUNDS] for f in store.derived("findings", [s.id])[s.id][:1]]
    found["a finding"] = [f"/findings/{i}" for i in ids]
    found["an article"] = [f"/articles/{source.choice(s.articles)}" for s in stories[2 * ROUNDS :]]
    for part in PARTS:
        lists = ({"order": NAME_ORDERS[n % 6], **({"q": "ba*"} if n % 7 == 6 else {})} for n in range(ROUNDS))
        found[f"{part}s"] = [f"/{part}s?{urlencode(each)}" for each in lists]
        names = catalogue.names.totals(part, limit=ROUNDS // 2).rows
        some = [t.key for c in cards[: ROUNDS // 2] for t in catalogue.names.of_story(c.id, part)[:1]]
        keys = [*(t.key for t in names), *some][:ROUNDS]
        found[f"one {part}"] = [f"/{part}s/{quote(key, safe='')}" for key in keys]
    found["search"] = [f"/search?{urlencode(each)}" for each in _searches(source, outlets, cards)]
    found["sources"] = ["/sources"] * 11
    found["judgements"] = ["/judgements"] * 11
    store.close()
    return found


def _filter(source: Random, outlets: Sequence[str]) -> dict[str, str]:
    """One of the ways to narrow a list of stories, or none."""
    ways: tuple[Callable[[], dict[str, str]], ...] = (
        dict,
        lambda: {"q": source.choice(WORDS)},
        lambda: {"outlet": source.choice(outlets)},
        lambda: {"status": "disputed"},
        lambda: {"kind": source.choice(sorted(kinds()))},
        lambda: {"since": "2031-02-01", "until": "2031-02-10"},
    )
    return source.choice(ways)()


def _searches(source: Random, outlets: Sequence[str], cards: Sequence[Card]) -> Iterator[dict[str, str]]:
    """What people might type: a frequent word, several, a phrase, a beginning, a name; some narrowed."""
    titles = [card.title.split() for card in cards if len(card.title.split()) > 4]
    for n in range(SEARCHES):
        title = source.choice(titles)
        at = source.randrange(len(title) - 2)
        typed = (
            source.choice(WORDS),
            " ".join(source.sample(WORDS, 2)),
            f'"{title[at]} {title[at + 1]}"',
            source.choice(title)[:4] + "*",
            source.choice(cards).places[0][1] if cards[0].places else "the",
            f"{source.choice(WORDS)} -{source.choice(WORDS)} {title[at]}",
        )[n % 6]
        narrowed: tuple[dict[str, str], ...] = (
            {},
            {},
            {"kind": source.choice(("article", "finding", "line", "story", "name"))},
            {"outlet": source.choice(outlets)},
            {"since": "2031-02-01", "until": "2031-02-10"},
            {"by": "latest"},
            {"status": "disputed"},
        )
        yield {"q": typed, **narrowed[n % 7]}


# -- what came of it ----------------------------------------------------------------------------


def percentile(values: Sequence[float], share: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def row(timing: Timing) -> str:
    wall, spent = timing.wall, timing.processor
    return (
        f"{median(wall):.0f} | {percentile(wall, 0.95):.0f} | {median(spent):.0f} "
        f"| {percentile(spent, 0.95):.0f} | {timing.kilobytes:.0f}"
    )


def document(
    db: Path,
    size: float,
    filling: float | None,
    timings: dict[str, Timing],
    paints: dict[str, list[float]],
    readers: Crowd,
) -> list[str]:
    store = Reader.open(db)
    sizes = store.catalogue.sizes()
    store.close()
    made = f"; it was made in {filling / 60:.0f} minutes" if filling else ""
    paint = {name: (median(found), max(found)) for name, found in paints.items() if found}
    return [
        "# How quick the desk is",
        "",
        "Made by `make speed-desk` (benchmarks/speed/desk.py) on a database of invented text, written "
        f"through the store's own write path: {sizes.articles:,} articles in {sizes.stories:,} stories with "
        f"{sizes.claims:,} claims and {sizes.findings:,} findings, {size:.1f} GB{made}. The desk runs in a "
        "process of its own on the loopback address and is asked for pages, one after the other, "
        "after one of each kind; nearly all are new to it. Processor time is what the server's threads had "
        "of a processor; that hardly depends on what else the machine does, as the other does.",
        "",
        f"Goals: the 95th percentile of every page under {GOAL} ms, of searches under {SEARCH_GOAL} ms, "
        f"first contentful paint under {PAINT_GOAL} ms.",
        "",
        "| page | pages | median, ms | p95 | processor, median | p95 | kB | goal for p95 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(f"| {name} | {len(t.wall)} | {row(t)} | {held(name, t)} |" for name, t in timings.items()),
        "",
        "## What is seen first",
        "",
        "First contentful paint in headless Chromium, three pages of each kind; styles and scripts are in "
        "its cache but for the first.",
        "",
        "| page | median, ms | most |",
        "| --- | --- | --- |",
        *(f"| {name} | {middle:.0f} | {most:.0f} |" for name, (middle, most) in paint.items()),
        "",
        "## Many at once",
        "",
        *readers.told(),
        "",
    ]


def held(name: str, timing: Timing) -> str:
    goal = SEARCH_GOAL if name == "search" else GOAL
    wall, spent = percentile(timing.wall, 0.95), percentile(timing.processor, 0.95)
    if wall < goal:
        return f"under {goal}: met"
    return f"under {goal}: met by processor time alone" if spent < goal else f"under {goal}: **missed**"


if __name__ == "__main__":
    main(sys.argv[1:])
