"""A large crisis database of invented text, written through the store's own write path.

What the stages would have found is made up along with the text (made.py), in about the sizes that real
stories have; two processes make it while this one writes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.speed.invented import story
from benchmarks.speed.made import Made
from reportedly.records import Capture, Id, Sighting, Story, make_id
from reportedly.store import Result, Store, pack

BATCH = 48  # stories in one transaction
MAKERS = 2  # processes
AHEAD = 6  # batches that are made before they are written
ACCOUNT = ("findings", "series", "control", "agreements", "brief", "timeline")
CATALOGUE = ("cards", "facets", "tallies", "texts")
READ = ("attributions", "places", "times", "figures", "claims", "unfounded")
Written = tuple[str, tuple[str, ...], list[Result]]  # a stage, its tables, what it made


@dataclass(frozen=True, slots=True)
class Prepared:
    """Some stories, ready to be written."""

    found: list[tuple[Capture, Sighting]]
    stories: list[Story]
    stages: list[Written]


def fill(path: Path, articles: int, seed: int = 1) -> Store:
    """A store of at least so many articles, some ten claims each."""
    store = Store.open(path, create=True)
    with ProcessPoolExecutor(MAKERS, mp_context=get_context("spawn")) as makers:
        waiting: deque[Future[Prepared]] = deque()
        written = 0
        for first in count(0, BATCH):
            waiting.append(makers.submit(prepare, range(first, first + BATCH), seed))
            if len(waiting) == AHEAD:
                made = waiting.popleft().result()
                write(store, made)
                written += len(made.found)
            if written >= articles:
                break
        makers.shutdown(cancel_futures=True)
    return store


def prepare(numbers: Sequence[int], seed: int) -> Prepared:
    """What a run would write of these stories, stage by stage."""
    made = [Made(story(n, seed), seed) for n in numbers]
    texts = {a.id: a.text for m in made for a in m.articles.values()}

    def packed(rows: Iterable[tuple[Id, Sequence[Any]]]) -> list[Result]:
        return [Result(key, make_id("f", key), pack(key, "", some, texts)) for key, some in rows]

    found = [(c, Sighting(c.id, "invented", None, name)) for m in made for name, c in m.captures.items()]
    stages: list[Written] = [
        ("clean", ("articles",), packed((a.capture, [a]) for m in made for a in m.articles.values())),
        ("copies", ("copies", "datings"), packed((m.story.id, [*m.copies, *m.datings]) for m in made)),
        ("origins", ("origins",), packed((m.story.id, m.origins) for m in made)),
        ("claims", READ, packed(row for m in made for row in m.read.items())),
        ("reconcile", (*ACCOUNT, *CATALOGUE), packed((m.story.id, m.account()) for m in made)),
    ]
    return Prepared(found, [m.story for m in made], stages)


def write(store: Store, made: Prepared) -> None:
    """Write what was prepared, as a run does."""
    store.add_found(made.found)
    for number, (stage, tables, results) in enumerate(made.stages):
        store.write(stage, tables, results)
        if number == 0:
            with store.story_index() as index:
                index.replace_stories({}, {s.id: s for s in made.stories})
                index.mark("stories", {a: a for s in made.stories for a in s.articles}, ())
