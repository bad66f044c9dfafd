"""Origins: the distinct texts that the sentences of a story come from, and how many back a claim.

A text may stand in another story, or in several; its origin has one id wherever it is met.

Sentences that were taken from one another are one text, whoever prints it. A copy adds nothing of its own:
what its maker put in besides counts with the article it was made from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.csgraph import maximum_bipartite_matching

from reportedly.copies.direction import agency_of, credited_agencies
from reportedly.copies.linked import Groups, Place, is_derived, places
from reportedly.outlets import canonical, family_of
from reportedly.records import Article, Copy, Id, Origin, Span, Story, make_id

# -- whose text an article is ---------------------------------------------------------------------


def collapse(articles: Sequence[Article], copies: Sequence[Copy]) -> dict[Id, Id]:
    """The root article of each article: itself, or the one it was made from, followed to its end.

    Two articles that are one text without telling which was first count as one: the earlier by date,
    then by id, stands for both.
    """
    known = {a.id: a for a in articles}
    parents: dict[Id, Copy] = {}
    groups: Groups[Id] = Groups()
    for article in sorted(known):
        groups.find(article)
    for copy in sorted(copies, key=lambda c: (-c.coverage, c.of, c.article)):
        if copy.article not in known or copy.of not in known or not is_derived(copy):
            continue
        groups.join(copy.article, copy.of)
        if copy.direction != "unknown":
            parents.setdefault(copy.article, copy)
    roots: dict[Id, Id] = {}
    for members in groups.sets():
        ends = [m for m in members if m not in parents] or members
        first = min(ends, key=lambda m: (known[m].published_at or "9999", m))
        for member in members:
            roots[member] = _root(member, parents, first) if len(ends) > 1 else first
    return _settled(roots, copies, known)


def _root(article: Id, parents: Mapping[Id, Copy], cycle: Id) -> Id:
    """The end of the chain of parents; `cycle` where it runs in a circle."""
    seen = {article}
    while article in parents:
        article = parents[article].of
        if article in seen:
            return cycle
        seen.add(article)
    return article


def _settled(roots: dict[Id, Id], copies: Sequence[Copy], known: Mapping[Id, Article]) -> dict[Id, Id]:
    """Roots that are one text, direction unknown, become one root."""
    groups: Groups[Id] = Groups()
    for root in sorted(set(roots.values())):
        groups.find(root)
    for copy in copies:
        if copy.article in known and copy.of in known and copy.direction == "unknown" and is_derived(copy):
            groups.join(roots[copy.article], roots[copy.of])
    first = {}
    for members in groups.sets():
        best = min(members, key=lambda m: (known[m].published_at or "9999", m))
        first.update(dict.fromkeys(members, best))
    return {article: first[root] for article, root in sorted(roots.items())}


# -- whose text a sentence is ---------------------------------------------------------------------


def trace(story: Story, articles: Sequence[Article], copies: Sequence[Copy]) -> tuple[Origin, ...]:
    """The origins of a story, sorted by id; every sentence of its articles is in exactly one.

    Sentences that stand in one article only, or whose source is known, belong to that article's own
    text; those that several articles took from elsewhere are a third text, without a root. `articles` has
    besides those of the story the ones that its sentences hang together with (beyond.py), `copies` all
    between any of them.
    """
    known = {a.id: a for a in articles}
    inside = [c for c in copies if c.article in known and c.of in known]
    roots = collapse(list(known.values()), inside)
    groups, directed = _linked(inside)
    own: dict[Id, list[Place]] = defaultdict(list)
    third: dict[tuple[Id, ...], list[Place]] = defaultdict(list)
    linked: set[Place] = set()
    for members in groups.sets():
        linked.update(members)
        standing = tuple(sorted({roots[p[0]] for p in members}))
        source = _source(members, standing, roots, directed, known)
        (third[standing] if source is None else own[source]).extend(members)
    for article in known.values():
        for sentence in article.sentences:
            place = (article.id, sentence.start, sentence.end)
            if place not in linked:
                own[roots[article.id]].append(place)
    made = [_own(story, known[root], members, known) for root, members in own.items()]
    made += [_third(story, standing, members, known) for standing, members in third.items()]
    return tuple(sorted((o for o in made if o.sentences), key=lambda o: o.id))


def _linked(copies: Sequence[Copy]) -> tuple[Groups[Place], set[tuple[Place, Place]]]:
    """Sentences joined by links, and which links have a direction (copy, original)."""
    groups: Groups[Place] = Groups()
    directed: set[tuple[Place, Place]] = set()
    for copy in sorted(copies, key=lambda c: (c.article, c.of)):
        for a, b in places(copy):
            groups.join(a, b)
            if copy.kind != "shared" and copy.direction != "unknown":
                directed.add((a, b))
    return groups, directed


def _source(
    members: Sequence[Place],
    standing: Sequence[Id],
    roots: Mapping[Id, Id],
    directed: Iterable[tuple[Place, Place]],
    known: Mapping[Id, Article],
) -> Id | None:
    """The root article whose own text these sentences are; None for a third text."""
    if len(standing) == 1:
        return standing[0]
    agencies = [r for r in standing if agency_of(known[r])]
    if len(agencies) == 1:
        return agencies[0]
    here = set(members)
    edges = {(roots[a[0]], roots[b[0]]) for a, b in directed if a in here and b in here}
    taken = {a for a, b in edges if a != b}
    sources = [r for r in standing if r not in taken]
    return sources[0] if len(sources) == 1 and len(taken) == len(standing) - 1 else None


def _own(story: Story, root: Article, members: Sequence[Place], known: Mapping[Id, Article]) -> Origin:
    credited = agency_of(root) or root.outlet
    return Origin(make_id("o", root.id), story.id, _spans(story, members, known), credited, root.id)


def _third(
    story: Story, standing: Sequence[Id], members: Sequence[Place], known: Mapping[Id, Article]
) -> Origin:
    """A text that is not in the store; credited to the one agency, else outlet or family of
    outlets, its carriers agree on."""
    named = [set(credited_agencies(known[r])) for r in standing]
    agreed: set[str | None] = {*set.intersection(*named)} or {*set.union(*named)}
    agreed = agreed or {canonical(known[r].outlet) for r in standing}
    if len(agreed) > 1:  # the outlets of one family print one text
        agreed = {family_of(known[r].outlet, known[r].published_at) for r in standing}
    credited = next(iter(agreed)) if len(agreed) == 1 else None
    return Origin(make_id("o", *standing), story.id, _spans(story, members, known), credited, None)


def _spans(story: Story, found: Sequence[Place], known: Mapping[Id, Article]) -> tuple[Span, ...]:
    """The sentences that stand in the story, in order."""
    members = set(story.articles)
    return tuple(known[a].span(start, end) for a, start, end in sorted(set(found)) if a in members)


# -- how many back a claim ------------------------------------------------------------------------


def of_families(roots: Mapping[Id, Id], articles: Iterable[Article]) -> dict[Id, Id]:
    """The roots, where outlets of one family count as one: each root gives way to the first of its family.

    That holds for what outlets write themselves; an agency's copy is the agency's, whoever prints it.
    """
    known = {a.id: a for a in articles}
    first: dict[str, Id] = {}
    stands: dict[Id, Id] = {}
    for root in sorted(set(roots.values()), key=lambda r: (known[r].published_at or "9999", r)):
        article = known[root]
        family = None if agency_of(article) else family_of(article.outlet, article.published_at)
        stands[root] = first.setdefault(family, root) if family else root
    return {article: stands[root] for article, root in roots.items()}


def standing(origins: Sequence[Origin], roots: Mapping[Id, Id]) -> dict[Id, tuple[Id, ...]]:
    """The root articles that each origin stands in, sorted; `roots` is of `collapse`, or of `of_families`."""
    return {
        o.id: (roots.get(o.root, o.root),)
        if o.root
        else tuple(sorted({roots[s.article] for s in o.sentences}))
        for o in origins
    }


def count(carriers: Iterable[tuple[Id, str]], roots: Mapping[Id, tuple[Id, ...]]) -> int:
    """How many independent witnesses carry a set of claims.

    `carriers` are pairs of an origin and a witness: the resolved speaker, or the origin's id where the
    text speaks for itself; `roots` (of `standing`) the root articles of each origin. Two outlets that
    quote one spokesman are one witness, a sentence in two articles is one origin, and there are never
    more witnesses than articles that are not copies: the lesser of two maximum matchings.
    """
    edges = sorted(set(carriers))
    spoken = _matching(edges)
    printed = _matching(sorted({(o, article) for o, _ in edges for article in roots[o]}))
    return min(spoken, printed)


def _matching(edges: Sequence[tuple[str, str]]) -> int:
    """The size of a maximum matching of a bipartite graph."""
    if not edges:
        return 0
    left = {x: n for n, x in enumerate(sorted({a for a, _ in edges}))}
    right = {x: n for n, x in enumerate(sorted({b for _, b in edges}))}
    rows, columns = [left[a] for a, _ in edges], [right[b] for _, b in edges]
    graph = sparse.csr_matrix((np.ones(len(edges)), (rows, columns)), shape=(len(left), len(right)))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())
