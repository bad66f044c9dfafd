"""What places and claims cost beside the parse of the same new sentences, on one core.

Each stage is run as a worker runs it, reading from the database and packing what it makes, so that the
times are all that a run has of it. They are the processor's: what else the machine does hardly matters.

    python -m benchmarks.speed.stages PAGES      # seconds, as JSON
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import ParamSpec, TypeVar

import msgspec

from reportedly import pipeline
from reportedly.config import Settings
from reportedly.places import Places
from reportedly.run.progress import Silent
from reportedly.run.worker import start, work
from reportedly.stage import Stage
from reportedly.store import Store

P = ParamSpec("P")
T = TypeVar("T")
STAGES = ("parse", "bearing", "claims")
NAMES = {
    "parse": "its parse",
    "places": "its places (goal: at most 0.15)",
    "claims": "its times, attributions, figures and claims (goal: at most 0.30)",
}


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of one processor. `places`: those of all pages, for the homes of outlets and for claims;
    `claims`: all else of the claims stage (times, attributions, figures, claims)."""

    sentences: int
    parse: float
    places: float
    claims: float


class Clock:
    """Adds up the processor's time in a function."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def of(self, function: Callable[P, T]) -> Callable[P, T]:
        def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            began = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.process_time() - began

        return timed


def measure(pages: Path) -> Costs:
    """Run everything once, then parse, bearing and claims again in this process, and time those."""
    start()
    settings, clocks = Settings(), {name: Clock() for name in STAGES}
    places, finding = Places.shared(settings.places), Clock()
    setattr(places, "find", finding.of(places.find))  # noqa: B010 - the method of this one object
    with tempfile.TemporaryDirectory() as scratch:
        db = Path(scratch) / "x.db"
        store = Store.open(db, create=True)
        pipeline.run([pages], store, settings, Silent())
        articles = store.articles(store.article_ids())
        sentences = sorted({s.key for a in articles.values() for s in a.sentences})
        for name, clock in clocks.items():
            stage = next(s for s in pipeline.STAGES if isinstance(s, Stage) and s.name == name)
            keys = sentences if name == "parse" else list(articles)
            chunks = [
                [(key, "") for key in keys[at : at + stage.chunk]] for at in range(0, len(keys), stage.chunk)
            ]
            work(stage, settings, db, chunks[0])  # loads models and rules
            finding.seconds = 0.0
            for chunk in chunks:
                clock.of(work)(stage, settings, db, chunk)
        store.close()
    parse, bearing, claims = (clocks[name].seconds for name in STAGES)
    return Costs(len(sentences), parse, bearing + finding.seconds, claims - finding.seconds)


def measured(pages: Path, rounds: int) -> list[Costs]:
    """One process a round, so that none finds what another has looked up."""
    command = [sys.executable, "-m", "benchmarks.speed.stages", str(pages)]
    runs = (subprocess.run(command, check=True, capture_output=True).stdout for _ in range(rounds))
    return [msgspec.json.decode(out, type=Costs) for out in runs]


def section(costs: Sequence[Costs]) -> list[str]:
    """Lines of docs/speed.md: milliseconds a sentence, medians over the rounds, and ratios within each."""
    rows = []
    for name, what in NAMES.items():
        each = median(1000 * getattr(c, name) / c.sentences for c in costs)
        ratios = [getattr(c, name) / c.parse for c in costs]
        shown = f"{median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})" if name != "parse" else ""
        rows.append(f"| {what} | {each:.2f} ms | {shown} |")
    return [
        f"What a new sentence costs, on one core ({costs[0].sentences} distinct sentences; stages of a run "
        "with what they read and pack, in processor time, loading left out):",
        "",
        "| what | time | of the parse |",
        "| --- | --- | --- |",
        *rows,
        "",
    ]


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(measure(Path(sys.argv[1]))))
