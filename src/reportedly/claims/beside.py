"""Speakers and their words told by where they stand, where the parse joined them otherwise or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.claims.cues import cues
from reportedly.claims.edges import clause_start, is_mark
from reportedly.claims.syntax import FINITE, TIMES, Content, Phrase, child_of, stretch
from reportedly.reading import Line, Token

NAMING = {"PROPN", "NOUN", "ADJ", "DET", "PART", "NUM", "PRON", "ADP", "PUNCT", "ADV"}
NAMES = {"PROPN", "NOUN", "ADJ", "DET", "PART", "NUM", "PRON", "CCONJ", "ADP"}
ASIDES = {",": ",", ")": "("}  # what closes and opens words between a subject and its verb
MAX_ASIDES = 3
MAX_NAME = 10  # tokens of a subject that only its place tells
MAX_ASIDE = 20  # tokens between a subject and its verb


def aside(line: Line, verb: Token) -> tuple[Phrase, Content] | None:
    """ "The bridge, records show, is open": two or more words and a verb between commas, and what they
    interrupt."""
    tokens = line.tokens
    if verb.tag not in FINITE or verb.i + 1 >= len(tokens) or tokens[verb.i + 1].text not in (",", "."):
        return None
    if any(is_mark(t) for t in tokens[verb.i + 2 : verb.i + 3]):
        return None
    source = _back_from(line, verb.i - 1)
    if source is None or source.first < 2 or tokens[source.first - 1].text != ",":
        return None
    rest = tokens[: source.first] + tokens[verb.i + 1 :]
    if not any(t.tag in FINITE for t in rest):
        return None
    content = stretch(line, clause_start(line, 0, source.first - 1), source.first - 1)
    content += stretch(line, verb.i + 1, len(tokens) - 1)
    return source, content


def fronted_words(line: Line, verb: Token, source: Phrase | None, island: tuple[int, int]) -> Content:
    """ "..., X said." at the end of a sentence whose parse joined the two otherwise."""
    first, last = island
    if source is None or first < 3 or line.tokens[first - 1].text not in (",", '"'):
        return []
    if (
        '"' in line.text[line.tokens[last].end :] or line.tokens[0].tag == "VBN"
    ):  # "Asked if ..., X said, "No.""
        return []
    if any(t.tag in FINITE for t in line.tokens[last + 1 :]) or verb.tag not in FINITE:
        return []
    if not any(t.tag in FINITE for t in line.tokens[:first]) or not 0 <= verb.i - source.head < 12:
        return []
    return stretch(line, clause_start(line, 0, first - 1), first - 1)


def before_verb(line: Line, verb: Token) -> Phrase | None:
    """The words before a finite verb that the parse gave no subject, back to the clause's start; also over
    what stands between two commas or in brackets: "Brant, who came late, said", "Brant (a doctor) said"."""
    tokens, last = line.tokens, verb.i - 1
    auxiliary = child_of(line, verb, "aux")
    tag = auxiliary.tag if auxiliary is not None and verb.tag == "VBN" else verb.tag
    if tag not in FINITE or verb.dep in ("acl", "relcl", "amod"):
        return None
    for _ in range(MAX_ASIDES):
        while last > 0 and (tokens[last].pos in ("ADV", "AUX") or tokens[last].entity in TIMES):
            last -= 1
        opener = ASIDES.get(tokens[last].text) if last > 0 else None
        if opener is None:
            break
        before = reversed(tokens[max(0, last - MAX_ASIDE) : last])
        last = next((t.i for t in before if t.text == opener), 0) - 1
    return _back_from(line, last)


def named_before(line: Line, verb: Token, who: Token | None) -> Phrase | None:
    """The words right before a finite verb and behind a comma, where the parse took what stands before that
    for the subject: "In the town of Larnwick last week, Ana Lopez said"."""
    if who is None or verb.tag not in FINITE:
        return None
    found = _back_from(line, verb.i - 1)
    if found is None or found.first < 2 or who.i >= found.first or line.tokens[found.first - 1].text != ",":
        return None
    words = line.tokens[found.first : found.last + 1]
    head = line.tokens[found.head]
    other = head.dep in ("conj", "appos") or head.entity in TIMES or any(t.pos == "CCONJ" for t in words)
    return None if other else found


def _back_from(line: Line, last: int) -> Phrase | None:
    """The words of a name that end at `last`, back to the start of their clause."""
    tokens, first = line.tokens, last + 1
    while first > 0 and tokens[first - 1].pos in NAMES and last - first < MAX_NAME:
        first -= 1
    while first <= last and tokens[first].pos == "CCONJ":
        first += 1
    words = tokens[first : last + 1]
    heads = [t for t in words if t.pos in ("NOUN", "PROPN", "PRON", "NUM")]
    if (
        not heads
        or words[0].pos == "ADP"
        or (first > 0 and tokens[first - 1].pos not in ("PUNCT", "CCONJ", "SCONJ"))
    ):
        return None
    head = next((t for t in heads if not first <= t.head <= last), heads[-1])
    return Phrase(first, head.i, last)


def last_words(line: Line, verb: Token) -> Phrase | None:
    """The words between the last comma and a verb that ends the sentence: "..., a doctor said."."""
    tokens = line.tokens
    if verb.tag not in FINITE or any(t.pos in ("VERB", "AUX") for t in tokens[verb.i + 1 :]):
        return None
    first = verb.i
    while first > 0 and tokens[first - 1].text not in (",", '"') and verb.i - first < 14:
        first -= 1
        if tokens[first].pos in ("VERB", "AUX", "SCONJ"):
            return None
    if first < 4 or tokens[first - 1].text not in (",", '"'):
        return None
    heads = [t for t in tokens[first : verb.i] if t.pos in ("NOUN", "PROPN", "PRON")]
    if not heads or not any(t.tag in FINITE for t in tokens[:first]):
        return None
    head = next((t for t in heads if not first <= t.head < verb.i), heads[-1])
    return Phrase(first, head.i, verb.i - 1)


def beside_quotation(line: Line, verb: Token, who: Token | None) -> Phrase | None:
    """The words between a quotation's closing mark and a verb, or after both: "...," a doctor said;
    "...," said a doctor. None where they name nobody, or where the parse has them."""
    tokens, first = line.tokens, verb.i
    if verb.tag == "VBG":  # "...," claiming that ...
        return None
    while first > 0 and not is_mark(tokens[first - 1]) and verb.i - first < 14:
        first -= 1
        if tokens[first].pos not in NAMING:
            return None
    if first < 2 or not is_mark(tokens[first - 1]) or tokens[first - 2].text not in cues().words.edges.stops:
        return None
    if first == verb.i:
        return _after_verb(line, verb) if who is None or who.i < verb.i else None
    return _named(tokens[first : verb.i])


def _after_verb(line: Line, verb: Token) -> Phrase | None:
    last = verb.i
    while last + 1 < len(line.tokens) and line.tokens[last + 1].pos in NAMING - {"PUNCT", "ADV"}:
        last += 1
    return _named(line.tokens[verb.i + 1 : last + 1])


def _named(words: Sequence[Token]) -> Phrase | None:
    """A stretch of words as a phrase, if it ends in a name or a pronoun."""
    heads = [t for t in words if t.pos in ("NOUN", "PROPN", "PRON")] or list(words[-1:])
    if not heads or not (heads[-1].text[:1].isupper() or heads[-1].pos == "PRON"):
        return None
    first, last = words[0].i, words[-1].i
    head = next((t for t in heads if not first <= t.head <= last), heads[-1])
    return Phrase(first, head.i, last)
