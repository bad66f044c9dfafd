"""Fingerprints: numbers that two articles share when one has text of the other, whoever wrote it when.

Looked up in an index they give the articles worth comparing with a new one, without a look at the rest.
There are two kinds:

- for excerpts, and what the store keeps, winnowed hashes of shingles (Schleimer, Wilkerson and Aiken,
  "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003): a run of RUN keys that stands in
  two articles gives both the same fingerprint, and so does a sentence taken whole. (Of a very long article
  only MOST are kept, the least ones, which another that shares much with it keeps too.)
- for near copies alone, MinHash bands (Broder 1997; banding: Leskovec, Rajaraman and Ullman, "Mining of
  Massive Datasets", 3.4): articles with the share J of their shingles in common share one with probability
  1 - (1 - J^ROWS)^BANDS: 0.88 at half, 0.9998 at three quarters. They are as many for a long article as
  for a short one, and rarely common to articles that merely have a formula in common.

Shingles never reach across the end of a sentence, and so the order of sentences does not matter. All
articles are hashed at once in arrays: one by one costs several times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

SHINGLE = 4  # keys in a row that are hashed together
WINDOW = 4  # shingles in a row of which one at least is kept
RUN = SHINGLE + WINDOW - 1  # keys in a row that two articles never share without sharing a fingerprint
MOST = 128  # winnowed fingerprints of one article
ROWS = 3  # least hashes that make a band
BANDS = 16
SEED = 3  # of the permutations
MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio (Knuth, "Sorting and Searching", 6.4)
FINISH = np.uint64(0xFF51AFD7ED558CCD)  # from the finaliser of MurmurHash3
HALF, SIGN = np.uint64(32), np.uint64(1)
GREATEST = np.uint64(2**64 - 1)

Keys = Sequence[Sequence[str]]  # of each sentence of one article, in order (see records.Gist)
Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


def fingerprints(sentences: Keys) -> dict[int, int]:
    """The winnowed fingerprints of an article, each with the number of the first sentence it is of: at most
    MOST integers from 0 to 2^63 - 1, ascending.

    None for an article without keys.
    """
    found = _winnowed(_shingles([sentences]))
    return dict(sorted(dict(reversed(found)).items())[:MOST])


def bands(sentences: Keys) -> tuple[int, ...]:
    """The part of the fingerprints that near copies share: BANDS integers, in the order of the bands."""
    return tuple(bands_of([sentences])[0].tolist()) if any(sentences) else ()


def bands_of(articles: Sequence[Keys]) -> Hashes:
    """The part of the fingerprints that near copies share: a row an article, a column a band.

    Zeros for an article without keys.
    """
    return _bands(_shingles(articles))


@dataclass(frozen=True, slots=True)
class _Shingles:
    """All shingles of some articles, in order: the hash of each, and the number of its sentence."""

    hashes: Hashes
    sentences: Numbers
    articles: Numbers  # for each sentence the number of its article
    numbers: Numbers  # for each sentence its number in the article
    count: int  # articles

    @property
    def starts(self) -> Numbers:
        """Where each article's shingles begin; at the end, how many there are."""
        owners = self.articles[self.sentences]
        return np.searchsorted(owners, np.arange(self.count + 1)).astype(np.int64)


def _shingles(articles: Sequence[Keys]) -> _Shingles:
    sentences = [(n, at, keys) for n, article in enumerate(articles) for at, keys in _long(article)]
    owners = np.array([n for n, _, _ in sentences], dtype=np.int64)
    numbers = np.array([at for _, at, _ in sentences], dtype=np.int64)
    sizes = np.array([len(keys) for _, _, keys in sentences], dtype=np.int64)
    words = _hashed(list(chain.from_iterable(keys for _, _, keys in sentences)))
    whole = np.repeat(np.arange(len(sentences)), sizes)  # for each key the number of its sentence
    count = max(0, len(words) - SHINGLE + 1)
    hashes = words[:count]
    for n in range(1, SHINGLE):
        hashes = (hashes ^ (hashes >> HALF)) * MIX + words[n : n + count]
    inside = whole[:count] == whole[SHINGLE - 1 : SHINGLE - 1 + count]
    return _Shingles(_finished(hashes)[inside], whole[:count][inside], owners, numbers, len(articles))


def _long(article: Keys) -> list[tuple[int, Sequence[str]]]:
    """The sentences that have a shingle, with their numbers. An article without one, a flash, is read as one
    sentence."""
    found = [(n, keys) for n, keys in enumerate(article) if len(keys) >= SHINGLE]
    if found:
        return found
    whole = list(chain.from_iterable(article))
    return [(0, [*whole, *[""] * (SHINGLE - len(whole))])] if whole else []


def _hashed(keys: list[str]) -> Hashes:
    """The same in every process and on every machine, unlike hash()."""
    return np.array(RMinHash.hash_token_sets([keys])[0] if keys else [], dtype=np.uint64)


def _finished(hashes: Hashes) -> Hashes:
    """Every bit made to depend on all others, and the sign bit cleared: databases have signed integers."""
    hashes = (hashes ^ (hashes >> HALF)) * FINISH
    return (hashes ^ (hashes >> HALF)) >> SIGN


def _winnowed(shingles: _Shingles) -> list[tuple[int, int]]:
    """The least hash of every WINDOW shingles in a row of a sentence (of all, if it has fewer), with the
    number of the sentence, in order."""
    hashes, sentences = shingles.hashes, shingles.sentences
    first = np.append(True, sentences[1:] != sentences[:-1])[: len(sentences)]
    least, full = hashes.copy(), first.copy()
    for n in range(1, min(WINDOW, len(hashes))):
        same = sentences[n:] == sentences[:-n]
        least[:-n] = np.minimum(least[:-n], np.where(same, hashes[n:], GREATEST))
        if n == WINDOW - 1:
            full[:-n] |= same
    return list(zip(least[full].tolist(), shingles.numbers[sentences[full]].tolist(), strict=True))


def _bands(shingles: _Shingles) -> Hashes:
    if not len(shingles.hashes):
        return np.zeros((shingles.count, BANDS), dtype=np.uint64)
    starts = shingles.starts
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        shingles.hashes, starts.astype(np.uint64), ROWS * BANDS, SEED
    )
    least = np.array(matrix.to_rows(), dtype=np.uint64).reshape(shingles.count, BANDS, ROWS)
    found = np.tile(np.arange(1, BANDS + 1, dtype=np.uint64), (shingles.count, 1))
    for row in range(ROWS):
        found = (found ^ (found >> HALF)) * MIX + least[:, :, row]
    return np.where((starts[1:] > starts[:-1])[:, None], _finished(found), np.uint64(0))
