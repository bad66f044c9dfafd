"""Look-ups in the compiled gazetteer (compiling.py makes it on first use)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import platformdirs

from reportedly.places.compiling import compile_to, fingerprint
from reportedly.places.layers import connect, layers
from reportedly.places.normalise import LEADING, key, skeletons
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
MAPS = 128  # boxes; a map is drawn in several sizes and at several times


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
    """Compiled gazetteers, open for reading: one and the user's own. Many processes may share the files."""

    def __init__(self, path: Path, own: Sequence[Path] = ()) -> None:
        """Open compiled files. Raises StoreError when one is missing or not a gazetteer."""
        self.path = path
        self._stores = [connect(file) for file in (path, *own)]
        self.lookup = lru_cache(maxsize=CACHED)(self._lookup)
        self.demonym = lru_cache(maxsize=CACHED)(self._demonym)
        self.similar = lru_cache(maxsize=CACHED)(self._similar)
        self.around = lru_cache(maxsize=MAPS)(self._around)

    @classmethod
    def open(cls, path: Path | None = None, progress: Callable[[str], None] | None = None) -> Gazetteer:
        """The gazetteer at `path`, by default the user's, which is compiled when it is not there yet.

        Compiling takes half a minute and 600 MB once; `progress` hears of it.
        """
        if path is None:
            path = default_path()
            if not path.exists():
                compile_to(path, progress or (lambda _: None))
            return cls(path, layers())
        return cls(path)

    def close(self) -> None:
        for store in self._stores:
            store.close()

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places of this name but for case, diacritics, hyphens, apostrophes and, where nothing has the
        whole name, an Arabic article before it; the most populous first."""
        wanted = key(name)
        found = self._read(BY_NAME, (wanted,), exact=True) if wanted else ()
        article, _, rest = wanted.partition(" ")
        if not found and article in LEADING and len(rest) > 2:
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

    def _around(self, south: float, west: float, north: float, east: float, limit: int) -> tuple[Place, ...]:
        """The largest towns in a box (degrees), the most populous first; for labels of a map."""
        rows = self._read(BOX, (south, north, west, east, limit), exact=True)
        return tuple(candidate.place for candidate in rows[:limit])

    def _read(self, query: str, values: tuple[str | float, ...], exact: bool) -> tuple[Candidate, ...]:
        """From all the gazetteers, the most populous first; a place that several have counts once."""
        found = [row for store in self._stores for row in store.execute(query, values)]
        if len(self._stores) > 1:
            first = {row[3]: n for n, row in reversed(list(enumerate(found))) if row[3] is not None}
            found = [row for n, row in enumerate(found) if row[3] is None or first[row[3]] == n]
            found.sort(key=lambda row: -row[8])
        return tuple(Candidate(Place(*row[:8]), row[8], row[9], bool(row[10]), exact) for row in found)


def default_path() -> Path:
    """Where the user's compiled gazetteer is or will be; named by what goes into it."""
    return Path(platformdirs.user_cache_dir("reportedly")) / f"gazetteer-{fingerprint()}.sqlite"
