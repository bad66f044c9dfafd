"""Stories: articles about one unfolding event.

What two articles have in common is a function of the two alone (their gists), so stories are a function of
the set of articles: links between pairs that are alike, grouped by average linkage (linkage.py). Articles
that share much of their wording are joined first, whatever their dates: a copy must meet its original to
be seen as one.

`group` tells the stories of a few gists by comparing all pairs that share an index bucket; grouping.py
keeps them as articles come and go, with the same result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations, pairwise

from reportedly import config
from reportedly.leads import agreement, cells
from reportedly.linkage import groups
from reportedly.reading import ENGLISH
from reportedly.records import Gist, Id, Link, Outline, Story, make_id, ordinal

LEAST = 0.05  # likeness below this counts as none
TELLING = 20  # words of most weight that an article is looked up by
WORD, WORDING, LEAD = 0, 1, 3  # kinds of buckets
SHARED = 2  # of them that two articles must share to be compared
CROWD = 64  # a bucket with more articles than this brings none together: they share what many share
FORMULA = 32  # the same for wording
FEWEST = 3  # prints in common, below which wording is not taken over
NAMED, UNNAMED = 0.45, 0.2  # likeness of articles whose leads agree, with a name in common and without
SOON = 2  # days within which dates make no difference


# -- the likeness of two articles -----------------------------------------------------------------


def link(a: Gist, b: Gist, settings: config.Stories) -> Link | None:
    """What the two articles have in common, or None where it is next to nothing."""
    close = nearness(ordinal(a.published_at), ordinal(b.published_at), settings)
    likeness = round(max(cosine(a.terms, b.terms), _across(a, b, settings)) * close, 6)
    prints = len(set(a.prints) & set(b.prints))
    sure = likeness >= settings.sure_similarity or _taken_over(a, b, prints, settings.copied)
    if likeness < LEAST and not sure and not prints:
        return None
    return Link(min(a.article, b.article), max(a.article, b.article), likeness, sure, prints)


def _across(a: Gist, b: Gist, settings: config.Stories) -> float:
    """The likeness of articles of which one at least is not in English, by their leads."""
    if a.language == b.language == ENGLISH or not a.lead or not b.lead or not _soon(a, b, settings):
        return 0.0
    names = any(key.startswith("=") for key in a.terms.keys() & b.terms.keys())
    return agreement(a.lead, b.lead) * (NAMED if names else UNNAMED)


def _soon(a: Gist, b: Gist, settings: config.Stories) -> bool:
    """Whether the articles are within the window, or one has no date."""
    left, right = ordinal(a.published_at), ordinal(b.published_at)
    return left is None or right is None or abs(left - right) <= settings.window_days


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Of two vectors of unit length. Symmetric to the last bit."""
    return sum(a[key] * b[key] for key in sorted(a.keys() & b.keys()))


def nearness(a: int | None, b: int | None, settings: config.Stories) -> float:
    """What likeness counts at a distance in time: all of it within SOON days or where a date is not known,
    falling over the window to `later`, which halves every `half_life_days`."""
    if a is None or b is None:
        return 1.0
    gap = abs(a - b)
    if gap <= SOON:
        return 1.0
    soon = 1 - (gap - SOON) / max(1, settings.window_days - 1)
    later: float = settings.later * 0.5 ** (gap / settings.half_life_days)
    return max(soon, later)


def _taken_over(a: Gist, b: Gist, common: int, least: float) -> bool:
    """Whether `least` of the shorter one's wording stands in the other."""
    return common >= FEWEST and common >= least * min(len(a.prints), len(b.prints))


# -- what articles are looked up by ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Buckets:
    """Numbers (63 bits) under which an article stands in the index.

    `words` has those of its telling words, each with the word; a word has several, for the weeks about
    the article's date and for all time. `wording` has those of its fingerprints, and of where its lead lies
    where it is to meet other languages: to share one of them is enough.
    """

    words: dict[int, str]
    wording: frozenset[int]

    @property
    def all(self) -> tuple[int, ...]:
        return (*sorted(self.words), *sorted(self.wording))


def buckets(gist: Gist, settings: config.Stories) -> Buckets:
    """Where the article stands in the index. The two last bits of a bucket say what it is of."""
    heaviest = sorted(gist.terms, key=lambda key: (-gist.terms[key], key))[:TELLING]
    times: list[int | str] = ["ever"]
    on = ordinal(gist.published_at)
    if on is not None:
        week = on // settings.window_days
        times += [week, week + 1]  # articles within the window share one
    words = {_bucket(f"{time} {key}", WORD): key for key in heaviest for time in times}
    wording = {(fingerprint & ~3) | WORDING for fingerprint in gist.prints}
    wording.update(_bucket(f"{time} {cell}", LEAD) for cell in cells(gist.lead) for time in times)
    return Buckets(words, frozenset(wording))


