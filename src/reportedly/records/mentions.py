"""Places and times that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.records.ids import Id
from reportedly.records.text import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place. All but `name` are None where it is not resolved.

    `country` is ISO 3166-1 alpha-2, `feature` a GeoNames feature code, coordinates WGS 84 degrees;
    the place is somewhere within `radius_km` of the point.
    """

    name: str
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    radius_km: float | None = None

    @property
    def resolved(self) -> bool:
        return self.latitude is not None


PlaceRole = Literal["literal", "metonym", "dateline", "associative", "demonym"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named. `role` is metonym where the name stands for a government ("Moscow said"), demonym where
    it names people or things by their country ("Kenyan").

    `score` is uncalibrated, `probability` (that the place is the one meant) calibrated, both 0-1. `off_km` is
    set where the text says how far from another place it is and the map disagrees: by so many kilometres.
    `resolved_in` is the other article of the story that tells the place, where the mention's own leaves it
    open (reconcile/namesakes.py); its score and probability are those of its own article.
    """

    span: Span
    place: Place
    score: float | None
    alternatives: tuple[Place, ...] = ()
    role: PlaceRole = "literal"
    probability: float | None = None
    off_km: float | None = None
    resolved_in: Id | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """Which areas an article names: codes of countries ("SY") and of their divisions ("SY.12") with how many
    of its names lie there. `id` is its outlet's mark: an outlet's bearings tell its home (places/homes.py).
    """

    id: Id
    areas: dict[str, float]


TimeKind = Literal["date", "duration", "set", "reference"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. `earliest` and `latest` are ISO 8601 dates, both inclusive, or None."""

    span: Span
    earliest: str | None
    latest: str | None
    kind: TimeKind
