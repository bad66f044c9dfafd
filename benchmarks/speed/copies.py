"""`make speed-copies`: how finding copies compares with datasketch and grows with the corpus.

Writes docs/speed-copies.md. The corpora are generated (invented.py), so the page can be made again
anywhere; each size of the growth table is measured in a process of its own.
"""

from __future__ import annotations

import gc
import json
import math
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.speed.growth import Growth, grow, index_alone
from benchmarks.speed.invented import Report, corpus
from benchmarks.speed.near_copies import PERMUTATIONS, THRESHOLD, WORKERS, Found, measure, sides
from reportedly.copies.fingerprints import BANDS, ROWS
from reportedly.grouping import take_in

PAGE = Path(__file__).resolve().parents[2] / "docs" / "speed-copies.md"
ARTICLES = 10_000  # for the comparison
ROUNDS = 3
SIZES = (1_000, 10_000, 100_000)
TOLD = (1_000, 4_000)  # with stories told after every batch


def main(arguments: Sequence[str]) -> None:
    """Without arguments, everything; with a number, the growth of the index at that size, as JSON; with
    "stories" after it, of the index and the stories."""
    if arguments:
        size, *how = arguments
        print(json.dumps(asdict(grow(int(size), take=take_in if how else index_alone))))
        return
    rounds = compare(list(corpus(ARTICLES)), ROUNDS)
    grown = [apart(size) for size in SIZES]
    told = [apart(size, "stories") for size in TOLD]
    PAGE.write_text(page(rounds, grown, told), encoding="utf-8")
    print(f"wrote {PAGE}")


def compare(reports: Sequence[Report], rounds: int) -> list[list[Found]]:
    """All sides on the same articles, each once a round."""
    keys = [report.keys for report in reports]
    found = []
    for _ in range(rounds):
        gc.collect()
        found.append([measure(side, reports, keys) for side in sides()])
        print([f"{f.seconds:.2f} s" for f in found[-1]], flush=True)
    return found


def apart(size: int, *how: str) -> Growth:
    """The growth at one size, measured in a new process, whose memory is its own."""
    command = [sys.executable, "-m", "benchmarks.speed.copies", str(size), *how]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    grown = Growth(**json.loads(made.stdout))
    print(grown, flush=True)
    return grown


def exponent(grown: Sequence[Growth]) -> float:
    """The power of the number of articles that the time grows with: the slope of the least-squares line
    through the logarithms of both."""
    xs, ys = [math.log(g.articles) for g in grown], [math.log(g.seconds) for g in grown]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def page(rounds: Sequence[Sequence[Found]], grown: Sequence[Growth], told: Sequence[Growth]) -> str:
    """docs/speed-copies.md: medians over the rounds, ratios within each round."""
    return "\n".join([*_heading(), *_against_datasketch(rounds), *_growth(grown), *_stories(told)])


def _heading() -> list[str]:
    return [
        "# Finding copies, measured",
        "",
        f"Made by `make speed-copies` on {platform.machine()}, Python {platform.python_version()}, with "
        "corpora about an invented crisis (`benchmarks/speed/invented.py`, seeded): stories of eight "
        "articles on average, of which after the first 40% are their own work, 30% near copies (headline, "
        "lead or tail changed), 15% excerpts (two to five sentences in another order) and 15% rewrites. "
        "It gives each "
        "sentence's keys beside its text, so that nothing waits for a parser: all times start from keys. "
        "Stories have villages, people, offices and things of their own and share towns, verbs, adjectives "
        "and outlets' formulas.",
        "",
    ]


def _against_datasketch(rounds: Sequence[Sequence[Found]]) -> list[str]:
    sides = list(zip(*rounds, strict=True))
    rows = [
        f"| {side[0].name} | {median(f.seconds for f in side):.2f} s "
        f"| {median(f.throughput for f in side):,.0f} "
        f"| {side[0].recall:.3f} | {side[0].pairs:,} | {side[0].family:.3f} |"
        for side in sides
    ]
    ratios = [
        (other[0].name, [f.seconds / ours.seconds for ours, f in zip(sides[0], other, strict=True)])
        for other in sides[1:]
    ]
    return [
        "## Near copies, against datasketch",
        "",
        f"{sides[0][0].articles:,} articles, {len(rounds)} rounds, from keys to all candidate pairs, signed "
        f"in {WORKERS} processes and indexed in memory in one, on both sides. Ours: {BANDS} bands of {ROWS} "
        f"least hashes (rensa). datasketch {version('datasketch')}: {PERMUTATIONS} permutations, "
        f"`MinHashLSH(threshold={THRESHOLD})`. Recall is over the near copies that the generator made, each "
        "with what it was made from; the last column is the share of pairs found that go back to one report "
        "by near copies, the rest being other kinds of copies mostly.",
        "",
        "| side | median time | articles a second | recall | pairs found | of one report |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
        "| throughput of ours over (goal: at least 5) | median | least | most |",
        "| --- | --- | --- | --- |",
        *(f"| {name} | {median(v):.1f} | {min(v):.1f} | {max(v):.1f} |" for name, v in ratios),
        "",
    ]


def _growth(grown: Sequence[Growth]) -> list[str]:
    """The table by size, and what the goals are held against."""
    last = grown[-1]
    return [
        "## Growth of the index",
        "",
        *(Growth.explained()),
        "",
        *_table(grown),
        "",
        f"Time grows with the power {exponent(grown):.2f} of the number of articles (goal: at most 1.1). At "
        f"{last.articles:,} articles {last.memory / last.articles / 1000:.2f} KB an article are held outside "
        f"the database (goal: under 1.5), and adding one takes {1000 * last.one:.0f} ms at the median "
        "(goal: under 150).",
        "",
    ]


def _stories(told: Sequence[Growth]) -> list[str]:
    return [
        "## Growth of the stories",
        "",
        "The same, with candidates compared, links kept and the stories told anew after every batch (a run "
        "tells them once, at its end). Stories of one crisis hang together by weak links, and the average "
        "linkage of all that hangs together is "
        f"done again when a part changes: the power is {exponent(told):.2f} here.",
        "",
        *_table(told),
        "",
    ]


def _table(grown: Sequence[Growth]) -> list[str]:
    return [
        "| articles | time | an article | outside the database, an article | database, an article "
        "| adding one: median | worst | near copies met | excerpts met |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {g.articles:,} | {g.seconds:.1f} s | {1000 * g.seconds / g.articles:.2f} ms "
            f"| {g.memory / g.articles / 1000:.2f} KB | {g.database / g.articles / 1000:.1f} KB "
            f"| {1000 * g.one:.1f} ms | {1000 * g.worst:.1f} ms | {g.near:.3f} | {g.excerpts:.3f} |"
            for g in grown
        ),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
