"""What attribution asks of a dependency parse: noun phrases, subjects, the reach of a clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.reading import Line, Token

LEFT_OUT = {"relcl", "advcl", "parataxis", "ccomp"}  # of a source's noun phrase
GROUPED = {"aux", "auxpass", "neg", "advmod", "prt"}  # what a cue carries with it
TRIMMED = {",", ".", ";", ":", "-", "--", "–", "—", "..."}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
TIMES = {"DATE", "TIME"}
SUBJECTS = {"nsubj", "nsubjpass"}
TIMED = {"prep", "npadvmod", "advmod"}
MANNER = {"by", "in", "after", "before", "without", "while", "when", "besides", "despite", "to"}
MAX_CLAUSE = 8  # tokens of a clause that says which speaker is meant
TITLES = {"Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Col.", "Lt.", "Capt.", "Sgt.", "Maj.", "Gov.", "Sen.", "Rep."}
# "LARNWICK, Norland (Agency) - ": what stands before a report's first words.


Content = list[tuple[int, int, int]]  # (line index, start, end), offsets into readings


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its first, head and last token (indices, inclusive)."""

    first: int
    head: int
    last: int


def noun_phrase(line: Line, head: Token) -> Phrase:
    """The noun phrase around a head: its modifiers and appositions, no relative clause, no date."""
    inside = {head.i}
    stack = [head]
    while stack:
        for child in line.children[stack.pop().i]:
            if child.dep in LEFT_OUT or (child.dep == "acl" and child.tag != "VBN" and child.i > head.i):
                continue
            if child.head == head.i and child.dep in TIMED and is_time(line, child):
                continue
            inside.add(child.i)
            stack.append(child)
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while last + 1 < len(line.tokens) and line.tokens[last].tag == "NNP" and line.tokens[last].text in TITLES:
        last += 1  # "Ms. Gil", read as two
    while last > head.i and (line.tokens[last].pos in ("PUNCT", "CCONJ") or line.tokens[last].tag == "POS"):
        last -= 1
    while first < head.i and line.tokens[first].pos in ("PUNCT", "CCONJ"):
        first += 1
    return Phrase(first, head.i, last)


def speaker_phrase(line: Line, head: Token) -> Phrase:
    """The noun phrase around who speaks, with the clause that says which: "all the doctors I met",
    "two men (both drivers)"."""
    phrase = noun_phrase(line, head)
    last = phrase.last
    if last + 1 < len(line.tokens):
        after = line.tokens[last + 1]
        for clause in (c for t in line.tokens[head.i : last + 1] for c in line.children[t.i]):
            if clause.dep in ("relcl", "acl") and clause.i > last and reach(line, [clause])[0] == after.i:
                end = reach(line, [clause])[1]
                last = end if end - last <= MAX_CLAUSE else last
                break
    while last + 1 < len(line.tokens) and _astray(line, line.tokens[last + 1], head):
        last += 1
    words = [t.text for t in line.tokens[phrase.first : last + 1]]
    if words.count("(") > words.count(")") and [t.text for t in line.tokens[last + 1 : last + 2]] == [")"]:
        last += 1
    return Phrase(phrase.first, phrase.head, last)


def _astray(line: Line, token: Token, head: Token) -> bool:
    """Whether a name that follows a noun hangs from the verb: "the news agency NANA said"."""
    name = token.entity in ("PERSON", "ORG") and token.text[:1].isupper()
    beside = token.dep in ("advmod", "npadvmod", "dep", "appos", "compound")
    again = token.dep == "nsubj" and token.head == head.head  # "the director Jon Brant", read as two subjects
    return name and head.pos == "NOUN" and (beside or again)


def is_time(line: Line, token: Token) -> bool:
    return token.entity in TIMES or any(c.entity in TIMES for c in line.children[token.i])


def child_of(line: Line, token: Token, *deps: str) -> Token | None:
    return next((c for c in line.children[token.i] if c.dep in deps), None)


def to_mark(line: Line, verb: Token) -> Token | None:
    return next((c for c in line.children[verb.i] if c.tag == "TO"), None)


