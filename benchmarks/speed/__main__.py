"""Run with `make speed`."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.speed import stages

PROJECT = Path(__file__).resolve().parents[2]
MATERIAL = Path(os.environ.get("REPORTEDLY_BENCH", PROJECT.parent / "shared")) / "data"
PAGE = PROJECT / "docs" / "speed.md"
SETS = ("fakes", "giveme5w1h")  # news on one war, and mixed news: 400 articles between them
ARTICLES = 400
WORKERS = 2
ROUNDS = 2
NAMES = (
    "spaCy alone",
    "first run",
    "second run, 60% of the pages seen",
    "second run, 60% reprints by another outlet",
    "first run, half the corpus",
)


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds, and the peak memory of all processes together in bytes (0: not looked at)."""

    seconds: float
    memory: int


def corpus() -> list[dict[str, Any]]:
    """All articles of the sets, taken in turn."""
    rows = [
        [json.loads(line) for line in (MATERIAL / name / "articles.jsonl").read_text("utf-8").splitlines()]
        for name in SETS
    ]
    return [row for pair in zip(*rows, strict=False) for row in pair]


def measured(command: list[str], watch: bool) -> Run:
    """Run a command; to watch the memory of its whole process tree slows it by a quarter."""
    began, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while watch and process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(0.05)
    process.wait()
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(time.perf_counter() - began, peak)


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


def ours(pages: Path, db: Path, watch: bool) -> Run:
    program = str(Path(sys.executable).with_name("reportedly"))
    command = [program, "run", str(pages), "--db", str(db), "--workers", str(WORKERS), "--quiet"]
    return measured(command, watch)


def alone(pages: Path, watch: bool) -> Run:
    return measured([sys.executable, "-m", "benchmarks.speed.spacy_alone", str(pages), str(WORKERS)], watch)


def fetched_again(first: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many articles as the first, of which 60% are the first's own pages."""
    old = first[: len(first) * 6 // 10]
    return old + new[: len(first) - len(old)]


def reprinted(first: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, but the 60% are reprints: new pages of another outlet, with the first's sentences."""
    rows = fetched_again(first, new)
    texts = {row["id"] for row in first}
    return [
        {**row, "id": f"{row['id']}-reprint", "outlet": "Reprint"} if row["id"] in texts else row
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a round reads."""

    whole: Path
    half: Path
    again: Path
    reprints: Path


def one_round(inputs: Inputs, folder: Path, watch: bool) -> tuple[Run, ...]:
    """One run of each of NAMES."""
    folder.mkdir()
    peer = alone(inputs.whole, watch)
    first = ours(inputs.whole, folder / "first.db", watch)
    shutil.copy(folder / "first.db", folder / "reprints.db")
    return (
        peer,
        first,
        ours(inputs.again, folder / "first.db", watch),
        ours(inputs.reprints, folder / "reprints.db", watch),
        ours(inputs.half, folder / "half.db", watch),
    )


def main() -> None:
    if not MATERIAL.is_dir():
        print(f"no development sets at {MATERIAL}; set REPORTEDLY_BENCH to the folder that holds data/")
        return
    everything = corpus()
    rows, new = everything[:ARTICLES], everything[ARTICLES:]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        inputs = Inputs(
            write(folder / "whole.jsonl", rows),
            write(folder / "half.jsonl", rows[: len(rows) // 2]),
            write(folder / "again.jsonl", fetched_again(rows, new)),
            write(folder / "reprints.jsonl", reprinted(rows, new)),
        )
        memory = one_round(inputs, folder / "memory", watch=True)
        rounds = []
        for n in range(ROUNDS):
            rounds.append(one_round(inputs, folder / str(n), watch=False))
            print(n, [f"{run.seconds:.1f} s" for run in rounds[-1]], flush=True)
        costs = stages.measured(inputs.whole, ROUNDS)
    PAGE.write_text(page(rows, memory, rounds, costs), encoding="utf-8")
    print(f"wrote {PAGE}")


def page(
    rows: list[dict[str, Any]],
    memory: Sequence[Run],
    rounds: Sequence[Sequence[Run]],
    costs: Sequence[stages.Costs],
) -> str:
    """docs/speed.md: medians over the rounds, ratios within each round."""
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]
    table = [
        f"| {name} | {median(r[i].seconds for r in rounds):.1f} s | {memory[i].memory / 1e9:.2f} GB |"
        for i, name in enumerate(NAMES)
    ]
    ratios = {
        "whole run / spaCy alone (goal: at most 1.5)": [r[1].seconds / r[0].seconds for r in rounds],
        "second run, 60% of the pages seen / first run (goal: at most 0.5)": [
            r[2].seconds / r[1].seconds for r in rounds
        ],
        "second run, 60% reprints / first run": [r[3].seconds / r[1].seconds for r in rounds],
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
        "Peak memory is the proportional set size of all processes together, in a round of its own (goal: "
        "under 3 GB).",
        "",
        *stages.section(costs),
    ]
    return "\n".join(made)


if __name__ == "__main__":
    main()
