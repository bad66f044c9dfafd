"""`make speed-places`: how the gazetteer grows: time to import, file, time to open, look-ups a second.

Writes docs/speed-places.md. The imported dumps are invented: made-up names with made-up points, in the format
of GeoNames' dump of the world, which has 12 million rows. Each size is measured in a process of its own.
"""

from __future__ import annotations

import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from reportedly.places.gazetteer import Gazetteer, default_path
from reportedly.places.importing import import_file

PAGE = Path(__file__).resolve().parents[2] / "docs" / "speed-places.md"
SIZES = (100_000, 1_000_000, 12_000_000)
LOOKED_UP = 50_000  # different names, half of them unknown
SEED = 20260131
STARTS = ("ba", "da", "ka", "lo", "me", "ni", "or", "qa", "ru", "sa", "ta", "ul", "wa", "zi", "kha", "sho")
MIDDLES = ("l", "n", "r", "m", "sh", "d", "b", "kh", "rr", "st", "nd", "q", "t", "z")
VOWELS = ("a", "e", "i", "o", "u", "ay", "ou")
ENDS = ("ah", "an", "iyah", "e", "ov", "in", "ur", "abad", "grad", "ka", "ville", "to")
COUNTRIES = ("SY", "IQ", "AF", "UA", "NG", "ET", "FR", "US", "BR", "IN", "ML", "CO")
CLASSES = ("P\tPPL", "P\tPPL", "P\tPPL", "H\tSTM", "T\tHLL", "A\tADM3")  # half of GeoNames is no settlement


@dataclass(frozen=True, slots=True)
class Grown:
    """One size: rows of the dump and places kept; seconds, bytes, look-ups a second on one core."""

    rows: int
    places: int
    import_seconds: float
    import_memory: int
    file: int
    ready_seconds: float
    cold: float
    warm: float


def main(arguments: Sequence[str]) -> None:
    """Without arguments, everything; with a number, that size as JSON (0: the default gazetteer alone)."""
    if arguments:
        print(json.dumps(asdict(grow(int(arguments[0])))))
        return
    found = [apart(size) for size in (0, *SIZES)]
    PAGE.write_text(page(found), encoding="utf-8")
    print(f"wrote {PAGE}")


def apart(size: int) -> Grown:
    command = [sys.executable, "-m", "benchmarks.speed.gazetteer", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    print(done.stdout.strip(), flush=True)
    return Grown(**json.loads(done.stdout.splitlines()[-1]))


def grow(size: int) -> Grown:
    with tempfile.TemporaryDirectory() as folder:
        own, places, spent = [], 0, 0.0
        Gazetteer.open().close()  # compiled, if it was not
        if size:
            dump = Path(folder) / "world.txt"
            with dump.open("w", encoding="utf-8") as file:
                file.writelines(rows(size))
            began = time.perf_counter()
            places = import_file(dump, where=Path(folder)).places
            spent = time.perf_counter() - began
            own = sorted(Path(folder).glob("*.sqlite"))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        began = time.perf_counter()
        gazetteer = Gazetteer(default_path(), own)
        gazetteer.lookup("Nairobi")
        ready = time.perf_counter() - began
        names = wanted(size)
        cold, warm = speed(gazetteer, names), speed(gazetteer, names)
        file_size = sum(p.stat().st_size for p in own) or default_path().stat().st_size
        gazetteer.close()
    return Grown(size, places, spent, memory, file_size, ready, cold, warm)


def speed(gazetteer: Gazetteer, names: Sequence[str]) -> float:
    began = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    return len(names) / (time.perf_counter() - began)


def wanted(size: int) -> list[str]:
    """Names of the dump, of which a text knows some, and as many that nothing has."""
    known = [line.split("\t", 2)[1] for line in rows(min(size or LOOKED_UP, LOOKED_UP // 2))]
    unknown = [f"{name}x {n}" for n, name in enumerate(known)]
    mixed = [*known, *unknown]
    random.Random(SEED).shuffle(mixed)
    return mixed[: LOOKED_UP - 1]  # fewer than the cache of a process holds


def rows(size: int) -> Iterator[str]:
    """Lines of an invented dump, the same for the same size's prefix."""
    chance = random.Random(SEED)
    pick = chance.choice
    for n in range(1, size + 1):
        middle = "".join(pick(MIDDLES) + pick(VOWELS) for _ in range(2))
        name = (pick(STARTS) + middle + pick(MIDDLES) + pick(ENDS)).capitalize()
        if n % 3 == 0:
            name = f"{pick(STARTS).capitalize()}{pick(MIDDLES)}{pick(VOWELS)} {name}"
        other = name.replace("a", "e", 1) if n % 2 else ""
        lat, lon = chance.uniform(-55, 70), chance.uniform(-180, 180)
        yield (
            f"{100_000_000 + n}\t{name}\t{name}\t{other}\t{lat:.5f}\t{lon:.5f}\t{CLASSES[n % 6]}\t"
            f"{COUNTRIES[n % 12]}\t\t{n % 20:02}\t\t\t\t{n % 7 * 400}\t\t10\tEtc/UTC\t2026-01-31\n"
        )


def page(found: Sequence[Grown]) -> str:
    lines = [
        "# Speed of the gazetteer",
        "",
        "Made by `make speed-places`; not part of CI. The rows are invented, in the format of GeoNames'",
        f"dump of the world (12 million rows). {platform.machine()}, Python {platform.python_version()}, one",
        "core. Cold look-ups are the first of 50,000 different names, half of them unknown; warm ones are",
        "the same again, from the cache that every process has. The files are opened read-only and mapped:",
        "workers share them.",
        "",
        "| rows | places kept | import | memory | file | ready in | look-ups a second, cold | warm |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for g in found:
        name = f"{g.rows:,}" if g.rows else "the default alone"
        kept = (
            f"{g.places:,} | {g.import_seconds:.0f} s | {g.import_memory / 1e6:.0f} MB"
            if g.rows
            else "- | - | -"
        )
        lines.append(
            f"| {name} | {kept} | {g.file / 1e6:.0f} MB | {g.ready_seconds * 1000:.0f} ms | {g.cold:,.0f} "
            f"| {g.warm:,.0f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
