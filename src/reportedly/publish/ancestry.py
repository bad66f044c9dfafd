"""Which article each article hangs by, where it took from several: a forest, for terminal and report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.publish.copied import is_directed
from reportedly.publish.edition import Lookups
from reportedly.records import Copy, Id


def sources(copies: Iterable[Copy], lookups: Lookups) -> dict[Id, Copy]:
    """Of each article the copy by which it descends: certain before likely, then of which most was taken.

    Nobody descends from himself: where copies run in a circle, the link that would close it is left out.
    """
    order = {a.id: n for n, a in enumerate(lookups.by_time())}
    ranked = sorted(
        (c for c in copies if is_directed(c) and c.article in order and c.of in order),
        key=lambda c: (order[c.article], c.direction != "certain", -round(c.coverage, 1), order[c.of]),
    )
    found: dict[Id, Copy] = {}
    for copy in ranked:
        if copy.article not in found and copy.article not in (copy.of, *above(copy.of, found)):
            found[copy.article] = copy
    return found


def above(article: Id, parents: Mapping[Id, Copy]) -> Iterator[Id]:
    """What an article descends from, the nearest first. `parents` are of `sources`."""
    while article in parents:
        article = parents[article].of
        yield article


def hung(copies: Sequence[Copy], lookups: Lookups) -> dict[Id, Copy]:
    """Of each article the copy it hangs by: the one it descends from; else one whose direction is not known,
    which then hangs the later below the earlier."""
    parents = sources(copies, lookups)
    order = {a.id: n for n, a in enumerate(lookups.by_time())}
    open_ones = sorted(
        (c for c in copies if not is_directed(c)),
        key=lambda c: (c.kind == "shared", -c.coverage, order[c.article], order[c.of]),
    )
    for copy in open_ones:
        late = max(copy.article, copy.of, key=lambda a: order[a])
        if late not in parents and late not in line(other(copy, late), parents):
            parents[late] = copy
    return parents


def other(copy: Copy, article: Id) -> Id:
    """The other article of a copy."""
    return copy.of if copy.article == article else copy.article


def line(article: Id, parents: Mapping[Id, Copy]) -> Iterator[Id]:
    """An article and all that it hangs below."""
    yield article
    while article in parents:
        article = other(parents[article], article)
        yield article
