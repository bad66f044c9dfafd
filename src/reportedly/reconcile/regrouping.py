"""Matters as people have joined and parted them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportedly.copies.linked import Groups
from reportedly.reconcile.clusters import Matter
from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.records import Id, Judgement


def regrouped(testimony: Testimony, found: Sequence[Matter]) -> list[Matter]:
    """The matters, those together that hold a claim of one merge, and claims apart that a split parts.

    A split goes before a merge. What stands in a copy of a sentence goes with it; a claim that nobody has
    judged stays with the rest.
    """
    used = [j for j in testimony.dossier.review.used if j.target == "finding"]
    merges, splits = ([j for j in used if j.verb == verb] for verb in ("merge", "split"))
    if not merges and not splits:
        return list(found)
    made = _parted(testimony, _joined(found, merges), splits)
    return sorted(made, key=lambda m: (m.evidence[0].order, m.name, m.modality))


def _joined(found: Sequence[Matter], merges: Sequence[Judgement]) -> list[Matter]:
    of_claim = {e.claim.id: n for n, matter in enumerate(found) for e in matter.evidence}
    groups: Groups[int] = Groups()
    for n in range(len(found)):
        groups.find(n)
    for merge in merges:
        together = sorted({of_claim[t] for t in merge.targets if t in of_claim})
        for n in together[1:]:
            groups.join(together[0], n)
    return [_one([found[n] for n in sorted(members)]) for members in groups.sets()]


def _one(parts: Sequence[Matter]) -> Matter:
    """One matter of several: what most claims are about, the first of equals, says what it is."""
    if len(parts) == 1:
        return parts[0]
    main = max(parts, key=lambda m: len(m.evidence))
    evidence = sorted((e for m in parts for e in m.evidence), key=lambda e: e.order)
    place = next((m.place for m in (main, *parts) if m.place is not None), None)
    sides = frozenset().union(*(m.sides for m in parts))
    return Matter(main.name, main.modality, place, main.anchor, evidence, sides, main.of_a_war)


def _parted(testimony: Testimony, found: Sequence[Matter], splits: Sequence[Judgement]) -> list[Matter]:
    """Claims stay in one matter only if every split has them on one side."""
    made = []
    for matter in found:
        parts: dict[tuple[bool, ...], list[Evidence]] = defaultdict(list)
        sides = [_side(testimony, matter, split) for split in splits]
        for e in matter.evidence:
            parts[tuple(e.claim.id in side for side in sides)].append(e)
        if len(parts) == 1:
            made.append(matter)
            continue
        for _, evidence in sorted(parts.items()):
            first = min(evidence, key=lambda e: (e.place is None, e.happened is None, e.derived, e.order))
            own = frozenset().union(*(e.sides for e in evidence))
            made.append(
                Matter(matter.name, matter.modality, first.place, first.days, evidence, own, matter.of_a_war)
            )
    return made


def _side(testimony: Testimony, matter: Matter, split: Judgement) -> set[Id]:
    """The claims of a matter that a split takes out."""
    out, rest = set(split.targets), set(split.rest)
    texts = {testimony.text_key(e.claim) for e in matter.evidence if e.claim.id in out}
    return {
        e.claim.id
        for e in matter.evidence
        if e.claim.id in out or (e.claim.id not in rest and testimony.text_key(e.claim) in texts)
    }
