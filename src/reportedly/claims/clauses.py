"""Attributions within one sentence, from its dependency parse.

Every cue word is held against the frames it takes (cues.yaml); each frame looks for its content
among the cue's dependants. What stands in quotation marks is joined in `attribution`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.claims.cues import Cues, cues
from reportedly.claims.frames import FRAMES, fronted_words, last_words
from reportedly.claims.syntax import (
    Content,
    Phrase,
    child_of,
    cue_range,
    from_start,
    noun_phrase,
    reach,
    stretch,
    subject,
    to_mark,
)
from reportedly.reading import Line, Token

RELATIVE = {"who", "which", "that"}
NAMING = {"PROPN", "NOUN", "ADJ", "DET", "PART", "NUM", "PRON", "ADP"}


@dataclass(slots=True)
class Draft:
    """An attribution in the making. `content` holds (line index, start, end), offsets into readings."""

    line: Line
    rule: str
    cue: tuple[int, int] | None
    source: Phrase | None
    via: Phrase | None = None
    content: Content = field(default_factory=list)
    quotes: bool = False  # the cue can lead a quotation
    island: tuple[int, int] = (0, -1)  # tokens of source and cue: what a quotation stands beside


def drafts(line: Line) -> list[Draft]:
    """What the sentence attributes, in order of the cues; drafts without content wait for a quotation."""
    known, found = cues(), list[Draft]()
    for token in line.tokens:
        if token.pos in ("VERB", "AUX"):
            if token.lemma in known.verbs or token.lemma in known.words.passive.hidden:
                found.extend(_verb(line, token, known))
            elif token.lower in known.phrases:
                found.extend(_phrase(line, token, known))
        elif token.pos == "NOUN":
            if token.lemma in known.words.nouns.clause or token.lemma in known.words.nouns.infinitive:
                found.extend(_noun(line, token, known))
        elif token.lower in known.phrases:
            found.extend(_phrase(line, token, known))
        elif token.pos == "ADV" and token.lower in known.words.hearsay.adverbs:
            found.extend(_hearsay(line, token))
        if token.pos in ("ADJ", "VERB"):
            found.extend(_adjective(line, token, known))
    return found


# -- verbs ----------------------------------------------------------------------------------------


def _verb(line: Line, verb: Token, known: Cues) -> list[Draft]:
    if child_of(line, verb, "auxpass") is not None or child_of(line, verb, "nsubjpass") is not None:
        return _passive(line, verb, known)
    if verb.tag == "VBN" and verb.dep in ("acl", "amod"):
        return []
    who = subject(line, verb)
    source = noun_phrase(line, who) if who is not None else None
    first, last = cue_range(line, verb)
    if source is None and _leads_quotes(verb, known) and (source := last_words(line, verb)) is not None:
        content = stretch(line, 0, source.first - 1)
        return [Draft(line, "say.last", (first, last), source, None, content, True, (source.first, last))]
    for frame, group in known.verbs.get(verb.lemma, ()):
        if frame == "quote":
            continue
        content, end = FRAMES[frame](line, verb, group)
        if content:
            draft = Draft(line, f"{group.id}.{frame}", (first, max(last, end)), source, content=content)
            draft.quotes = frame == "clause" and _leads_quotes(verb, known)
            draft.island = _island(draft)
            if draft.source is not None and _swallowed(line, draft):
                draft.source = None
            return [draft] if draft.source is not None else []
    if not _leads_quotes(verb, known):
        return []
    draft = Draft(line, "say.quote", (first, last), source, quotes=True)
    draft.island = _island(draft)
    draft.content = fronted_words(line, verb, source, draft.island)
    return [draft]


def _leads_quotes(verb: Token, known: Cues) -> bool:
    return any(frame == "quote" for frame, _ in known.verbs.get(verb.lemma, ()))


def _island(draft: Draft) -> tuple[int, int]:
    first, last = draft.cue or (0, -1)
    if draft.source is not None:
        first, last = min(first, draft.source.first), max(last, draft.source.last)
    return first, last


def _swallowed(line: Line, draft: Draft) -> bool:
    """Whether the source's head lies inside the content: a parse gone wrong."""
    assert draft.source is not None
    at = line.tokens[draft.source.head].start
    return any(start <= at < end for index, start, end in draft.content if index == line.index)


def _passive(line: Line, verb: Token, known: Cues) -> list[Draft]:
    by = child_of(line, verb, "agent")
    agent = child_of(line, by, "pobj") if by is not None else None
    said = child_of(line, verb, "nsubjpass")
    first, last = cue_range(line, verb)
    if verb.lemma in known.words.passive.quoted and said is not None:
        lead = next((c for c in line.children[verb.i] if c.dep == "prep" and c.lower == "as"), None)
        saying = child_of(line, lead, "pcomp") if lead is not None else None
        if saying is not None:
            outer = agent or _by(line, saying)
            draft = Draft(line, "passive.quoted", (first, saying.i), noun_phrase(line, said), quotes=True)
            draft.via = noun_phrase(line, outer) if outer is not None else None
            draft.island = _island(draft)
            clauses = [c for c in line.children[saying.i] if c.dep == "ccomp" and c.i > saying.i]
            fronted = [c for c in line.children[verb.i] if c.dep == "ccomp" and c.i < verb.i]
            if clauses:
                draft.content = stretch(line, *reach(line, clauses))
            elif fronted:
                draft.content = stretch(line, from_start(line, reach(line, fronted)[0]), draft.island[0] - 1)
            return [draft]
    source = noun_phrase(line, agent) if agent is not None else None
    clauses = [c for c in line.children[verb.i] if c.dep == "ccomp" and c.i > verb.i]
    opens = [c for c in line.children[verb.i] if c.dep == "xcomp" and to_mark(line, c) is not None]
    draft = Draft(line, "passive.hidden", (first, last), source)
    if verb.lemma in known.words.passive.hidden:
        if clauses and (said is None or said.lower == "it"):
            draft.content = stretch(line, *reach(line, clauses))
        elif opens and said is not None and said.lower not in ("it", "who", "which", "that"):
            phrase = noun_phrase(line, said)
            draft.content = stretch(line, phrase.first, phrase.last) + stretch(line, *reach(line, opens))
    elif source is not None and said is not None and said.lower not in RELATIVE:
        draft.rule = "passive.judge"
        if any(g.id == "judge" for _, g in known.verbs.get(verb.lemma, ())):
            phrase = noun_phrase(line, said)
            draft.content = stretch(line, phrase.first, phrase.last)
    return [draft] if draft.content else []


