"""What a count counts (the unit) and what happened to it (the measure), read from the parse.

The words are those of `counting`; this module walks from the counted noun to the verb or noun over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.claims.counting import (
    Role,
    Sense,
    allows,
    forms,
    is_lodging,
    lexicon,
    noun_measure,
    tables,
)
from reportedly.reading import Line, Token
from reportedly.records import Measure


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measure and the token that told it."""

    measure: Measure
    sign: Token


@dataclass(frozen=True, slots=True)
class Governor:
    """The path from a counted noun up: verbs with the noun's role in them, and nouns that hold or name it."""

    verbs: tuple[tuple[Token, Role], ...] = ()
    nouns: tuple[Token, ...] = ()
    includer: Token | None = None
    origin: bool = False  # "from 43": the value before


# -- upwards from the noun ---------------------------------------------------------------------------

INSIDE = {
    "nummod",
    "quantmod",
    "amod",
    "appos",
    "conj",
    "compound",
    "nmod",
    "npadvmod",
    "dep",
    "advmod",
    "meta",
    "det",
    "predet",
    "parataxis",
}
SUBJECTS: dict[str, Role] = {
    "nsubj": "subject",
    "csubj": "subject",
    "attr": "subject",
    "nsubjpass": "object",
    "dobj": "object",
    "oprd": "object",
    "dative": "object",
    "iobj": "object",
}


def governor(line: Line, node: Token) -> Governor:
    """What a counted noun (or bare number) depends on."""
    known, here = lexicon(), node
    nouns: list[Token] = []
    for _ in range(8):
        over = line.head(here)
        if over.i == here.i:
            break
        if here.dep == "attr" and over.lemma == "be":  # "the number of returnees is now 253,000"
            return Governor((*_toll(line, over), *_with_kin(line, over, "subject")), tuple(nouns))
        if (
            here.dep == "dobj" and here.i == node.i and node.pos == "NUM"
        ):  # "the number of dead has reached 70"
            counters = [s for s, _ in _toll(line, over) if s.lemma in known.counters and s.i != node.i]
            if counters:
                return Governor(tuple((s, "any") for s in counters), tuple(nouns))
        if here.dep in SUBJECTS and over.pos in {"VERB", "AUX"}:
            return Governor(tuple(_with_kin(line, over, SUBJECTS[here.dep])), tuple(nouns))
        if here.dep in {"ccomp", "advcl", "xcomp"} and over.pos == "VERB":
            break
        if here.dep in {"pobj", "pcomp"} and over.pos in {"ADP", "SCONJ", "VERB", "ADV", "PART"}:
            if over.lower in known.parts:
                return Governor((), tuple(nouns), includer=over)
            above = line.head(over)
            if (over.lower == "of" or above.lemma == "damage") and above.pos in {
                "NOUN",
                "PROPN",
                "NUM",
                "PRON",
                "ADJ",
            }:
                nouns.append(above)
                if above.pos in {"NOUN", "PROPN"} and above.lower not in {*known.holders, *known.counters}:
                    return Governor((), tuple(nouns))  # the families of five men are not five men
                here = above
                continue
            if over.lower in {"to", "at", "by", "from", "over", "above", "of", "past", "with", "as"}:
                verb = _changing(line, above)
                return Governor(tuple(_toll(line, verb)), tuple(nouns), origin=over.lower == "from")
            return Governor((), tuple(nouns))
        if here.dep not in INSIDE or over.pos in {"VERB", "AUX"}:
            break
        if over.pos in {"NOUN", "PROPN", "ADJ"} and here.dep in {"compound", "nmod"}:
            nouns.append(over)
        here = over
    return Governor((), tuple(nouns))


def _with_kin(line: Line, verb: Token, role: Role) -> Iterator[tuple[Token, Role]]:
    """A verb and those below it that share its subject: "were forced to flee", "fled or were killed"."""
    yield verb, role
    if verb.dep == "conj" and role == "object" and _shares_object(line, verb):
        yield line.head(verb), role
    for child in line.children[verb.i]:
        if child.dep in {"xcomp", "ccomp", "oprd", "acomp"} and child.pos in {"VERB", "AUX", "ADJ"}:
            below = {c.dep for c in line.children[child.i]}
            if not below & {"nsubj", "nsubjpass"}:
                passive = (child.tag == "VBN" and "aux" not in below) or "auxpass" in below
                yield child, "object" if passive else "subject"
        elif child.dep == "prep" and verb.lemma == "be" and child.lower == "among":
            yield child, "any"  # "among those killed were 105 children"
        elif child.dep == "conj" and child.pos == "VERB":
            below = {c.dep for c in line.children[child.i]}
            if below & {"nsubj", "nsubjpass"}:
                continue
            passive = "auxpass" in below or (child.tag == "VBN" and role == "object")
            if role == "object" and not passive:
                continue
            if line.head(child).i == verb.i and "dobj" in below and role == "object":
                continue
            yield child, "object" if passive else "subject"


