"""Run with `make speed`."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
MATERIAL = Path(os.environ.get("REPORTEDLY_BENCH", PROJECT.parent / "shared")) / "data"
PAGE = PROJECT / "docs" / "speed.md"
SETS = ("fakes", "giveme5w1h")  # news on one war, and mixed news: 400 articles between them
ARTICLES = 400
WORKERS = 2
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall seconds, and the peak memory of all processes together in bytes."""

    seconds: float
    memory: int


def corpus() -> list[dict[str, Any]]:
    """All articles of the sets, taken in turn."""
    rows = [
        [json.loads(line) for line in (MATERIAL / name / "articles.jsonl").read_text("utf-8").splitlines()]
        for name in SETS
    ]
    return [row for pair in zip(*rows, strict=False) for row in pair]


def timed(command: list[str]) -> Timing:
    """Run a command; sample the memory of its whole process tree while it runs."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Timing(seconds, peak)


def tree_memory(pid: int) -> int:
    """Proportional set size of a process and all below it, in bytes; 0 where the system does not tell."""
    total = 0
    stack = [pid]
    while stack:
        here = stack.pop()
        try:
            rollup = Path(f"/proc/{here}/smaps_rollup").read_text()
            total += (
                next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
            )
            for task in Path(f"/proc/{here}/task").iterdir():
                stack += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, StopIteration):
            continue
    return total


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def ours(pages: Path, db: Path) -> Timing:
    program = Path(sys.executable).with_name("reportedly")
    return timed([str(program), "run", str(pages), "--db", str(db), "--workers", str(WORKERS), "--quiet"])


def alone(pages: Path) -> Timing:
    return timed([sys.executable, "-m", "benchmarks.speed.spacy_alone", str(pages), str(WORKERS)])


def second_corpus(first: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many articles as the first, of which 60% are the first's, reprinted by another outlet."""
    reprints = [
        {**row, "id": f"{row['id']}-reprint", "outlet": "Reprint"} for row in first[: len(first) * 6 // 10]
    ]
    return reprints + new[: len(first) - len(reprints)]


def main() -> None:
    if not MATERIAL.is_dir():
        print(f"no development sets at {MATERIAL}; set REPORTEDLY_BENCH to the folder that holds data/")
        return
    everything = corpus()
    rows, new = everything[:ARTICLES], everything[ARTICLES:]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        whole = write(folder / "whole.jsonl", rows)
        half = write(folder / "half.jsonl", rows[: len(rows) // 2])
        second = write(folder / "second.jsonl", second_corpus(rows, new))
        lines = []
        for n in range(ROUNDS):
            peer = alone(whole)
            first = ours(whole, folder / f"{n}.db")
            again = ours(second, folder / f"{n}.db")
            fresh = ours(second, folder / f"{n}-fresh.db")
            small = ours(half, folder / f"{n}-half.db")
            lines.append((peer, first, again, fresh, small))
            print(n, [f"{t.seconds:.1f} s {t.memory / 1e9:.2f} GB" for t in lines[-1]], flush=True)
    PAGE.write_text(page(rows, lines), encoding="utf-8")
    print(f"wrote {PAGE}")


def page(rows: list[dict[str, Any]], rounds: Sequence[tuple[Timing, ...]]) -> str:
    """docs/speed.md: medians over the rounds, ratios within each round."""
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]
    names = ("spaCy alone", "first run", "second run, 60% seen", "the same, nothing seen", "half the corpus")
    table = [
        f"| {name} | {median(r[i].seconds for r in rounds):.1f} s | "
        f"{max(r[i].memory for r in rounds) / 1e9:.2f} GB |"
        for i, name in enumerate(names)
    ]
    ratios = {
        "whole run / spaCy alone (goal: at most 1.5)": [r[1].seconds / r[0].seconds for r in rounds],
        "second run with 60% seen / first run (goal: at most 0.5)": [
            r[2].seconds / r[1].seconds for r in rounds
        ],
        "400 articles / 200 articles (goal: at most 2)": [r[1].seconds / r[4].seconds for r in rounds],
    }
    made = [
        "# Speed, measured",
        "",
        f"Made by `make speed`: {ARTICLES} development articles (corpus `{digest}`), {WORKERS} worker "
        f"processes, {ROUNDS} rounds, {platform.machine()}, Python {platform.python_version()}. "
        "Every time is a whole process from start to end, imports and model loading included; ratios are "
        "taken within a round.",
        "",
        "| what | median time | peak memory |",
        "| --- | --- | --- |",
        *table,
        "",
        "| ratio | median | least | most |",
        "| --- | --- | --- | --- |",
        *(f"| {name} | {median(v):.2f} | {min(v):.2f} | {max(v):.2f} |" for name, v in ratios.items()),
        "",
        "Peak memory is the proportional set size of all processes of the run together (goal: under 3 GB).",
        "",
    ]
    return "\n".join(made)


if __name__ == "__main__":
    main()
