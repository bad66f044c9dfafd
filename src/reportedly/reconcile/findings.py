"""Findings: what the claims on one matter come to, with every value and who gives it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from reportedly.reconcile.clusters import Matter
from reportedly.reconcile.evidence import Evidence, Testimony, apart, family, ids
from reportedly.reconcile.figures import amounts, contradict
from reportedly.reconcile.headlines import headline
from reportedly.reconcile.matters import extent_of, matters
from reportedly.reconcile.matters import family as family_named
from reportedly.reconcile.words import content_words
from reportedly.records import Finding, SlotValue, Status, make_id

Slots = dict[str, tuple[SlotValue, ...]]
Valued = list[tuple[str, Evidence]]
WITHOUT = re.compile(r"\bwithout(?: \w+){0,3} ?$", re.IGNORECASE)
EXTENT_REACH = 60  # characters on either side of a trigger that can say how much of a place is meant
SHORT_DAYS = 3  # a longer interval does not name a day


def findings(testimony: Testimony, found: Sequence[Matter]) -> tuple[Finding, ...]:
    """One finding a matter, in the order of the earliest claim."""
    overtaken = _overtaken(found)
    return tuple(_finding(testimony, m, n in overtaken) for n, m in enumerate(found))


def _finding(testimony: Testimony, matter: Matter, overtaken: bool) -> Finding:
    evidence = matter.evidence
    values = _values(testimony, matter)
    slots: Slots = {name: testimony.slot(valued) for name, valued in values.items() if valued}
    if matter.modality != "asserted":
        slots["modality"] = testimony.slot((matter.modality, e) for e in evidence)
    affirmed = [e for e in evidence if e.claim.polarity == "affirmed"]
    denied = [e for e in evidence if e.claim.polarity == "denied"]
    if denied:
        slots["polarity"] = testimony.slot((e.claim.polarity, e) for e in evidence)
    status: Status = testimony.status(affirmed or denied)
    if conflicts(testimony, evidence):
        status = "disputed"
    elif overtaken:
        status = "superseded"
    claims = ids(evidence)
    return Finding(
        id=make_id("f", testimony.story, matter.name, matter.modality, *sorted(claims)),
        story=testimony.story,
        kind=kind_of(evidence),
        headline=headline(testimony, evidence),
        status=status,
        origins=testimony.independent(affirmed or denied),
        slots=slots,
        claims=claims,
    )


def kind_of(evidence: Sequence[Evidence]) -> str:
    """The kind most claims have; the alphabetically first of equals."""
    kinds = [e.claim.kind for e in evidence]
    return min(set(kinds), key=lambda kind: (-kinds.count(kind), kind))


def _values(testimony: Testimony, matter: Matter) -> dict[str, Valued]:
    values: dict[str, Valued] = {"actor": [], "recipient": [], "place": [], "time": [], "extent": []}
    figures: dict[str, Valued] = {}
    for e in matter.evidence:
        values["actor"] += [(name, e) for name in e.actors]
        values["recipient"] += [(name, e) for name in e.recipients]
        if e.place is not None:
            values["place"].append((testimony.place_of(e.place).name, e))
        if e.happened is not None:
            values["time"].append((e.happened.text(), e))
        if (extent := _extent(testimony, e)) is not None:
            values["extent"].append((extent, e))
        for amount in amounts(testimony, e.claim):
            figures.setdefault(amount.measure, []).append((amount.text(), e))
    return values | dict(sorted(figures.items()))


def _extent(testimony: Testimony, e: Evidence) -> str | None:
    if family(e) not in matters().control_families:
        return None
    at = e.claim.trigger.start - e.claim.sentence.start
    words = testimony.reading(e.claim.sentence)
    return extent_of(words[max(0, at - EXTENT_REACH) : at + EXTENT_REACH])


# -- disagreement -------------------------------------------------------------------------------------


Clash = tuple[str, Evidence, Evidence]  # the slot, and two claims of it that cannot both hold


def conflicts(testimony: Testimony, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The slots in which the claims of one matter give values that cannot all hold."""
    return tuple(dict.fromkeys(slot for slot, _, _ in clashes(testimony, evidence)))


