"""A large crisis database of invented text, written through the store's own write path.

What the stages would have found is made up along with the text (made.py), in about the sizes that real
stories have; two processes make it while this one writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.speed.invented import BLOCK, Report, corpus
from benchmarks.speed.made import Made
from reportedly.records import Capture, Id, Sighting, Story, make_id
from reportedly.store import Result, Store, pack

BATCH = 48  # stories in one transaction
MAKERS = 2  # processes
AHEAD = 6  # batches that are made before they are written
ACCOUNT = ("findings", "series", "control", "agreements", "brief", "timeline")
CATALOGUE = ("cards", "facets", "tallies", "texts")
READ = ("attributions", "places", "times", "figures", "claims", "unfounded")
Found = tuple[Capture, Sighting]
Written = tuple[str, tuple[str, ...], list[Result]]  # a stage, its tables, what it made


def fill(path: Path, articles: int, seed: int = 1) -> Store:
    """A store of so many articles, some ten claims each."""
    store = Store.open(path, create=True)
    with ProcessPoolExecutor(MAKERS, mp_context=get_context("spawn")) as makers:
        waiting = []
        for stories in _batches(by_story(corpus(articles, seed))):
            waiting.append(makers.submit(prepare, stories))
            if len(waiting) == AHEAD:
                write(store, *waiting.pop(0).result())
        for each in waiting:
            write(store, *each.result())
    return store


def by_story(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """The reports of a corpus by story. Those of a block of stories come mixed."""
    block: dict[int, list[Report]] = defaultdict(list)
    at = 0
    for report in reports:
        if report.story // BLOCK != at:
            yield from block.values()
            block, at = defaultdict(list), report.story // BLOCK
        block[report.story].append(report)
    yield from block.values()


def _batches(stories: Iterable[list[Report]]) -> Iterator[list[list[Report]]]:
    batch: list[list[Report]] = []
    for story in stories:
        batch.append(story)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def prepare(
    stories: Sequence[Sequence[Report]],
) -> tuple[list[tuple[Capture, Sighting]], list[Story], list[Written]]:
    """What a run would write of these stories, stage by stage."""
    made = [Made(reports) for reports in stories]
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
    return found, [m.story for m in made], stages


def write(
    store: Store,
    found: Sequence[tuple[Capture, Sighting]],
    stories: Sequence[Story],
    stages: Sequence[Written],
) -> None:
    """Write what was prepared, as a run does."""
    store.add_found(found)
    for number, (stage, tables, results) in enumerate(stages):
        store.write(stage, tables, results)
        if number == 0:
            with store.story_index() as index:
                index.replace_stories({}, {s.id: s for s in stories})
                index.mark("stories", {a: a for s in stories for a in s.articles}, ())
