"""Which place mentions of a story are one place."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.reconcile.matters import matters
from reportedly.records import Place


class Atlas:
    """Keys for places: equal keys are one place. Resolved places go by their gazetteer entry."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: dict[str, Place] = {}
        for place in sorted(places, key=_order):
            self._places.setdefault(self.key(place), place)

    def key(self, place: Place) -> str:
        if place.geonames_id is not None:
            return f"geonames {place.geonames_id}"
        if place.latitude is not None and place.longitude is not None:
            return f"at {place.latitude:.2f} {place.longitude:.2f}"
        return f"named {place.name.casefold()}"

    def place(self, key: str) -> Place:
        return self._places[key]

    def broad(self, place: Place) -> bool:
        """Whether the place is an area, too wide to tell two events apart."""
        return place.feature in matters().broad_features or (place.radius_km or 0.0) > matters().broad_km


def _order(place: Place) -> tuple[bool, str, str, float, float]:
    return (
        not place.resolved,
        place.name,
        place.country or "",
        place.latitude or 0.0,
        place.longitude or 0.0,
    )
