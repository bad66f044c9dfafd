"""How articles in different languages meet: by what the vectors of their first sentences say.

The vectors of one meaning lie close in any language (multilingual Universal Sentence Encoder), but so do
those of two floods in two towns; so names count too, which gists hold as consonants in Latin script.
Only articles in other languages, and the English ones about their dates, are encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from reportedly.reading import is_foreign
from reportedly.records import Article, Id, Lead, ordinal

SENTENCES = 4  # of an article that are encoded: the headline and what is told first
SIZE = 512  # numbers in a vector
SCALE = 127  # of a vector's numbers as bytes
UNLIKE, ALIKE = 0.25, 0.55  # agreement of leads on different matters, and on one
BITS, TABLES = 6, 16  # of the cells by which leads are looked up
SEED = 11  # of the planes between cells

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
Integers = npt.NDArray[np.int64]


def meeting(articles: Iterable[tuple[Id, str | None, str | None]], window: int) -> list[Id]:
    """Of articles with language and date, those that may meet one in another language: those not in English,
    and the English ones at most `window` days away from one, or of which either has no date. In order."""
    known = [(article, is_foreign(language), ordinal(at)) for article, language, at in articles]
    others = [on for _, foreign, on in known if foreign]
    dated = {on + gap for on in others if on is not None for gap in range(-window, window + 1)}
    anywhen = None in others
    return sorted(
        article
        for article, foreign, on in known
        if foreign or (others and (anywhen or on is None or on in dated))
    )


def lead(article: Article, encode: Encode) -> Lead:
    """The vectors of an article's headline and first sentences.

    They are encoded one by one, so that none depends on what else is encoded.
    """
    told = [s.reading for s in article.sentences if s.role not in ("caption", "dateline")]
    if article.title and article.title.strip() and article.title not in told[:SENTENCES]:
        told = [article.title, *told]
    vectors = [encode([reading])[0] for reading in told[:SENTENCES]]
    whole = np.rint(np.array(vectors).reshape(-1, SIZE) * SCALE).astype(np.int8)
    return Lead(article.id, whole.tobytes())


def agreement(a: bytes, b: bytes) -> float:
    """How far two leads say the same, 0-1: the cosine of each sentence with the one it is most like in the
    other, averaged over each side and then over both, between UNLIKE and ALIKE. 0 where one is empty.

    In whole numbers as far as it decides anything, so that it is the same on any machine.
    """
    left, right = _vectors(a), _vectors(b)
    if not len(left) or not len(right):
        return 0.0
    norms = np.sqrt((left**2).sum(axis=1))[:, None] * np.sqrt((right**2).sum(axis=1))[None, :]
    cosines = (left @ right.T) / np.maximum(norms, 1.0)
    mutual = (float(cosines.max(axis=1).mean()) + float(cosines.max(axis=0).mean())) / 2
    return round(min(1.0, max(0.0, (mutual - UNLIKE) / (ALIKE - UNLIKE))), 6)


def cells(a: bytes) -> list[int]:
    """Where a lead lies: for each of TABLES sets of BITS planes, on which sides of them.

    Leads at an angle of t share a cell of one table with probability (1 - t/pi)^BITS (Charikar 2002).
    """
    vectors = _vectors(a)
    if not len(vectors):
        return []
    sides = (_planes() @ vectors.sum(axis=0) > 0).reshape(TABLES, BITS)
    return [int(row @ (1 << np.arange(BITS))) + (table << BITS) for table, row in enumerate(sides)]


def _vectors(packed: bytes) -> Integers:
    return np.frombuffer(packed, dtype=np.int8).reshape(-1, SIZE).astype(np.int64)


@lru_cache(maxsize=1)
def _planes() -> Integers:
    """Planes by their normals, of 1 and -1."""
    return np.random.RandomState(SEED).randint(0, 2, size=(TABLES * BITS, SIZE)).astype(np.int64) * 2 - 1
