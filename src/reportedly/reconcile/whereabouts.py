"""Which place mentions of a story are one place."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.reconcile.matters import matters
from reportedly.records import Place

WIDE = 1000.0  # km, for an area of unknown extent
NEAR_DEGREES = 0.1


class Atlas:
    """Keys for places: equal keys are one place. Resolved places go by their gazetteer entry."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: dict[str, Place] = {}
        self._towns: dict[str, Place] = {}
        ordered = sorted(places, key=_order)
        for place in ordered:
            if place.geonames_id is not None and (place.feature or "").startswith("PPL"):
                self._towns.setdefault(place.name.casefold(), place)
        for place in ordered:
            self._places.setdefault(self.key(place), self._town(place))

    def _town(self, place: Place) -> Place:
        """The settlement, where the place is only the small area of the same name around it."""
        town = self._towns.get(place.name.casefold())
        if town is None or place.latitude is None or place.longitude is None:
            return place
        area = place.geonames_id is None and (place.radius_km or WIDE) <= matters().broad_km
        apart = abs(place.latitude - (town.latitude or 0)) + abs(place.longitude - (town.longitude or 0))
        return town if area and apart <= NEAR_DEGREES else place

    def key(self, place: Place) -> str:
        place = self._town(place)
        if place.geonames_id is not None:
            return f"geonames {place.geonames_id}"
        if place.latitude is not None and place.longitude is not None:
            return f"at {place.latitude:.2f} {place.longitude:.2f}"
        return f"named {place.name.casefold()}"

    def place(self, key: str) -> Place:
        return self._places[key]

    def broad(self, place: Place) -> bool:
        """Whether the place is an area, too wide to tell two events apart."""
        place = self._town(place)
        return place.feature in matters().broad_features or (place.radius_km or 0.0) > matters().broad_km


def _order(place: Place) -> tuple[bool, str, str, float, float]:
    return (
        not place.resolved,
        place.name,
        place.country or "",
        place.latitude or 0.0,
        place.longitude or 0.0,
    )
