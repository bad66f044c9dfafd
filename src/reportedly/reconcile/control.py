"""Who holds a place, by the last claims of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportedly.reconcile.days import Days, hull, iso
from reportedly.reconcile.evidence import Evidence, Testimony, apart, effect, ids, speakers
from reportedly.reconcile.matters import matters
from reportedly.records import Control, ControlStatus, make_id

SHORT_DAYS = 3  # a longer interval does not say on which day a place was taken


def control(testimony: Testimony) -> tuple[Control, ...]:
    """One record a place that a claim says was taken, in order of the first claim."""
    grouped: dict[str, list[Evidence]] = defaultdict(list)
    for e in testimony.evidence:
        if e.place is None or e.history or e.claim.modality != "asserted" or testimony.is_country(e.place):
            continue
        if effect(e) is not None:
            grouped[e.place].append(e)
    made = [_control(testimony, place, some) for place, some in grouped.items()]
    return tuple(c for c in made if c is not None)


def _control(testimony: Testimony, place: str, some: Sequence[Evidence]) -> Control | None:
    gained = [e for e in some if effect(e) == "gained" and e.claim.polarity == "affirmed" and e.claim.kind]
    holders = _holders(gained)
    if not holders:
        return None
    last = max(holders, key=lambda side: (_last(holders[side]), len(holders[side]), side))
    tenure = _tenure(holders, last)
    since = _since(tenure)
    support = tenure + [e for e in some if _supports(e, last, tenure)]
    return Control(
        id=make_id("k", testimony.story, place),
        story=testimony.story,
        place=testimony.place_of(place),
        holder=_name(tenure),
        status=_status(testimony, some, tenure, support, last),
        since_earliest=iso(since.first) if since else None,
        since_latest=iso(since.last) if since else None,
        speakers=speakers(support),
        origins=testimony.independent(support),
        claims=ids(support),
    )


def _holders(gained: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    """Claims by the side said to hold the place; one that names nobody goes to the only side named."""
    named: dict[str, list[Evidence]] = defaultdict(list)
    for e in gained:
        if e.sides:
            named[min(e.sides)].append(e)
    if len(named) == 1:
        only = next(iter(named))
        return {only: list(gained)}
    return dict(named)


def _name(tenure: Sequence[Evidence]) -> str:
    """The name most claims give the holder, the alphabetically first of equals."""
    names = [name for e in tenure for name in e.actors] or [side for e in tenure for side in e.sides]
    return min(set(names), key=lambda name: (-names.count(name), name))


def _last(evidence: Sequence[Evidence]) -> int:
    return max(e.days.last if e.days else 0 for e in evidence)


def _tenure(holders: dict[str, list[Evidence]], last: str) -> list[Evidence]:
    """The holder's claims since another last took the place."""
    others = [_last(some) for side, some in holders.items() if side != last]
    since = max(others, default=0)
    return [e for e in holders[last] if not e.days or e.days.last >= since]


def _since(tenure: Sequence[Evidence]) -> Days | None:
    """From the earliest to the latest day that any claim names; the first report's day where none does."""
    told = [e.happened for e in tenure if e.happened is not None and e.happened.length <= SHORT_DAYS]
    if told:
        return hull(told)
    published = [e.published for e in tenure if e.published is not None]
    return Days(min(published), min(published)) if published else None


def _supports(e: Evidence, holder: str, tenure: Sequence[Evidence]) -> bool:
    """A claim that somebody else lost the place about when the holder took it."""
    if effect(e) != "lost" or e.claim.polarity == "denied" or holder in e.sides:
        return False
    return any(
        e.days and t.days and e.days.gap(t.days) <= matters().families["loss"].gap_days for t in tenure
    )


def _status(
    testimony: Testimony,
    some: Sequence[Evidence],
    tenure: Sequence[Evidence],
    support: Sequence[Evidence],
    holder: str,
) -> ControlStatus:
    """contested: later or same-day claims of others disagree; confirmed: not one party's word alone."""
    latest = max((e.published or 0 for e in tenure), default=0)
    against = [e for e in some if e not in support and (e.published or 0) >= latest and _denies(e, holder)]
    if any(apart(e, t) for e in against for t in tenure if t.published == latest):
        return "contested"
    independent = {e.party is None for e in support}
    if independent == {True, False} or testimony.status(support) == "corroborated":
        return "confirmed"
    return "claimed"


def _denies(e: Evidence, holder: str) -> bool:
    change = effect(e)
    if e.claim.polarity == "denied":
        return change == "gained"
    if change == "gained":
        return bool(e.sides) and holder not in e.sides
    if change == "lost":
        return holder in e.sides
    return change == "contested" and bool(e.sides - {holder})
