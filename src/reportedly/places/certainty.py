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
    """What is known of a choice, each about 0-1 but `share`.

    `share`: the logarithm of its odds among the candidates. `local`: how much the place belongs to the rest
    of the page: its province named, near another place of it, or said to be in it. `home`: it is where the
    page's outlet is at home. `rival`: the greater of the two for the best candidate 60 km away or more.
    `outshone`: how much better known than the place the best known of those is. `foreign`: how little the
    page's other names are in its country, 0 where there are none or it is in none. `own`: the name is its
    main one. `whole`: so it stands there, and is not a part of what stands there. `country`: it is one.
    `kind`: how far it is of the kind that the text asks for, -0.5 to 1; 0 where it asks for none. `known`:
    how well known it is by itself (candidates.prior).
    """

    share: float
    local: float
    home: float
    rival: float
    outshone: float
    foreign: float
    own: float
    whole: float
    country: float
    kind: float
    known: float


# What scripts/calibrate_places.py prints for 6,000 pages.
BASE = -3.19
WEIGHTS = Evidence(
    share=0.48,
    local=2.0,
    home=0.74,
    rival=-0.46,
    outshone=-0.41,
    foreign=-1.13,
    own=1.24,
    whole=1.41,
    country=0.66,
    kind=0.57,
    known=2.78,
)
WEIGHTED = tuple(asdict(WEIGHTS).items())


def probability(evidence: Evidence) -> float:
    """How likely the choice is right, 0-1."""
    total = BASE + sum(weight * getattr(evidence, name) for name, weight in WEIGHTED)
    return round(1 / (1 + math.exp(-total)), 3)


def odds(share: float) -> float:
    """The logarithm of the odds of a share, 0-1; within 4.7 of 0."""
    bounded = min(1.0, max(0.0, share))
    return math.log((bounded + 0.01) / (1.01 - bounded))
