"""Everything one page says: its places, times, attributions, figures and claims, tied together."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly import times
from reportedly.actors import Actors
from reportedly.claims import attribution, events, figures, placing, wars
from reportedly.claims.extractor import Extracted
from reportedly.claims.linking import link
from reportedly.config import Settings
from reportedly.places import Home, Places
from reportedly.reading import Page, is_foreign
from reportedly.records import Attribution, Claim, Figure, PlaceMention, TimeMention


class ByRules:
    """The `Extractor` that needs nothing. Holds the gazetteer and the lexicons; make one a process."""

    def __init__(self, settings: Settings) -> None:
        self.places = Places.shared(settings.places)
        self.actors = Actors.load()

    def extract(self, page: Page, home: Home | None = None) -> list[Extracted]:
        """See `Extractor`. Of a page in another language than English nothing is read."""
        if is_foreign(page.article.language):
            return []
        where = self.places.find(page, home)
        when = times.find(page)
        return [*where, *when, *told(page, where, when, self.actors)]


def told(
    page: Page, where: Sequence[PlaceMention], when: Sequence[TimeMention], actors: Actors
) -> list[Attribution | Figure | Claim]:
    """What the page says, by the rules in claims/, where its places and times are known."""
    sites = [m for m in where if m.role != "demonym"]
    said = attribution.find(page, actors)
    counted = figures.find(page, when, sites)
    claimed = events.find(page, sites, when, said)
    claimed, counted = wars.told_apart(page, *link(page, claimed, counted, said, {}))
    return [*said, *placing.settle(page, counted, sites), *claimed]
