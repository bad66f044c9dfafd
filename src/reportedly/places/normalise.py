"""Spellings of a name: what two writings of one place have in common.

Two keys, tried in this order:

- `key` is nearly exact. It ignores case, diacritics, apostrophes (also those that stand for ayn and
  hamza), hyphens against spaces, a leading "the", and "Saint" against "St.".
- `skeletons` are for names romanised by ear, above all from Arabic: the article in all its
  assimilated forms (al-, an-, as-, ez-, ed-, ...), ou/u/oo, ei/ay/ai/i, e/a, q/k/g, dh/z/d, kh/x, doubled
  letters, the feminine ending -a/-ah/-at/-et. Vowels are reduced to two classes, open/front and round,
  because that is what romanisations confuse; consonants stay, so a skeleton is rarely ambiguous within a
  country.

A skeleton says that two names may be the same; only the context (resolution.py) can accept it. Both
are idempotent: the key of a key, or the skeleton of a skeleton's key, is itself.

The letter correspondences are those of the common romanisations of Arabic (UNGEGN 2017, BGN/PCGN 1956,
ALA-LC, French and newspaper practice), as compared in UNGEGN's working papers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "e",
        "ħ": "h",
        "ŋ": "n",
        "&": " and ",
    }
)
# Apostrophes and their look-alikes: they write ayn, hamza, elision or a soft sign, and are often left out.
SIGNS = re.compile("['`´‘’‚‛ʻʼʽʾʿˈˊˋ′]")
SPLIT = re.compile(r"[\W_]+")
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}

ARTICLE = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "an",
        "en",
        "un",
        "as",
        "es",
        "us",
        "ash",
        "esh",
        "ush",
        "ar",
        "er",
        "ur",
        "at",
        "et",
        "ut",
        "ath",
        "az",
        "ez",
        "ad",
        "ed",
        "ud",
        "adh",
        "l",
    ]
)
# "US Bank" and "UN Square" begin with no article: these two are articles only inside a name.
LEADING = ARTICLE - {"us", "un"}
# In this order; each works on the result of the ones before.
SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tch|sch|ch|sh", "S"),
        (r"dj|zh", "j"),
        (r"kh", "X"),
        (r"gh", "G"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"[cqgG]", "k"),
        (r"x", "ks"),
        (r"v", "w"),
        (r"(?<=.)(?:[aeiou]d|al)(?=d(?:i|ee)ne?$)", ""),  # Salahuddin, Salaheddine: Salah al-Din
        (r"(?<=.d)ine$", "in"),
        (r"^[aeiou](?=([dnrstz])\1)", ""),  # Ezzor: ez-Zor
        (r"(?<=[aeiou])h(?![aeiou])", ""),  # Raqqah
        (r"(?<=[aeo])w(?![aeiou])|ou|oo|au|oa", "u"),  # Zawr, Ghouta, Shughoor
        (r"(?<=[aeiou])y(?![aeiou])|(?<![aeiou])y(?![aeiou])|(?<!^)[iy](?=[aeiou])", "i"),  # Dayr, Yabroud
        (r"[aei]+", "a"),
        (r"[ou]+", "u"),
        (r"au|ua", "u"),
        (r"(.)\1+", r"\1"),
    )
)
MIN_SKELETON = 5  # a shorter skeleton fits too many names


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """The nearly exact key of a name: lower-case words of plain letters, single spaces; '' if none."""
    plain = SIGNS.sub("", name)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
        plain = SIGNS.sub("", "".join(c for c in plain if not unicodedata.combining(c)))
    words = [word for word in SPLIT.split(plain.lower().translate(LETTERS)) if word]
    words = _initials(words)
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(SHORT.get(word, word) if len(words) > 1 else word for word in words)


def _initials(words: list[str]) -> list[str]:
    """ "u s a" as "usa": initials with and without points are one name."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        if word:
            joined.append(word)
    return joined


@lru_cache(maxsize=100_000)
def skeletons(name: str) -> tuple[str, ...]:
    """What is left of a name when romanisations are not told apart; more than one for an ambiguous letter.

    Empty where too little is left to tell names apart, or the name is not in Latin letters.
    """
    words = key(name).split()
    kept = [word for n, word in enumerate(words) if word not in (ARTICLE if n else LEADING)] or words
    if not all(word.isascii() for word in kept):
        return ()
    readings = sorted({_sounds(kept, to) for to in (("d", "z") if "dh" in "".join(kept) else ("d",))})
    return tuple(r for r in readings if len(r) >= MIN_SKELETON and not r.isdigit())


def _sounds(words: list[str], dh: str) -> str:
    parts = []
    for n, word in enumerate(words):
        sound = word.replace("dh", dh)
        if n + 1 < len(words) and len(sound) > 3:
            sound = re.sub(r"[aei]+h?t$", "a", sound)  # the ending -at before another word
        for pattern, to in SOUNDS:
            sound = pattern.sub(to, sound)
        parts.append(sound)
    return re.sub(r"(.)\1+", r"\1", "".join(parts)).lower()