def _shares_object(line: Line, verb: Token) -> bool:
    """Whether the verb before takes this one's object: "executed and buried nine men"."""
    over = line.head(verb)
    own = {c.dep for c in line.children[over.i]}
    return over.pos == "VERB" and over.tag == verb.tag and not own & {"dobj", "nsubjpass"}


def _changing(line: Line, over: Token) -> Token:
    """The verb of "to 70" where that hangs from another number or from "down": "rose from 43 to 70"."""
    for _ in range(3):
        if over.pos not in {"NUM", "ADV", "ADP", "PART"}:
            break
        over = line.head(over)
    return over


def counted(line: Line, over: Governor) -> Token | None:
    """What a count of a number counts: the families of "the number of families rose to 70"."""
    for noun, _ in over.verbs:
        if noun.pos == "NOUN" and noun.lemma in lexicon().counters:
            below = (t for of in line.children[noun.i] if of.lower == "of" for t in line.children[of.i])
            if (found := next((t for t in below if t.dep == "pobj"), None)) is not None:
                return found
    return None


def _toll(line: Line, verb: Token) -> Iterator[tuple[Token, Role]]:
    """ "The number of displaced people rose to 70": what counts is the verb's subject or object."""
    if verb.pos not in {"VERB", "AUX"}:
        return
    for child in line.children[verb.i]:
        if child.dep in SUBJECTS:
            yield child, "any"


# -- evidence ----------------------------------------------------------------------------------------


def below(line: Line, token: Token) -> Iterator[Token]:
    """What stands under a verb, but not under another clause's verb with its own subject."""
    for child in line.children[token.i]:
        if child.dep in {"nsubj", "nsubjpass", "punct", "aux", "auxpass", "mark", "cc", "conj", "parataxis"}:
            continue
        yield child
        if child.dep in {"advcl", "relcl"}:
            continue
        yield from below(line, child)


def verb_measure(line: Line, verb: Token, role: Role, unit: str | None) -> Measure | None:
    """What a verb says of what stands in a role of it."""
    for sense in tables().verb.get(verb.lemma, ()):
        if (role != sense.role and "any" not in (role, sense.role)) or not allows(sense.measure, unit):
            continue
        if _in_company(line, verb, sense):
            return sense.measure
    modifier = tables().modifier.get(verb.lower)  # "were left homeless", "is missing"
    if modifier and verb.pos == "ADJ" and allows(modifier, unit):
        return modifier
    return None


def _in_company(line: Line, verb: Token, sense: Sense) -> bool:
    """Whether a verb has one of the words below it, and in its subject, that a sense asks for."""
    if sense.words and not _keeps(line, verb, sense.words):
        return False
    subjects = [c for c in line.children[verb.i] if c.dep == "nsubj"] if sense.by else []
    return not sense.by or any(sense.by.intersection(forms(t)) for s in subjects for t in line.subtree(s))


def _keeps(line: Line, verb: Token, words: frozenset[str]) -> bool:
    """Whether one of the words, or all of "without home", stand below a verb. "PLACE" asks for an object that
    is a place's name, "ALONE" for none at all."""
    under = list(below(line, verb))
    said = {form for token in under for form in forms(token)}
    objects = [t for t in under if t.dep == "dobj"]
    return (
        any(said.issuperset(entry.split()) for entry in words)
        or ("PLACE" in words and any(t.entity in {"GPE", "LOC"} for t in objects))
        or ("ALONE" in words and not any(t.head == verb.i for t in objects))
    )


def modifier_measure(line: Line, node: Token, unit: str | None) -> Evidence | None:
    """From what modifies a noun: "displaced people", "people killed in", "people who fled"."""
    for child in line.children[node.i]:
        if any(t.text == "(" for t in line.tokens[node.i + 1 : child.i]):
            continue  # "412 casualties (131 killed)" are not 412 killed
        if child.dep in {"amod", "compound", "nmod", "acl", "relcl", "advcl"}:
            found = tables().modifier.get(child.lower)
            if found and allows(found, unit):
                return Evidence(found, child)
        if child.dep in {"acl", "relcl"} and child.pos == "VERB":
            role = _relative_role(line, child)
            if role is None:
                continue
            for verb, its_role in _with_kin(line, child, role):
                said = verb_measure(line, verb, its_role, unit)
                if said:
                    return Evidence(said, verb)
    return None


def already(line: Line, node: Token, unit: str | None) -> Evidence | None:
    """What those counted are, whatever the sentence says of a part of them: "half of the 900 displaced"."""
    carried = noun_measure(node)
    own = Evidence(carried, node) if carried and allows(carried, unit) else None
    return modifier_measure(line, node, unit) or own