def subject(line: Line, verb: Token, depth: int = 0) -> Token | None:
    """Who does what a verb says, through conjunctions and open clauses; None where the parse is silent."""
    own = child_of(line, verb, "nsubj")
    if own is not None:
        return own
    if (clause := child_of(line, verb, "csubj")) is not None and clause.i < verb.i:
        return child_of(line, clause, "nsubj")  # "residents trying to return say"
    if depth > 6 or verb.head == verb.i or child_of(line, verb, "nsubjpass", "csubj", "expl") is not None:
        return None
    head = line.head(verb)
    if verb.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
        of = line.head(head)
        if head.dep == "pobj" and of.lower == "of" and line.head(of).pos in ("NOUN", "NUM"):
            head = line.head(of)  # "dozens of residents saying"
        return head if verb.tag in ("VBG", "VBD", "VBZ", "VBP") else None
    if verb.dep == "xcomp" and (controller := child_of(line, head, "dobj")) is not None:
        return controller
    if verb.dep == "pcomp" or (verb.dep == "xcomp" and head.pos == "ADJ" and head.dep in ("acomp", "oprd")):
        head = line.head(head)  # "after saying", "were quick to say"
    if verb.dep in ("conj", "advcl", "xcomp", "pcomp", "dep", "ccomp") and head.pos in ("VERB", "AUX"):
        if verb.dep == "ccomp" and verb.tag in FINITE:
            return None
        return subject(line, head, depth + 1) or child_of(line, head, "nsubjpass")
    return None


def subject_above(line: Line, verb: Token) -> Token | None:
    """The subject of the nearest clause above a verb that the parse gave none: "by blaming the mayor, Brant
    won"; none for what is said of an object: "accused her of blaming the mayor"."""
    if verb.dep == "pcomp" and line.head(verb).lower not in MANNER:
        told = next((t for t in line.ancestors(verb) if t.pos == "VERB"), None)
        if told is not None and child_of(line, told, "dobj") is not None:
            return None
    for above in line.ancestors(verb):
        if child_of(line, above, "expl") is not None:
            return None
        own = child_of(line, above, *SUBJECTS)
        if own is not None:
            return own if own.lower not in ("it", "there") else None
    return None


def cue_range(line: Line, verb: Token) -> tuple[int, int]:
    """The verb with the auxiliaries, negations and adverbs that touch it."""
    beside = {
        c.i
        for c in line.children[verb.i]
        if c.dep in GROUPED and len(line.children[c.i]) == 0 and not c.entity
    }
    first = last = verb.i
    while first - 1 in beside:
        first -= 1
    while last + 1 in beside and line.tokens[last + 1].dep == "prt":
        last += 1
    return first, last


def reach(line: Line, tokens: Iterable[Token]) -> tuple[int, int]:
    """First and last token of subtrees, taken together."""
    found = [t.i for token in tokens for t in line.subtree(token)]
    return min(found), max(found)


def stretch(line: Line, first: int, last: int) -> Content:
    """Tokens first..last as a content span, without the punctuation around it; quotation marks stay."""
    tokens = line.tokens
    while first <= last and (tokens[first].text in TRIMMED or tokens[first].text.isspace()):
        first += 1
    while last >= first and (
        tokens[last].text in TRIMMED or tokens[last].text.isspace() or _left(tokens[last])
    ):
        last -= 1
    if first > last or all(t.pos in ("PUNCT", "SPACE") for t in tokens[first : last + 1]):
        return []
    return [(line.index, tokens[first].start, tokens[last].end)]


def _left(token: Token) -> bool:
    """Whether a token is a conjunction that nothing follows: "... was shut, and"."""
    return token.dep == "cc" and token.pos == "CCONJ" and token.lower in ("and", "but", "or")


def from_start(line: Line, first: int) -> int:
    """The sentence's start where nothing but connectives and adjuncts stand between; else `first`."""
    return first if any(t.tag in FINITE for t in line.tokens[:first]) else 0
