"""Which sentence of one article stands for which of another.

Likeness is the mean of shared wording (candidates) and nearness of meaning (sentence vectors). Every
encoder takes a sentence with other names in it for a paraphrase, so likeness is gated on what the
sentences are specific about: names, numbers and dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from reportedly.copies.candidates import Floats, Index, Ints
from reportedly.copies.wording import Wording

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

VERBATIM = 0.92  # above this a sentence was taken word for word
ALIKE = 0.6  # from here on the wording decides and no vector is needed
USUAL = (0.45, 0.6)  # sentences of likeness x in wording are mostly near in meaning by 0.45 + 0.6 x
UNLIKE = 0.3  # below this no meaning makes up for the wording
INSIDE = 0.85  # what being contained in a longer sentence is worth against being equal
ORDER = 1e-3  # the most that place in the article counts against likeness
ENOUGH = 20.0  # weight of a sentence that can stand inside another: some five rare words


class Likeness:
    """The likeness (0-1) of sentences by number. Encodes only what wording leaves open, and once.

    `owners` numbers the article of each sentence.
    """

    def __init__(self, wordings: Sequence[Wording], owners: Sequence[int], encode: Encode) -> None:
        self.index = Index(wordings)
        self._owners = np.asarray(owners, dtype=np.int64)
        self._readings = [w.sentence.reading for w in wordings]
        self._encode = encode
        self._vectors: dict[str, npt.NDArray[np.float32]] = {}

    def __call__(self, left: Ints, right: Ints) -> Floats:
        """The likeness of each pair."""
        common = self.index.common(left, right)
        # The shorter sentence must say enough for being inside a longer one to mean anything.
        inside = INSIDE * common.contained * np.clip(common.least / ENOUGH, 0.0, 1.0)
        lexical = np.maximum(common.dice, inside)
        sure = lexical >= ALIKE
        unsure = np.flatnonzero((lexical >= UNLIKE) & ~_settled(left, right, self._owners, sure))
        meaning = np.minimum(1.0, USUAL[0] + USUAL[1] * lexical)
        meaning[unsure] = np.clip(self._nearness(left[unsure], right[unsure]), 0.0, 1.0)
        result = np.where(common.dice >= VERBATIM, common.dice, (lexical + meaning) / 2)
        return np.asarray(np.round(np.where(lexical >= UNLIKE, result, 0.0), 4), dtype=np.float64)

    def _nearness(self, left: Ints, right: Ints) -> Floats:
        pairs = [(self._readings[a], self._readings[b]) for a, b in zip(left, right, strict=True)]
        new = sorted({reading for pair in pairs for reading in pair} - self._vectors.keys())
        if new:
            self._vectors.update(zip(new, self._encode(new), strict=True))
        return np.array([float(self._vectors[a] @ self._vectors[b]) for a, b in pairs], dtype=np.float64)


def _settled(left: Ints, right: Ints, owners: Ints, sure: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Pairs of which one sentence surely stands in the other's article, there or in another sentence."""
    count = len(owners) + 1
    here, there = left * count + owners[right], right * count + owners[left]
    return np.isin(here, here[sure]) | np.isin(there, there[sure])


def align(likeness: Mapping[tuple[int, int], float], least: float) -> tuple[tuple[int, int], ...]:
    """The one-to-one assignment of left to right sentences of greatest total likeness.

    Only pairs of at least `least` take part. Sorted by left.
    """
    pairs = {pair: value for pair, value in likeness.items() if value >= least}
    if not pairs:
        return ()
    lefts, rights = sorted({p[0] for p in pairs}), sorted({p[1] for p in pairs})
    table = np.zeros((len(lefts), len(rights)))
    at_left, at_right = {x: n for n, x in enumerate(lefts)}, {x: n for n, x in enumerate(rights)}
    for (left, right), value in pairs.items():
        # Nearly equal likeness is decided by place in the article: copies mostly keep the order. A square,
        # so that two links that cross always cost more than the two that do not.
        apart = (left - lefts[0]) / (lefts[-1] - lefts[0] + 1) - (right - rights[0]) / (
            rights[-1] - rights[0] + 1
        )
        table[at_left[left], at_right[right]] = value - ORDER * apart * apart
    rows, columns = linear_sum_assignment(table, maximize=True)
    chosen = [(lefts[r], rights[c]) for r, c in zip(rows, columns, strict=True)]
    return tuple(sorted(pair for pair in chosen if pair in pairs))


def agreement(a: Wording, b: Wording) -> tuple[float, int]:
    """How far two sentences name the same: the common share (0-1) of the fewer names, numbers and dates,
    and how many the other has."""
    left, right = Counter(a.keys("name", "number", "date")), Counter(b.keys("name", "number", "date"))
    total = max(left.total(), right.total())
    least = min(left.total(), right.total())
    if not least:
        return 1.0, 0
    return (left & right).total() / least, total


def longest_run(a: Wording, b: Wording) -> int:
    """The number of words in the longest stretch common to both, marks aside."""
    left = [w.key for w in a.words if w.kind != "mark"]
    right = [w.key for w in b.words if w.kind != "mark"]
    best, previous = 0, [0] * (len(right) + 1)
    for word in left:
        current = [0] * (len(right) + 1)
        for n, other in enumerate(right):
            if word == other:
                current[n + 1] = previous[n] + 1
                best = max(best, current[n + 1])
        previous = current
    return best
