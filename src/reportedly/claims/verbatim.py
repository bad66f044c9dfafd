"""Words searched letter by letter."""

from __future__ import annotations

Stretch = tuple[int, int]  # where words begin and end in a text


def find_words(text: str, words: str, within: Stretch | None = None) -> Stretch | None:
    """Where these words first stand in the text (or in a stretch of it), as whole words; None where not.

    White space around them does not count. Nothing is folded: case, accents and quotation marks must agree.
    """
    start, end = within or (0, len(text))
    words = words.strip()
    at = text.find(words, start, end) if words else -1
    while at >= 0:
        after = at + len(words)
        if not _cuts(text, at) and not _cuts(text, after):
            return at, after
        at = text.find(words, at + 1, end)
    return None


def _cuts(text: str, at: int) -> bool:
    """Whether an offset lies inside a word or number."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
