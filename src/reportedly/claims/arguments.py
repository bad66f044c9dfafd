"""What fills the slots of a claim: noun phrases, and the names they go by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reportedly.claims import phrases
from reportedly.claims.classes import is_a
from reportedly.claims.paths import follow
from reportedly.claims.phrases import Scene
from reportedly.claims.rules import index
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Token
from reportedly.records import Named

MAX_TOKENS = 14  # a longer noun phrase is cut to its head and what stands before it
# Of these a force may be the subject and a deed its name.
COLLECTIVE = frozenset({"protest", "riot", "clash", "other"})
BEHIND = ("by", "possessor", "maker", "wielded")
SINGULAR = frozenset({"it", "itself"})
PLURAL = frozenset({"they", "them", "themselves"})
PERSONAL = frozenset({"he", "she", "him", "her"})
SPEAKING = frozenset({"we", "us", "our", "i", "me", "my"})  # who says it
DROPPED = frozenset({"DET", "PRON", "NUM", "PUNCT", "ADP", "CCONJ", "SCONJ", "ADV"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
Slots = dict[str, tuple[Named, ...]]


Follow = Callable[[Token], tuple[str, float] | None]
SAME_SENTENCE, SENTENCE_BEFORE = 0.9, 0.8  # scores of what a pronoun stands for


def slots(
    scene: Scene,
    trigger: Trigger,
    before: Line | None,
    implied: tuple[Line, Token] | None = None,
    take: Follow | None = None,
) -> Slots:
    """Actor, recipient and instrument of a trigger; `before` is the sentence before, for pronouns, `take`
    gives the name that a noun takes up ("the group") or that "we" stands for, with a score.

    `implied` is who did it if the sentence does not say, with the line that names it (forces.py).
    """
    found: Slots = {}
    used: set[int] = set()
    for slot, paths in trigger.frame.items():
        found[slot] = ()
        for path in paths:
            heads = [
                t for t in follow(scene, trigger.head, trigger.light, path, is_a) if _usable(t, trigger, used)
            ]
            used.update(t.i for t in heads)
            names = (*_each(scene.line, heads, trigger, before), *_speaking(scene.line, heads, take))
            found[slot] = tuple(_taken_up(n, heads, scene.line, take) for n in names)
            if names or any(t.tag != "PRP$" for t in heads):  # "launched its attack"
                break
    found = _tools(scene, trigger, found)
    if implied and not found.get("actor"):
        force = named(implied[0], implied[1], implied[1], None)
        found = {**found, "actor": (force,) if force else ()}
    return found


def _taken_up(one: Named, heads: list[Token], line: Line, take: Follow | None) -> Named:
    """A named thing, by the name that its noun takes up, if it does."""
    if take is None or one.score is not None:
        return one
    for head in heads:
        if head.pos == "NOUN" and one.span.end == line.token_span(head, head).end:
            found = take(head)
            return replace(one, name=found[0], score=found[1]) if found is not None else one
    return one


def _speaking(line: Line, heads: list[Token], take: Follow | None) -> Iterator[Named]:
    """Those of the heads that stand for who says it: "we"."""
    for head in heads:
        if head.lower in SPEAKING and (found := take and take(head)):
            yield Named(line.token_span(head, head), *found)


def _usable(token: Token, trigger: Trigger, used: set[int]) -> bool:
    inside = trigger.first.i <= token.i <= trigger.last.i and token.i == trigger.head.i
    return not inside and token.i not in used and token.entity not in ("DATE", "TIME")


def _each(line: Line, heads: list[Token], trigger: Trigger, before: Line | None) -> tuple[Named, ...]:
    """The heads as named things, each stretch of text once."""
    if not heads:
        return ()
    made = (named(line, head, trigger.head, before) for head in heads)
    return tuple({(n.span.start, n.span.end): n for n in made if n}.values())


def _tools(scene: Scene, trigger: Trigger, found: Slots) -> Slots:
    """What acts but is a thing or a happening is an instrument, and who is behind it the actor: "a bomb
    killed", "killed in an army raid"."""
    if trigger.head.pos != "VERB" or trigger.kind in COLLECTIVE:
        return found
    acting = [t for path in ("subject", "harmed") for t in follow(scene, trigger.head, None, path, is_a)]
    things = [t for t in acting if is_a(scene, t, "@weapon") or is_a(scene, t, "@strike_noun")]
    starts = {n.span.start for n in _each(scene.line, things, trigger, None)}
    actor = tuple(n for n in found.get("actor", ()) if n.span.start not in starts)
    if found.get("instrument") and all(is_a(scene, t, "@armed") for t in things):
        actor = found.get("actor", ())  # "helicopters dropped bombs"
    tools = found.get("instrument", ()) or _each(scene.line, things, trigger, None)
    if "instrument" in trigger.frame and not actor:
        caused = things or follow(scene, trigger.head, None, "cause", is_a)
        makers = [m for t in caused for p in BEHIND for m in follow(scene, t, None, p, is_a)]
        actor = _each(scene.line, makers, trigger, None)
    return {**found, "actor": actor, "instrument": tools}


