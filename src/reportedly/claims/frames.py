"""Where a verb's content stands in the parse: one function a frame of cues.yaml.

Each takes a sentence, a verb and its group, and gives the content, empty where the frame does not fit,
and the last token of the cue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from reportedly.claims.cues import Frame, Group, cues
from reportedly.claims.edges import clause_end, clause_start, is_mark, span_after, trailing
from reportedly.claims.labels import label
from reportedly.claims.syntax import (
    FINITE,
    TIMES,
    Content,
    child_of,
    from_start,
    is_time,
    noun_phrase,
    reach,
    stretch,
    subject,
    to_mark,
)
from reportedly.reading import Line, Token

MISREAD = {"dobj", "prep", "xcomp", "dep", "npadvmod", "dative", "advmod", "attr", "acomp", "nmod"}
ASKING = {"ask", "inquire", "question", "quiz", "wonder"}
ASKED = {"what", "which", "whom", "who", "that"}


def _clause(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    clauses = [c for c in line.children[verb.i] if c.dep == "ccomp" or _asked(line, verb, c)]
    if not group.addressed and not any(c.i > verb.i for c in clauses) and _has_object(line, verb):
        return [], -1  # "as they lamented the raid, Brant left"
    if not clauses:
        if (clause := _as_said(line, verb, group)) or (clause := _rest(line, verb, group)):
            return clause, verb.i
        if verb.dep == "parataxis" and group.id in ("say", "inform", "believe") and verb.tag in FINITE:
            return around(line, verb), verb.i
        return [], -1
    after = [c for c in clauses if c.i > verb.i]
    if after:
        first, last = reach(line, after)
        what = child_of(line, verb, "dobj")
        bare = child_of(line, after[0], "nsubj", "nsubjpass", "expl", "csubj") is None
        if what is not None and verb.i < what.i < first and not group.addressed and bare:
            first = reach(line, [what])[0]  # "fears thousands could come", the subject read as object
        last = clause_end(line, verb, first, trailing(line, verb, last))
        return _moved(line, verb, after[0]) + stretch(line, max(first, verb.i + 1), last), verb.i
    if group.id == "find" and any(t.pos in ("VERB", "NOUN", "PROPN") for t in line.tokens[verb.i + 1 :]):
        return [], -1
    return _fronted(line, verb, clauses), verb.i


def _moved(line: Line, verb: Token, clause: Token) -> Content:
    """The "which" of a clause that stands before who says it: "the dam, which he said was safe"."""
    moved = next((c for c in line.children[clause.i] if c.i < verb.i and c.tag in ("WDT", "WP")), None)
    return stretch(line, moved.i, moved.i) if moved is not None else []


def _has_object(line: Line, verb: Token) -> bool:
    """Whether an object or an infinitive follows a verb: it says that, and not what stands before it."""
    after = [c for c in line.children[verb.i] if c.i > verb.i]
    return any(c.dep == "dobj" or (c.dep == "xcomp" and to_mark(line, c) is not None) for c in after)


def _asked(line: Line, verb: Token, clause: Token) -> bool:
    """Whether an "if" clause is a question and no condition: "asked the mayor if he would leave"."""
    mark = child_of(line, clause, "mark") if clause.dep == "advcl" and clause.i > verb.i else None
    return mark is not None and mark.lower in ("if", "whether") and verb.lemma in ASKING


def _as_said(line: Line, verb: Token, group: Group) -> Content:
    """ "As X reported, the road is closed": the clause that the words stand beside."""
    mark = child_of(line, verb, "mark")
    if verb.dep != "advcl" or mark is None or mark.lower != "as" or group.id not in ("say", "find"):
        return []
    return around(line, verb)


def _rest(line: Line, verb: Token, group: Group) -> Content:
    """ "X said closing it could cost lives": a clause whose parse went wrong, from the verb or "that" on."""
    if group.id not in ("say", "inform") or verb.tag not in FINITE | {"VBG", "VBN"}:
        return []
    citing = cues().words.passive.citing
    after = [c for c in line.children[verb.i] if c.i > verb.i and (c.dep in MISREAD or c.lemma in citing)]
    for child in after:
        for token in line.subtree(child):
            if token.lower == "that" and _opens(line, token) and _governs(line, verb, line.head(token)):
                return stretch(line, token.i, reach(line, [line.head(token)])[1])
    if verb.lemma != "say" or not after:
        return []
    last = reach(line, after)[1]
    finite = any(t.tag in FINITE for t in line.tokens[verb.i + 1 : last + 1])
    return stretch(line, verb.i + 1, last) if finite else []


def _opens(line: Line, that: Token) -> bool:
    """Whether "that" opens a clause which has its own subject: "said at the time that the road was shut"."""
    clause = line.head(that)
    timed = clause.dep == "relcl" and line.head(clause).lemma == "time"
    return that.dep == "mark" or (timed and child_of(line, clause, "nsubj", "nsubjpass") not in (None, that))


def _governs(line: Line, verb: Token, clause: Token) -> bool:
    """Whether no other verb, and no noun that attributes, stands between a verb and a clause below it."""
    for token in line.ancestors(clause):
        if token.i == verb.i:
            return True
        if token.lemma in cues().words.passive.citing:
            continue
        if token.pos in ("VERB", "AUX") or token.lemma in cues().nouns:
            return False
    return False


def _fronted(line: Line, verb: Token, clauses: Sequence[Token]) -> Content:
    """ "It rained, X said" and "It, X said, rained": the clause without source and cue."""
    who = child_of(line, verb, "nsubj")
    island = {verb.i, *(t.i for t in (line.subtree(who) if who is not None else ()))}
    for child in line.children[verb.i]:
        if child not in clauses and child.dep not in ("conj", "cc", "punct"):
            first, last = reach(line, [child])
            if first > verb.i or last >= min(island) - 2:
                island.update(range(first, last + 1))
    first, last = reach(line, clauses)
    before = min(i for i in island if i > first) if any(i > first for i in island) else verb.i
    quoted = before > 1 and is_mark(line.tokens[before - 1])
    led = _led_quotation(line, before - 1) if quoted else None
    start = clause_start(line, from_start(line, first), before - 1) if led is None else led
    found = stretch(line, start, before - 1)
    after = max(island)
    if last > after and not quoted:
        found += stretch(line, after + 1, last)
    return found


def _led_quotation(line: Line, closing: int) -> int | None:
    """Where the quotation that ends at `closing` starts, if a colon leads to it: "he was clear: "..." "."""
    opening = next((i for i in range(closing - 1, 0, -1) if is_mark(line.tokens[i])), None)
    return opening if opening is not None and line.tokens[opening - 1].text == ":" else None


def around(line: Line, verb: Token) -> Content:
    """ "The roads, he said, were closed": the clause that the parenthesis interrupts."""
    inside = {t.i for t in line.subtree(verb)}
    whole = {t.i for t in line.subtree(line.head(verb))} - inside
    before = [i for i in whole if i < min(inside)]
    after = [i for i in whole if i > max(inside)]
    found: Content = []
    if before:
        found += stretch(line, from_start(line, min(before)), max(before))
    if after:
        found += stretch(line, min(after), max(after))
    return found


def _infinitive(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    for child in line.children[verb.i]:
        if child.dep == "xcomp" and child.i > verb.i and to_mark(line, child) is not None:
            if child_of(line, verb, "dobj") is not None:
                return [], -1
            first, last = reach(line, [child])
            return span_after(line, verb, first, last), verb.i
    return [], -1


def _object_infinitive(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    hearer = child_of(line, verb, "dobj")
    if hearer is None:
        wanted = group.prepositions.get(verb.lemma, ())
        leads = [c for c in line.children[verb.i] if c.dep == "prep" and c.lower in wanted]
        hearer = child_of(line, leads[0], "pobj") if leads else None
    elif verb.lemma in group.prepositions and verb.lemma not in group.verbs:
        return [], -1
    for child in line.children[verb.i]:
        if child.dep not in ("xcomp", "ccomp", "advcl") or child.i < verb.i or to_mark(line, child) is None:
            continue
        if hearer is None and child.dep != "ccomp":
            return [], -1
        if hearer is not None and (child.i < hearer.i or (child.dep == "advcl" and hearer.dep != "pobj")):
            continue
        first, last = reach(line, [child] if hearer is None else [hearer, child])
        return span_after(line, verb, first, last), verb.i
    return [], -1


def _object(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    what = child_of(line, verb, "dobj")
    if verb.dep == "relcl" and (what is None or what.i < verb.i) and not (group.sources or group.objects):
        return _antecedent(line, verb), verb.i
    if (
        what is None
        or what.i < verb.i
        or what.tag in ("WDT", "WP")
        or what.lower.endswith(("self", "selves"))
        or (what.pos in ("PRON", "DET") and group.id == "mention")
        or (group.objects and what.lemma not in group.objects)
    ):
        return [], -1
    if group.sources and not _from(line, verb, group):
        return [], -1
    first, last = reach(line, [what])
    if verb.tag == "VBG" and verb.lemma in cues().words.passive.citing:
        mark = next((t.i for t in line.tokens[what.i : last] if t.text == ","), None)
        return stretch(line, max(first, verb.i + 1), last if mark is None else mark - 1), verb.i
    if group.sources:  # "polls show Brant with a lead"
        last = max(
            [last, *(reach(line, [c])[1] for c in line.children[verb.i] if c.dep == "prep" and c.i > last)]
        )
        return stretch(line, max(first, verb.i + 1), last), verb.i
    adjuncts = [c for c in line.children[verb.i] if c.dep == "prep"]
    for child in list(adjuncts):  # "accused Norland on Monday of ...": the parse may hang it from the day
        adjuncts += [c for day in line.children[child.i] if day.entity in TIMES for c in line.children[day.i]]
    for child in adjuncts:
        if child.i > last and child.dep == "prep" and child.lower in ("of", "for", "as", "over", "about"):
            begin, end = reach(line, [child])
            if begin == last + 1:
                last = end
            elif not is_time(line, child):
                return stretch(line, max(first, verb.i + 1), last) + stretch(line, begin, end), verb.i
    return span_after(line, verb, first, last), verb.i


def _antecedent(line: Line, verb: Token, stranded: Token | None = None) -> Content:
    """ "The trucks the ministry promised", "the flood it warned about": what a relative clause with a subject
    of its own is about."""
    above, who = line.head(verb), child_of(line, verb, "nsubj")
    if who is None or who.lower in ASKED or above.pos not in ("NOUN", "PROPN") or above.i > who.i:
        return []
    after = [c for c in line.children[verb.i] if c.dep in ("ccomp", "xcomp", "prep", "oprd") and c.i > verb.i]
    if stranded is None and after:
        return []
    phrase = noun_phrase(line, above)
    return stretch(line, phrase.first, min(phrase.last, who.i - 1))


def _from(line: Line, verb: Token, group: Group) -> bool:
    """Whether the subject is one of the things that a group's verbs speak through: "records show"."""
    who = subject(line, verb)
    if who is not None and who.lower in ("that", "which"):
        who = line.head(verb)
    return who is not None and who.lemma.lower() in group.sources


