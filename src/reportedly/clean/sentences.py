"""Sentences of the kept text: paragraphs first, then sentence boundaries inside them.

Boundaries come from sentencex (Wikimedia), which knows abbreviations and keeps a quotation whole. It is
given the wording, in which entities are repaired and quotation marks still have a direction; boundaries
are mapped back to the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import sentencex

from reportedly.reading import OffsetMap, reading, wording
from reportedly.records import Edit, Removed, Sentence

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
BLOCK = re.compile(r"[^\s][^\n\r]*(?:\r?\n[^\S\n\r]*[^\s][^\n\r]*)*")
# "BEIRUT —", "NAIROBI, Kenya (AP) _", "Geneva (ICRC) -": where a report was filed, not what it says.
PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
DATELINE = re.compile(
    rf"(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){{0,3}}(?:, {PLACE}){{0,2}}(?: ?\([^()\n]{{2,40}}\))?"
    rf"|{PLACE}(?:, {PLACE}){{0,2}} ?\([A-Z][^()\n]{{1,39}}\))\s*[-–—_]{{1,2}}(?:\s+|(?<=[–—_]))(?=\S)"
)
BULLET = re.compile(r"\s*(?:(?:[•▪●◦‣·]|[-*|](?=\s))\s*){0,3}")
ENDED = re.compile(r"""[.!?:;…。！？؟]['"”’»)\]]*$""")
LETTER = re.compile(r"[^\W\d_]")
QUOTE = re.compile(r"""["“”„«»]|''|``|(?<!\w)['‘’]|['‘’](?!\w)""")
UNKNOWN = re.compile(r"\bMs\.|(?P<opening>``|(?<!\S)''(?=\w))|''(?!\w)")
OPENING = re.compile(r"""(?<=\s)(?:["“]|''|``)$""")
HEADING_WORDS = 14
LONGEST = 600  # characters of a sentence that is believed to be one
WRAPPED_AT = range(55, 101)  # characters: the widths to which plain text is folded
MIN_FOLDED = 5  # lines; with fewer one cannot tell
MOST = 0.8


def split(
    text: str, edits: Sequence[Edit], removed: Sequence[Removed], language: str | None, title: str | None
) -> tuple[Sentence, ...]:
    """The sentences of what was not removed. A first line without an end mark is the headline; later
    short ones are headings."""
    found: list[Sentence] = []
    starts, ends = [e.start for e in edits], [e.end for e in edits]
    for paragraph, (start, end) in enumerate(kept_lines(text, removed)):
        inside = edits[bisect_right(ends, start) : bisect_left(starts, end)]
        line = reading(text, inside, start, end).strip()
        role = "body"
        if (not ENDED.search(line) and len(line.split()) <= HEADING_WORDS) or line == title:
            role = "heading" if found else "headline"
        if role == "body" and (filed := DATELINE.match(text, start, end)):
            told = filed.end()
            found.append(
                Sentence(start, told, "dateline", paragraph, reading(text, inside, start, told).strip())
            )
            start = told
        pieces = [(start, end)] if role != "body" else boundaries(text, inside, start, end, language)
        for a, b in pieces:
            words = reading(text, _within(inside, a, b), a, b)
            if LETTER.search(words):
                found.append(Sentence(a, b, role, paragraph, words))  # type: ignore[arg-type]
    return tuple(found)


def kept_lines(text: str, removed: Iterable[Removed]) -> Iterator[tuple[int, int]]:
    """The stretches of each paragraph that were not removed, without white space and bullets."""
    gone = sorted((r.start, r.end) for r in removed)
    paragraph, n = BLOCK if folded(text) else LINE, 0
    for match in paragraph.finditer(text):
        at, end = match.span()
        while n < len(gone) and gone[n][1] <= at:
            n += 1
        here = n
        while here < len(gone) and gone[here][0] < end:
            yield from _trimmed(text, at, min(gone[here][0], end))
            at = max(at, gone[here][1])
            here += 1
        yield from _trimmed(text, at, end)


def folded(text: str) -> bool:
    """Whether lines were folded to a fixed width, so that only blank lines part paragraphs."""
    inner: list[str] = []
    for block in BLOCK.finditer(text):
        inner += block.group().splitlines()[:-1]
        if len(inner) > 200:
            break
    if len(inner) < MIN_FOLDED:
        return False
    fitting = sum(1 for line in inner if len(line.strip()) in WRAPPED_AT and not ENDED.search(line))
    return fitting >= MOST * len(inner)


def boundaries(
    text: str, edits: Sequence[Edit], start: int, end: int, language: str | None
) -> list[tuple[int, int]]:
    """Sentence spans within one paragraph, without the white space between them."""
    words, offsets = wording(text, edits, start, end), OffsetMap.of(edits, start, end)
    spans: list[tuple[int, int]] = []
    last = start
    for first, after in _pieces(words, language or "en"):
        a, b = offsets.given(first, after)
        if a >= last and b > a:
            spans.append((a, b))
            last = b
    return spans or [(start, end)]


def _pieces(words: str, language: str) -> Iterator[tuple[int, int]]:
    """Sentences of some words. One that is too long is cut again with its quotation marks blanked: most
    often a mark that is never closed held it together."""
    for first, after in _segments(words, language):
        if after - first <= LONGEST:
            yield first, after
            continue
        last = first
        for a, b in _segments(QUOTE.sub(_blank, words[first:after]), language):
            yield _outward(words, max(last, first + a), first + b, last, after)
            last = _outward(words, first + b, first + b, first + b, after)[1]


def _outward(words: str, start: int, end: int, left: int, right: int) -> tuple[int, int]:
    """The stretch with the marks that stand against it, within left..right."""
    while start > left and not words[start - 1].isspace():
        start -= 1
    while end < right and not words[end].isspace():
        end += 1
    return start, end


def _segments(words: str, language: str) -> Iterator[tuple[int, int]]:
    at, lead = 0, -1
    shown = UNKNOWN.sub(_as_known, words) if "''" in words or "Ms." in words else words
    for sentence in sentencex.segment(language, shown):
        piece = sentence.strip()
        first = shown.find(piece, at) if piece else -1
        if first < 0:
            continue
        at = first + len(piece)
        start, lead = (lead if lead >= 0 else first), -1
        if shown is not words and start == first and words[start - 1 : start + 1] in ("''", "``"):
            start -= 1
        if shown is not words and words[at - 1 : at + 1] == "''":
            at += 1
        opening = OPENING.search(words, start, at)
        if opening is not None and opening.end() < len(words):
            lead, at = opening.start(), opening.end()  # an opening mark begins the next sentence
        end = at if lead < 0 else lead
        if words[start:end].strip():
            yield start, start + len(words[start:end].rstrip())


def _as_known(match: re.Match[str]) -> str:
    """What sentencex cuts at, in the form it knows: doubled single marks, "Ms."."""
    if match.group() == "Ms.":
        return "Mr."
    return " “" if match.group("opening") else "” "


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _within(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    return [e for e in edits if e.start < end and e.end > start]


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start : max(start, end)]
    lead = BULLET.match(piece)
    first, last = lead.end() if lead else 0, len(piece.rstrip())
    if first < last:
        yield start + first, start + last
