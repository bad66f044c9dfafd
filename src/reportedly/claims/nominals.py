"""Nouns and adjectives that attribute: "X's claim that ...", "X made a plea for ...", "X is wary of ...".

What follows them is their content: a clause, an infinitive, or what a preposition leads. Who it is
ascribed to stands before the noun, after "by", or is the subject of the light verb ("made", "have").
"""

from __future__ import annotations

from collections.abc import Collection

from reportedly.claims.cues import Cues
from reportedly.claims.draft import Draft, island
from reportedly.claims.edges import before_addition
from reportedly.claims.syntax import (
    Content,
    Phrase,
    child_of,
    cue_range,
    is_time,
    noun_phrase,
    reach,
    speaker_phrase,
    stretch,
    subject,
    to_mark,
)
from reportedly.reading import Line, Token

THINKING = {"imagine", "believe", "say", "think", "see", "know", "tell", "understand", "argue", "predict"}
BEARING = {"with", "in", "on", "under"}
NOBODY = {"it", "there"}


def of_noun(line: Line, noun: Token, known: Cues) -> list[Draft]:
    """What a noun of speech or thought attributes, if anything."""
    if (received := _received(line, noun, known)) is not None:
        return [received]
    if noun.lemma in known.words.nouns.holders:
        held = _holding(line, noun, known)
        return [held] if held is not None else []
    kind, content, end = _content_of(line, noun, known)
    if not content:
        return []
    words = known.words.nouns
    carrier = carrying(line, noun, known)
    if _told_by_verb(line, noun, known):
        return []
    who = child_of(line, noun, "poss") or _after(line, noun, end, words.source_prepositions)
    if who is None and carrier is not None:
        who = subject(line, carrier)
    if who is None:
        who = next((c for c in line.children[noun.i] if c.i < noun.i and _is_people(c)), None)
    if who is None and kind != "about" and noun.lemma != "order":
        who = _whose(line, noun)
    unsigned = words.clause - words.signs if kind == "clause" else words.unsourced
    if who is None and noun.lemma in unsigned and kind in ("clause", "about"):
        return [Draft(line, "hearsay.noun", (noun.i, noun.i), None, content=content)]
    if who is None or who.lower in NOBODY:
        return []
    source = noun_phrase(line, who)
    if who.dep == "poss" or _is_people(who):
        source = Phrase(source.first, source.head, min(source.last, noun.i - 1))
    if any(source.first <= t.i <= source.last for t in line.tokens if _inside(t, content)):
        return []
    first = cue_range(line, carrier)[0] if carrier is not None and who.i < carrier.i else noun.i
    group = "thought" if noun.lemma in words.thoughts else "noun"
    draft = Draft(line, f"{group}.{kind}", (first, max(end, noun.i)), source, content=content)
    draft.island = island(draft)
    return [draft]


def _holding(line: Line, noun: Token, known: Cues) -> Draft | None:
    """ "Brant is a critic of the truce": what the subject is a critic of."""
    verb, who = line.head(noun), subject(line, line.head(noun))
    lead = next((c for c in line.children[noun.i] if c.lower in known.words.nouns.holders[noun.lemma]), None)
    if noun.dep != "attr" or who is None or lead is None or who.i > verb.i or who.lower in NOBODY:
        return None
    first, last = reach(line, [lead])
    content = stretch(line, lead.i + 1, before_addition(line, first, last))
    draft = Draft(line, "thought.held", (cue_range(line, verb)[0], lead.i), speaker_phrase(line, who))
    draft.content, draft.island = content, island(draft)
    return draft if content else None


def _whose(line: Line, noun: Token) -> Token | None:
    """Who does something "with plans to leave", "in the hope that it ends"."""
    lead = line.head(noun)
    doing = line.head(lead)
    if noun.dep != "pobj" or lead.lower not in BEARING or doing.pos not in ("VERB", "AUX"):
        return None
    return subject(line, doing)


def _received(line: Line, noun: Token, known: Cues) -> Draft | None:
    """ "Brant won the endorsement of the union": what others give to whom the verb's subject names."""
    words, verb = known.words.nouns, line.head(noun)
    if noun.dep != "dobj" or noun.lemma not in words.given or verb.lemma not in words.receiving_verbs:
        return None
    giver, receiver = _after(line, noun, -1, words.given[noun.lemma]), subject(line, verb)
    if giver is None or receiver is None or receiver.i > verb.i:
        return None
    whole = noun_phrase(line, receiver)
    group = "thought" if noun.lemma in words.thoughts else "noun"
    draft = Draft(line, f"{group}.received", (cue_range(line, verb)[0], noun.i), noun_phrase(line, giver))
    draft.content, draft.island = stretch(line, whole.first, whole.last), island(draft)
    return draft


def _told_by_verb(line: Line, noun: Token, known: Cues) -> bool:
    """Whether a verb of speech has the noun for its object: "Brant repeated his pledge to leave"."""
    owner = child_of(line, noun, "poss")
    if noun.dep != "dobj" or owner is None or owner.tag != "PRP$":
        return False
    return known.takes(line.head(noun).lemma, "object")


def carrying(line: Line, noun: Token, known: Cues) -> Token | None:
    """The light verb whose object the noun is: "made" in "made a plea"."""
    head = line.head(noun)
    if noun.dep in ("dobj", "attr") and head.lemma in known.words.nouns.light_verbs:
        return head
    return None


