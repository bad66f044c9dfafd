"""Fingerprints: numbers that two articles share when one has text of the other, whoever wrote it when.

Looked up in an index they give the articles worth comparing with a new one, without a look at the rest.
Two kinds together:

- for excerpts, winnowed hashes of shingles (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms
  for document fingerprinting", SIGMOD 2003): a run of RUN keys that stands in two articles gives both the
  same fingerprint, and so does a sentence taken whole, however short the rest;
- for near copies, MinHash bands (Broder 1997; banding: Leskovec, Rajaraman and Ullman, "Mining of Massive
  Datasets", 3.4): articles with the share J of their shingles in common share one with probability
  1 - (1 - J^ROWS)^BANDS: 0.88 at half, 0.9998 at three quarters. They are as many for a long article as
  for a short one, and rarely common to articles that merely have a formula in common.

Shingles never reach across the end of a sentence: the order of sentences does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

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

Keys = Sequence[Sequence[str]]  # of each sentence of one article, in order (see records.Gist)
Hashes = npt.NDArray[np.uint64]


def fingerprints(sentences: Keys) -> tuple[int, ...]:
    """The fingerprints of an article: at most MOST + BANDS integers from 0 to 2^63 - 1, ascending.

    None for an article without keys.
    """
    shingles = _shingles(sentences)
    return tuple(sorted({*_winnowed(shingles), *_bands(shingles)}))


def bands(sentences: Keys) -> tuple[int, ...]:
    """The part of the fingerprints that near copies share: BANDS integers, in the order of the bands."""
    return _bands(_shingles(sentences))


def _shingles(sentences: Keys) -> list[list[int]]:
    """The hashes of each sentence's shingles; sentences too short for one are left out.

    An article of such sentences alone, a flash, is hashed as if it were one sentence.
    """
    long = [keys for keys in sentences if len(keys) >= SHINGLE]
    if not long:
        whole = [key for keys in sentences for key in keys]
        return [_runs(whole, min(SHINGLE, len(whole))).tolist()] if whole else []
    hashes = _runs([key for keys in long for key in keys], SHINGLE).tolist()
    cut, at = [], 0
    for keys in long:
        cut.append(hashes[at : at + len(keys) - SHINGLE + 1])
        at += len(keys)
    return cut


def _runs(keys: Sequence[str], size: int) -> Hashes:
    """The hash of every run of `size` keys."""
    numbers = np.array([_number(key) for key in keys], dtype=np.uint64)
    count = len(keys) - size + 1
    hashes = numbers[:count]
    for n in range(1, size):
        hashes = (hashes ^ (hashes >> HALF)) * MIX + numbers[n : n + count]
    return _finished(hashes)


@lru_cache(maxsize=1 << 16)
def _number(key: str) -> int:
    """The same in every process and on every machine, unlike hash()."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def _finished(hashes: Hashes) -> Hashes:
    """Every bit made to depend on all others, and the sign bit cleared: databases have signed integers."""
    hashes = (hashes ^ (hashes >> HALF)) * FINISH
    return (hashes ^ (hashes >> HALF)) >> SIGN


def _winnowed(shingles: Sequence[Sequence[int]]) -> list[int]:
    """The least hash of every WINDOW shingles in a row; of all, the MOST least."""
    kept = {
        min(hashes[n : n + WINDOW]) for hashes in shingles for n in range(max(1, len(hashes) - WINDOW + 1))
    }
    return sorted(kept)[:MOST]


def _bands(shingles: Sequence[Sequence[int]]) -> tuple[int, ...]:
    tokens = [value for hashes in shingles for value in hashes]
    if not tokens:
        return ()
    matrix = RMinHash.digest_matrix_from_token_hash_sets([tokens], ROWS * BANDS, SEED)
    least = np.array(matrix.to_rows()[0], dtype=np.uint64).reshape(BANDS, ROWS)
    found = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in range(ROWS):
        found = (found ^ (found >> HALF)) * MIX + least[:, row]
    return tuple(_finished(found).tolist())