def clashes(testimony: Testimony, evidence: Sequence[Evidence]) -> Iterator[Clash]:
    """Every two claims of one matter that give values which cannot both hold, slot by slot."""
    affirmed = [e for e in evidence if e.claim.polarity == "affirmed"]
    denied = [e for e in evidence if e.claim.polarity == "denied" and not _aside(testimony, e)]
    for a, d in product(affirmed, denied):
        if apart(a, d) and _answers(testimony, d, a):
            yield "polarity", a, d
    if family_named(family(evidence[0])).dated:
        yield from _days_differ(affirmed)
    yield from _extents_differ([(x, e) for e in affirmed if (x := _extent(testimony, e)) is not None])
    yield from _amounts_differ(testimony, affirmed)


def _aside(testimony: Testimony, e: Evidence) -> bool:
    """Whether a claim is denied in passing: "took the town without further fighting" disputes nothing."""
    words = testimony.reading(e.claim.sentence)[: e.claim.trigger.start - e.claim.sentence.start]
    return WITHOUT.search(words) is not None


def _answers(testimony: Testimony, denied: Evidence, affirmed: Evidence) -> bool:
    """Whether a denial is of what the other claim says, and not only of something at the same place."""
    if denied.claim.trigger.quote.casefold() == affirmed.claim.trigger.quote.casefold():
        return True
    places = {e.place for e in (denied, affirmed) if e.place is not None}
    named = frozenset(w for key in places for w in content_words(testimony.place_name(key)))
    return bool((testimony.words(denied) & testimony.words(affirmed)) - named)


def _days_differ(evidence: Sequence[Evidence]) -> Iterator[Clash]:
    told = [(e.happened, e) for e in evidence if e.happened is not None and e.happened.length <= SHORT_DAYS]
    for (x, a), (y, b) in combinations(told, 2):
        if x.gap(y) > 0 and apart(a, b):
            yield "time", a, b


def _extents_differ(valued: Valued) -> Iterator[Clash]:
    conflicts = {frozenset(pair) for pair in matters().extent_conflicts}
    for (x, a), (y, b) in combinations(valued, 2):
        if frozenset((x, y)) in conflicts and a.published == b.published and apart(a, b):
            yield "extent", a, b


def _amounts_differ(testimony: Testimony, evidence: Sequence[Evidence]) -> Iterator[Clash]:
    """Two speakers that give contradicting figures on one day, by their measure."""
    told = [(amount, e) for e in evidence for amount in amounts(testimony, e.claim)]
    found = (
        (x.measure, a, b)
        for (x, a), (y, b) in combinations(told, 2)
        if contradict(x, y) and a.published == b.published and apart(a, b)
    )
    yield from sorted(found, key=lambda clash: clash[0])


def _overtaken(found: Sequence[Matter]) -> set[int]:
    """Matters that a later one about the same place and side has overtaken: a siege by a capture."""
    taken: dict[str, list[Matter]] = defaultdict(list)
    for matter in found:
        if matter.modality == "asserted" and matter.place is not None:
            taken[matter.place].append(matter)
    later: set[int] = set()
    for n, matter in enumerate(found):
        overtaking = set(matters().overtaken_by.get(matter.name, ()))
        if matter.modality in ("possible", "planned"):
            overtaking.add(matter.name)
        for other in taken.get(matter.place or "", ()) if overtaking else ():
            same_side = not matter.sides or not other.sides or matter.sides & other.sides
            if other.name in overtaking and same_side and _latest(other) > _latest(matter):
                later.add(n)
    return later


def _latest(matter: Matter) -> int:
    return max((e.published or 0 for e in matter.evidence), default=0)
