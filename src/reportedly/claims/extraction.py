"""Everything one page says: its places, times, attributions, figures and claims, tied together."""

from __future__ import annotations

from reportedly import times
from reportedly.actors import Actors
from reportedly.claims import attribution, events, figures
from reportedly.claims.extractor import Extracted
from reportedly.claims.linking import link
from reportedly.config import Settings
from reportedly.places import Home, Places
from reportedly.reading import Page, is_foreign


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
        sites = [m for m in where if m.role != "demonym"]
        when = times.find(page)
        said = attribution.find(page, self.actors)
        counted = figures.find(page, when, sites)
        claimed = events.find(page, sites, when, said)
        claimed, counted = link(page, claimed, counted, said, {})
        return [*where, *when, *said, *counted, *claimed]
