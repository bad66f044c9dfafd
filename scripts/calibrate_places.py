"""Fits the weights of places/certainty.py on pages drawn from the gazetteer, where the answer is known.

    python scripts/calibrate_places.py [pages] [seed]

A page names one to twelve places: those of a local paper (around a town, its outlet's home mostly known), of
a national or crisis report (around a province), or of world news. Some places are hidden from the resolver,
as the gazetteer lacks places, small ones most; some names are spelt by ear; some stand in the name of what is
there; some are no place at all. What the resolver chooses is right within 161 km. Prints the weights of a
logistic regression with a small ridge.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any, cast

import numpy as np

from reportedly.places.candidates import kilometres
from reportedly.places.certainty import Evidence
from reportedly.places.focus import Home
from reportedly.places.gazetteer import Candidate, Gazetteer, default_path
from reportedly.places.resolution import Resolver
from reportedly.places.toponyms import Toponym
from reportedly.places.words import words
from reportedly.reading import Line
from reportedly.records import Place

RIGHT = 161  # km
AROUND = 70  # km: where a local paper's places mostly are
SIZES = (1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 12)  # places that a page names
LOCAL, NATIONAL = 0.4, 0.7  # of pages: local up to here, national up to there, the rest world news
KNOWN_HOMES = 0.8  # of local pages: the outlet's home is known,
ELSEWHERE = 0.03  # and of these is elsewhere in the country
ABROAD = 0.15  # of what a national page names lies anywhere
INSIDE = ("Zoo", "High School", "Fire Department", "Stadium", "Sheriff", "Village")  # what stands in a place
HIDDEN = {"ADM1": 0.03, "ADM2": 0.1}
BY_EAR = (
    ("a", "e"), ("e", "a"), ("i", "ee"), ("u", "ou"), ("q", "k"), ("k", "q"), ("ay", "ei"), ("y", "i"),
    ("o", "u"), ("al-", "el-"), ("ss", "s"), ("d", "dh"), ("h", ""),
)  # fmt: skip
RIDGE = 1e-3
Known = Candidate


@dataclass(frozen=True)
class Word:
    """As much of a token as the resolver reads."""

    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """As much of a line as the resolver reads."""

    text: str
    tokens: tuple[Word, ...]
    index: int


class Lacking:
    """As much of a gazetteer as the resolver reads, without some places."""

    hidden: frozenset[Place] = frozenset()

    def __init__(self, whole: Gazetteer) -> None:
        self._whole = whole

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        return tuple(c for c in self._whole.lookup(name) if c.place not in self.hidden)

    def similar(self, name: str) -> tuple[Candidate, ...]:
        return tuple(c for c in self._whole.similar(name) if c.place not in self.hidden)


class World:
    """Draws pages."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        store = sqlite3.connect(default_path())
        columns = "name, latitude, longitude, geonames_id, country, admin1, feature, radius_km"
        found = store.execute(f"SELECT {columns}, population, division FROM place ORDER BY id").fetchall()
        everything = [Candidate(Place(*row[:8]), row[8], row[9], True, True) for row in found]
        self.towns = [c for c in everything if c.place.feature in {"PPL", "PPLC"}]
        self.countries = [c for c in everything if c.place.feature == "PCLI"]
        self.regions = [c for c in everything if c.place.feature in {"RGN", "SEA", "STM", "CONT", "GULF"}]
        self.inside: defaultdict[tuple[str, str | None], list[Known]] = defaultdict(list)
        self.cells: defaultdict[tuple[int, int], list[Known]] = defaultdict(list)
        for c in everything:
            kind = "town" if c.place.feature in {"PPL", "PPLC"} else c.place.feature or ""
            self.inside[kind, c.place.country].append(c)
            self.inside[kind, c.division].append(c)
        for c in self.towns:
            self.cells[_cell(c.place)].append(c)
        self.sizes = list(accumulate(max(c.population, 300) ** 0.8 for c in self.towns))

    def page(self) -> tuple[list[Known | None], Home | None]:
        """What a page names (None: a word that is no place), and the home of its outlet."""
        chance = self.chance
        towns = [len(self.inside["town", c.place.country]) for c in self.countries]
        land = chance.choices(self.countries, [n**0.5 for n in towns])[0]
        size, kind = chance.choice(SIZES), chance.random()
        if kind < LOCAL:
            centre = self.pick(self.inside["town", land.place.country], 0.3)
            at = (
                self.pick(self.inside["town", land.place.country], 0.3)
                if chance.random() < ELSEWHERE
                else centre
            )
            home = Home(land.place.country or "", at.division) if chance.random() < KNOWN_HOMES else None
            near = self.near(centre.place)
            return [self.local(land, centre, near) for _ in range(size)], home
        if kind < NATIONAL:
            division = self.pick(self.inside["town", land.place.country], 0.4).division
            away = chance.choice(self.countries).place.country or ""
            home = Home(away) if chance.random() < 0.3 else None
            return [self.national(land, division) for _ in range(size)], home
        return [self.worldly() for _ in range(size)], None

    def local(self, land: Known, centre: Known, near: list[Known]) -> Known | None:
        x = self.chance.random()
        if x < 0.6:
            return self.pick(near, 0.4)
        if x < 0.68:
            return self.one("ADM2", centre.division) or land
        if x < 0.76:
            return self.one("ADM1", centre.division) or land
        if x < 0.82:
            return land
        if x < 0.9:
            return self.pick(self.inside["town", land.place.country], 0.6)
        return self.famous() if x < 0.97 else None

    def national(self, land: Known, division: str | None) -> Known | None:
        if self.chance.random() < ABROAD:
            return self.pick(self.countries, 0.5) if self.chance.random() < 0.5 else self.famous()
        x = self.chance.random()
        if x < 0.3:
            return self.pick(self.inside["town", division], 0.35)
        if x < 0.5:
            return self.pick(self.inside["town", land.place.country], 0.5)
        if x < 0.63:
            return self.one("ADM1", land.place.country) or land
        if x < 0.68:
            return self.one("ADM2", division) or land
        if x < 0.84:
            return land
        if x < 0.9:
            return self.pick(self.countries, 0.5)
        if x < 0.94:
            return self.famous()
        return self.chance.choice(self.regions) if x < 0.97 else None

    def worldly(self) -> Known | None:
        x = self.chance.random()
        return self.pick(self.countries, 0.5) if x < 0.5 else self.famous() if x < 0.95 else None

    def pick(self, of: Sequence[Known], power: float) -> Known:
        return self.chance.choices(of, [max(c.population, 500) ** power for c in of])[0]

    def one(self, feature: str, area: str | None) -> Known | None:
        found = self.inside[feature, area]
        return self.chance.choice(found) if found else None

    def famous(self) -> Known:
        return self.chance.choices(self.towns, cum_weights=self.sizes)[0]

    def near(self, place: Place) -> list[Known]:
        x, y = _cell(place)
        cells = [self.cells[x + a, y + b] for a in (-1, 0, 1) for b in (-1, 0, 1)]
        return [c for cell in cells for c in cell if kilometres(c.place, place) < AROUND]

    def written(self, known: Known | None) -> str:
        """The name as a text has it, sometimes by ear or in the name of what stands there. What is no place
        bears the name of one."""
        if known is None:
            name = self.chance.choice(self.towns).place.name
            return f"{name} {self.chance.choice(INSIDE)}" if self.chance.random() < 0.3 else name
        name = known.place.name
        if self.chance.random() < (0.05 if known.place.feature in {"PPL", "PPLC", "ADM1", "ADM2"} else 0.0):
            return f"{name} {self.chance.choice(INSIDE)}"
        if known.place.country in words().romanised and self.chance.random() < 0.25:
            for _ in range(2):
                heard, spelt = self.chance.choice(BY_EAR)
                at = name.lower().find(heard, 1)
                name = name[:at] + spelt + name[at + len(heard) :] if at > 0 else name
        return name

    def asked(self, known: Known | None) -> str | None:
        """The kind that the text says: "Olen province", "the town of Olen"."""
        feature = known.place.feature or "" if known else ""
        said = 0.4 if feature in HIDDEN else 0.15 if feature.startswith("PPL") else 0.0
        return feature[:4].replace("PPLC", "PPL") if self.chance.random() < said else None

    def hides(self, known: Known) -> bool:
        feature, people = known.place.feature or "", known.population
        town = 0.25 if people < 5000 else 0.1 if people < 50_000 else 0.03
        return self.chance.random() < (town if feature.startswith("PPL") else HIDDEN.get(feature, 0.0))


