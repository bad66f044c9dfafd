"""Which sentences are worth comparing: an inverted index over rare words instead of all pairs.

Sentences are weighted bags of word keys (inverse document frequency over the sentences given). Only pairs
that share enough of their weight in rare words are candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from reportedly.copies.wording import Wording

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BLOCK = 2048  # sentences whose index rows are multiplied at a time: bounds memory
RARE = 60  # a key in more sentences than this (or 2% of them) does not make a candidate by itself
GATE = 0.24  # the least share of the lighter sentence's weight that common rare keys carry


@dataclass(frozen=True, slots=True)
class Common:
    """What pairs of sentences have in common: `dice` is twice the common weight over the sum of both,
    `contained` the common weight over the lesser of both, `least` the lesser weight itself."""

    dice: Floats
    contained: Floats
    least: Floats


class Index:
    """The word keys of sentences, weighted."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._bags = _bags(wordings)
        count = max(1, len(wordings))
        frequency = np.asarray(self._bags.sum(axis=0)).ravel()
        self._weighted = sparse.csr_matrix(self._bags.multiply(np.log1p(count / np.maximum(frequency, 1.0))))
        self._weight = np.asarray(self._weighted.sum(axis=1)).ravel()
        self._rare = frequency <= max(RARE, count // 50)

    def candidates(self, articles: Sequence[int]) -> tuple[Ints, Ints]:
        """Pairs of sentences of different articles, left < right, in order.

        `articles` numbers the article each sentence stands in, ascending.
        """
        owners = np.asarray(articles, dtype=np.int64)
        rare, turned = self._weighted[:, self._rare], self._bags[:, self._rare].T.tocsr()
        lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for start in range(0, len(owners), BLOCK):
            common = (rare[start : start + BLOCK] @ turned).tocoo()
            left, right = common.row.astype(np.int64) + start, common.col.astype(np.int64)
            least = np.minimum(self._weight[left], self._weight[right])
            keep = (owners[left] < owners[right]) & (common.data >= GATE * least)
            lefts.append(left[keep])
            rights.append(right[keep])
        left, right = np.concatenate(lefts), np.concatenate(rights)
        order = np.lexsort((right, left))
        return left[order], right[order]

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
