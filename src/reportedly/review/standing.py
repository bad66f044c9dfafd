"""Which judgements stand.

A judgement concerns earlier ones only, so a log in its order says all. An undo that stands itself takes what
it names out, as if it had never been made. Of the rest, for every target and aspect (a verdict, a slot, ...):

- a person's own later judgement takes the place of that person's earlier one;
- one takes the place of those it names in `after`, whoever made them, and of those these named;
- what is left of two persons and differs is a conflict: both are kept and shown, and neither is used, until
  one is undone or a later one names the other.

Everything here is a function of the set of judgements: the order in which they are given does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from reportedly.copies.linked import Groups
from reportedly.records import Id, Judgement

Cell = tuple[str, str, tuple[Id, ...]]  # aspect, kind of target, and what of it
SINGLE = ("claim", "figure", "finding", "line", "story")  # of these every target is decided by itself
PARTING = ("merge", "split")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Judgements of two or more persons on one matter that differ, in the order in which they were made.

    `targets` is what they differ on.
    """

    judgements: tuple[Judgement, ...]
    targets: tuple[Id, ...]

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(sorted({j.by for j in self.judgements}))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a log of judgements comes to.

    `used` are those that the account follows, in order, each with only the targets for which it is the last
    word; `conflicts` those that are held back. `undone` and `overtaken` map a judgement to the id of the one
    that undid it, or took its place for all its targets.
    """

    used: tuple[Judgement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    undone: Mapping[Id, Id] = field(default_factory=dict)
    overtaken: Mapping[Id, Id] = field(default_factory=dict)

    def of(self, *targets: Id) -> tuple[Judgement, ...]:
        """The judgements in use or in conflict on any of these: what somebody who decides now has seen, and
        names in `after`."""
        wanted = set(targets)
        held = {j.id: j for j in self.used}
        for conflict in self.conflicts:
            held.update({j.id: j for j in conflict.judgements})
        found = (j for j in held.values() if wanted & {*j.targets, *j.rest})
        return tuple(sorted(found, key=lambda j: j.order))

    def state(self, judgement: Judgement) -> str:
        """What became of a judgement: "undone", "overtaken", "in conflict" or "stands"."""
        if judgement.id in self.undone:
            return "undone"
        if judgement.id in self.overtaken:
            return "overtaken"
        if any(judgement.id == j.id for c in self.conflicts for j in c.judgements):
            return "in conflict"
        return "stands"


def standing(log: Iterable[Judgement]) -> Standing:
    """Which of the judgements stand, and which of them contradict each other."""
    ordered = sorted({j.id: j for j in log}.values(), key=lambda j: j.order)
    undone = _undone(ordered)
    alive = [j for j in ordered if j.id not in undone and j.verb != "undo"]
    named = _named(ordered)
    held = _cells(alive)
    overtaken: dict[Id, Id] = {}
    last: dict[Id, list[Cell]] = {j.id: [] for j in alive}
    differing: list[tuple[Judgement, Judgement, Cell]] = []
    for cell, found in sorted(held.items()):
        heads = []
        for n, j in enumerate(found):
            later = next((k for k in found[n + 1 :] if _takes_over(k, j, named)), None)
            if later is None:
                heads.append(j)
                last[j.id].append(cell)
            else:
                overtaken.setdefault(j.id, later.id)
        differing += [(a, b, cell) for a, b in combinations(heads, 2) if _differ(a, b)]
    stand = [j for j in alive if last[j.id]]
    opposed = _opposed(stand, named)
    gone = {a.id: b.id for a, b in opposed if _takes_over(b, a, named)}
    overtaken.update(gone)
    stand = [j for j in stand if j.id not in gone]
    differing = [d for d in differing if d[0].id not in gone and d[1].id not in gone]
    for a, b in opposed:
        if a.id not in gone and b.id not in gone:
            differing.append((a, b, ("parting", a.target, tuple(sorted({*a.targets} & {*b.targets})))))
    conflicts = _conflicts(differing)
    held_back = {j.id for c in conflicts for j in c.judgements}
    return Standing(
        used=tuple(_narrowed(j, last[j.id]) for j in stand if j.id not in held_back),
        conflicts=conflicts,
        undone=undone,
        overtaken={id_: by for id_, by in overtaken.items() if not last[id_] or id_ in gone},
    )


def cells(judgement: Judgement) -> list[Cell]:
    """What a judgement decides, each by itself."""
    j = judgement
    if j.verb == "note":
        return [("note", j.target, (j.id,))]
    if j.verb in PARTING:
        return [("parting", j.target, (*sorted(j.targets), "|", *sorted(j.rest)))]
    if j.target == "articles":
        return [("copies", j.target, tuple(sorted(j.targets)))]
    aspect = {"correct": j.slot or "", "pin": "pin"}.get(j.verb, "verdict")
    return [(aspect, j.target, (target,)) for target in sorted(set(j.targets))]


def _cells(alive: Iterable[Judgement]) -> dict[Cell, list[Judgement]]:
    found: dict[Cell, list[Judgement]] = defaultdict(list)
    for j in alive:
        for cell in cells(j):
            found[cell].append(j)
    return found


def _undone(ordered: list[Judgement]) -> dict[Id, Id]:
    """The judgements that are undone, with what undid them: the last undo is not undone, and so on back."""
    before = {j.id: n for n, j in enumerate(ordered)}
    undone: dict[Id, Id] = {}
    for n, j in reversed(list(enumerate(ordered))):
        if j.verb == "undo" and j.id not in undone:
            undone.update({t: j.id for t in j.targets if before.get(t, n) < n})
    return undone


def _named(ordered: list[Judgement]) -> dict[Id, frozenset[Id]]:
    """For each judgement all that it came after: those it names, and those that these named."""
    found: dict[Id, frozenset[Id]] = {}
    for j in ordered:
        earlier = [a for a in j.after if a in found]
        found[j.id] = frozenset(earlier).union(*(found[a] for a in earlier))
    return found


def _takes_over(later: Judgement, earlier: Judgement, named: Mapping[Id, frozenset[Id]]) -> bool:
    return later.order > earlier.order and (later.by == earlier.by or earlier.id in named[later.id])


def _differ(a: Judgement, b: Judgement) -> bool:
    """Whether two judgements on one matter say different things. Of copies it matters which is the copy."""
    if (a.verb, a.value) != (b.verb, b.value):
        return True
    return a.verb == "copies" and a.targets != b.targets


def _opposed(stand: list[Judgement], named: Mapping[Id, frozenset[Id]]) -> list[tuple[Judgement, Judgement]]:
    """Pairs of a merge and a split of which one joins what the other parts, the earlier first."""
    parting = [j for j in stand if j.verb in PARTING]
    return [(a, b) for a, b in combinations(parting, 2) if _contradict(a, b)]


def _contradict(a: Judgement, b: Judgement) -> bool:
    if {a.verb, b.verb} != {*PARTING} or a.target != b.target:
        return False
    merge, split = (a, b) if a.verb == "merge" else (b, a)
    joined = set(merge.targets)
    return bool(joined & set(split.targets)) and bool(joined & set(split.rest))


def _conflicts(differing: list[tuple[Judgement, Judgement, Cell]]) -> tuple[Conflict, ...]:
    groups: Groups[Id] = Groups()
    known: dict[Id, Judgement] = {}
    targets: dict[Id, set[Id]] = defaultdict(set)
    for a, b, cell in differing:
        known.update({a.id: a, b.id: b})
        groups.join(a.id, b.id)
        targets[a.id].update(cell[2])
    found = []
    for ids in groups.sets():
        held = sorted((known[i] for i in ids), key=lambda j: j.order)
        on = sorted(set().union(*(targets[i] for i in ids)) - {"|"})
        found.append(Conflict(tuple(held), tuple(on)))
    return tuple(sorted(found, key=lambda c: c.judgements[0].order))


def _narrowed(judgement: Judgement, last: list[Cell]) -> Judgement:
    """The judgement with only those targets for which it is the last word."""
    if judgement.target not in SINGLE or judgement.verb in (*PARTING, "note"):
        return judgement
    left = {target for _, _, part in last for target in part}
    return replace(judgement, targets=tuple(t for t in judgement.targets if t in left))
