"""What somebody is called: "called the raid a crime", "described it as a trap"."""

from __future__ import annotations

from reportedly.claims.cues import Group
from reportedly.claims.edges import is_mark, span_after
from reportedly.claims.syntax import FINITE, Content, child_of, reach, stretch
from reportedly.reading import Line, Token

NEAR = 12  # tokens between an object and what it is called
CALLING = {"call", "dub", "label", "brand", "term", "deem", "consider"}
LIKENING = {"compare", "liken"}  # "likened the raid to a crime"
PERCEIVED = {"see", "find", "cite"}  # "saw him leave" calls nobody anything
ASKED = {"what", "which", "whom", "who", "that"}
COMPLEMENTS = {"ccomp", "attr", "dep", "acomp"}


def label(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    """An object and what it is called, and the last token of the cue."""
    what = child_of(line, verb, "dobj")
    named = child_of(line, verb, "oprd")
    leads = ("to", "with") if verb.lemma in LIKENING else ("as",)
    if named is None:
        named = next((c for c in line.children[verb.i] if c.dep == "prep" and c.lower in leads), None)
    if what is not None and what.i < verb.i and what.lower in ASKED:
        after = [named] if named is not None else [c for c in line.children[verb.i] if c.dep in COMPLEMENTS]
        if after and after[0].i > verb.i:  # "what officials called a crime"
            return stretch(line, what.i, what.i) + stretch(line, *reach(line, after[:1])), verb.i
    if what is None or what.i < verb.i:  # "calls Larnwick a mistake", both read as what it is called
        both = [c for c in line.children[verb.i] if c.dep == "oprd" and c.i > verb.i]
        what, named = (both[0], both[1]) if len(both) > 1 else (what, named)
    elif named is None:  # the parse may hang it from the object
        named = next((c for c in line.children[what.i] if c.i > what.i and _names(line, verb, c)), None)
        if named is not None:
            return span_after(line, verb, *reach(line, [what])), verb.i
    if what is not None and named is None and verb.lemma in CALLING:
        named = _astray_name(line, what)
    if what is not None and named is not None and verb.i < what.i < named.i:
        first, last = reach(line, [what, named])
        return span_after(line, verb, first, last), verb.i
    if (named is None or verb.lemma in CALLING) and (words := _in_marks(line, verb)):
        return words, verb.i
    small = child_of(line, verb, "ccomp")
    if small is not None and small.i > verb.i and small.tag not in FINITE and verb.lemma not in PERCEIVED:
        first, last = reach(line, [small])
        return span_after(line, verb, first, last), verb.i
    return [], -1


def _names(line: Line, verb: Token, after: Token) -> bool:
    """Whether what hangs from an object tells what it is called: "called her son her hero", "portrays the
    truce as a trap"."""
    if after.dep == "prep":
        return after.lower == "as" or (after.lower == "to" and verb.lemma in LIKENING)
    touches = line.tokens[reach(line, [after])[0] - 1].pos != "PUNCT"
    return verb.lemma in CALLING and after.dep in ("appos", "amod", "acl") and touches


def _astray_name(line: Line, what: Token) -> Token | None:
    """What an object is called, hung from a noun inside it: "called the order and the demand for talks a
    ploy"."""
    for noun in line.subtree(what):
        if noun.dep in ("dobj", "oprd", "appos") and noun.i > what.i and noun.pos == "NOUN":
            first = reach(line, [noun])[0]
            if line.tokens[first].tag == "DT" and line.tokens[first - 1].pos in ("NOUN", "PROPN"):
                return noun
    return None


def _in_marks(line: Line, verb: Token) -> Content:
    """ "called the raid "a crime"", where the parse took object and quotation for one phrase."""
    tokens = line.tokens
    opening = next((t.i for t in tokens[verb.i + 2 : verb.i + NEAR] if is_mark(t) or t.text == "'"), None)
    if opening is None or any(t.tag in FINITE or t.text == ":" for t in tokens[verb.i + 1 : opening]):
        return []
    if tokens[opening - 1].pos not in ("NOUN", "PROPN", "PRON", "DET", "ADP", "PUNCT"):
        return []
    closing = next((t.i for t in tokens[opening + 2 :] if t.text == tokens[opening].text), None)
    return stretch(line, verb.i + 1, closing) if closing is not None else []
