"""Attributions within one sentence, from its dependency parse.

Every cue word is held against the frames it takes (cues.yaml); each frame looks for its content
among the cue's dependants. What stands in quotation marks is joined in `attribution`.
"""

from __future__ import annotations

from msgspec.structs import replace

from reportedly.claims.beside import (
    aside,
    before_verb,
    beside_quotation,
    fronted_words,
    last_words,
    named_before,
)
from reportedly.claims.cues import Cues, cues
from reportedly.claims.draft import RELATIVE, Draft, island
from reportedly.claims.edges import clause_start, is_mark
from reportedly.claims.frames import FRAMES
from reportedly.claims.nominals import of_adjective, of_noun
from reportedly.claims.passives import is_passive, of_passive, of_seeming, quoting
from reportedly.claims.syntax import (
    Phrase,
    child_of,
    cue_range,
    noun_phrase,
    reach,
    speaker_phrase,
    stretch,
    subject,
    subject_above,
)
from reportedly.reading import Line, Token

NAMING = {"PROPN", "NOUN", "ADJ", "DET", "PART", "NUM", "PRON", "ADP"}


def drafts(line: Line) -> list[Draft]:
    """What the sentence attributes, in order of the cues; drafts without content wait for a quotation."""
    known, found = cues(), list[Draft]()
    for token in line.tokens:
        if token.pos in ("VERB", "AUX"):
            verb = _spelled(token, known)
            if verb.lemma in known.verbs or verb.lemma in known.words.passive.hidden:
                found.extend(_verb(line, verb, known))
            if verb.lemma in known.words.passive.seeming or verb.lemma in known.words.passive.likening:
                found.extend(of_seeming(line, token))
            elif token.lower in known.phrases:
                found.extend(_phrase(line, token, known))
        elif token.pos == "NOUN":
            if token.lower in known.phrases and line.head(token).lower == "in":
                found.extend(_phrase(line, token, known))
            elif token.lemma in known.nouns:
                found.extend(of_noun(line, token, known))
        elif token.lower in known.phrases:
            found.extend(_phrase(line, token, known))
        elif token.lower == "in":
            found.extend(_survey(line, token, known))
        elif token.pos == "ADV" and token.lower in known.words.hearsay.adverbs:
            found.extend(_hearsay(line, token))
        if token.pos in ("ADJ", "VERB") and token.lower in known.adjectives:
            found.extend(of_adjective(line, token, known))
    return _without_carriers(line, found)


def _without_carriers(line: Line, found: list[Draft]) -> list[Draft]:
    """The drafts without those of a verb that only carries the noun of another: "voiced dismay at the raid"
    tells of the raid, once."""
    nouns = [d for d in found if d.rule.partition(".")[0] in ("noun", "thought") and d.cue is not None]
    told = {(d.cue[0], line.tokens[d.cue[1]].i) for d in nouns if d.cue is not None}
    return [
        d
        for d in found
        if not (
            d.rule.endswith(".object")
            and d.cue is not None
            and any(first <= d.cue[0] and d.cue[1] < last for first, last in told)
        )
    ]


# -- verbs ----------------------------------------------------------------------------------------


def _spelled(verb: Token, known: Cues) -> Token:
    """The verb with its lemma as the lexicon has it: the parse makes "hop" of "hoping", "retweete" of
    "retweeted", "extoll" of "extolled"."""
    lemma = verb.lemma
    if lemma in known.verbs or not verb.lower.endswith(("ing", "ed", "es")):
        return verb
    short = lemma[:-1] if lemma.endswith(("e", lemma[-2:-1])) else ""
    full = next((other for other in (lemma + "e", short) if other in known.verbs), lemma)
    return replace(verb, lemma=full)


def _verb(line: Line, verb: Token, known: Cues) -> list[Draft]:
    if verb.dep == "pcomp" and line.head(verb).lower == "as" and _is_quoted(line, verb, known):
        return []
    if is_passive(line, verb):
        return of_passive(line, verb, known)
    if verb.tag == "VBN" and verb.dep in ("acl", "amod"):
        return []
    who = speaking(line, verb, known)
    if verb.lemma in known.words.passive.quoted and (draft := quoting(line, verb, who)) is not None:
        return [draft]
    if who is not None and who.lower == "that":
        who = _antecedent(line, verb, who)
    if who is not None and who.lower in ("this", "that") and who.tag == "DT":
        return []  # "that said, ..."
    nearer = named_before(line, verb, who) if known.speaks(verb.lemma) else None
    source = nearer or (speaker_phrase(line, who) if who is not None else before_verb(line, verb))
    if _leads_quotes(verb, known) and (beside := beside_quotation(line, verb, who)) is not None:
        source = beside
        if who is None and beside.first > verb.i:  # "..." said a guard: no object
            who = line.tokens[beside.head]
    first, last = cue_range(line, verb)
    if source is None and _leads_quotes(verb, known) and (source := last_words(line, verb)) is not None:
        content = stretch(line, clause_start(line, 0, source.first - 1), source.first - 1)
        return [Draft(line, "say.last", (first, last), source, None, content, True, (source.first, last))]
    for frame, group in known.verbs.get(verb.lemma, ()):
        if frame == "quote" or (frame == "object" and source is not None and source.first > verb.i):
            continue
        content, end = FRAMES[frame](line, verb, group)
        if content:
            loose = source is None and verb.tag != "VB"
            if loose and (above := subject_above(line, verb)) is not None:
                source = speaker_phrase(line, above)
            draft = Draft(line, f"{group.id}.{frame}", (first, max(last, end)), source, content=content)
            draft.quotes = frame == "clause" and _leads_quotes(verb, known)
            draft.island = island(draft)
            draft.cited = _cited(line, verb, known) if draft.quotes or frame == "estimate" else None
            if draft.source is not None and _swallowed(line, draft):
                draft.source = None
            return [draft] if draft.source is not None else []
    if known.takes(verb.lemma, "clause") and (told := aside(line, verb)) is not None:
        draft = Draft(
            line, "aside", (first, last), told[0], content=told[1], quotes=_leads_quotes(verb, known)
        )
        draft.island = island(draft)
        return [draft]
    if not _leads_quotes(verb, known):
        return []
    draft = Draft(line, "say.quote", (first, last), source, quotes=True)
    draft.island = island(draft)
    draft.cited = _cited(line, verb, known)
    draft.content = fronted_words(line, verb, source, draft.island)
    return [draft]


