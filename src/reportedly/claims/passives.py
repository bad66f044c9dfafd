"""Passives, and who is quoted: "X was quoted as saying", "ten are believed dead", "called a crime by Y".

Who says it comes after "by"; without that nobody is named, and the source stays empty.
"""

from __future__ import annotations

from reportedly.claims.cues import Cues, Group, cues
from reportedly.claims.draft import Draft, island
from reportedly.claims.frames import around
from reportedly.claims.syntax import (
    Content,
    Phrase,
    child_of,
    cue_range,
    from_start,
    is_time,
    noun_phrase,
    reach,
    speaker_phrase,
    stretch,
    to_mark,
)
from reportedly.reading import Line, Token

SEEMING = {"xcomp", "ccomp", "acomp", "oprd", "advcl"}
THINGS = {"it", "that", "there", "this", "what", "which"}
OPENED = {"when", "if", "once", "until", "unless", "though"}
QUESTIONS = {"if", "whether", "who", "what", "when", "where", "why", "how"}


def is_passive(line: Line, verb: Token) -> bool:
    """Whether a verb is a passive, also without a helping verb: "asked about the dam, X said"."""
    helper, what = child_of(line, verb, "auxpass"), child_of(line, verb, "nsubjpass")
    if helper is not None and helper.lower == "'s" and what is not None and what.lower not in THINGS:
        heard = any(group.addressed for _, group in cues().verbs.get(verb.lemma, ()))
        if not heard and child_of(line, verb, "ccomp") is not None:
            return False  # "she's said that ...": has
    if helper is not None or what is not None:
        return True
    if verb.tag == "VBD":
        return _shortened(line, verb)
    if verb.tag != "VBN":
        return False
    if verb.dep == "acl":
        return child_of(line, verb, "agent") is not None
    return verb.dep == "advcl" and child_of(line, verb, "nsubj", "aux") is None


def _shortened(line: Line, verb: Token) -> bool:
    """ "when asked", "asked what": a passive that left out subject and helping verb, read as a past tense."""
    opened = verb.i == 0 or any(c.lower in OPENED and c.i < verb.i for c in line.children[verb.i])
    return verb.dep == "advcl" and opened and child_of(line, verb, "nsubj", "aux", "csubj") is None


def of_passive(line: Line, verb: Token, known: Cues) -> list[Draft]:
    """What a passive attributes, if anything."""
    said = child_of(line, verb, "nsubjpass")
    if said is None and verb.dep == "acl":
        said = line.head(verb)
    if verb.lemma in known.words.passive.quoted and said is not None:
        draft = _quoted(line, verb, said)
        if draft is not None:
            return [draft]
        if verb.dep == "acl":
            return []  # "said X, quoted by Y": who carried it
    by = child_of(line, verb, "agent")
    agent = child_of(line, by, "pobj") if by is not None else None
    source = speaker_phrase(line, agent) if agent is not None else None
    if source is not None and (reported := _as_reported(line, verb, source, known)) is not None:
        return [reported]
    whole = _subject_words(line, verb, said)
    for frame, group in known.verbs.get(verb.lemma, ()):
        content, end = _content(line, verb, frame, group, whole)
        if content:
            first, last = cue_range(line, verb)
            if source is None and frame == "label":
                source, content = _named_by(line, verb, content)
            rule = f"{group.id}.passive_{frame}"
            if source is None and verb.lemma in known.words.passive.hidden:
                rule = "passive.hidden"
            draft = Draft(line, rule, (first, max(last, end)), source, content=content)
            draft.island = island(draft)
            return [draft]
    return []


def _as_reported(line: Line, verb: Token, source: Phrase, known: Cues) -> Draft | None:
    """ "As reported by Y, ...": Y's are the words that this stands beside."""
    mark = child_of(line, verb, "mark")
    group = next((group for frame, group in known.verbs.get(verb.lemma, ()) if frame == "clause"), None)
    if group is None or verb.dep != "advcl" or mark is None or mark.lower != "as":
        return None
    content = around(line, verb)
    return Draft(line, f"{group.id}.passive_clause", cue_range(line, verb), source, content=content)


def _named_by(line: Line, verb: Token, content: Content) -> tuple[Phrase | None, Content]:
    """ "called a crime by Y", where the parse hung "by" from the crime: Y, and the content without it."""
    for named in (c for c in line.children[verb.i] if c.i > verb.i and c.dep in ("oprd", "prep")):
        for by in line.subtree(named):
            who = child_of(line, by, "pobj") if by.lower == "by" else None
            if who is not None and (who.pos == "PROPN" or by.i == reach(line, [by])[0] > named.i):
                start, end = content[-1][1], line.tokens[by.i - 1].end
                return noun_phrase(line, who), [*content[:-1], (content[-1][0], start, end)]
    return None, content


def of_seeming(line: Line, verb: Token) -> list[Draft]:
    """ "X seems to ...", "it appears that ...", "X looks like ...": an impression, whose is not said."""
    known = cues()
    who = child_of(line, verb, "nsubj", "expl")
    after = [c for c in line.children[verb.i] if c.i > verb.i and _impression(line, verb, c, known)]
    if who is None or not after or _tells_itself(line, after[0], known):
        return []  # "seemed to suggest that ...": what the one verb tells is the other's
    whole = _subject_words(line, verb, who) if after[0].dep != "ccomp" or to_mark(line, after[0]) else []
    content = whole + stretch(line, *reach(line, after[:1]))
    return [Draft(line, "seeming", cue_range(line, verb), None, content=content)]


