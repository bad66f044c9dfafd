"""Which sentences are worth comparing: an inverted index over rare words instead of all pairs.

Sentences are weighted bags of word keys (inverse document frequency over the sentences given). Only pairs
that share enough of their weight in rare words are candidates, and each sentence proposes the likest few.
The work grows in proportion to the sentences: equal bags are looked up once, however many articles print
them; a word takes part only while few different bags have it; and what one sentence proposes is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from reportedly.copies.wording import Wording

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BLOCK = 2048  # sentences whose index rows are multiplied at a time: bounds memory
RARE = 60  # a key in more bags than this (or 2% of them) does not make a candidate by itself
COMMON = 400  # nor does one in more than this, however many there are
MOST = 64  # candidates that one sentence proposes; others may propose it besides
GATE = 0.24  # the least share of the lighter sentence's weight that common rare keys carry


@dataclass(frozen=True, slots=True)
class Common:
    """What pairs of sentences have in common: `dice` is twice the common weight over the sum of both,
    `contained` the common weight over the lesser of both, `least` the lesser weight itself."""

    dice: Floats
    contained: Floats
    least: Floats


@dataclass(frozen=True, slots=True)
class Kinds:
    """Sentences of equal bags, together: the numbers of all sentences, those of one kind in a row and
    ascending; where each kind begins; how many it has; and its first."""

    sentences: Ints
    starts: Ints
    sizes: Ints

    @property
    def first(self) -> Ints:
        return self.sentences[self.starts]

    def expanded(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        """Pairs of kinds (sorted by the left) as pairs of sentences: for each sentence of the left kind the
        first MOST of the right kinds together, in their order."""
        before = np.cumsum(self.sizes[right]) - self.sizes[right]
        before -= before[np.searchsorted(left, left)]
        taken = np.clip(MOST - before, 0, self.sizes[right])
        counts = self.sizes[left] * taken
        pair = np.repeat(np.arange(len(left)), counts)
        number = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
        of_left = self.starts[left[pair]] + number // taken[pair]
        of_right = self.starts[right[pair]] + number % taken[pair]
        return self.sentences[of_left], self.sentences[of_right]


class Index:
    """The word keys of sentences, weighted."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._bags = _bags(wordings)
        count = max(1, len(wordings))
        frequency = np.asarray(self._bags.sum(axis=0)).ravel()
        self._weighted = sparse.csr_matrix(self._bags.multiply(np.log1p(count / np.maximum(frequency, 1.0))))
        self._weight = np.asarray(self._weighted.sum(axis=1)).ravel()
        self._kinds = _kinds(self._bags)
        different = np.asarray(self._bags[self._kinds.first].sum(axis=0)).ravel()
        self._rare = different <= max(RARE, min(len(self._kinds.first) // 50, COMMON))

    def candidates(self, articles: Sequence[int]) -> tuple[Ints, Ints]:
        """Pairs of sentences of different articles, left < right, in order: not more than MOST for each
        sentence on average.

        `articles` numbers the article each sentence stands in, ascending.
        """
        owners = np.asarray(articles, dtype=np.int64)
        left, right = self._kinds.expanded(*self._alike())
        apart = owners[left] != owners[right]
        left, right = left[apart], right[apart]
        lesser, greater = np.minimum(left, right), np.maximum(left, right)
        pairs = np.unique(lesser * len(owners) + greater)
        return pairs // max(1, len(owners)), pairs % max(1, len(owners))

    def _alike(self) -> tuple[Ints, Ints]:
        """Pairs of kinds, in the order of the first; for each the MOST likest, itself before all."""
        weighted, weight = self._weighted[self._kinds.first], self._weight[self._kinds.first]
        rare = weighted[:, self._rare]
        turned = self._bags[self._kinds.first][:, self._rare].T.tocsr()
        lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for start in range(0, rare.shape[0], BLOCK):
            common = (rare[start : start + BLOCK] @ turned).tocoo()
            left, right = common.row.astype(np.int64) + start, common.col.astype(np.int64)
            share = common.data / np.minimum(weight[left], weight[right])
            keep = share >= GATE
            left, right, share = left[keep], right[keep], np.round(share[keep], 9)
            order = np.lexsort((right, np.where(left == right, -np.inf, -share), left))
            left, right = left[order], right[order]
            likest = np.arange(len(left)) - np.searchsorted(left, left) < MOST
            lefts.append(left[likest])
            rights.append(right[likest])
        return np.concatenate(lefts), np.concatenate(rights)

    def common(self, left: Ints, right: Ints) -> Common:
        """What the pairs have in common, over all keys."""
        common = np.asarray(self._weighted[left].multiply(self._bags[right]).sum(axis=1)).ravel()
        least = np.minimum(self._weight[left], self._weight[right])
        both = self._weight[left] + self._weight[right]
        return Common(2 * common / np.maximum(both, 1e-9), common / np.maximum(least, 1e-9), least)


def _bags(wordings: Sequence[Wording]) -> sparse.csr_matrix:
    keys: dict[str, int] = {}
    rows, columns = [], []
    for n, wording in enumerate(wordings):
        for key in sorted(set(wording.keys("content", "name", "number", "date"))):
            rows.append(n)
            columns.append(keys.setdefault(key, len(keys)))
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(wordings), len(keys)))


def _kinds(bags: sparse.csr_matrix) -> Kinds:
    ends = bags.indptr.tolist()
    columns = bags.indices.tolist()
    kinds: dict[tuple[int, ...], list[int]] = {}
    for n, (start, end) in enumerate(pairwise(ends)):
        kinds.setdefault(tuple(sorted(columns[start:end])), []).append(n)
    sizes = np.array([len(members) for members in kinds.values()], dtype=np.int64)
    sentences = np.array([n for members in kinds.values() for n in members], dtype=np.int64)
    return Kinds(sentences, np.cumsum(sizes) - sizes, sizes)
