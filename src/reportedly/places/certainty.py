"""How likely the place chosen for a name is the one meant: from scores, which only rank, to a probability.

A logistic function of what speaks for the choice beside its rank: how local it is to the page, how local its
best rival far away is, whether the page is about other countries, how many people live there. Its weights
were fitted on pages drawn from the gazetteer (scripts/calibrate_places.py, seeded), where the answer is
known: no text was needed, and none of a corpus that measures. docs/places.md has how it does on texts.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a choice, each 0-1 but `share`.

    `share`: the logarithm of its odds among the candidates. `local`: how much the place belongs to the rest
    of the page: its province named, near another place of it, said to be in it, or at the outlet's home.
    `rival`: the same of the best candidate 60 km away or more. `foreign`: how little the page's other names
    are in its country, 0 where there are none. `own`: it is the place's main name. `country`: it is one.
    `people`: how many live there, 1 for ten million.
    """

    share: float
    local: float
    rival: float
    foreign: float
    own: float
    country: float
    people: float


# What scripts/calibrate_places.py prints for 3,000 pages.
BASE = -1.94
WEIGHTS = Evidence(share=0.47, local=2.31, rival=-0.71, foreign=-1.4, own=1.22, country=1.43, people=2.48)


def probability(evidence: Evidence) -> float:
    """How likely the choice is right, 0-1."""
    weights = asdict(WEIGHTS)
    total = BASE + sum(weights[name] * value for name, value in asdict(evidence).items())
    return round(1 / (1 + math.exp(-total)), 3)


def odds(share: float) -> float:
    """The logarithm of the odds of a share, 0-1; within 4.7 of 0."""
    bounded = min(1.0, max(0.0, share))
    return math.log((bounded + 0.01) / (1.01 - bounded))


def people(population: int) -> float:
    return math.log10(population + 100) / 7
