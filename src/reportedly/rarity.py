"""How much a word tells: how rare it is in the world's texts, whatever stands in the store."""

from __future__ import annotations

import math
from functools import lru_cache

import wordfreq

from reportedly.reading import ENGLISH

NAME = "="  # begins the key of a name
ARTICLE = 300  # words in the article whose chance of holding a word is the word's document frequency
RAREST = 1e-8  # words less frequent than this are as rare as this
MOST, LEAST_NAME = 8.0, 4.0  # weights: of the rarest words; of the commonest names


@lru_cache(maxsize=65536)
def rarity(key: str, form: str, language: str) -> float:
    """The inverse document frequency of a word in the world's texts, not in the store's: the logarithm of
    how many articles one must read to meet it, from 0 to MOST; of a name, not less than LEAST_NAME.

    Spärck Jones (1972), over the frequencies of `wordfreq` (Speer 2022).
    """
    known, name = _frequencies(language), key.startswith(NAME)
    frequency = max(known.get(form, RAREST), RAREST if name else known.get(key, RAREST))
    met = -math.expm1(ARTICLE * math.log1p(-frequency))
    return min(MOST, max(-math.log(met), LEAST_NAME if name else 0.0))


@lru_cache(maxsize=8)
def _frequencies(language: str) -> dict[str, float]:
    """Of the words of a language, as shares of all words; none where the language is not known."""
    try:
        return wordfreq.get_frequency_dict(language, wordlist="large" if language == ENGLISH else "best")
    except (LookupError, ValueError):  # no list of it; no code of a language
        return {}
