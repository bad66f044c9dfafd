"""Near copies found by the product's MinHash bands and by datasketch's MinHashLSH, from keys to pairs.

Both sides get the same articles as keys of sentences, sign them in two processes and index them in one,
in memory. What is timed is everything between: shingling, hashing, signing, sending signatures, filling the
index and reading all candidate pairs out of it. Neither side looks at a pair again after that.
"""

from __future__ import annotations

import itertools
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.speed.invented import Report
from reportedly.copies.fingerprints import SHINGLE, bands_of
from reportedly.copies.fingerprints import _shingles as _shingle_hashes

WORKERS = 2
CHUNK = 250  # articles signed at a time
PERMUTATIONS = 128  # datasketch's default
THRESHOLD = 0.5  # of its index: copies that keep half their text

Keys = tuple[tuple[str, ...], ...]
Pairs = set[tuple[int, int]]
Signatures = npt.NDArray[np.unsignedinteger]  # a row an article

_articles: Sequence[Keys] = ()  # what the workers sign; inherited when they fork


@dataclass(frozen=True, slots=True)
class Side:
    """One way of finding near copies: articles signed in chunks, then pairs from all signatures."""

    name: str
    sign: Callable[[range], Signatures]
    pairs: Callable[[Signatures], Pairs]


@dataclass(frozen=True, slots=True)
class Found:
    """`recall` is over the known near copies and what each was made from; `family` the share of pairs found
    whose articles go back to one report."""

    name: str
    seconds: float
    articles: int
    pairs: int
    recall: float
    family: float

    @property
    def throughput(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds


def sides() -> tuple[Side, ...]:
    """Ours, then datasketch as its documentation has it, then with the hashes that ours uses."""
    return (
        Side("reportedly, MinHash bands", _our_signatures, _our_pairs),
        Side("datasketch, MinHashLSH", _their_signatures, _their_pairs),
        Side("datasketch, given our shingle hashes", _their_signatures_of_our_hashes, _their_pairs),
    )


def measure(side: Side, reports: Sequence[Report], keys: Sequence[Keys], workers: int = WORKERS) -> Found:
    """Find the near copies among the reports once, with the clock running; one worker is this process."""
    global _articles
    _articles = keys
    chunks = [range(at, min(at + CHUNK, len(keys))) for at in range(0, len(keys), CHUNK)]
    began = time.perf_counter()
    pairs = side.pairs(np.concatenate(list(_mapped(side.sign, chunks, workers))))
    seconds = time.perf_counter() - began
    known, families = _known(reports), _families(reports)
    family = sum(families[a] == families[b] for a, b in pairs) / max(1, len(pairs))
    return Found(side.name, seconds, len(keys), len(pairs), len(known & pairs) / max(1, len(known)), family)


def _mapped(
    sign: Callable[[range], Signatures], chunks: Sequence[range], workers: int
) -> Iterator[Signatures]:
    if workers == 1:
        yield from map(sign, chunks)
        return
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield from pool.imap(sign, chunks)


def _known(reports: Sequence[Report]) -> Pairs:
    number = {report.id: n for n, report in enumerate(reports)}
    pairs = ((n, number.get(r.of or "")) for n, r in enumerate(reports) if r.kind == "near")
    return {(min(a, b), max(a, b)) for a, b in pairs if b is not None}


def _families(reports: Sequence[Report]) -> list[str]:
    """For each report the first one that it goes back to by near copies."""
    of = {report.id: report.of for report in reports if report.kind == "near"}

    def first(report: str) -> str:
        while (before := of.get(report)) is not None:
            report = before
        return report

    return [first(report.id) for report in reports]


def _our_signatures(chunk: range) -> Signatures:
    return bands_of([_articles[n] for n in chunk])


def _our_pairs(signatures: Signatures) -> Pairs:
    """Articles with a band in common: one sort a band, as the index of a database has it sorted."""
    found: Pairs = set()
    for column in signatures.T:
        order = np.argsort(column, kind="stable")
        value = column[order]
        starts = np.flatnonzero(np.append(True, value[1:] != value[:-1]))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(value)], strict=True):
            if end - start > 1 and value[start]:
                members = order[start:end].tolist()
                found.update((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
    return found


def _shingles(article: Keys) -> Iterator[bytes]:
    for keys in article:
        for n in range(len(keys) - SHINGLE + 1):
            yield " ".join(keys[n : n + SHINGLE]).encode()


def _their_signatures(chunk: range) -> Signatures:
    from datasketch import MinHash

    made = MinHash.generator(({*_shingles(_articles[n])} for n in chunk), num_perm=PERMUTATIONS)
    return np.array([each.hashvalues for each in made])


def _their_signatures_of_our_hashes(chunk: range) -> Signatures:
    from datasketch import MinHash

    shingles = _shingle_hashes([_articles[n] for n in chunk])
    halves, starts = (shingles.hashes & np.uint64(0xFFFFFFFF)).tolist(), shingles.starts.tolist()
    sets = (set(halves[start:end]) for start, end in itertools.pairwise(starts))
    made = MinHash.generator(sets, num_perm=PERMUTATIONS, hashfunc=_itself)
    return np.array([each.hashvalues for each in made])


def _itself(value: int) -> int:
    return value


def _their_pairs(signatures: Signatures) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    blank = MinHash(num_perm=PERMUTATIONS)
    given = {"num_perm": PERMUTATIONS, "permutations": blank.permutations, "scheme": blank.scheme}
    found: Pairs = set()
    for n, row in enumerate(signatures):
        each = MinHash(hashvalues=row, **given)
        found.update((other, n) for other in index.query(each))
        index.insert(n, each, check_duplication=False)
    return found
