"""Stories: articles about one unfolding event.

Articles are weighted bags of lemmas and names (tf-idf), compared through an inverted index and joined by
average linkage: a group takes in another only while their articles are alike on average, so that a chain
of neighbours does not become one story. Articles that share much of their wording are joined first,
whatever their dates: a copy must meet its original to be seen as one.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import scipy.sparse as sparse

from reportedly import config
from reportedly.gists import NUMBER
from reportedly.records import Article, Gist, Id, Story, make_id

BLOCK = 256  # articles whose index rows are multiplied at a time: bounds memory
RARE = 100  # a word in more articles than this (or a tenth of them) does not bring two together
ELSEWHERE = 300  # articles about other matters that a name is weighed against
LEAST = 0.05  # likeness below this counts as none
SHINGLE = 4  # content words in a row that copies share
COMMON = 20  # a shingle in more articles than this is a formula
TITLE_CHARS = 160


Head = Sequence[Sequence[str]]  # the keys of each sentence


def group(
    articles: Sequence[Article], gists: Mapping[Id, Gist], settings: config.Stories
) -> tuple[Story, ...]:
    """The stories of a set of articles, sorted by id. Every article is in exactly one; one without a gist
    is alone.

    Independent of the order of `articles`.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    heads = [gists[a.id].sentences if a.id in gists else () for a in ordered]
    vectors = _tfidf([_terms(head) for head in heads])
    days = [_day(a) for a in ordered]
    edges = _edges(vectors, days, settings)
    copies = _copies(heads, settings.copied)
    copies += [pair for pair, value in edges.items() if value >= settings.sure_similarity]
    groups = _joined(len(ordered), edges, copies, settings.min_similarity)
    made = [_story([ordered[n] for n in members]) for members in groups]
    return tuple(sorted(made, key=lambda s: s.id))


def _terms(head: Head) -> Counter[str]:
    return Counter(key for keys in head for key in keys if key[0] != NUMBER)


def _tfidf(bags: Sequence[Counter[str]]) -> sparse.csr_matrix:
    """Rows of unit length: 1 + log of the count, times inverse document frequency.

    A name is weighed as if ELSEWHERE further articles lacked it: where all pages are about one crisis the
    name of its town is in every one, and is what they have in common.
    """
    columns: dict[str, int] = {}
    rows, cols, values = [], [], []
    for n, bag in enumerate(bags):
        for key, count in sorted(bag.items()):
            rows.append(n)
            cols.append(columns.setdefault(key, len(columns)))
            values.append(1 + math.log(count))
    matrix = sparse.csr_matrix((values, (rows, cols)), shape=(len(bags), len(columns)), dtype=np.float64)
    frequency = np.bincount(np.asarray(cols, dtype=np.int64), minlength=len(columns))
    among = 1 + len(bags) + np.array([ELSEWHERE if key[0] == "=" else 0 for key in columns])
    matrix = sparse.csr_matrix(matrix.multiply(np.log(among / (1 + frequency)) + 1))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-9)) @ matrix)


def _day(article: Article) -> int | None:
    try:
        return date.fromisoformat((article.published_at or "")[:10]).toordinal()
    except ValueError:
        return None


Edges = dict[tuple[int, int], float]


