"""Stories kept up to date as articles come and go, at a cost that follows what changes.

The result is a function of the articles that are indexed, the same as `stories.group` of all of them, in
whatever order and in whatever batches they came. An article is compared only with those it meets in the
index; a bucket that gets crowded brings nobody together any more, so links that rest on it alone are cut,
as they would never have been made had all articles come at once. Only groups that a changed link touches
are made again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportedly import config
from reportedly.records import Gist, Id, Link, Story
from reportedly.store.story_index import StoryIndex
from reportedly.stories import FREE, SHARED, Buckets, Ties, buckets, is_open, link, meet, tell


def take_in(
    index: StoryIndex,
    coming: Iterable[Gist],
    going: Iterable[Id],
    settings: config.Stories,
    ties: Ties = FREE,
) -> None:
    """Index these articles, in place of those with their ids, and no longer those going; tell the stories."""
    change = Change(index, settings, ties)
    change.step(coming, going)
    change.tell()


def candidates(index: StoryIndex, gist: Gist, settings: config.Stories) -> list[Id]:
    """The indexed articles that this one is to be compared with, in order; itself not among them."""
    its = buckets(gist, settings)
    sizes = index.sizes(its.all)
    standing = index.standing(b for b, size in sizes.items() if size and is_open(b, size))
    return sorted(_met(its, standing) - {gist.article})


def _met(its: Buckets, standing: Mapping[int, Sequence[Id]]) -> set[Id]:
    """The articles that are to be compared with the one in these buckets, by the open buckets of others."""
    found = {a for bucket in its.wording if bucket in standing for a in standing[bucket]}
    words: dict[Id, set[str]] = defaultdict(set)
    for bucket, word in its.words.items():
        for article in standing.get(bucket, ()):
            words[article].add(word)
    return found | {article for article, shared in words.items() if len(shared) >= SHARED}


class Change:
    """A change of the index, in one or more steps, after which `tell` brings the stories up to date.

    Telling costs what the touched groups hold, so a heap of articles is indexed in steps and told once.
    """

    def __init__(self, index: StoryIndex, settings: config.Stories, ties: Ties = FREE) -> None:
        self._index, self._settings, self._ties = index, settings, ties
        self._placed: dict[Id, Buckets] = {}  # of this step
        self._touched: set[Id] = set()
        self._gone: set[Id] = set()
        self._told: dict[Id, Story] = {}

    def step(self, coming: Iterable[Gist], going: Iterable[Id]) -> None:
        """Index these articles, in place of those with their ids, and no longer those going."""
        new = {g.article: g for g in coming}
        old = self._index.gists({*new, *going})
        leaving = {a: buckets(g, self._settings) for a, g in old.items() if new.get(a) != g}
        arriving = {a: g for a, g in new.items() if old.get(a) != g}
        self._touched |= {end for x in self._index.links_of(leaving) for end in (x.left, x.right)}
        self._touched |= leaving.keys() | arriving.keys()
        self._told.update(self._index.stories_of(leaving))
        self._gone = (self._gone | leaving.keys()) - arriving.keys()
        self._placed.clear()
        closed, opened = self._move(leaving, arriving)
        self._cut(closed)
        again = {a for found in self._index.standing(opened).values() for a in found}
        self._link({*arriving, *again})
        self._index.forget_gists()

    def touch(self, articles: Iterable[Id]) -> None:
        """Have the stories of these told anew: what people decided of them has changed."""
        self._touched.update(articles)

    def tell(self) -> None:
        """Tell the stories anew of all articles that a changed link touches, however far."""
        reached = self._reached(self._touched - self._gone)
        before = self._told | self._index.stories_of(reached)
        links = self._index.links_between(reached)
        found = tell(self._index.outlines(reached), links, self._settings, self._ties)
        self._index.replace_stories(before, {s.id: s for s in found})

    def _reached(self, articles: set[Id]) -> set[Id]:
        """The articles, and those that links and ties lead to."""
        found: set[Id] = set()
        edge = articles
        while edge:
            found |= self._index.reached(edge, self._settings.min_similarity)
            edge = set(self._index.outlines(self._ties.beside(found) - found))
        return found

    def _place(self, gist: Gist) -> Buckets:
        if gist.article not in self._placed:
            self._placed[gist.article] = buckets(gist, self._settings)
        return self._placed[gist.article]

    def _move(
        self, leaving: Mapping[Id, Buckets], arriving: Mapping[Id, Gist]
    ) -> tuple[list[int], list[int]]:
        """Change who stands in the index; the buckets that have become crowded, and those no more so."""
        placed = {a: self._place(g) for a, g in arriving.items()}
        gone = Counter(bucket for its in leaving.values() for bucket in its.all)
        added = Counter(bucket for its in placed.values() for bucket in its.all)
        before = self._index.sizes({*gone, *added})
        after = {bucket: size + added[bucket] - gone[bucket] for bucket, size in before.items()}
        self._index.take_out({a: its.all for a, its in leaving.items()})
        self._index.put(arriving, {a: its.all for a, its in placed.items()})
        self._index.resize(before, after)
        turned = [b for b in before if is_open(b, before[b]) != is_open(b, after[b])]
        return [b for b in turned if before[b] < after[b]], [b for b in turned if after[b] < before[b]]

    def _cut(self, closed: Sequence[int]) -> None:
        """Cut the links that rested on buckets that are crowded now."""
        standing = self._index.standing(closed)
        doubted = {x for bucket in closed for x in self._index.links_between(standing[bucket])}
        known = self._index.gists({end for x in doubted for end in (x.left, x.right)})
        placed = {a: self._place(g) for a, g in known.items()}
        shared = {x: _shared(placed[x.left], placed[x.right]) for x in doubted}
        sizes = self._index.sizes({bucket for found in shared.values() for bucket in found})
        cut = [x for x in doubted if not meet(placed[x.left], placed[x.right], sizes)]
        self._index.drop_links(cut)
        self._touched.update(end for x in cut for end in (x.left, x.right))

    def _link(self, articles: set[Id]) -> None:
        """Compare these articles with all they meet, and keep the links that are new."""
        known = self._index.gists(articles)
        placed = {a: self._place(g) for a, g in known.items()}
        sizes = self._index.sizes({bucket for its in placed.values() for bucket in its.all})
        standing = self._index.standing(b for b, size in sizes.items() if size > 1 and is_open(b, size))
        pairs = {(min(a, b), max(a, b)) for a, its in placed.items() for b in _met(its, standing) if a != b}
        known = self._index.gists({end for pair in pairs for end in pair})
        found = {x for a, b in sorted(pairs) if (x := link(known[a], known[b], self._settings))}
        new: set[Link] = found - self._index.links_of(articles)
        self._index.add_links(new)
        self._touched.update(end for x in new for end in (x.left, x.right))


def _shared(a: Buckets, b: Buckets) -> set[int]:
    return (a.words.keys() & b.words.keys()) | (a.wording & b.wording)
