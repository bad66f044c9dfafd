"""Noun phrases and who does what, read from a dependency tree (ClearNLP labels).

Subjects and objects are logical: the object of a passive is its grammatical subject, and a verb
without a subject of its own borrows that of the clause it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly import knowledge
from reportedly.reading import PLACE, Line, Token
from reportedly.records import PlaceMention, TimeMention

SUBJECTS = frozenset({"nsubj", "csubj"})
AMID = frozenset({"in", "on", "at", "near", "during"})
AIMED = frozenset({"at", "on", "toward", "towards", "into", "against"})
PASSIVE = frozenset({"auxpass", "nsubjpass", "agent"})  # marks of it below a verb
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
ENDING = frozenset({"result", "end", "culminate"})
DEPTH = 6  # clauses climbed for a subject; a deeper chain is a parsing accident


@dataclass(frozen=True, slots=True)
class PhrasesFile:
    quantities: frozenset[str]
    people: frozenset[str]
    relative: frozenset[str]
    happening: frozenset[str]
    of_verbs: frozenset[str]
    harming: frozenset[str]
    striking: frozenset[str]
    suffered: frozenset[str]
    wrought: frozenset[str]
    witnessing: frozenset[str]
    suffering: frozenset[str]
    rocking: frozenset[str]
    drives: frozenset[str]
    undertakings: frozenset[str]


WORDS = knowledge.load("reportedly.claims", "phrases.yaml", PhrasesFile)
PEOPLE, RELATIVE = WORDS.people, WORDS.relative
QUANTITIES, HAPPENING, OF_VERBS = WORDS.quantities, WORDS.happening, WORDS.of_verbs
ROCKING = WORDS.rocking


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the places and times named in it, by the index of every token they cover."""

    line: Line
    places: Mapping[int, PlaceMention]
    times: Mapping[int, TimeMention]


def passive(line: Line, verb: Token) -> bool:
    """Whether a verb is passive: by its own marks, as a bare participle, or with the verb it is joined to."""
    below = line.children[verb.i]
    if verb.pos == "ADJ":
        return True
    for t in below:  # no any(): this is asked more than all else
        if t.dep in PASSIVE:
            return True
    if verb.tag == "VBD" and verb.lemma in WORDS.suffered:
        return not any(
            t.dep in ("dobj", "ccomp", "prt") or (t.dep == "prep" and t.lower in AIMED) or _goes_on(line, t)
            for t in below
        )
    if verb.tag != "VBN" or any(t.dep == "aux" and t.lemma in ("have", "'ve") for t in below):
        return False
    aimed = any((t.lower in AIMED and t.dep == "prep") or _goes_on(line, t) for t in below)
    if aimed and any(t.dep == "nsubj" for t in below):
        return False  # "troops shot toward two men", the past taken for a participle
    if verb.dep == "conj" and not any(t.dep in SUBJECTS for t in below):
        return passive(line, line.head(verb)) or not any(t.dep == "dobj" for t in below)
    return not any(t.dep == "dobj" for t in below) or verb.dep == "acl"


def _goes_on(line: Line, other: Token) -> bool:
    """Whether a verb is joined to the one above it in the active: "shot and wounded a clerk"."""
    own = any(t.dep in ("nsubj", "nsubjpass", "auxpass") for t in line.children[other.i])
    return other.dep == "conj" and other.tag == "VBD" and not own and bool(_shared(line, other))


def joined(line: Line, token: Token) -> list[Token]:
    """The token and the nouns coordinated with it, in order."""
    found = [token]
    for here in found:
        found += [t for t in line.children[here.i] if t.dep == "conj" and t.pos in NOMINAL]
    return found if len(found) == 1 else sorted(found, key=PLACE)