def named(line: Line, head: Token, event: Token, before: Line | None) -> Named | None:
    """A noun as it stands and the name it goes by; None for a pronoun that cannot be followed safely."""
    if head.pos == "PRON" or head.lower in phrases.PEOPLE | SINGULAR | PLURAL:
        resolved = _referent(line, head, before)
        found = named(resolved[0], resolved[1], resolved[1], None) if resolved else None
        if resolved is None or found is None:
            return None
        return replace(found, score=SAME_SENTENCE if resolved[0] is line else SENTENCE_BEFORE)
    if head.pos == "NUM" and (counted := phrases.counted(line, head)).i != head.i:
        return named(line, counted, event, before)  # "14 of its members"
    if head.pos not in ("NOUN", "PROPN", "ADJ"):
        return None  # a bare number, or a clause
    first, last = phrases.phrase(line, head)
    if last.i - first.i >= MAX_TOKENS:
        last = head
        first = line.tokens[max(first.i, head.i - MAX_TOKENS)]
    name = _name(line, head, first, last)
    return Named(line.token_span(first, last), name) if name else None


def _name(line: Line, head: Token, first: Token, last: Token) -> str:
    if head.entity == "PERSON":
        for start, after, label in line.parse.entities:
            if label == "PERSON" and start <= head.i < after:
                return _plain(line.text[line.tokens[start].start : line.tokens[after - 1].end])
    counted = phrases.counted(line, head)
    if counted.i != head.i:
        first, last = phrases.phrase(line, counted)
        return _name(line, counted, first, last)
    begin = first
    numbers = [t for t in line.children[head.i] if t.dep == "nummod" and t.i < head.i]
    if numbers:  # "more than 400 families" are families; how many is a figure's matter
        begin = line.tokens[max(begin.i, numbers[-1].i + 1)]
    while begin.i < head.i and _droppable(begin):
        begin = line.tokens[begin.i + 1]
    if begin.lower == "the" and begin.i < last.i:
        begin = line.tokens[begin.i + 1]
    return _plain(line.text[begin.start : last.end])


def _droppable(token: Token) -> bool:
    return (token.pos in DROPPED or token.tag in ("PRP$", "CD")) and token.entity not in NAMES


def _plain(words: str) -> str:
    words = " ".join(words.split()).strip(" \"',.;:()[]-")
    return words[:-2].rstrip() if words.endswith("'s") else words


def _referent(line: Line, pronoun: Token, before: Line | None) -> tuple[Line, Token] | None:
    """The one noun a pronoun can stand for, in its own sentence or the one before.

    A subject that agrees with it; where something is done to the pronoun, also what something was done to
    there. None where two fit, or one of several that "and" joins.
    """
    word = pronoun.lower
    befallen = pronoun.dep in ("dobj", "nsubjpass") and not word.endswith(("self", "selves"))
    own = {t.i for t in phrases.subjects(line, line.head(pronoun))} if pronoun.dep == "dobj" else set()
    for here, until in ((line, pronoun.i), (before, None)):
        if here is None:
            continue
        nouns = [
            t
            for t in here.tokens[:until]
            if t.pos in ("NOUN", "PROPN") and _agrees(t, word) and (here is not line or t.i not in own)
        ]
        doing = [t for t in nouns if t.dep in ("nsubj", "nsubjpass")]
        done_to = [t for t in nouns if t.dep in ("nsubjpass", "dobj")]
        if pronoun.dep == "dobj" and here is line and befallen:
            fitting = done_to
        elif befallen:
            fitting = sorted({t.i: t for t in (*doing, *done_to)}.values(), key=lambda t: t.i)
        else:
            fitting = doing or (done_to if word in PERSONAL else [])
        if len({t.lemma for t in fitting}) == 1:
            one = fitting[-1]
            return None if any(t.dep == "conj" for t in here.children[one.i]) else (here, one)
        if fitting:
            return None
    return None


def _agrees(noun: Token, pronoun: str) -> bool:
    if pronoun in PERSONAL:
        individual = noun.tag == "NN" and noun.lemma in index().classes["person"] - index().classes["many"]
        return noun.entity == "PERSON" or individual
    if pronoun in SINGULAR:
        return noun.entity != "PERSON" and noun.tag in ("NN", "NNP")
    return pronoun in PLURAL and noun.tag in ("NNS", "NNPS")