def _is_quoted(line: Line, saying: Token, known: Cues) -> bool:
    """Whether "saying" is that of "quoted X as saying"."""
    return any(t.lemma in known.words.passive.quoted for t in list(line.ancestors(saying))[1:3])


def _cited(line: Line, verb: Token, known: Cues) -> Phrase | None:
    """Whom a report cites: the officials in "Y reported, citing officials, that ..."."""
    who = child_of(line, verb, "nsubj")
    beside = [*line.children[verb.i], *(line.children[who.i] if who is not None else ())]
    for child in beside:
        if child.tag == "VBG" and child.lemma in known.words.passive.citing:
            named = child_of(line, child, "dobj")
            return noun_phrase(line, named) if named is not None and named.pos != "PRON" else None
    return None


def cited_by(line: Line, source: Token, known: Cues) -> Phrase | None:
    """Whom a source cites in its turn: the official in "the agency, which cited an official"."""
    for child in line.children[source.i]:
        if child.dep in ("relcl", "acl") and child.lemma in known.words.passive.citing:
            named = child_of(line, child, "dobj")
            if named is not None and named.i > child.i and named.pos != "PRON":
                return noun_phrase(line, named)
    return None


def _antecedent(line: Line, verb: Token, pronoun: Token) -> Token:
    """What "that" or "which" stands for."""
    above = line.head(verb)
    return (
        above if verb.dep == "relcl" and above.pos in ("NOUN", "PROPN") and above.i < pronoun.i else pronoun
    )


def speaking(line: Line, verb: Token, known: Cues) -> Token | None:
    """The subject of a verb of speech; where the parse hung it from what is said, the one who says that.

    "X said the road was mined, adding that ...": X adds. "X issued a statement saying ...": X says.
    """
    who = subject(line, verb)
    if child_of(line, verb, "nsubj") is not None or not known.speaks(verb.lemma):
        return who
    if verb.dep in ("acl", "relcl") and who is not None and who.dep == "dobj":
        issuing = line.head(who)
        if who.lemma in known.words.voices and (issuer := subject(line, issuing)) is not None:
            return issuer
    if verb.dep in ("advcl", "conj"):
        above = line.head(verb)
        for outer in line.ancestors(verb):
            if outer.i < above.i and outer.dep != "ccomp" and _leads_quotes(outer, known):
                own = subject(line, outer)
                inside = any(c.dep == "ccomp" and c.i == above.i for c in line.children[outer.i])
                comma = any(c.text == "," for c in line.tokens[max(0, verb.i - 3) : verb.i])
                same = verb.dep == "conj" and verb.tag == outer.tag and verb.tag in ("VBD", "VBZ")
                if own is not None and inside and (same or (verb.tag == "VBG" and comma)):
                    return own
    return who


def _leads_quotes(verb: Token, known: Cues) -> bool:
    return known.takes(verb.lemma, "quote")


def _swallowed(line: Line, draft: Draft) -> bool:
    """Whether the source's head lies inside the content: a parse gone wrong."""
    assert draft.source is not None
    at = line.tokens[draft.source.head].start
    return any(start <= at < end for index, start, end in draft.content if index == line.index)


# -- nouns, adjectives, adverbs, phrases ----------------------------------------------------------


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
    source = speaker_phrase(line, who)
    if word.pos == "NOUN":  # "in the words of X"
        word = line.head(word)
    clause = _clause_above(line, word)
    if clause is None:
        return []
    first, last = reach(line, [clause])
    out_first, out_last = reach(line, [word])
    first = clause_start(line, first, out_first - 1)
    content = stretch(line, first, out_first - 1) + stretch(line, max(source.last, out_last) + 1, last)
    draft = Draft(line, "phrase.according", (word.i, lead.i), source, content=content, quotes=True)
    draft.island = island(draft)
    return [draft] if content else []


def _survey(line: Line, lead: Token, known: Cues) -> list[Draft]:
    """ "In the latest survey, half of them disagree": what those who were asked say, at either end."""
    asked = child_of(line, lead, "pobj")
    clause = line.head(lead)
    if asked is None or asked.lemma not in known.words.phrases.surveys or clause.pos not in ("VERB", "AUX"):
        return []
    source = speaker_phrase(line, asked)
    out_first, out_last = reach(line, [lead])
    first, last = reach(line, [clause])
    if first != out_first or line.tokens[out_last + 1].text != ",":
        return []
    content = stretch(line, max(source.last, out_last) + 1, last)
    return [Draft(line, "phrase.survey", (lead.i, lead.i), source, content=content)] if content else []


def _clause_above(line: Line, word: Token) -> Token | None:
    """The verb whose clause the phrase stands in; after a comma at the sentence's end, the sentence's."""
    above = [t for t in line.ancestors(word) if t.pos in ("VERB", "AUX")]
    if not above:
        return next(iter(line.ancestors(word)), None)
    ends = reach(line, [word])[1] >= len(line.tokens) - 2
    if ends and word.i > 0 and (line.tokens[word.i - 1].text == "," or is_mark(line.tokens[word.i - 1])):
        return above[-1]
    return above[0]