def subjects(line: Line, verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: heads of noun phrases, coordinated ones apart; empty where the sentence does not say."""
    if passive(line, verb):
        by = [n for prep, nouns in prepositions(line, verb) if prep == "by" for n in nouns]
        return by or _misread_agent(line, verb) or _agent_behind(line, verb)
    return grammatical(line, verb, depth)


def _misread_agent(line: Line, verb: Token) -> list[Token]:
    """ "By retreating rebels", the participle read as the verb of a clause."""
    clauses = (c for t in line.children[verb.i] if t.dep == "agent" for c in line.children[t.i])
    acts = [c for c in clauses if c.dep == "pcomp" and c.tag == "VBG"]
    nouns = [t for c in acts for t in line.children[c.i] if t.dep == "dobj" and t.i == c.i + 1]
    return [n for t in nouns for n in joined(line, t)]


def _agent_behind(line: Line, verb: Token) -> list[Token]:
    """ "Surrounded on three sides by troops", "held in a raid by police": "by" hung from these."""
    where = [t for t in line.children[verb.i] if t.dep == "prep" and t.lower in AMID and t.i > verb.i]
    held = [n for t in where for n in line.children[t.i] if n.dep == "pobj"]
    return [n for noun in held for prep, nouns in prepositions(line, noun) if prep == "by" for n in nouns]


def grammatical(line: Line, verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, borrowed from the clause above where the verb has none."""
    for child in line.children[verb.i]:
        if child.dep in ("nsubj", "nsubjpass"):
            return _antecedent(line, verb, child)
    head = line.head(verb)
    if (doer := _just_before(line, verb)) is not None:
        return [doer]
    if head.i == verb.i or depth > DEPTH:
        return []
    driven = verb.tag == "VB" and head.lemma in WORDS.drives  # "a hunt to arrest"
    if (verb.dep == "relcl" and not driven) or (verb.dep == "acl" and verb.tag in ("VBG", "VBN")):
        return joined(line, head)
    if verb.dep in ("acl", "relcl"):  # "a plan to attack"
        owner = [t for t in line.children[head.i] if t.dep == "poss"]
        above = next((a for a in line.ancestors(head) if a.pos in ("VERB", "AUX")), None)
        doers = owner or (grammatical(line, above, depth + 1) if above else [])
        return [n for n in doers if n.i != head.i or head.lemma not in WORDS.undertakings]
    if verb.dep == "pcomp":  # "accused them of attacking", "after entering it"
        above = next((a for a in line.ancestors(head) if a.pos in ("VERB", "AUX")), None)
        if above is None:
            return []
        controlled = objects(line, above, depth + 1) if head.lower in ("of", "from", "for", "into") else []
        return controlled or grammatical(line, above, depth + 1)
    if verb.dep in ("xcomp", "ccomp", "advcl", "conj", "dep", "acomp") and head.pos in ("VERB", "AUX", "ADJ"):
        if verb.dep == "xcomp":
            given = [n for t in line.children[head.i] if t.dep == "dobj" for n in joined(line, t)]
            if given and given[0].lemma not in WORDS.drives:
                return given
        return grammatical(line, head, depth + 1)
    return []


def _just_before(line: Line, verb: Token) -> Token | None:
    """Who does what a participle tells that the parse made part of a name or hung elsewhere: "killed in
    police firing", "police firing was reported"."""
    if verb.tag != "VBG" or verb.i == 0 or verb.dep in ("xcomp", "ccomp", "conj", "ROOT", "pcomp"):
        return None
    before = line.tokens[verb.i - 1]
    named = before.dep == "compound" and before.head == verb.i
    return before if before.pos == "NOUN" and (named or before.dep == "pobj") else None


def objects(line: Line, verb: Token, depth: int = 0) -> list[Token]:
    """Who or what it is done to, coordinated ones apart."""
    below = line.children[verb.i]
    if passive(line, verb):
        own = [t for t in below if t.dep in ("nsubjpass", "nsubj")]
        if own:
            return _antecedent(line, verb, own[0])
        if verb.pos == "ADJ" and verb.dep == "acomp":
            return grammatical(line, line.head(verb), depth + 1)
        return grammatical(line, verb, depth)
    own = [t for t in below if t.dep == "dobj"]
    if own and own[0].lower not in RELATIVE:
        return [n for t in own for n in joined(line, t)]
    for clause in below:  # "left five dead", "let the mob loot"
        bare = verb.lemma in ("let", "allow", "permit") and clause.tag == "VB"
        if clause.dep == "ccomp" and (clause.pos in ("ADJ", "ADV") or bare):
            return [
                n for t in line.children[clause.i] if t.dep in ("nsubj", "nsubjpass") for n in joined(line, t)
            ]
    if verb.dep == "relcl" and (own or not any(t.lower in RELATIVE for t in below if t.dep == "nsubj")):
        head = line.head(verb)
        return [head] if own or any(t.dep == "nsubj" for t in below) else []
    for other in below:  # "captured and looted the town"
        if other.dep == "conj" and not any(t.dep in SUBJECTS for t in line.children[other.i]):
            between = line.tokens[verb.i + 1 : other.i]
            told = any(
                t.pos in ("NOUN", "PROPN", "PRON") for t in between
            )  # "met the elders and pledged aid"
            return [] if told else _shared(line, other)
    return []


def _shared(line: Line, other: Token) -> list[Token]:
    """The object of a coordinated verb, or of what hangs on it: "surrounded and was close to taking it"."""
    for _ in range(DEPTH):
        found = [n for t in line.children[other.i] if t.dep == "dobj" for n in joined(line, t)]
        if found:
            return found
        links = ("acomp", "prep", "pcomp", "xcomp")
        lower = next((t for t in line.children[other.i] if t.dep in links and t.i > other.i), None)
        if lower is None:
            break
        other = lower
    return []


def _antecedent(line: Line, verb: Token, noun: Token) -> list[Token]:
    if noun.lower in RELATIVE and verb.dep == "relcl":
        head = line.head(verb)
        return [head] if head.i != verb.i else []
    return joined(line, noun)


def prepositions(line: Line, head: Token) -> list[tuple[str, list[Token]]]:
    """(preposition, its nouns) below a head; of "out of X" both words, of "up to X" the last."""
    found = []
    for prep in line.children[head.i]:
        if prep.dep not in ("prep", "agent", "dative") or prep.pos in ("NOUN", "PROPN", "PRON"):
            continue
        found.append((prep.lower, _nouns(line, prep)))
        for inner in line.children[prep.i]:
            if inner.dep == "prep":
                nouns = _nouns(line, inner)
                found += [(inner.lower, nouns), (f"{prep.lower} {inner.lower}", nouns)]
    return found


def _nouns(line: Line, prep: Token) -> list[Token]:
    return [n for t in line.children[prep.i] if t.dep == "pobj" for n in joined(line, t)]


def counted(line: Line, noun: Token) -> Token:
    """What a word of quantity counts: "civilians" of "tens of thousands of civilians"; else the noun."""
    for _ in range(DEPTH):
        if noun.lemma not in QUANTITIES and noun.lower not in QUANTITIES and noun.pos != "NUM":
            break
        inner = next((n for prep, nouns in prepositions(line, noun) if prep == "of" for n in nouns), None)
        if inner is None:
            break
        noun = inner
    return noun


def told_of(line: Line, noun: Token) -> bool:
    """Whether what follows a noun's "of" belongs to its verb: "accused the rebels of looting"."""
    return noun.dep in ("dobj", "nsubjpass") and line.head(noun).lemma in OF_VERBS


def phrase(line: Line, head: Token) -> tuple[Token, Token]:
    """First and last token of the noun phrase of a head, without clauses and appositions that trail it."""
    below = line.children[head.i]
    first = last = head
    for child in below:
        if head.dep in ("compound", "amod", "nmod") and child.dep != "compound":
            continue  # of "renewed government offensive" the maker is the government
        if child.i < head.i and child.dep not in (
            "relcl",
            "acl",
            "cc",
            "conj",
            "punct",
            "prep",
            "appos",
            "advmod",
            "mark",
        ):
            first = min(first, line.subtree(child)[0], key=lambda t: t.i)
    for child in below:
        if child.i > head.i and child.dep == "prep" and child.lower == "of" and not told_of(line, head):
            inner = [t for t in line.children[child.i] if t.dep == "pobj"]
            if inner:
                last = max(last, phrase(line, inner[0])[1], key=lambda t: t.i)
        elif child.i > head.i and child.dep in ("nummod", "compound", "flat", "nmod", "case"):
            last = max(last, child, key=lambda t: t.i)
    if head.entity:
        for start, after, label in line.parse.entities:
            if start <= head.i < after and label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"):
                first = min(first, line.tokens[start], key=lambda t: t.i)
                last = max(last, line.tokens[after - 1], key=lambda t: t.i)
    if last.lower in ("'s", "'") and last.i > first.i:
        last = line.tokens[last.i - 1]
    return first, last
