"""Run with `make bench`, or `python -m benchmarks.quality SET ...` for some sets only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality import figures, modality, times
from reportedly.config import Settings
from reportedly.pipeline import run
from reportedly.publish import contract
from reportedly.run.progress import Silent
from reportedly.store import Store, one_writer

PROJECT = Path(__file__).resolve().parents[2]
MATERIAL = Path(os.environ.get("REPORTEDLY_BENCH", PROJECT.parent / "shared"))
CASE = "maarat-al-numan"
PAGE = PROJECT / "docs" / "quality.md"
NOTES = Path(__file__).with_name("notes.md")
FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one set came to: its figures by name, how many articles it has, and the hash of the corpus."""

    name: str
    figures: dict[str, float]
    articles: int
    corpus: str


def corpus_hash(paths: list[Path]) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the files' contents, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def export(pages: list[Path], folder: Path) -> None:
    """A run over the pages, every KIND exported to the folder."""
    db = folder / "bench.db"
    with one_writer(db), closing(Store.open(db, create=True)) as store:
        run(pages, store, Settings(), Silent())
        for kind in contract.KINDS:
            with (folder / f"{kind}.jsonl").open("wb") as file:
                file.writelines(contract.line(row) for row in contract.rows(store, kind))


def score(name: str) -> Measured:
    """One development set through its scorer."""
    gold = MATERIAL / "data" / name
    pages = [gold / "articles.jsonl"]
    with tempfile.TemporaryDirectory() as scratch:
        export(pages, Path(scratch))
        out = subprocess.run(
            [
                sys.executable,
                str(MATERIAL / "bench" / "score.py"),
                name,
                "--gold",
                str(gold),
                "--pred",
                scratch,
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    last = out.strip().splitlines()[-1].split()[1:]
    figures = {key: float(value) for key, _, value in (pair.partition("=") for pair in last)}
    articles = pages[0].read_bytes().count(b"\n")
    return Measured(name, figures, articles, corpus_hash([*pages, gold / "gold.jsonl"]))


def check_case() -> tuple[Measured, list[str]]:
    """The case pages against the analyst's account: points held, and the lines of the check."""
    folder = MATERIAL / "cases" / CASE
    pages = sorted(folder.glob("*.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        export(pages, Path(scratch))
        out = subprocess.run(
            [sys.executable, str(folder / "check.py"), scratch], capture_output=True, text=True, check=True
        ).stdout
    lines = out.strip().splitlines()
    held, _, of = lines[-1].rpartition("=")[2].partition("/")
    figures = {"points": float(held), "of": float(of)}
    return Measured(CASE, figures, len(pages), corpus_hash(pages)), lines[:-1]


def check_modality() -> Measured:
    """Our own sentences on what happened and what only may, shall or did long ago."""
    judged = modality.judge()
    return _own("modality", modality.scores(judged), len(judged), modality.SENTENCES)


def check_figures() -> Measured:
    """Our own sentences on how many of what, where, when and on whose word."""
    outcome = figures.judge()
    return _own("figures", figures.scores(outcome), outcome.rows, figures.SENTENCES)


def check_times() -> Measured:
    """Our own sentences on days, weeks and years."""
    judged = times.judge()
    return _own("times", times.scores(judged), len({(j.lot, j.text) for j in judged}), times.SENTENCES)


OWN = {"modality": check_modality, "figures": check_figures, "times": check_times}


def _own(name: str, scored: dict[str, float], rows: int, file: str) -> Measured:
    return Measured(name, scored, rows, corpus_hash([Path(__file__).with_name(file)]))


def shown(measured: Measured, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = measured.figures.get(name)
        yield f"{name} {value:.3f}" if value is not None and value <= 1 else f"{name} {value:g}"


def write_page(results: list[Measured], case: tuple[Measured, list[str]] | None) -> None:
    """docs/quality.md: the table, the case point by point, and the notes kept by hand."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    rows = [
        f"| `{m.name}` | {m.articles:,} | {'; '.join(shown(m, floors[m.name]['floors']))} | `{m.corpus}` |"
        for m in results
    ]
    parts = [
        "# Quality, measured",
        "Made by `make bench`; the text below the tables is `benchmarks/quality/notes.md`. The sets are",
        "development sets: they measure, they are not part of the project, nothing was trained on them.",
        "",
        "| set | articles | figures | corpus |",
        "| --- | --- | --- | --- |",
        *rows,
    ]
    if case:
        measured, lines = case
        parts += [
            "",
            "## The case: five pages against an analyst's account",
            "",
            f"{measured.figures['points']:g} of {measured.figures['of']:g} points hold.",
            "",
            "```text",
            *lines,
            "```",
        ]
    PAGE.write_text("\n".join(parts) + "\n\n" + NOTES.read_text(encoding="utf-8"), encoding="utf-8")


def below_floor(results: list[Measured]) -> list[str]:
    """Every figure that fell below its floor, in words."""
    floors, fell = tomllib.loads(FLOORS.read_text(encoding="utf-8")), []
    for measured in results:
        floor = floors[measured.name]
        if floor["corpus"] != measured.corpus:
            fell.append(f"{measured.name}: the corpus is not the one the floors were measured on")
            continue
        fell += [
            f"{measured.name} {name} is {measured.figures[name]:.4f}, its floor {least}"
            for name, least in floor["floors"].items()
            if measured.figures[name] < least
        ]
    return fell


def main(names: list[str]) -> int:
    wanted = names or [*tomllib.loads(FLOORS.read_text(encoding="utf-8"))]
    if not (MATERIAL / "bench").is_dir() and not set(wanted) <= set(OWN):
        print(
            f"no development sets at {MATERIAL}; set REPORTEDLY_BENCH to the folder that has bench/, data/. "
            "`python -m benchmarks.quality modality figures times` needs none."
        )
        return 0
    results, case = [], None
    for name in wanted:
        print(name, "...", flush=True)
        if name == CASE:
            case = check_case()
            results.append(case[0])
        elif name in OWN:
            results.append(OWN[name]())
        else:
            results.append(score(name))
        print("   ", "; ".join(f"{k} {v:g}" for k, v in results[-1].figures.items()), flush=True)
    if not names:
        write_page(results, case)
        print(f"wrote {PAGE}")
    fell = below_floor(results)
    print("\n".join(fell))
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
