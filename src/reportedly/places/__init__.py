"""Where things are: the places a page names, resolved against a gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from reportedly.config import Places as Settings
from reportedly.places import homes
from reportedly.places.candidates import kilometres
from reportedly.places.focus import Home
from reportedly.places.gazetteer import Candidate, Gazetteer
from reportedly.places.normalise import key
from reportedly.places.resolution import Resolved, Resolver
from reportedly.places.surroundings import cued
from reportedly.places.toponyms import Recogniser, Toponym
from reportedly.reading import Page
from reportedly.records import Bearing, Place, PlaceMention

__all__ = ["Candidate", "Gazetteer", "Home", "Places", "same_place"]

NEARBY = 60  # km to another place of the page: what a name without other support needs
ALONE = 0.8  # probability that a name needs of which only the gazetteer says that it is one,
KNOWN = 0.45  # how well known it is by itself (candidates.prior),
LOCAL = 0.1  # and if it is less, how much it belongs to the rest of the page


class Places:
    """Finds and resolves the places of pages. Loads the gazetteer once; make one a process."""

    def __init__(self, settings: Settings, progress: Callable[[str], None] | None = None) -> None:
        path = Path(settings.gazetteer) if settings.gazetteer else None
        self.gazetteer = Gazetteer.open(path, progress)
        self._recogniser = Recogniser(self.gazetteer)
        self._resolver = Resolver(self.gazetteer, settings.min_probability)

    @classmethod
    @lru_cache(maxsize=1)
    def shared(cls, settings: Settings) -> Places:
        """The one that the stages of a process have in common, with all that it has looked up."""
        return cls(settings)

    def bearing(self, page: Page) -> tuple[Bearing, ...]:
        """Which areas the beginning of a page names; none where its outlet is not known."""
        if not page.article.outlet:
            return ()
        toponyms = [t for t in self._recogniser.find(page, homes.HEAD) if t.role != "demonym"]
        return (homes.bearing(page.article.outlet, *self._resolver.areas(toponyms)),)

    def find(self, page: Page, home: Home | None = None) -> tuple[PlaceMention, ...]:
        """The places a page names, by span start; spans do not overlap.

        `home` is where the page's outlet is at home, which tells places of one name apart.
        """
        toponyms = self._recogniser.find(page)
        resolved = self._resolver.resolve(toponyms, home)
        sure = [
            r.place for t, r in zip(toponyms, resolved, strict=True) if not t.tentative and small(r.place)
        ]
        mentions = []
        for toponym, result in zip(toponyms, resolved, strict=True):
            if not result.place.resolved and toponym.tentative:
                continue
            if unlikely(toponym) and not evident(result):
                continue
            if toponym.tentative == "bare" and all(kilometres(result.place, p) > NEARBY for p in sure):
                continue
            span = toponym.line.span(toponym.start, toponym.end)
            mentions.append(
                PlaceMention(
                    span,
                    result.place,
                    result.score,
                    result.alternatives,
                    toponym.role,
                    result.probability,
                    result.off_km,
                )
            )
        return tuple(sorted(mentions, key=lambda m: (m.span.start, m.span.end)))


def unlikely(toponym: Toponym) -> bool:
    """Whether only the gazetteer speaks for a name: one word that the parser does not take for a place, where
    no place must stand."""
    line, first, last = toponym.line, toponym.first, toponym.last
    if first < last or toponym.kind or line.tokens[first].entity in {"GPE", "LOC"}:
        return False
    return not cued(line, first, last, strong=True)


def evident(result: Resolved) -> bool:
    """Whether a name is the name of a place by what is known of the place alone."""
    found = result.evidence
    if not result.place.resolved or (result.probability or 1.0) < ALONE:
        return False
    return found is None or found.known >= KNOWN or found.local >= LOCAL or found.home > 0


def small(place: Place) -> bool:
    """Whether a place is resolved and no larger than a province."""
    return place.resolved and (place.feature or "") not in {"PCLI", "CONT", "OCN"}


def same_place(a: Place, b: Place) -> bool:
    """If two places are one: by GeoNames id; by name where neither is resolved; else by kind and distance."""
    if a.geonames_id is not None and b.geonames_id is not None:
        return a.geonames_id == b.geonames_id
    if not a.resolved or not b.resolved:
        return a.resolved == b.resolved and key(a.name) == key(b.name)
    if (a.feature or "")[:3] != (b.feature or "")[:3]:
        return False
    return kilometres(a, b) <= min(a.radius_km or 0.0, b.radius_km or 0.0)