def _impression(line: Line, verb: Token, after: Token, known: Cues) -> bool:
    """Whether something that follows a verb of an impression tells what the impression is."""
    if after.lower == "like" and line.children[after.i]:
        return True
    if verb.lemma not in known.words.passive.seeming or after.dep not in SEEMING:
        return False
    return after.dep not in ("xcomp", "acl") or to_mark(line, after) is not None or after.pos == "ADJ"


def _tells_itself(line: Line, after: Token, known: Cues) -> bool:
    """Whether an open clause holds a verb of speech with content of its own."""
    own = child_of(line, after, "ccomp", "dobj", "prep", "xcomp")
    return after.dep == "xcomp" and known.speaks(after.lemma) and own is not None


def as_saying(line: Line, verb: Token) -> Token | None:
    """ "saying" in "quoted X as saying"."""
    within = [verb, *(c for c in line.children[verb.i] if c.dep == "dobj")]  # the parse may hang it from X
    leads = (c for w in within for c in line.children[w.i] if c.dep == "prep" and c.lower == "as")
    return next((said for lead in leads if (said := child_of(line, lead, "pcomp")) is not None), None)


def quoting(line: Line, verb: Token, who: Token | None) -> Draft | None:
    """ "Y quoted X as saying that ..."."""
    said = child_of(line, verb, "dobj")
    draft = _quoted(line, verb, said) if said is not None else None
    if draft is not None and draft.source is not None:
        saying = as_saying(line, verb)
        first = draft.source.first
        lead = next((t.i for t in line.tokens[first : draft.source.last + 1] if t.lower == "as"), None)
        if lead is not None and saying is not None:
            draft.source = Phrase(first, draft.source.head, lead - 1)
        draft.via = speaker_phrase(line, who) if who is not None else None
    return draft


def _quoted(line: Line, verb: Token, said: Token) -> Draft | None:
    """ "X was quoted as saying by Y that ..."."""
    saying = as_saying(line, verb)
    if saying is None:
        return None
    by = child_of(line, verb, "agent")
    outer = (child_of(line, by, "pobj") if by is not None else None) or _by(line, saying)
    cue = cue_range(line, verb)[0], saying.i
    draft = Draft(line, "passive.quoted", cue, noun_phrase(line, said), quotes=True)
    draft.via = noun_phrase(line, outer) if outer is not None else None
    draft.island = island(draft)
    clauses = [c for c in line.children[saying.i] if c.dep == "ccomp" and c.i > saying.i]
    fronted = [c for c in line.children[verb.i] if c.dep == "ccomp" and c.i < verb.i]
    if clauses:
        draft.content = stretch(line, *reach(line, clauses))
    elif fronted:
        draft.content = stretch(line, from_start(line, reach(line, fronted)[0]), draft.island[0] - 1)
    return draft


def _by(line: Line, verb: Token) -> Token | None:
    for child in line.children[verb.i]:
        if child.dep in ("agent", "prep") and child.lower in ("by", "in"):
            return child_of(line, child, "pobj")
    return None


def _subject_words(line: Line, verb: Token, said: Token | None) -> Content:
    """The words of who or what something is said of."""
    if said is None or said.lower in ("it", "there"):
        return []
    phrase = noun_phrase(line, said)
    last = min(phrase.last, verb.i - 1) if said.i < verb.i else phrase.last
    return stretch(line, phrase.first, last)


def _content(line: Line, verb: Token, frame: str, group: Group, whole: Content) -> tuple[Content, int]:
    """The content that one frame of a verb has in the passive, and the last token of the cue."""
    after = [c for c in line.children[verb.i] if c.i > verb.i]
    clauses = [c for c in after if c.dep == "ccomp" or (c.dep == "advcl" and _asks(line, c))]
    if group.addressed and not clauses:  # "was asked by a caller why the road was shut"
        by = child_of(line, verb, "agent", "prep")
        who = child_of(line, by, "pobj") if by is not None else None
        inside = line.children[who.i] if who is not None else ()
        clauses = [c for c in inside if c.dep == "relcl" and _asks(line, c)]
    opens = [c for c in after if c.dep in ("xcomp", "ccomp") and to_mark(line, c) is not None]
    if frame == "clause" and clauses and (group.addressed or not whole):
        return stretch(line, *reach(line, clauses[:1])), verb.i
    if verb.lemma == "suppose":  # "is supposed to": a duty
        return [], -1
    if frame in ("clause", "object_infinitive", "infinitive") and opens and (whole or frame[0] == "o"):
        return whole + stretch(line, *reach(line, opens)), verb.i
    if frame == "label" and whole:
        named = [c for c in after if c.dep == "oprd" or (c.dep == "prep" and c.lower == "as")]
        if named:
            return whole + stretch(line, *reach(line, named[:1])), verb.i
    if frame == "object" and whole:
        for child in after:
            if child.dep == "prep" and child.lower in ("of", "for", "over") and not is_time(line, child):
                return whole + stretch(line, *reach(line, [child])), verb.i
        if group.id == "judge" or verb.lemma in cues().words.passive.told or child_of(line, verb, "agent"):
            return whole, verb.i
    if frame == "preposition":
        wanted = group.prepositions.get(verb.lemma, ())
        for child in after:
            if child.dep == "prep" and child.lower in wanted and line.children[child.i]:
                first, last = reach(line, line.children[child.i])
                return stretch(line, max(first, child.i + 1), last), child.i
    return [], -1


def _asks(line: Line, clause: Token) -> bool:
    return line.tokens[reach(line, [clause])[0]].lower in QUESTIONS