def _gerund(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    for child in line.children[verb.i]:
        if child.tag == "VBG" and child.dep in ("xcomp", "ccomp", "dobj") and child.i > verb.i:
            first, last = reach(line, [child])
            return span_after(line, verb, first, last), verb.i
    return [], -1


def _preposition(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    wanted = group.prepositions.get(verb.lemma, ())
    for child in _leads(line, verb, wanted):
        below = line.children[child.i]
        if below:
            first, last = reach(line, below)
            end = child.i if child.i == verb.i + 1 else verb.i
            return span_after(line, verb, max(first, child.i + 1), last), end
        if verb.dep == "relcl" and child.i == verb.i + 1 and (about := _antecedent(line, verb, child)):
            return about, child.i  # "the flood they warned about"
    for child in line.children[verb.i]:
        mark = next((m for m in line.children[child.i] if m.dep == "mark" and m.i > verb.i), None)
        if child.pos in ("VERB", "AUX") and mark is not None and mark.lower in wanted:
            last = reach(line, [child])[1]  # "called for the road to be closed"
            return stretch(line, mark.i + 1, last), mark.i if mark.i == verb.i + 1 else verb.i
    return [], -1


def _leads(line: Line, verb: Token, wanted: Collection[str]) -> Iterator[Token]:
    """The prepositions that lead what a verb is about; also behind where or how much of it is said: "asked at
    the gate about the dam", "said nothing about it"."""
    for child in line.children[verb.i]:
        if child.dep == "prep" and child.i > verb.i and child.lower in wanted and not is_time(line, child):
            yield child
        beside = child_of(line, child, "pobj") if child.dep == "prep" and child.i > verb.i else None
        if child.dep == "dobj" and child.lemma in cues().words.edges.amounts:
            beside = child
        for lead in line.children[beside.i] if beside is not None else ():
            if lead.dep == "prep" and lead.lower == "about" and "about" in wanted:
                yield lead


def _estimate(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    what = child_of(line, verb, "dobj")
    for child in line.children[verb.i]:
        if what is not None and child.dep == "prep" and child.lower in ("at", "to") and child.i > what.i:
            first, last = reach(line, [what, child])
            if any(t.tag == "CD" for t in line.tokens[child.i : last + 1]):
                return stretch(line, first, last), verb.i
    return [], -1


def _put_it(line: Line, verb: Token, group: Group) -> tuple[Content, int]:
    what, mark = child_of(line, verb, "dobj"), child_of(line, verb, "mark")
    if what is None or what.lower != "it" or what.i != verb.i + 1 or mark is None or mark.lower != "as":
        return [], -1
    stop = next((t for t in line.tokens[what.i + 1 :] if t.pos != "ADV"), None)
    return (around(line, verb), what.i) if stop is not None and stop.pos == "PUNCT" else ([], -1)


FRAMES: dict[Frame, Callable[[Line, Token, Group], tuple[Content, int]]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "object_infinitive": _object_infinitive,
    "object": _object,
    "label": label,
    "gerund": _gerund,
    "preposition": _preposition,
    "estimate": _estimate,
    "put_it": _put_it,
}
