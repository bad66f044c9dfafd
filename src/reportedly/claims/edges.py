"""Where content ends: what follows it in its sentence but is the writer's, or said by another cue.

A clause's subtree in the parse is often longer than what is said: it holds the speaker's next act ("said the
road was shut and called for calm") and what the writer adds behind a comma ("..., which fell in May").
"""

from __future__ import annotations

from reportedly.claims.cues import cues
from reportedly.claims.syntax import FINITE, child_of, reach
from reportedly.reading import Line, Token

REMARKING = {"refer", "add", "say", "note", "cite", "call", "describe", "argue", "claim", "explain"}
ADDED = {"which", "who", "whose", "where"}
SPEAKING = FINITE | {"VBG", "VB"}
BREAKS = {"(", "[", "--", "–", "—", "―"}
SUBJECTS = {"nsubj", "nsubjpass", "expl"}
QUOTED = {'"', "''"}


def clause_end(line: Line, verb: Token, first: int, last: int) -> int:
    """The last token of the content first..last of a verb, without what is not part of it."""
    last = _before_remark(line, first, last)
    last = _before_next_act(line, verb, first, last)
    return before_addition(line, first, last)


def _before_remark(line: Line, first: int, last: int) -> int:
    """The end of a clause without the speaker's next words: "said it was shut, referring to the road"."""
    for token in line.tokens[first + 3 : last + 1]:
        opens = token.tag == "VBG" and token.dep == "advcl" and line.tokens[token.i - 1].text == ","
        if opens and token.lemma in REMARKING:
            return token.i - 2
    return last


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
    """The end of content without the relative clause behind a comma that ends it: the writer's own words."""
    for token in line.tokens[first + 2 : last + 1]:
        if token.lower not in ADDED or line.tokens[token.i - 1].text != "," or quoted(line, token.i):
            continue
        clause = line.head(token)
        while clause.dep != "relcl" and clause.head != clause.i and clause.i > token.i:
            clause = line.head(clause)
        if clause.dep == "relcl" and reach(line, [clause]) == (token.i, last):
            return token.i - 2
    return last


def clause_start(line: Line, first: int, last: int) -> int:
    """The first token of the content first..last that a cue follows, after a bracket or dash that opens a
    sentence of its own: "the toll rose (ten had died by May, he said)"."""
    for opening in reversed(line.tokens[first : last + 1]):
        if opening.text in BREAKS and not quoted(line, opening.i):
            own = line.tokens[opening.i + 1 : last + 1]
            if any(t.dep in SUBJECTS and t.head > opening.i for t in own):
                return opening.i + 1
            if opening.text == "(":
                break
    return first


def quoted(line: Line, at: int) -> bool:
    """Whether a token stands within quotation marks that its sentence opens."""
    return sum(t.text in QUOTED for t in line.tokens[:at]) % 2 == 1
