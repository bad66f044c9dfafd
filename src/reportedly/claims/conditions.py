"""What a clause's own build says of whether it happened: conditions, what is waited for, "or else"."""

from __future__ import annotations

from reportedly.claims.moods import moods
from reportedly.reading import Line, Token

AHEAD = frozenset({"will", "'ll", "would", "'d", "shall", "can", "could", "may", "might"})


def shifted_back(line: Line, verb: Token, auxiliary: Token) -> bool:
    """Whether a "would" is a "will" told in the past: "the general said his men would attack"."""
    above = line.head(verb)
    return auxiliary.lower in ("would", "'d") and verb.dep == "ccomp" and above.tag in ("VBD", "VBN")


def undone(line: Line, verb: Token, auxiliary: Token) -> bool:
    """Whether what should have happened did not: "the guards should have stopped them"."""
    perfect = any(c.dep == "aux" and c.lower in ("have", "'ve") for c in line.children[verb.i])
    return auxiliary.lower == "should" and perfect and verb.tag == "VBN"


def yet_to(line: Line, verb: Token) -> bool:
    """Whether what follows "to" has not happened: "has yet to", "is yet to"."""
    return verb.lemma in ("have", "be") and any(c.lower == "yet" for c in line.children[verb.i])


def inverted_order(line: Line, verb: Token) -> bool:
    """Whether a clause is a condition by its order of words: "should the army enter", "had it hit"."""
    below = line.children[verb.i]
    first = next((c for c in below if c.dep in ("aux", "auxpass")), verb if verb.lemma == "be" else None)
    subject = next((c for c in below if c.dep in ("nsubj", "nsubjpass")), None)
    if first is None or subject is None or first.i > subject.i or line.text.rstrip("\"'").endswith("?"):
        return False
    opens = first.i == 0 or line.tokens[first.i - 1].pos == "PUNCT"
    return first.lower in ("should", "had", "were") and opens and verb.dep in ("advcl", "ccomp", "dep")


def awaited(line: Line, verb: Token) -> bool:
    """Whether a clause names what something else waits for: "will leave as soon as fighting resumes"."""
    if verb.dep != "advcl":
        return False
    marks = {c.lower for c in line.children[verb.i] if c.dep in ("mark", "advmod") and c.i < verb.i}
    main = line.head(verb)
    main = line.head(main) if main.pos == "ADV" else main  # "as soon as"
    above = {c.lower for c in line.children[main.i] if c.dep == "aux"}
    return bool(marks & {"once", "when", "until", "till", "as"}) and bool(above & AHEAD)


def doubted(line: Line, verb: Token) -> bool:
    """Whether unconfirmed reports are what tells it."""
    return any(
        moods().adjective.get(c.lower) == "possible"
        for told in line.children[verb.i]
        if told.dep == "nsubj" and told.lemma in moods().file.reports
        for c in line.children[told.i]
        if c.dep == "amod"
    )


def or_else(line: Line, verb: Token) -> bool:
    """ "Leave by Friday or we will attack"."""
    head = line.head(verb)
    ordered = head.tag == "VB" and not any(c.dep in ("nsubj", "aux") for c in line.children[head.i])
    return verb.dep == "conj" and ordered and any(c.lower == "or" for c in line.children[head.i])


def still_open(line: Line, verb: Token) -> bool:
    """Whether a clause is told in the present: "until it is cleared", not "until it was"."""
    below = line.children[verb.i]
    past = any(c.tag == "VBD" for c in below if c.dep in ("aux", "auxpass"))
    return verb.tag not in ("VBD", "VBG") and not past


def has_tense(line: Line, verb: Token) -> bool:
    marks = {c.lower for c in line.children[verb.i] if c.dep in ("aux", "auxpass")}
    return verb.tag in ("VBD", "VBZ") or bool(marks - {"be", "to"})


def said_of(line: Line, verb: Token) -> Token:
    """What is said of a clause by "be": "possible" of "it is possible that"; else the verb itself."""
    if verb.lemma != "be":
        return verb
    below = (c for c in line.children[verb.i] if c.dep in ("acomp", "attr") and c.pos in ("ADJ", "NOUN"))
    return next(below, verb)