def leads(line: Line, noun: Token, known: Cues) -> Token | None:
    """The preposition that leads what a noun of speech or thought is about."""
    wanted = known.words.nouns.about.get(noun.lemma, ())
    for child in line.children[noun.i]:
        if child.dep == "prep" and child.i > noun.i and child.lower in wanted and not is_time(line, child):
            return child
    return None


def _content_of(line: Line, noun: Token, known: Cues) -> tuple[str, Content, int]:
    """The frame, the content, and the last token of the cue."""
    words = known.words.nouns
    for child in line.children[noun.i]:
        if child.dep not in ("acl", "relcl", "ccomp") or child.i < noun.i:
            continue
        first, last = reach(line, [child])
        that = child.dep != "relcl" and line.tokens[first].lower in ("that", "whether")
        if that and noun.lemma in words.clause:
            return "clause", stretch(line, max(first, noun.i + 1), last), noun.i
        to = to_mark(line, child)
        if to is not None and first == noun.i + 1 and noun.lemma in words.infinitive:
            return "infinitive", stretch(line, first, last), noun.i
    head = line.head(noun)
    if noun.dep == "nsubj" and head.lemma == "be" and noun.lemma in words.clause:
        feared = child_of(line, head, "ccomp")
        if feared is not None and feared.i > head.i:  # "his fear is that ..."
            return "clause", stretch(line, *reach(line, [feared])), noun.i
    lead = leads(line, noun, known)
    below = line.children[lead.i] if lead is not None else ()
    if lead is not None and below:
        first, last = reach(line, below)
        return "about", stretch(line, max(first, lead.i + 1), before_addition(line, first, last)), lead.i
    return "", [], noun.i


def _after(line: Line, noun: Token, end: int, prepositions: Collection[str]) -> Token | None:
    """Whom "by" or "from" names after the noun; the preposition of the cue is not asked."""
    for child in line.children[noun.i]:
        if child.dep == "prep" and child.lower in prepositions and child.i != end and child.i > noun.i:
            return child_of(line, child, "pobj")
    return None


def _is_people(token: Token) -> bool:
    """ "Norlandish" in "Norlandish criticism of ...", "FBI" in "FBI doubts about ..."."""
    return token.dep in ("amod", "compound") and token.entity in ("NORP", "ORG", "PERSON", "GPE")


def _inside(token: Token, content: Content) -> bool:
    return any(start <= token.start < end for _, start, end in content)


def _impersonal(line: Line, word: Token) -> list[Draft]:
    """ "It is unclear whether ...", "it is hard to imagine that ..."."""
    verb = line.head(word)
    who = child_of(line, verb, "nsubj")
    if word.dep != "acomp" or who is None or who.lower != "it" or who.i > verb.i:
        return []
    clause = child_of(line, word, "ccomp", "xcomp") or child_of(line, verb, "ccomp", "xcomp")
    if clause is None or clause.i < word.i:
        return []
    end = word.i
    if (to := to_mark(line, clause)) is not None:
        if clause.lemma not in THINKING:
            return []
        inner = child_of(line, clause, "ccomp", "dobj")
        if inner is None:
            return []
        clause, end = inner, max(to.i, line.head(inner).i)
    first, last = reach(line, [clause])
    cue = cue_range(line, verb)[0], end
    return [Draft(line, "seeming", cue, None, content=stretch(line, max(first, end + 1), last))]


def _made(line: Line, word: Token) -> list[Draft]:
    """ "The army made (it) clear that it will stay", "it will stay, the army made clear"."""
    verb = line.head(word)
    who = subject(line, verb)
    if who is None or who.lower in NOBODY | {"that", "this", "which"}:
        return []
    after = [c for c in line.children[word.i] if c.i > word.i and c.dep in ("ccomp", "advcl")]
    before = [c for c in line.children[verb.i] if c.dep == "ccomp" and c.i < who.i]
    if after:
        content = stretch(line, *reach(line, after[:1]))
    elif before:
        content = stretch(line, *reach(line, before))
    else:
        return []
    draft = Draft(line, "made.clear", (cue_range(line, verb)[0], word.i), speaker_phrase(line, who))
    draft.content, draft.island = content, island(draft)
    return [draft]


def of_adjective(line: Line, word: Token, known: Cues) -> list[Draft]:
    """ "X is confident that ...", "unwilling to ...", "wary of ..."."""
    kinds = known.words.adjectives
    if word.lower in kinds.impersonal and (found := _impersonal(line, word)):
        return found
    if word.lower in kinds.made and line.head(word).lemma == "make":
        return _made(line, word)
    verb = line.head(word) if word.dep in ("acomp", "oprd") else word
    for child in line.children[word.i]:
        if child.i < word.i:
            continue
        end = word.i
        if (child.dep == "ccomp" and word.lower in kinds.clause) or (
            child.dep == "xcomp" and word.lower in kinds.infinitive and to_mark(line, child) is not None
        ):
            first, last = reach(line, [child])
        elif child.dep == "prep" and child.lower in kinds.about.get(word.lower, ()):
            first, last, end = child.i + 1, reach(line, [child])[1], child.i
        else:
            continue
        who = subject(line, verb) or child_of(line, verb, "nsubjpass")
        if who is None or who.lower in NOBODY or who.i > first:
            return []
        start = cue_range(line, verb)[0] if verb.i < word.i else word.i
        draft = Draft(line, "adjective", (start, end), speaker_phrase(line, who))
        draft.content, draft.island = stretch(line, max(first, end + 1), last), island(draft)
        return [draft] if draft.content else []
    return []
