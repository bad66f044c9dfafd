"""Many readers at once, while somebody writes."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.speed.large import prepare, write
from reportedly.store import Store, one_writer

READERS = 50


@dataclass(slots=True)
class Crowd:
    """What came of it: milliseconds of each page, how many answers of each status, stories written."""

    seconds: int
    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    written: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def errors(self) -> int:
        return sum(n for status, n in self.statuses.items() if status != "200") + len(self.failed)

    def told(self) -> list[str]:
        ranked = sorted(self.times)
        wrong = {s: n for s, n in self.statuses.items() if s != "200"}
        middle, late = median(ranked), ranked[int(0.95 * len(ranked))]
        return [
            f"{READERS} readers for {self.seconds} s, each asking for the next page as soon as it has one, "
            f"while a process writes new stories: {len(ranked):,} pages ({len(ranked) / self.seconds:.0f} a "
            f"second, median {middle:.0f} ms, p95 {late:.0f} ms with {READERS} waiting at a time), "
            f"{self.written} stories written, {self.errors} errors"
            + (f": {wrong} {self.failed[:3]}" if self.errors else "")
            + ".",
        ]


def crowd(db: Path, port: int, urls: Sequence[str], seconds: int) -> Crowd:
    """Read with many threads and write with one until the time is over."""
    found, until = Crowd(seconds), time.monotonic() + seconds
    readers = [
        threading.Thread(target=read, args=(found, port, urls, Random(n), until)) for n in range(READERS)
    ]
    for reader in readers:
        reader.start()
    _write(found, db, until)
    for reader in readers:
        reader.join()
    return found


def read(found: Crowd, port: int, urls: Sequence[str], source: Random, until: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < until:
        began = time.perf_counter()
        try:
            connection.request("GET", source.choice(urls))
            answer = connection.getresponse()
            answer.read()
            status = str(answer.status)
        except (OSError, http.client.HTTPException) as error:
            status = type(error).__name__
            connection.close()
        found.statuses[status] += 1
        found.times.append(1000 * (time.perf_counter() - began))
    connection.close()


def _write(found: Crowd, db: Path, until: float) -> None:
    """Write a story at a time, as a run does."""
    with one_writer(db):
        store = Store.open(db)
        seed = 2 + store.catalogue.last_change()  # one of stories that are not there yet
        for number in count():
            if time.monotonic() >= until:
                break
            try:
                write(store, prepare([number], seed))
                found.written += 1
            except Exception as error:
                found.failed.append(f"{type(error).__name__}: {error}")
                break
        store.close()
