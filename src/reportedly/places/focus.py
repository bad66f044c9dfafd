"""What a page is about: countries and divisions that its names vote for, and where its outlet is at home."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

SETTLED = 0.4  # of the votes for one country: the page is about it


@dataclass(frozen=True, slots=True)
class Home:
    """The area an outlet mostly writes about: a country, a GeoNames code of first order in it ("SY.12")."""

    country: str
    division: str | None = None


class Focus:
    """Which countries ("SY") and divisions ("SY.12") the names of a page vote for."""

    def __init__(self, home: Home | None = None) -> None:
        self.home = home
        self.total = 0.0
        self.weights: dict[str, float] = {}
        self._votes: defaultdict[str, float] = defaultdict(float)
        self._own: defaultdict[tuple[str, str], float] = defaultdict(float)

    def vote(self, name: str, area: str, weight: float) -> None:
        self._votes[area] += weight
        self._own[name, area] += weight

    def share(self, name: str, area: str | None) -> float:
        """The share of an area in the votes of all names but this one, 0-1."""
        rest = self.total - self.weights.get(name, 0.0)
        if not area or rest <= 0 or area not in self._votes:
            return 0.0
        return max(0.0, self._votes[area] - self._own.get((name, area), 0.0)) / (rest + 1.0)

    def foreign(self, name: str, country: str | None) -> float:
        """How little the other names are in a country, 0-1; 0 where there are no others."""
        others = self.total - self.weights.get(name, 0.0) > 0
        return 1.0 - math.sqrt(self.share(name, country)) if others else 0.0

    def areas(self) -> dict[str, float]:
        """How many names lie in each area, every name counted once."""
        total: defaultdict[str, float] = defaultdict(float)
        for (name, area), votes in self._own.items():
            total[area] += votes / self.weights[name]
        return dict(total)

    def settled(self, name: str) -> bool:
        """Whether the other names agree on a country."""
        return any(len(area) == 2 and self.share(name, area) >= SETTLED for area in self._votes)