def _edges(vectors: sparse.csr_matrix, days: Sequence[int | None], settings: config.Stories) -> Edges:
    """The likeness of pairs within the window; undated articles join by likeness alone."""
    edges: Edges = {}
    rare = np.diff(vectors.tocsc().indptr) <= max(RARE, vectors.shape[0] // 10)
    index = sparse.csr_matrix(vectors[:, rare])
    turned = index.T.tocsr()
    for start in range(0, vectors.shape[0], BLOCK):
        block = (index[start : start + BLOCK] @ turned).tocoo()
        rows, columns = block.row + start, block.col
        keep = (rows < columns) & (block.data >= settings.min_similarity / 3)
        rows, columns = rows[keep], columns[keep]
        cosine = np.asarray(vectors[rows].multiply(vectors[columns]).sum(axis=1)).ravel()
        for a, b, value in zip(rows.tolist(), columns.tolist(), cosine.tolist(), strict=True):
            near = value * _nearness(days[a], days[b], settings.window_days)
            if near >= LEAST:
                edges[a, b] = round(near, 9)
    return edges


def _nearness(a: int | None, b: int | None, window: int) -> float:
    """1 within two days, falling to 0 where two articles are further apart than the window."""
    if a is None or b is None:
        return 1.0
    gap = abs(a - b)
    return 1.0 if gap <= 2 else max(0.0, 1 - (gap - 2) / max(1, window - 1))


def _copies(heads: Sequence[Head], least: float) -> list[tuple[int, int]]:
    """Pairs of articles of which one shares `least` of its shingles with the other."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes = []
    for n, head in enumerate(heads):
        found = {shingle for keys in head for shingle in _shingles(keys)}
        sizes.append(len(found))
        for shingle in found:
            index[shingle].append(n)
    common: Counter[tuple[int, int]] = Counter()
    for members in index.values():
        if 1 < len(members) <= COMMON:
            common.update((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
    return sorted(
        pair
        for pair, count in common.items()
        if count >= 3 and count >= least * min(sizes[pair[0]], sizes[pair[1]])
    )


def _shingles(keys: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(keys[n : n + SHINGLE]) for n in range(len(keys) - SHINGLE + 1)]


def _joined(count: int, edges: Edges, copies: Iterable[tuple[int, int]], least: float) -> list[list[int]]:
    """Average linkage over a sparse graph, where pairs without an edge have likeness 0.

    Copies are joined before anything else. Ties go to the pair of least numbers.
    """
    members = {n: [n] for n in range(count)}
    near: dict[int, dict[int, float]] = {n: {} for n in range(count)}  # sums of likeness between groups
    for (a, b), value in sorted(edges.items()):
        near[a][b] = near[b][a] = value
    home = list(range(count))
    for a, b in sorted(copies):
        x, y = sorted((home[a], home[b]))
        if x != y:
            _merge(x, y, members, near)
            for n in members[x]:
                home[n] = x
    heap = [(-_average(a, b, members, near), a, b) for a in members for b in near[a] if a < b]
    heapq.heapify(heap)
    while heap:
        value, a, b = heapq.heappop(heap)
        if -value < least:
            break
        if a not in members or b not in members or value != -_average(a, b, members, near):
            continue  # one of them has changed since
        _merge(a, b, members, near)
        for c in sorted(near[a]):
            heapq.heappush(heap, (-_average(a, c, members, near), min(a, c), max(a, c)))
    return [sorted(group) for _, group in sorted(members.items())]


def _average(
    a: int, b: int, members: Mapping[int, list[int]], near: Mapping[int, Mapping[int, float]]
) -> float:
    return near[a].get(b, 0.0) / (len(members[a]) * len(members[b]))


def _merge(a: int, b: int, members: dict[int, list[int]], near: dict[int, dict[int, float]]) -> None:
    """Take group b into group a."""
    members[a] += members.pop(b)
    for c, value in near.pop(b).items():
        del near[c][b]
        if c != a:
            near[a][c] = near[c][a] = near[a].get(c, 0.0) + value


def _story(articles: Sequence[Article]) -> Story:
    """The record; its title is the earliest titled article's, or the words that open the earliest."""
    dates = sorted(a.published_at for a in articles if a.published_at)
    early = sorted(articles, key=lambda a: (a.published_at or "9999", a.id))
    titles = [t for a in early if (t := _title(a))]
    return Story(
        make_id("s", *sorted(a.id for a in articles)),
        titles[0] if titles else _opening(early[0]),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        tuple(sorted(a.id for a in articles)),
    )


def _title(article: Article) -> str | None:
    if article.title and article.title.strip():
        return _cut(article.title)
    headlines = [s.reading for s in article.sentences if s.role == "headline"]
    return _cut(headlines[0]) if headlines else None


def _opening(article: Article) -> str:
    first = sorted(article.sentences, key=lambda s: s.role != "body")[:1]
    return _cut(first[0].reading) if first else article.input_id


def _cut(words: str) -> str:
    """On one line, and no longer than a title."""
    plain = " ".join(words.split())
    return plain if len(plain) <= TITLE_CHARS else plain[: TITLE_CHARS - 1].rsplit(" ", 1)[0] + "…"
