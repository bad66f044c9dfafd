"""Look-ups in the compiled gazetteer (compiling.py makes it on first use)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import platformdirs

from reportedly.errors import StoreError
from reportedly.places.compiling import compile_to, fingerprint
from reportedly.places.normalise import ARTICLE, key, skeletons
from reportedly.records import Place

COLUMNS = (
    "p.name, p.latitude, p.longitude, p.geonames_id, p.country, p.admin1, p.feature, p.radius_km, "
    "p.population, p.division"
)
BY_NAME = f"SELECT {COLUMNS}, n.own FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.id"  # noqa: S608
BY_SKELETON = (
    f"SELECT {COLUMNS}, 0 FROM skeleton s JOIN place p ON p.id = s.place WHERE s.key = ? ORDER BY p.id"  # noqa: S608
)
BY_DEMONYM = (
    f"SELECT {COLUMNS}, 1 FROM demonym d JOIN place p ON p.id = d.place WHERE d.key = ? ORDER BY p.id"  # noqa: S608
)
BOX = (
    f"SELECT {COLUMNS}, 1 FROM place p WHERE p.latitude BETWEEN ? AND ? AND p.longitude BETWEEN ? AND ? "  # noqa: S608
    "AND p.feature IN ('PPL', 'PPLC') ORDER BY p.id LIMIT ?"
)
CACHED = 50_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `own` tells that the name is the place's main one and not one of its other names; `exact` is False where
    only the skeletons agree. `division` is its GeoNames code of first order ("SY.12").
    """

    place: Place
    population: int
    division: str | None
    own: bool
    exact: bool


class Gazetteer:
    """A compiled gazetteer, open for reading. Many processes may share one file."""

    def __init__(self, path: Path) -> None:
        """Open a compiled file. Raises StoreError when it is missing or not a gazetteer."""
        self.path = path
        try:
            uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
            self._store = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._store.execute("SELECT key FROM demonym LIMIT 1")
        except sqlite3.Error as error:
            raise StoreError(f"{path} is not a compiled gazetteer: {error}") from error
        self.lookup = lru_cache(maxsize=CACHED)(self._lookup)
        self.demonym = lru_cache(maxsize=CACHED)(self._demonym)
        self.similar = lru_cache(maxsize=CACHED)(self._similar)

    @classmethod
    def open(cls, path: Path | None = None, progress: Callable[[str], None] | None = None) -> Gazetteer:
        """The gazetteer at `path`, by default the user's, which is compiled when it is not there yet.

        Compiling takes half a minute and 600 MB once; `progress` hears of it.
        """
        if path is None:
            path = default_path()
            if not path.exists():
                compile_to(path, progress or (lambda _: None))
        return cls(path)

    def close(self) -> None:
        self._store.close()

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places of this name but for case, diacritics, hyphens, apostrophes and, where nothing has the
        whole name, an Arabic article before it; the most populous first."""
        wanted = key(name)
        found = self._read(BY_NAME, (wanted,), exact=True) if wanted else ()
        article, _, rest = wanted.partition(" ")
        if not found and article in ARTICLE and len(rest) > 2:
            return self._read(BY_NAME, (rest,), exact=True)
        return found

    def _demonym(self, name: str) -> tuple[Candidate, ...]:
        """The places whose people or things are so called: "Kenyan", "South Koreans"."""
        return self._read(BY_DEMONYM, (key(name),), exact=True)

    def _similar(self, name: str) -> tuple[Candidate, ...]:
        """The places whose name may be another romanisation of this one, the most populous first."""
        found: dict[tuple[str, float | None, float | None, str | None], Candidate] = {}
        for bones in skeletons(name):
            for candidate in self._read(BY_SKELETON, (bones,), exact=False):
                place = candidate.place
                found.setdefault((place.name, place.latitude, place.longitude, place.feature), candidate)
        return tuple(found.values())

    def around(self, south: float, west: float, north: float, east: float, limit: int) -> tuple[Place, ...]:
        """The largest towns in a box (degrees), the most populous first; for labels of a map."""
        rows = self._read(BOX, (south, north, west, east, limit), exact=True)
        return tuple(candidate.place for candidate in rows)

    def _read(self, query: str, values: tuple[str | float, ...], exact: bool) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(Place(*row[:8]), row[8], row[9], bool(row[10]), exact)
            for row in self._store.execute(query, values)
        )


def default_path() -> Path:
    """Where the user's compiled gazetteer is or will be; named by what goes into it."""
    return Path(platformdirs.user_cache_dir("reportedly")) / f"gazetteer-{fingerprint()}.sqlite"