def _relative_role(line: Line, verb: Token) -> Role | None:
    """The role a noun has in its relative clause; None if it has none."""
    kids = {c.dep: c for c in line.children[verb.i]}
    subject = kids.get("nsubj")
    if subject is not None and subject.tag not in {"WP", "WDT"} and subject.lower != "that":
        return None if "dobj" in kids else "object"  # "the families that the army moved"
    if verb.tag == "VBN" and ("auxpass" in kids or "aux" not in kids):
        return "object"
    return "subject"


def evidence(line: Line, node: Token, unit: str | None, over: Governor) -> Evidence | None:
    """The measure of a counted noun: by its verb, else its modifiers, else itself or the nouns over it."""
    weak: Evidence | None = None
    carried = noun_measure(node)
    own = Evidence(carried, node) if carried and allows(carried, unit) else None
    for token, role in over.verbs:
        if token.pos in {"NOUN", "PROPN"}:  # the subject or object of a toll's verb
            if own and noun_measure(token):
                return own  # "there were 53 deaths and 210 injuries"
            found = _toll_measure(line, token, unit)
            if found:
                return found
            continue
        if token.pos == "ADP":
            found = _among(line, token, unit)
            if found:
                return found
            continue
        said = verb_measure(line, token, role, unit) or _included(line, token, role, unit)
        if said and token.lemma not in lexicon().yielding:
            return Evidence(said, token)
        if said and weak is None:
            weak = Evidence(said, token)
    by_modifier = modifier_measure(line, node, unit)
    if by_modifier:
        return by_modifier
    for noun in (*over.nouns, node):  # "the return of 500 refugees" is a return
        carried = noun_measure(noun)
        if carried and allows(carried, unit):
            return Evidence(carried, noun)
        if noun.i != node.i and (by_modifier := modifier_measure(line, noun, unit)):
            return by_modifier
    return weak


def _included(line: Line, verb: Token, role: Role, unit: str | None) -> Measure | None:
    """What those are that others are said to be among: "the dead included 7 women"."""
    if verb.lemma not in lexicon().parts or role != "object":
        return None
    subjects = (c for c in line.children[verb.i] if c.dep == "nsubj")
    found = next((m for s in subjects if (m := noun_measure(s))), None)
    return found if found and allows(found, unit) else None


def still_away(line: Line, over: Governor, unit: str | None) -> Evidence | None:
    """From a return that has not taken place: "have not returned", "are unable to return"."""
    if not allows("displaced", unit):
        return None
    for verb, role in over.verbs:
        below = [verb, *(t for t in line.subtree(verb) if t.dep == "xcomp")] if role == "subject" else []
        for token in below:
            if any(s.measure == "returned" and not s.words for s in tables().verb.get(token.lemma, ())):
                over_it = [token, *line.ancestors(token)]
                over_it = over_it[: over_it.index(verb) + 1] if verb in over_it else over_it[:1]
                if any(_hinders(line, t) for t in over_it):
                    return Evidence("displaced", token)
    return None


def _hinders(line: Line, token: Token) -> bool:
    words = lexicon().hindering
    own = any(c.dep == "neg" or (c.dep == "advmod" and c.lower in words) for c in line.children[token.i])
    return own or token.lemma in words


def lodged(line: Line, node: Token, unit: str | None) -> Evidence | None:
    """From where people are, if nothing else is told of them: "900 people in camps"."""
    if node.pos != "NOUN" or not allows("displaced", unit):
        return None
    held = (p for c in line.children[node.i] if c.lower in {"in", "at"} for p in line.children[c.i])
    place = next((p for p in held if p.dep == "pobj" and is_lodging(line, p)), None)
    return Evidence("displaced", place) if place is not None else None


def _among(line: Line, prep: Token, unit: str | None) -> Evidence | None:
    """What "among those killed" says of those counted."""
    for token in line.subtree(prep):
        found = tables().modifier.get(token.lower)
        if found and allows(found, unit):
            return Evidence(found, token)
    return None


def _toll_measure(line: Line, noun: Token, unit: str | None) -> Evidence | None:
    """What a "number of", "toll" or "death toll" counts."""
    if noun.lemma not in lexicon().counters and noun_measure(noun) is None:
        return None
    parts = line.subtree(noun)
    for token in parts:
        carried = noun_measure(token) or tables().modifier.get(token.lower)
        if carried and token.lemma != "toll" and allows(carried, unit):
            return Evidence(carried, token)
    for token in parts:
        for sense in tables().verb.get(token.lemma, ()):
            if token.pos == "VERB" and not sense.words and not sense.by and allows(sense.measure, unit):
                return Evidence(sense.measure, token)
    return Evidence("killed", noun) if noun.lemma == "toll" and allows("killed", unit) else None
