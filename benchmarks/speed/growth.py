"""How the index that copies are found in grows: time, memory and database at one number of articles.

It is the product's own: gists from keys, taken into the store in batches as a run takes them in, with or
without the stories. Then some articles more are added one at a time, and known copies are looked up.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.speed.invented import Report, corpus
from reportedly.config import Settings, Stories
from reportedly.gists import sketch
from reportedly.grouping import candidates, take_in
from reportedly.records import Gist
from reportedly.store import Store
from reportedly.store.story_index import StoryIndex
from reportedly.stories import buckets

BATCH = 256  # articles taken in together, as in a run
ONES = 40  # articles added one at a time
LOOKED_AT = 2000  # articles, spread over all, whose copies are looked up
LOOKED_UP = ("near", "excerpt")
BEGAN_ON = date(2031, 3, 1)


@dataclass(frozen=True, slots=True)
class Added:
    """Seconds that the processor worked and seconds that passed; the memory held at the end, in bytes."""

    seconds: float
    elapsed: float
    memory: int


Take = Callable[[StoryIndex, Iterable[Gist], Iterable[str], Stories], None]
Copied = tuple[str, str, str]  # the kind of copy, its id, and the id of what it was made from
Prepared = tuple[str, str, tuple[tuple[str, ...], ...], str]


@dataclass(frozen=True, slots=True)
class Growth:
    """Times in seconds, sizes in bytes. `one` is the median, `worst` the longest of adding one article;
    `near` and `excerpts` the shares of known copies whose original is looked up with them."""

    articles: int
    seconds: float
    memory: int
    database: int
    one: float
    worst: float
    near: float
    excerpts: float

    @staticmethod
    def explained() -> list[str]:
        return [
            "The product's own index in the store, from keys to candidates: gists made, put under their "
            f"buckets, and the candidates of each looked up, in batches of {BATCH} articles as a run has "
            "them, in one process. Time is the processor's; memory outside the database is what the process "
            "grows by over what it has with an empty index, at its greatest. Then "
            f"{ONES} articles are added one at a time, each in a transaction of its own (time that passes), "
            f"and known copies looked up, those among {LOOKED_AT:,} articles spread over all: met means that "
            "what each was made from is among its candidates.",
        ]


def grow(size: int, ones: int = ONES, take: Take = take_in) -> Growth:
    """Fill an index with the first `size` articles, then add `ones` more.

    `take` is take_in, which tells the stories too, or index_alone.
    """
    settings, step = Settings().stories, max(1, size // LOOKED_AT)
    written(next(corpus(1)))  # word lists are read here, and not counted
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "growth.db"
        store = Store.open(path, create=True)
        reports, taken, copies = corpus(size + ones), 0, list[Copied]()
        before, most, seconds = held(), 0, 0.0
        while batch := list(islice(reports, min(BATCH, size - taken))):
            done = added(store, batch, settings, take)
            seconds, most = seconds + done.seconds, max(most, done.memory - before)
            copies += [(r.kind, r.id, r.of) for r in batch[-taken % step :: step] if r.of]
            taken += len(batch)
            if taken // 10_000 > (taken - len(batch)) // 10_000:
                print(
                    f"{taken:,} articles, {seconds:.1f} s, {most / 1e6:.0f} MB", file=sys.stderr, flush=True
                )
        alone = [added(store, [report], settings, take).elapsed for report in reports]
        database = path.stat().st_size
        near, excerpts = (met(store, [c for c in copies if c[0] == kind], settings) for kind in LOOKED_UP)
        store.close()
    return Growth(size, seconds, most, database, median(alone), max(alone), near, excerpts)


def written(report: Report) -> Prepared:
    """What is known of a report before the clock runs: its date, its keys and its first sentence."""
    on = (BEGAN_ON + timedelta(days=report.day)).isoformat()
    return report.id, on, report.keys, report.sentences[0].text


def index_alone(index: StoryIndex, coming: Iterable[Gist], _going: Iterable[str], settings: Stories) -> None:
    """Index the articles and look up the candidates of each, without comparing them or telling stories."""
    gists = {gist.article: gist for gist in coming}
    placed = {article: buckets(gist, settings).all for article, gist in gists.items()}
    more = Counter(bucket for its in placed.values() for bucket in its)
    before = index.sizes(more)
    index.put(gists, placed)
    index.resize(before, {bucket: size + more[bucket] for bucket, size in before.items()})
    for gist in gists.values():
        candidates(index, gist, settings)


def added(store: Store, reports: Sequence[Report], settings: Stories, take: Take) -> Added:
    """Take reports into the index in one transaction."""
    prepared = [written(report) for report in reports]
    began, worked = time.perf_counter(), time.process_time()
    with store.story_index() as index:
        gists = [sketch(id_, on, None, keys, opening=opening) for id_, on, keys, opening in prepared]
        take(index, gists, (), settings)
        memory = held()
    return Added(time.process_time() - worked, time.perf_counter() - began, memory)


def met(store: Store, copies: Sequence[Copied], settings: Stories) -> float:
    """The share of copies whose original is among their candidates."""
    with store.story_index() as index:
        gists = index.gists(copy for _, copy, _ in copies)
        found = [of in candidates(index, gists[copy], settings) for _, copy, of in copies]
    return sum(found) / max(1, len(found))


def held() -> int:
    """The memory of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
