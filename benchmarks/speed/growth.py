"""How the index that copies are found in grows: time, memory and database at one number of articles.

It is the product's own: gists from keys, taken into the store in batches as a run takes them in, stories
told after each. Then some articles more are added one at a time, and known copies are looked up.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.speed.invented import Report, corpus
from reportedly.config import Settings, Stories
from reportedly.gists import sketch
from reportedly.grouping import candidates, take_in
from reportedly.store import Store

BATCH = 500  # articles taken in together
ONES = 40  # articles added one at a time
LOOKED_AT = 2000  # articles, spread over all, whose copies are looked up
LOOKED_UP = ("near", "excerpt")
BEGAN_ON = date(2031, 3, 1)


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
            f"The index as a run keeps it in the store, filled in batches of {BATCH} articles, the stories "
            "told anew after each, in one process. Time is from keys to stories; memory outside the database "
            "is what the process grows by over what it has with an empty index, at its greatest; the "
            f"database has everything, gists and stories too. Then "
            f"{ONES} articles are added one at a time, each in a "
            f"transaction of its own, and known copies looked up, those among {LOOKED_AT:,} articles spread "
            "over all: met means that what each was made from is among its candidates.",
        ]


def grow(size: int, ones: int = ONES) -> Growth:
    """Fill an index with the first `size` articles, then add `ones` more."""
    settings, step = Settings().stories, max(1, size // LOOKED_AT)
    written(next(corpus(1)))  # word lists are read here, and not counted
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "growth.db"
        store = Store.open(path, create=True)
        reports, taken, copies = corpus(size + ones), 0, list[Copied]()
        before, most, seconds = held(), 0, 0.0
        while batch := list(islice(reports, min(BATCH, size - taken))):
            time_taken, memory = added(store, batch, settings)
            seconds, most = seconds + time_taken, max(most, memory - before)
            copies += [(r.kind, r.id, r.of) for r in batch[-taken % step :: step] if r.of]
            taken += len(batch)
        alone = [added(store, [report], settings)[0] for report in reports]
        database = path.stat().st_size
        near, excerpts = (met(store, [c for c in copies if c[0] == kind], settings) for kind in LOOKED_UP)
        store.close()
    return Growth(size, seconds, most, database, median(alone), max(alone), near, excerpts)


def written(report: Report) -> Prepared:
    """What is known of a report before the clock runs: its date, its keys and its first sentence."""
    on = (BEGAN_ON + timedelta(days=report.day)).isoformat()
    return report.id, on, report.keys, report.sentences[0].text


def added(store: Store, reports: Sequence[Report], settings: Stories) -> tuple[float, int]:
    """Take reports into the index in one transaction: the seconds, and the memory held at its end."""
    prepared = [written(report) for report in reports]
    began = time.perf_counter()
    with store.story_index() as index:
        gists = [sketch(id_, on, None, keys, opening=opening) for id_, on, keys, opening in prepared]
        take_in(index, gists, (), settings)
        memory = held()
    return time.perf_counter() - began, memory


def met(store: Store, copies: Sequence[Copied], settings: Stories) -> float:
    """The share of copies whose original is among their candidates."""
    with store.story_index() as index:
        gists = index.gists(copy for _, copy, _ in copies)
        found = [of in candidates(index, gists[copy], settings) for _, copy, of in copies]
    return sum(found) / max(1, len(found))


def held() -> int:
    """The memory of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
