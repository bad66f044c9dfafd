"""Blanks that a text has lost between words, as edits of the text as given.

A word that no list of English words has is taken apart where a short word begins or ends it and the rest is
a common word. The frequencies are those of `wordfreq` (Speer 2022).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import wordfreq

from reportedly import knowledge
from reportedly.records import Edit

WORD = re.compile(r"(?<![\w'’-])[a-z]{6,}(?![\w'’-])")
# A small number at the end of a sentence is rather a footnote's: "in August2."
SEAM = re.compile(r"(?<=[a-z])(?:(?=\d)(?!\d{1,2}\.(?:\s|\Z))|(?=[A-Z][a-z]{2}))|(?<=[a-z],)(?=[A-Z][a-z])")
LAST_WORD = re.compile(r"(?<!\w)[A-Za-z]+\Z")
LONGEST = 16  # characters looked back for a word
COMMON = 3e-6  # of all words; the rest of a word taken apart is at least so frequent
SHORTEST = 4  # characters of that rest


@dataclass(frozen=True, slots=True)
class Parting:
    """The schema of parting.yaml. `examples` are given and repaired text; `not_examples` stay as they are."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    examples: dict[str, str]
    not_examples: tuple[str, ...]


def lexicon() -> Parting:
    known: Parting = knowledge.load("reportedly.clean", "parting.yaml", Parting)
    return known


def part(text: str, language: str | None) -> tuple[Edit, ...]:
    """The lost blanks of an English text: each edit a character and the blank after it, in order."""
    if language is None or language.split("-")[0].lower() != "en":
        return ()
    found = {m.start() for m in SEAM.finditer(text) if _parted(text, m.start())}
    found.update(m.start() + at for m in WORD.finditer(text) if (at := _seam(m.group())) is not None)
    return tuple(Edit(at - 1, at, text[at - 1] + " ") for at in sorted(found))


def _parted(text: str, at: int) -> bool:
    """Whether what ends at `at` is a comma or one of the words that names and numbers are glued to."""
    if text[at - 1] == ",":
        return True
    before = LAST_WORD.search(text, max(at - LONGEST, 0), at)
    words = lexicon().numbers if text[at].isdigit() else lexicon().words
    word = before.group() if before is not None else ""
    return (word.lower() if text[at].isdigit() else word) in words


@lru_cache(maxsize=65536)
def _seam(word: str) -> int | None:
    """Where to take a word apart: where the rest is the most frequent; None for a word that is one."""
    known = _frequencies()
    if word in known:
        return None
    best = max(_splits(word), key=lambda s: (known.get(s[0], 0.0), s), default=None)
    return best[1] if best is not None and known.get(best[0], 0.0) >= COMMON else None


def _splits(word: str) -> Iterator[tuple[str, int]]:
    """What is left of a word without a short word at its beginning or end, and where they meet."""
    for short in lexicon().words:
        if len(word) - len(short) >= SHORTEST:
            if word.startswith(short):
                yield word[len(short) :], len(short)
            if word.endswith(short):
                yield word[: -len(short)], len(word) - len(short)


@lru_cache(maxsize=1)
def _frequencies() -> Mapping[str, float]:
    return wordfreq.get_frequency_dict("en", wordlist="large")