def _cell(place: Place) -> tuple[int, int]:
    return int(place.latitude or 0), int(place.longitude or 0)


def judged(world: World, gazetteer: Lacking) -> Iterator[tuple[Evidence, bool]]:
    """What was known of each choice on a page, and whether it was right."""
    named, home = world.page()
    toponyms: list[Toponym] = []
    meant: list[Known | None] = []
    hidden: set[Place] = set()
    for n, known in enumerate(named):
        name = world.written(known)
        container = None
        if known:
            feature = known.place.feature or ""
            if world.hides(known):
                hidden.add(known.place)
            if feature.startswith("PPL") and world.chance.random() < 0.12:
                container = world.one("ADM1", known.division)
        text = f"Rain fell in {name}."
        tokens = [Word(13, 13 + len(name))]
        if container:
            text = f"Rain fell in {name}, {container.place.name}."
            tokens.append(Word(15 + len(name), 15 + len(name) + len(container.place.name)))
        line = cast(Line, Text(text, tuple(tokens), n))
        toponyms.append(Toponym(line, 0, 0, name, world.asked(known)))
        meant.append(known)
        if container:
            toponyms.append(Toponym(line, 1, 1, container.place.name))
            meant.append(container)
    gazetteer.hidden = frozenset(hidden)
    resolver = Resolver(cast(Gazetteer, gazetteer), 0.0)
    for result, truth in zip(resolver.resolve(toponyms, home), meant, strict=True):
        if result.evidence is not None:
            yield result.evidence, truth is not None and kilometres(result.place, truth.place) <= RIGHT


def fitted(seen: Sequence[tuple[Evidence, bool]]) -> dict[str, float]:
    """Weights of a logistic regression, by Newton's method."""
    rows = np.array([[1.0, *asdict(evidence).values()] for evidence, _ in seen])
    right = np.array([float(ok) for _, ok in seen])
    ridge = RIDGE * len(right) * np.diag([0.0] + [1.0] * (rows.shape[1] - 1))
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope: Any = rows.T @ (right - likely) - ridge @ weights
        curve: Any = (rows.T * (likely * (1 - likely))) @ rows + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return dict(zip(["base", *asdict(seen[0][0])], weights.round(2).tolist(), strict=True))


def main(pages: int = 6000, seed: int = 1) -> None:
    world, gazetteer = World(seed), Lacking(Gazetteer.open())
    seen = [row for _ in range(pages) for row in judged(world, gazetteer)]
    print(f"{len(seen)} names, {sum(ok for _, ok in seen) / len(seen):.3f} right")
    print(fitted(seen))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