def _by(line: Line, verb: Token) -> Token | None:
    for child in line.children[verb.i]:
        if child.dep in ("agent", "prep") and child.lower in ("by", "in"):
            return child_of(line, child, "pobj")
    return None


# -- nouns, adjectives, adverbs, phrases ----------------------------------------------------------


def _noun(line: Line, noun: Token, known: Cues) -> list[Draft]:
    words, content = known.words.nouns, Content()
    for child in line.children[noun.i]:
        if child.dep not in ("acl", "relcl", "ccomp") or child.i < noun.i:
            continue
        first, last = reach(line, [child])
        that = child.dep != "relcl" and line.tokens[first].lower in ("that", "whether")
        if (that and noun.lemma in words.clause) or (
            first == noun.i + 1 and to_mark(line, child) is not None and noun.lemma in words.infinitive
        ):
            content = stretch(line, max(first, noun.i + 1), last)
            break
    if not content:
        return []
    who = child_of(line, noun, "poss")
    if who is None:
        lead = next(
            (c for c in line.children[noun.i] if c.dep == "prep" and c.lower in words.source_prepositions),
            None,
        )
        who = child_of(line, lead, "pobj") if lead is not None else None
        head = line.head(noun)
        if who is None and noun.dep in ("dobj", "attr") and head.lemma in ({"have"} | words.light_verbs):
            who = subject(line, head)
    cue = noun.i, noun.i
    source = noun_phrase(line, who) if who is not None else None
    if source is not None and who is not None and who.dep == "poss":
        source = Phrase(source.first, source.head, min(source.last, noun.i - 1))
    draft = Draft(line, "noun." + ("clause" if noun.lemma in words.clause else "infinitive"), cue, source)
    draft.content, draft.island = content, _island(draft)
    return [draft] if source is not None else []


def _adjective(line: Line, word: Token, known: Cues) -> list[Draft]:
    kinds = known.words.adjectives
    verb = line.head(word) if word.dep in ("acomp", "oprd") else word
    for child in line.children[word.i]:
        if child.i < word.i:
            continue
        if (child.dep == "ccomp" and word.lower in kinds.clause) or (
            child.dep == "xcomp" and word.lower in kinds.infinitive and to_mark(line, child) is not None
        ):
            first, last = reach(line, [child])
        elif child.dep == "prep" and child.lower == "on" and word.lower in kinds.gerund:
            first, last = child.i + 1, reach(line, [child])[1]
        else:
            continue
        who = subject(line, verb) or child_of(line, verb, "nsubjpass")
        if who is None or who.lower in ("it", "there") or who.i > first:
            return []
        start = cue_range(line, verb)[0] if verb.i < word.i else word.i
        draft = Draft(line, "adjective", (start, word.i), noun_phrase(line, who))
        draft.content, draft.island = stretch(line, max(first, word.i + 1), last), _island(draft)
        return [draft] if draft.content else []
    return []


def _hearsay(line: Line, adverb: Token) -> list[Draft]:
    head = line.head(adverb)
    if head.pos not in ("VERB", "AUX"):
        return []
    first, last = reach(line, [head])
    if line.tokens[first].lower in RELATIVE:
        first += 1
    content = stretch(line, first, adverb.i - 1) + stretch(line, adverb.i + 1, last)
    return [Draft(line, "hearsay", (adverb.i, adverb.i), None, content=content)] if content else []


def _phrase(line: Line, word: Token, known: Cues) -> list[Draft]:
    follows = known.phrases[word.lower]
    lead = next((c for c in line.children[word.i] if c.lower == follows and c.i == word.i + 1), None)
    who = child_of(line, lead, "pobj") if lead is not None else None
    if lead is None or who is None:
        return []
    source = noun_phrase(line, who)
    clause = _clause_above(line, word)
    if clause is None:
        return []
    first, last = reach(line, [clause])
    out_first, out_last = reach(line, [word])
    content = stretch(line, first, out_first - 1) + stretch(line, max(source.last, out_last) + 1, last)
    draft = Draft(line, "phrase.according", (word.i, lead.i), source, content=content)
    draft.island = _island(draft)
    return [draft] if content else []


def _clause_above(line: Line, word: Token) -> Token | None:
    """The verb whose clause the phrase stands in; after a comma at the sentence's end, the sentence's."""
    above = [t for t in line.ancestors(word) if t.pos in ("VERB", "AUX")]
    if not above:
        return next(iter(line.ancestors(word)), None)
    ends = reach(line, [word])[1] >= len(line.tokens) - 2
    if ends and word.i > 0 and line.tokens[word.i - 1].text == ",":
        return above[-1]
    return above[0]
