"""Where content ends: what follows it in its sentence but is the writer's, or said by another cue.

A clause's subtree in the parse is often longer than what is said: it holds the speaker's next act ("said the
road was shut and called for calm") and what the writer adds behind a comma ("..., which fell in May").
"""

from __future__ import annotations

from reportedly.claims.cues import cues
from reportedly.claims.syntax import FINITE, Content, child_of, is_time, reach, stretch
from reportedly.reading import Line, Token

SPEAKING = FINITE | {"VBG", "VB"}
ADJUNCTS = {"advcl", "prep", "npadvmod", "advmod", "dobj", "xcomp"}
SUBJECTS = {"nsubj", "nsubjpass", "expl"}


def clause_end(line: Line, verb: Token, first: int, last: int) -> int:
    """The last token of the content first..last of a verb, without what is not part of it."""
    last = _before_remark(line, first, last)
    last = _before_next_act(line, verb, first, last)
    return before_addition(line, first, last)


def _before_remark(line: Line, first: int, last: int) -> int:
    """The end of a clause without the speaker's next words: "said it was shut, referring to the road"."""
    known = cues()
    for token in line.tokens[first + 3 : last + 1]:
        if token.tag != "VBG" or token.dep != "advcl" or not _parted(line, token.i):
            continue
        if (token.lemma in known.words.edges.remarks or known.speaks(token.lemma)) and not quoted(
            line, token.i
        ):
            return token.i - 2
    return last


def _parted(line: Line, at: int) -> bool:
    """Whether a comma or a closing quotation mark stands before a token."""
    return line.tokens[at - 1].text in {",", *cues().words.edges.marks}


def _before_next_act(line: Line, verb: Token, first: int, last: int) -> int:
    """The end of a clause without a verb of speech that the parse joined to it: "said the road was shut and
    called for calm"."""
    if verb.tag not in SPEAKING:
        return last
    for token in line.tokens[first + 2 : last + 1]:
        if token.dep != "conj" or token.tag != verb.tag or not cues().speaks(token.lemma):
            continue
        above = line.head(token)
        if child_of(line, token, "nsubj", "nsubjpass", "mark", "aux") is not None or above.i < first:
            continue
        joint = next((c.i for c in line.children[above.i] if c.dep == "cc" and above.i < c.i < token.i), None)
        if joint is not None and joint > first and not quoted(line, joint):
            return joint - 1
    return last


def before_addition(line: Line, first: int, last: int) -> int:
    """The end of content without what the writer adds behind a comma or dash at its end: a relative clause,
    an apposition with a clause of its own, a contrast."""
    edges = cues().words.edges
    for token in line.tokens[first + 2 : last + 1]:
        before = line.tokens[token.i - 1].text
        if before != "," and before not in edges.breaks and before != "-":
            continue
        if quoted(line, token.i):
            continue
        if (before == "," and _relative(line, token, last)) or _comment(line, token, last):
            return token.i - 2
    return last


def _relative(line: Line, token: Token, last: int) -> bool:
    """Whether a relative clause starts at a token and reaches to the end."""
    if token.lower not in cues().words.edges.additions:
        return False
    clause = line.head(token)
    while clause.dep != "relcl" and clause.head != clause.i and clause.i > token.i:
        clause = line.head(clause)
    return clause.dep == "relcl" and reach(line, [clause]) == (token.i, last)


def _comment(line: Line, token: Token, last: int) -> bool:
    """Whether "..., a move that ..." or "..., while ..." starts at a token and reaches to the end."""
    if token.lower in ("a", "an"):
        noun = line.head(token)
        own = any(c.dep in ("relcl", "acl") for c in line.children[noun.i])
        return noun.dep == "appos" and own and reach(line, [noun]) == (token.i, last)
    if token.lower not in cues().words.edges.contrasts:
        return False
    clause = line.head(token)
    return clause.dep == "advcl" and reach(line, [clause]) == (token.i, last)


def trailing(line: Line, verb: Token, last: int, clause: bool = True) -> int:
    """The end of content with the adjuncts that follow it without a comma, whatever they hang from; behind a
    `clause` also those that tell when."""
    for child in line.children[verb.i]:
        if child.i > last and child.dep in ADJUNCTS and (clause or not _of_saying(line, child)):
            first, end = reach(line, [child])
            if first == last + 1:
                last = end
    return last


def span_after(line: Line, verb: Token, first: int, last: int) -> Content:
    """Content after a verb that is no clause, to its end."""
    last = before_addition(line, first, trailing(line, verb, last, clause=False))
    return stretch(line, max(first, verb.i + 1), last)


def _of_saying(line: Line, adjunct: Token) -> bool:
    """Whether an adjunct tells when, where or in what it was said: "on Friday", "at a rally", "in a
    statement", "when he came back"."""
    beside = cues().words.edges
    if adjunct.dep == "prep" and adjunct.lower in beside.occasions:
        return True
    mark = child_of(line, adjunct, "mark", "advmod") if adjunct.dep == "advcl" else None
    if mark is not None and mark.lower in beside.moments:
        return True
    where = child_of(line, adjunct, "pobj")
    return is_time(line, adjunct) or (where is not None and where.lemma in cues().words.voices)


def clause_start(line: Line, first: int, last: int) -> int:
    """The first token of the content first..last that a cue follows, after a bracket or dash that opens a
    sentence of its own: "the toll rose (ten had died by May, he said)"."""
    for opening in reversed(line.tokens[first : last + 1]):
        if opening.text in cues().words.edges.breaks and not quoted(line, opening.i):
            own = line.tokens[opening.i + 1 : last + 1]
            if any(t.dep in SUBJECTS and t.head > opening.i for t in own):
                return opening.i + 1
            if opening.text == "(":
                break
    return first


def quoted(line: Line, at: int) -> bool:
    """Whether a token stands within quotation marks that its sentence opens."""
    return sum(map(is_mark, line.tokens[:at])) % 2 == 1


def is_mark(token: Token) -> bool:
    """Whether a token is a quotation mark."""
    return token.text in cues().words.edges.marks
