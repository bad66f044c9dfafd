"""Counts towns of different names that the normalisation of names would take for one (docs/places.md).

    python scripts/near_names.py

Two towns of one country, more than 30 km apart, are joined where their main names differ but have one key, or
one skeleton (countries whose names are romanised only).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from reportedly.places.candidates import kilometres
from reportedly.places.gazetteer import Gazetteer, default_path
from reportedly.places.normalise import key, skeletons
from reportedly.places.words import words
from reportedly.records import Place

FAR = 30  # km


def joined(groups: Iterable[Sequence[tuple[str, Place]]]) -> tuple[int, int]:
    """How many pairs of different names, and how many towns, stand in a group though far apart."""
    pairs, towns = 0, set()
    for group in groups:
        by_name: defaultdict[str, list[Place]] = defaultdict(list)
        for name, place in group:
            by_name[name].append(place)
        for one, other in combinations(sorted(by_name), 2):
            apart = [(a, b) for a in by_name[one] for b in by_name[other] if kilometres(a, b) > FAR]
            pairs += bool(apart)
            towns.update(p for pair in apart for p in pair)
    return pairs, len(towns)


def main() -> None:
    Gazetteer.open()
    store = sqlite3.connect(default_path())
    rows = store.execute(
        "SELECT name, latitude, longitude, geonames_id, country FROM place WHERE feature IN ('PPL', 'PPLC')"
    )
    towns = [Place(*row) for row in rows]
    keys: defaultdict[tuple[str | None, str], list[tuple[str, Place]]] = defaultdict(list)
    bones: defaultdict[tuple[str | None, str], list[tuple[str, Place]]] = defaultdict(list)
    for town in towns:
        keys[town.country, key(town.name)].append((town.name.casefold(), town))
        if town.country in words().romanised:
            for skeleton in skeletons(town.name):
                bones[town.country, skeleton].append((key(town.name), town))
    romanised = sum(town.country in words().romanised for town in towns)
    for what, groups, of in (("key", keys, len(towns)), ("skeleton", bones, romanised)):
        pairs, touched = joined(groups.values())
        print(f"{what}: {pairs:,} pairs of names, {touched:,} of {of:,} towns ({touched / of:.1%})")


if __name__ == "__main__":
    main()
