"""Quotations: what stands between quotation marks, over sentences and paragraphs.

Readings have straight marks, so opening and closing are told by what touches them. A quotation that
runs over paragraphs opens each of them and closes only the last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.reading import Line

MARK = re.compile(r"\"|''")
# British style: single marks around words that start with a capital and end with a stop.
SINGLE = re.compile(r"(?<!\w)'(?=[A-Z\[])[^'\"]{0,300}(?:'(?=\w)[^'\"]{0,300}){0,9}[,.!?]'(?!\w)")
SINGLE_END = re.compile(r"[,.!?]'(?!\w)")
WORD = re.compile(r"\w+")
OPENERS = " ([-–—/:"
MAX_TITLE = 8  # words
LEADING = {"ADP", "PART", "DET", "NOUN", "PROPN", "ADJ"}  # parts of speech before a title
MAX_PARAGRAPHS = 12  # of one quotation; more is a mark that was never closed


@dataclass(slots=True)
class Quotation:
    """A quotation: (line index, start, end) per sentence it runs over, marks included."""

    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    words: int = 0
    stopped: bool = False  # ends in a comma or a stop before the closing mark

    def covers(self, line: int, start: int, end: int) -> bool:
        """Whether start..end of a line lies within the quotation."""
        return any(n == line and a <= start and end <= b for n, a, b in self.pieces)

    def overlaps(self, line: int, start: int, end: int) -> bool:
        """Whether start..end of a line shares a character with the quotation."""
        return any(n == line and a < end and start < b for n, a, b in self.pieces)


def quotations(lines: Sequence[Line]) -> list[Quotation]:
    """The quotations of a page in order. Lines that no quotation touches cost one look."""
    found: list[Quotation] = []
    running: Quotation | None = None
    paragraphs = 0
    paragraph = -1
    for line in lines:
        n = line.index
        starts = paragraph != line.sentence.paragraph
        paragraph = line.sentence.paragraph
        marks = [m.span() for m in MARK.finditer(line.text)] if '"' in line.text or "''" in line.text else []
        if starts and running is not None:
            paragraphs += 1
            if marks and not line.text[: marks[0][0]].strip() and paragraphs < MAX_PARAGRAPHS:
                running.pieces.append((n, marks[0][0], len(line.text)))
                marks = marks[1:]
            else:
                _cut(running, found)
                running, paragraphs = None, 0
        elif running is not None:
            running.pieces.append((n, 0, len(line.text)))
        for start, end in marks:
            if running is not None and not _opens(line.text, start, end, False):
                last = running.pieces[-1]
                running.pieces[-1] = (last[0], last[1], end)
                running.stopped = line.text[:start].rstrip()[-1:] in (",", ".", "!", "?", "…")
                found.append(running)
                running, paragraphs = None, 0
            elif _opens(line.text, start, end, running is None):
                if running is not None:
                    _cut(running, found)
                running, paragraphs = Quotation([(n, start, len(line.text))]), 0
            elif len(marks) == 1 and not line.text[end:].strip():  # closed at the end, opened nowhere
                found.append(Quotation([(n, 0, end)], stopped=True))
        if not marks and running is None and "'" in line.text and SINGLE_END.search(line.text):
            found += [Quotation([(n, *m.span())], stopped=True) for m in SINGLE.finditer(line.text)]
    if running is not None:
        _cut(running, found)
    texts = {line.index: line.text for line in lines}
    for quotation in found:
        quotation.words = sum(len(WORD.findall(texts[n][a:b])) for n, a, b in quotation.pieces)
    return [q for q in found if q.words]


def _opens(text: str, start: int, end: int, lenient: bool) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if not after or after.isspace():
        return False
    if not before or before in OPENERS:
        return True
    return lenient and after.isalnum() and not before.isalnum()


def _cut(running: Quotation, found: list[Quotation]) -> None:
    """A quotation that never closed is taken to end with the sentence that it began in."""
    running.pieces = running.pieces[:1]
    running.stopped = True
    found.append(running)


def alone(line: Line, quotation: Quotation) -> bool:
    """Whether a sentence is nothing but its part of the quotation."""
    rest = line.text
    for n, start, end in quotation.pieces:
        if n == line.index:
            rest = rest[:start] + " " + rest[end:]
    return not WORD.search(rest)


def is_title(quotation: Quotation, lines: Mapping[int, Line]) -> bool:
    """Whether a quotation is the name of a work: "The Long Road", each longer word with a capital. Where it
    ends in a stop, only behind a word that it depends on: in the "Evening Hour."."""
    if len(quotation.pieces) > 1 or not 1 < quotation.words <= MAX_TITLE:
        return False
    index, start, end = quotation.pieces[0]
    line = lines[index]
    if quotation.stopped:
        before = [t for t in line.tokens if t.end <= start]
        if not before or before[-1].pos not in LEADING:
            return False
    words = WORD.findall(line.text[start:end])
    return words[0][:1].isupper() and all(w[:1].isupper() or len(w) < 5 for w in words)
