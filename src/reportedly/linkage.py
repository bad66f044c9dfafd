"""Groups in a graph of likeness: connected components, and average linkage inside each.

A link is (left, right, likeness), left < right; pairs without one have likeness 0. Average linkage (Sokal
and Michener 1958) joins two groups only while the likeness of their members, averaged over all pairs of
one of each, is at least `least`, so that a chain of neighbours does not become one group. Since an average
reaches `least` only if a pair does, no group ever spans two components of the links that reach it: what is
added to one component cannot change another.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

Node = str
Link = tuple[Node, Node, float]


def components(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """The connected components of a graph, each sorted, in the order of their least nodes.

    Not SciPy's: on the small graphs of a bucket of stories that takes three times as long, and the process
    that makes stories would load SciPy (25 MB, a third of a second) for nothing else.
    """
    near: dict[Node, list[Node]] = {node: [] for node in nodes}
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    found, seen = [], set[Node]()
    for start in sorted(near):
        if start in seen:
            continue
        seen.add(start)
        reached = [start]
        for node in reached:
            new = [n for n in near[node] if n not in seen]
            seen.update(new)
            reached += sorted(set(new))
        found.append(sorted(reached))
    return found


def groups(
    nodes: Iterable[Node],
    links: Sequence[Link],
    sure: Iterable[tuple[Node, Node]],
    least: float,
    told: Iterable[tuple[Node, Node]] = (),
    apart: Sequence[tuple[Collection[Node], Collection[Node]]] = (),
) -> list[list[Node]]:
    """The nodes in groups, each sorted, in the order of their least nodes.

    The pairs `told` to be one are joined before anything else, then those in `sure`; no group ever has nodes
    of both sides of a pair in `apart`. Ties go to the pair of least nodes. Independent of the order of all
    these.
    """
    together, tied = sorted(sure), sorted(told)
    strong = [(a, b) for a, b, likeness in links if likeness >= least]
    home = {}
    parts = components(nodes, [*strong, *together, *tied])
    for number, part in enumerate(parts):
        home.update(dict.fromkeys(part, number))
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in sorted(links):
        if home[link[0]] == home[link[1]]:
            inside[home[link[0]]].append(link)
    joined: dict[int, list[list[tuple[Node, Node]]]] = defaultdict(lambda: [[], []])
    for n, pairs in enumerate((tied, together)):
        for pair in pairs:
            joined[home[pair[0]]][n].append(pair)
    sides = _sides(apart)
    return sorted(
        group
        for number, part in enumerate(parts)
        for group in _Linkage(part, inside[number], sides).groups(joined[number], least)
    )


def _sides(apart: Sequence[tuple[Collection[Node], Collection[Node]]]) -> dict[Node, frozenset[int]]:
    """On which side of which pair each node is: n + 1 on one side of the nth, -(n + 1) on the other."""
    found: dict[Node, set[int]] = defaultdict(set)
    for n, pair in enumerate(apart, 1):
        for side, nodes in zip((n, -n), pair, strict=True):
            for node in nodes:
                found[node].add(side)
    return {node: frozenset(sides) for node, sides in found.items()}


class _Linkage:
    """Groups that grow by merging; each is named after one of its members."""

    def __init__(
        self, nodes: Sequence[Node], links: Sequence[Link], sides: Mapping[Node, frozenset[int]]
    ) -> None:
        self._members: dict[Node, list[Node]] = {n: [n] for n in nodes}
        self._sides = {n: sides[n] for n in nodes if n in sides}
        self._near: dict[Node, dict[Node, float]] = {n: {} for n in nodes}  # sums of likeness
        for a, b, likeness in links:
            self._near[a][b] = self._near[b][a] = likeness

    def groups(self, together: Iterable[Sequence[tuple[Node, Node]]], least: float) -> list[list[Node]]:
        """`together` are pairs to be joined first, in turns."""
        for pairs in together:
            self._join(pairs)
        heap = [(-self._average(a, b), a, b) for a, near in self._near.items() for b in near if a < b]
        heapq.heapify(heap)
        while heap:
            value, a, b = heapq.heappop(heap)
            if -value < least:
                break
            if a not in self._members or b not in self._members or value != -self._average(a, b):
                continue  # one of them has changed since
            if self._parted(a, b):
                continue
            self._merge(a, b)
            for c in self._near[a]:
                heapq.heappush(heap, (-self._average(a, c), min(a, c), max(a, c)))
        return [sorted(group) for group in self._members.values()]

    def _join(self, pairs: Sequence[tuple[Node, Node]]) -> None:
        """Join these nodes' groups, but for what is to be apart."""
        home = {node: name for name, nodes in self._members.items() for node in nodes}
        named = sorted({(min(home[a], home[b]), max(home[a], home[b])) for a, b in pairs})
        for first, *others in components(self._members, named):
            if not any(name in self._sides for name in (first, *others)):
                for other in others:
                    self._merge(first, other)
                continue
            now = {name: name for name in (first, *others)}
            for a, b in named:
                if a in now and now[a] != now[b] and not self._parted(now[a], now[b]):
                    into, gone = sorted((now[a], now[b]))
                    self._merge(into, gone)
                    now = {name: into if held == gone else held for name, held in now.items()}

    def _parted(self, a: Node, b: Node) -> bool:
        """Whether the groups have nodes of both sides of what is to be apart."""
        if a not in self._sides or b not in self._sides:
            return False
        return any(-side in self._sides[b] for side in self._sides[a])

    def _average(self, a: Node, b: Node) -> float:
        return self._near[a].get(b, 0.0) / (len(self._members[a]) * len(self._members[b]))

    def _merge(self, a: Node, b: Node) -> None:
        """Take group b into group a."""
        self._members[a] += self._members.pop(b)
        if b in self._sides:
            self._sides[a] = self._sides.get(a, frozenset()) | self._sides.pop(b)
        for c, value in self._near.pop(b).items():
            del self._near[c][b]
            if c != a:
                self._near[a][c] = self._near[c][a] = self._near[a].get(c, 0.0) + value
