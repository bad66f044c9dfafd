"""Sentences of the kept text: paragraphs first, then sentence boundaries inside them.

Boundaries come from sentencex (Wikimedia), which knows abbreviations and keeps a quotation whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import sentencex

from reportedly.reading import reading
from reportedly.records import Edit, Removed, Sentence

PARAGRAPH = re.compile(r"[^\n]+")
ENDED = re.compile(r"""[.!?:;…]['"”’»)\]]*$""")
LETTER = re.compile(r"[^\W\d_]")
HEADING_WORDS = 14


def split(
    text: str, edits: Sequence[Edit], removed: Sequence[Removed], language: str | None, title: str | None
) -> tuple[Sentence, ...]:
    """The sentences of what was not removed. A first line without an end mark is the headline; later
    short ones are headings."""
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(kept_lines(text, removed)):
        line = reading(text, edits, start, end).strip()
        role = "body"
        if not ENDED.search(line) and len(line.split()) <= HEADING_WORDS or line == title:
            role = "heading" if found else "headline"
        pieces = [(start, end)] if role != "body" else boundaries(text, start, end, language)
        for a, b in pieces:
            words = reading(text, edits, a, b)
            if LETTER.search(words):
                found.append(Sentence(a, b, role, paragraph, words))  # type: ignore[arg-type]
    return tuple(found)


def kept_lines(text: str, removed: Iterable[Removed]) -> Iterator[tuple[int, int]]:
    """The stretches of each line that were not removed, without the white space around them."""
    gone = sorted((r.start, r.end) for r in removed)
    for match in PARAGRAPH.finditer(text):
        at, end = match.span()
        for first, last in [*(g for g in gone if g[1] > match.start() and g[0] < end), (end, end)]:
            piece = text[at : max(at, min(first, end))]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                yield at + lead, at + len(piece.rstrip())
            at = max(at, last)


def boundaries(text: str, start: int, end: int, language: str | None) -> list[tuple[int, int]]:
    """Sentence spans within one paragraph, without the white space between them."""
    spans, at = [], start
    for sentence in sentencex.segment(language or "en", text[start:end]):
        first = text.find(sentence.strip(), at, end)
        if first < 0 or not sentence.strip():
            continue
        at = first + len(sentence.strip())
        spans.append((first, at))
    return spans or [(start, end)]