def is_open(bucket: int, size: int) -> bool:
    """Whether a bucket with so many articles still brings them together."""
    return size <= (FORMULA if bucket & 3 == WORDING else CROWD)


def meet(a: Buckets, b: Buckets, sizes: Mapping[int, int]) -> bool:
    """Whether the two articles are to be compared, given how many stand in each bucket."""
    if any(is_open(bucket, sizes[bucket]) for bucket in a.wording & b.wording):
        return True
    shared = a.words.keys() & b.words.keys()
    return len({a.words[bucket] for bucket in shared if is_open(bucket, sizes[bucket])}) >= SHARED


def _bucket(text: str, kind: int) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "little") >> 1) & ~3 | kind


# -- stories --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ties:
    """What people have decided: sets of articles that are of one story, and pairs of sets that are not."""

    together: tuple[tuple[Id, ...], ...] = ()
    apart: tuple[tuple[tuple[Id, ...], tuple[Id, ...]], ...] = ()

    def beside(self, articles: Iterable[Id]) -> set[Id]:
        """The articles that are of one story with any of these."""
        known = set(articles)
        return {a for tied in self.together if not known.isdisjoint(tied) for a in tied}

    def pairs(self, articles: Container[Id]) -> Iterator[tuple[Id, Id]]:
        """Pairs of these articles that are of one story: where a part of a set is apart from another part,
        every pair, else enough to join them."""
        for tied in self.together:
            known, whole = [a for a in tied if a in articles], set(tied)
            parted = any(not (whole.isdisjoint(one) or whole.isdisjoint(other)) for one, other in self.apart)
            yield from combinations(known, 2) if parted else pairwise(known)


FREE = Ties()


def group(gists: Iterable[Gist], settings: config.Stories, ties: Ties = FREE) -> tuple[Story, ...]:
    """The stories of a set of articles, sorted by id; every article is in exactly one, if alone in it.

    Independent of the order of the gists.
    """
    known = {g.article: g for g in gists}
    placed = {article: buckets(known[article], settings) for article in sorted(known)}
    standing: dict[int, list[Id]] = defaultdict(list)
    for article, its in placed.items():
        for bucket in its.all:
            standing[bucket].append(article)
    sizes = {bucket: len(articles) for bucket, articles in standing.items()}
    near = {
        pair
        for bucket, articles in standing.items()
        if is_open(bucket, sizes[bucket])
        for pair in combinations(articles, 2)
    }
    links = [
        found
        for a, b in sorted(near)
        if meet(placed[a], placed[b], sizes) and (found := link(known[a], known[b], settings))
    ]
    return tell(known, links, settings, ties)


def tell(
    gists: Mapping[Id, Outline], links: Sequence[Link], settings: config.Stories, ties: Ties = FREE
) -> tuple[Story, ...]:
    """The stories of these articles by their links and by what people decided, sorted by id."""
    found = groups(
        gists,
        [(x.left, x.right, x.likeness) for x in links if x.likeness >= LEAST],
        [(x.left, x.right) for x in links if x.sure],
        settings.min_similarity,
        ties.pairs(gists),
        ties.apart,
    )
    return tuple(sorted((_story([gists[a] for a in members]) for members in found), key=lambda s: s.id))


def story_id(founder: Id) -> Id:
    """The id of the story that an article founds: its earliest, by date of publication, then by id.

    Every article has one; where its story is another's, that id leads to the story (Reader.story_now).
    So ids survive further articles, merging leaves a way from the old id to the new, splitting leaves the
    id with the founder's part, and none of it depends on the order of arrival.
    """
    return make_id("s", founder)


def _story(articles: Sequence[Outline]) -> Story:
    """The record; its title is the earliest titled article's, or the words that open the earliest."""
    early = sorted(articles, key=lambda g: (g.published_at or "9999", g.article))
    dates = sorted(g.published_at for g in articles if g.published_at)
    titles = [g.title for g in early if g.title]
    return Story(
        story_id(early[0].article),
        titles[0] if titles else early[0].opening,
        dates[0] if dates else None,
        dates[-1] if dates else None,
        tuple(sorted(g.article for g in articles)),
    )
