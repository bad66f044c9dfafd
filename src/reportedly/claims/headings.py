"""Speakers named beside their words without a verb: "Brant: the road is shut", "Road shut: army",
transcripts, and a name after a quotation and a dash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportedly.actors import Actors
from reportedly.claims.cues import cues
from reportedly.claims.draft import Draft
from reportedly.claims.edges import is_mark
from reportedly.claims.quotes import Quotation
from reportedly.claims.syntax import FINITE, Content, Phrase, stretch
from reportedly.reading import Line, Token

Found = dict[int, list[Draft]]
MAX_NAME = 7  # tokens of a name before a colon
MAX_BYLINE = 5  # tokens of a source after a headline's colon or dash
NAMING = {"PROPN", "NOUN", "ADJ", "DET", "PART", "NUM", "ADP", "PUNCT", "X"}
PLACES = {"GPE", "LOC", "FAC"}
SPEAKING = {"PERSON", "ORG", "NORP"}
ASKING = {"Q", "A"}
DASHES = {"-", "--", "–", "—", "―"}


def introduce(lines: Sequence[Line], quoted: Sequence[Quotation], found: Found, actors: Actors) -> None:
    """Add the attributions that a colon or a dash makes to those found, by line."""
    names = Counter(name for line in lines if (name := _capitals(line)) is not None)
    turns = names if sum(names.values()) > 1 else Counter[str]()
    people = _people(lines)
    opened = {(q.pieces[0][0], q.pieces[0][1]): q for q in quoted}
    for n, line in enumerate(lines):
        if ":" in line.text:
            draft = _led(lines, n, turns, people, actors) or _trailed(line, actors)
            if draft is not None:
                _take(draft, opened, found)
        if not line.words.isdisjoint(DASHES):
            for signed in _signed(lines[max(0, n - 1) : n + 1], quoted):
                found[signed.content[-1][0]].append(signed)


def _take(draft: Draft, opened: dict[tuple[int, int], Quotation], found: Found) -> None:
    """Keep a draft; a quotation that starts its content belongs to it whole."""
    for index, start, _ in list(draft.content):
        if (quotation := opened.get((index, start))) is not None:
            draft.content.extend(quotation.pieces)
    found[draft.line.index].append(draft)


def _capitals(line: Line) -> str | None:
    """The name that opens a speaker's turn in a transcript: "BRANT: We left." and "Q: Why?"."""
    name, colon, _ = line.text.partition(":")
    name = name.strip(" \"'")
    if not colon or len(name.split()) > 3 or not name.isupper():
        return None
    return name if name in ASKING or len(name) > 2 else None


def _people(lines: Sequence[Line]) -> frozenset[str]:
    """The last names of the people whom a page names by more than one word: "Brant" of "Jon Brant"."""
    return frozenset(
        line.tokens[after - 1].text
        for line in lines
        for first, after, label in line.parse.entities
        if label == "PERSON" and after - first > 1
    )


def _is_text(named: Sequence[Token]) -> bool:
    """Whether a word before a colon is a text that speaks: "Report: ...", "Poll: ..."."""
    return len(named) == 1 and named[0].lower in cues().words.texts | {"poll"}


def _led(
    lines: Sequence[Line], n: int, turns: Counter[str], people: frozenset[str], actors: Actors
) -> Draft | None:
    """ "Brant: the road is shut", at the start of a paragraph; in a transcript, to the paragraph's end."""
    line = lines[n]
    colon = next((t.i for t in line.tokens[1 : MAX_NAME + 1] if t.text == ":"), None)
    if colon is None or (n > 0 and lines[n - 1].sentence.paragraph == line.sentence.paragraph):
        return None
    named = [t for t in line.tokens[:colon] if t.text not in ("'", '"')]
    rest = line.tokens[colon + 1 :]
    name = _capitals(line)
    turn = name is not None and name in turns
    known = bool(named) and len(named) <= 2 and (named[-1].text in people or _is_text(named))
    if not named or not rest or not (turn or known or _names(line, named, actors)):
        return None
    if not turn and not any(t.tag in FINITE or is_mark(t) or (known and t.pos == "VERB") for t in rest):
        return None
    content = stretch(line, colon + 1, len(line.tokens) - 1)
    if turn:
        for other in lines[n + 1 :]:
            if other.sentence.paragraph != line.sentence.paragraph:
                break
            content += [(other.index, 0, len(other.text))]
    return _draft(line, named, colon, content)


def _trailed(line: Line, actors: Actors) -> Draft | None:
    """ "Rebels leave the town: monitor", in a headline."""
    if line.sentence.role not in ("headline", "heading"):
        return None
    colon = next((t.i for t in reversed(line.tokens) if t.text == ":"), 0)
    named = [t for t in line.tokens[colon + 1 :] if t.text not in (".", "'", '"')]
    if colon < 3 or not 0 < len(named) <= MAX_BYLINE or not _names(line, named, actors):
        return None
    if not any(t.pos in ("VERB", "AUX") for t in line.tokens[:colon]):
        return None
    return _draft(line, named, colon, stretch(line, 0, colon - 1))


def _signed(lines: Sequence[Line], quoted: Sequence[Quotation]) -> Iterator[Draft]:
    """ "words" - Ana Lopez": a dash and a name between a quotation, which may end the sentence before in the
    paragraph, and the next quotation or the sentence's end."""
    before, line = lines[0], lines[-1]
    openings = [q.pieces[0][1] for q in quoted if q.pieces[0][0] == line.index]
    for quotation in quoted:
        index, _, end = quotation.pieces[-1]
        if quotation.words < 4 or index not in (before.index, line.index):
            continue
        if index != line.index:
            if before.text[end:].strip() or before.sentence.paragraph != line.sentence.paragraph:
                continue
            end = 0
        stop = min((at for at in openings if at >= end), default=len(line.text))
        after = [t for t in line.tokens if end <= t.start < stop and t.text != "."]
        if 2 <= len(after) <= MAX_NAME and after[0].text in DASHES:
            named = after[1:]
            if all(t.pos in ("PROPN", "PUNCT", "NOUN") for t in named) and named[0].pos == "PROPN":
                yield _draft(line, named, after[0].i, list(quotation.pieces))


def _names(line: Line, named: Sequence[Token], actors: Actors) -> bool:
    """Whether some words are somebody who can speak."""
    if any(t.pos not in NAMING for t in named):
        return False
    text = line.text[named[0].start : named[-1].end]
    head = _head(named)
    heading = line.sentence.role in ("headline", "heading")
    if not heading and (all(t.entity in PLACES for t in named) or text.isupper()):
        return False  # a dateline
    if head.entity in SPEAKING or actors.find(text) is not None:
        return head.pos == "PROPN" or actors.find(text) is not None
    return actors.role(head.text) is not None


def _head(named: Sequence[Token]) -> Token:
    inside = {t.i for t in named}
    heads = [t for t in named if t.pos in ("PROPN", "NOUN")] or list(named)
    return next((t for t in heads if t.head not in inside or t.head == t.i), heads[-1])


def _draft(line: Line, named: Sequence[Token], mark: int, content: Content) -> Draft:
    phrase = Phrase(named[0].i, _head(named).i, named[-1].i)
    draft = Draft(line, "colon", (mark, mark), phrase, content=content, quotes=True)
    draft.island = (min(phrase.first, mark), max(phrase.last, mark))
    return draft
