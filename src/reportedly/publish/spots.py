"""The places a story's findings name, and what is said of each: what the map marks and its table lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.knowledge import load
from reportedly.publish.display import plain
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.frame import distance_km
from reportedly.publish.periods import days_held, days_of
from reportedly.reconcile.days import Days, hull
from reportedly.records import Finding, Id, Place, PlaceMention

SAME_KM = 3.0  # two records of one name nearer than this are one place

PlaceKey = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of findings that share a mark."""

    name: str
    label: str
    shape: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The knowledge in marks.yaml."""

    groups: tuple[Group, ...]
    areas: tuple[str, ...]
    max_radius_km: float


def marks() -> Marks:
    """Raises RuleError when the file does not fit."""
    known: Marks = load("reportedly.publish", "marks.yaml", Marks)
    return known


def group_of(kind: str) -> Group:
    """The group of a kind; the last group where no other names it."""
    groups = marks().groups
    return next((g for g in groups if kind in g.kinds), groups[-1])


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a place in one group of kinds, and of which days; each finding has its own, undated
    ones none."""

    group: Group
    days: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A resolved place with the findings made there, the groups they fall in and how it was spelt."""

    place: Place
    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    spellings: tuple[str, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(t.group for t in self.told)

    @property
    def days(self) -> Days | None:
        """From the first to the last day told of."""
        return hull(days for t in self.told for days in t.days)

    @property
    def label(self) -> str:
        return best_name(self.place, self.spellings)

    @property
    def latitude(self) -> float:
        return self.place.latitude or 0.0

    @property
    def longitude(self) -> float:
        return self.place.longitude or 0.0

    @property
    def is_area(self) -> bool:
        known = marks()
        return self.place.feature in known.areas or (self.place.radius_km or 0.0) > known.max_radius_km


def spots(story: StoryAccount, lookups: Lookups) -> tuple[Spot, ...]:
    """The places of a story's findings and of its control, those with most findings first."""
    places: dict[PlaceKey, Place] = {}
    findings: dict[PlaceKey, dict[Id, Finding]] = {}
    told: dict[PlaceKey, dict[str, set[Days]]] = {}
    for finding in story.account.findings:
        days = days_of(finding, lookups)
        for mention in mentions_of(finding.claims, lookups):
            key = key_of(mention.place)
            places.setdefault(key, mention.place)
            findings.setdefault(key, {})[finding.id] = finding
            note(told, key, finding.kind, days)
    for control in story.account.control:
        if control.place.resolved:
            key = key_of(control.place)
            places.setdefault(key, control.place)
            note(told, key, "control", days_held(control))
    spelt = spellings(story, lookups)
    found = [
        Spot(
            place,
            tuple(findings.get(key, {}).values()),
            in_order(told[key]),
            spelt.get(key, ()),
        )
        for key, place in places.items()
    ]
    found.sort(key=lambda s: (-len(s.findings), s.place.name, key_of(s.place)))
    return merged(found)


def note(told: dict[PlaceKey, dict[str, set[Days]]], key: PlaceKey, kind: str, days: Days | None) -> None:
    """Enter under a place that there is something of a kind, and of which days."""
    told.setdefault(key, {}).setdefault(group_of(kind).name, set()).update({days} if days else ())


def in_order(told: Mapping[str, Iterable[Days]]) -> tuple[Told, ...]:
    """Groups by name with their days, in the order of marks.yaml."""
    return tuple(Told(g, tuple(sorted(set(told[g.name])))) for g in marks().groups if g.name in told)


def merged(found: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots, those of one name that lie within each other (a town and its district) as one."""
    kept: list[Spot] = []
    for spot in found:
        same = next((n for n, other in enumerate(kept) if one_place(spot, other)), None)
        if same is None:
            kept.append(spot)
            continue
        first = kept[same]
        kept[same] = Spot(
            min((first, spot), key=lambda s: (s.is_area, s.place.radius_km or 0.0)).place,
            tuple({f.id: f for f in (*first.findings, *spot.findings)}.values()),
            in_order(both(first, spot)),
            tuple(dict.fromkeys((*first.spellings, *spot.spellings))),
        )
    return tuple(kept)


def both(one: Spot, other: Spot) -> dict[str, list[Days]]:
    """What is told of two spots, by the names of groups."""
    found: dict[str, list[Days]] = {}
    for told in (*one.told, *other.told):
        found.setdefault(told.group.name, []).extend(told.days)
    return found


def one_place(one: Spot, other: Spot) -> bool:
    """Whether two records bear one name and each lies within what the other covers."""
    if not {one.label, plain(one.place.name)} & {other.label, plain(other.place.name)}:
        return False
    apart = distance_km((one.latitude, one.longitude), (other.latitude, other.longitude))
    return apart <= max(one.place.radius_km or 0.0, other.place.radius_km or 0.0, SAME_KM)


def best_name(place: Place, spelt: Sequence[str]) -> str:
    """The name readers know: as the articles mostly write it, where that is a name in Latin letters."""
    first = spelt[0] if spelt else ""
    named = first[:1].isupper() and not first.isupper() and ord(first[0]) < 0x250
    return first if named else plain(place.name)


def mentions_of(claims: Iterable[Id], lookups: Lookups) -> Iterable[PlaceMention]:
    """The resolved places that claims name as where it happened."""
    for claim in (lookups.claims[c] for c in claims if c in lookups.claims):
        if claim.place and claim.place.place.resolved and claim.place.role != "metonym":
            yield claim.place


def key_of(place: Place) -> PlaceKey:
    """What makes two records one place: the GeoNames id, else the point."""
    if place.geonames_id is not None:
        return place.geonames_id, 0.0, 0.0
    return 0, round(place.latitude or 0.0, 3), round(place.longitude or 0.0, 3)


def spellings(story: StoryAccount, lookups: Lookups) -> dict[PlaceKey, tuple[str, ...]]:
    """The ways each resolved place is written in the story's articles, the most frequent first."""
    seen: dict[PlaceKey, Counter[str]] = {}
    spans = set()
    own = (c.place for c in lookups.claims.values() if c.place)
    for mention in (*story.dossier.places, *own):
        span = mention.span
        where = (span.article, span.start, span.end)
        if mention.place.resolved and where not in spans:
            spans.add(where)
            seen.setdefault(key_of(mention.place), Counter())[plain(span.quote)] += 1
    return {key: tuple(sorted(c, key=lambda w: (-c[w], w))) for key, c in seen.items()}
