"""Groups in a graph: connected components and average linkage, each against an oracle."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from reportedly.linkage import Link, components, groups

NODES = "abcdefghij"
PAIRS = list(combinations(NODES, 2))
LEAST = 0.25

# Multiples of 1/8 add up exactly, in any order.
GRAPHS = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([n / 8 for n in range(1, 9)]), max_size=30)


@given(st.lists(st.sampled_from(PAIRS), max_size=20))
def test_components_are_those_of_networkx(pairs: list[tuple[str, str]]) -> None:
    graph = networkx.Graph(pairs)
    graph.add_nodes_from(NODES)
    expected = sorted(sorted(part) for part in networkx.connected_components(graph))
    assert components(NODES, pairs) == expected


def brute(likeness: dict[tuple[str, str], float], sure: list[tuple[str, str]]) -> list[list[str]]:
    """Average linkage as it is defined: all pairs of groups are looked at before every merge."""
    found = [frozenset(part) for part in components(NODES, sure)]
    while True:
        best = max(
            (
                (
                    sum(likeness.get((min(x, y), max(x, y)), 0.0) for x in a for y in b) / (len(a) * len(b)),
                    a,
                    b,
                )
                for a, b in combinations(sorted(found, key=min), 2)
            ),
            key=lambda each: each[0],  # of equals the first, of least members
            default=(0.0, frozenset[str](), frozenset[str]()),
        )
        if best[0] < LEAST:
            return sorted(sorted(group) for group in found)
        found = [g for g in found if g not in best[1:]] + [best[1] | best[2]]


@given(GRAPHS, st.lists(st.sampled_from(PAIRS), max_size=3), st.randoms(use_true_random=False))
def test_groups_are_those_of_the_definition(
    likeness: dict[tuple[str, str], float], sure: list[tuple[str, str]], random: object
) -> None:
    links: list[Link] = [(a, b, value) for (a, b), value in likeness.items()]
    nodes = list(NODES)
    random.shuffle(links)  # type: ignore[attr-defined]
    random.shuffle(nodes)  # type: ignore[attr-defined]
    assert groups(nodes, links, sure, LEAST) == brute(likeness, sure)


def test_a_chain_of_neighbours_is_not_one_group() -> None:
    links = [(a, b, 0.5) for a, b in pairwise(NODES)]
    assert len(groups(NODES, links, [], LEAST)) > 2
    assert len(groups(NODES, links, [(a, b) for a, b, _ in links], LEAST)) == 1
