"""Through whom something is said: the attribution it stands in, and the outlets that carried it."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.actors import PRESS, Actors
from reportedly.claims.draft import Draft
from reportedly.claims.sources import core_of
from reportedly.claims.syntax import Phrase, noun_phrase

Held = dict[int, list[tuple[int, int, int]]]  # line -> (start, end, number of the attribution)


def contents_by_line(drafts: Sequence[Draft]) -> Held:
    """Where the content of attributions with a cue and a source stands."""
    held: Held = {}
    for n, draft in enumerate(drafts):
        if draft.cue is not None and draft.source is not None:
            for index, start, end in draft.content:
                held.setdefault(index, []).append((start, end, n))
    return held


def enclosing(draft: Draft, drafts: Sequence[Draft], held: Held) -> int | None:
    """The attribution in whose content this one's cue stands; the narrowest."""
    if draft.cue is None:
        return None
    line, at = draft.line, draft.line.tokens[draft.cue[1]]
    best: tuple[int, int] | None = None
    for start, end, n in held.get(line.index, ()):
        other = drafts[n]
        if other is draft or other.cue is None or not (start <= at.start and at.end <= end):
            continue
        inner = other.line.tokens[other.cue[1]]
        if other.line.index == line.index and start <= inner.start < end:
            continue
        if best is None or end - start < best[0]:
            best = end - start, n
    return best[1] if best is not None else None


def carriers(draft: Draft, actors: Actors) -> list[Phrase]:
    """Outlets that the words were given to or carried by: "told Reuters", "quoted by the Tribune"."""
    if draft.cue is None or draft.source is None:
        return []
    line, cue = draft.line, draft.line.tokens[draft.cue[1]]
    inside = [(s, e) for index, s, e in draft.content if index == line.index]
    found = []
    for token in line.tokens[max(0, draft.cue[0] - 30) : draft.cue[1] + 30]:
        if token.pos not in ("PROPN", "NOUN") or token.dep not in ("dobj", "dative", "pobj"):
            continue
        if any(s <= token.start < e for s, e in inside):
            continue
        above = line.head(token)
        if token.dep in ("dobj", "dative") and above.i == cue.i:
            press = True
        elif token.dep == "pobj" and above.lower in ("by", "to", "with", "in"):
            carrier = line.head(above)
            carried = carrier.lemma in ("quote", "cite", "carry", "publish", "report", "broadcast")
            talked = carrier.lemma in (
                "interview",
                "speak",
                "talk",
                "statement",
                "remark",
                "tell",
                "write",
                "comment",
            )
            if above.lower == "by" and carried and carrier.tag == "VBN":
                found.append(noun_phrase(line, token))
                continue
            press = talked
        else:
            continue
        if press:
            phrase = noun_phrase(line, token)
            core = core_of(line, phrase, token)
            actor = actors.find(line.text[core[0].start : core[-1].end])
            role = actor.kind if actor is not None else actors.role(line.text[core[0].start : token.end])
            if role in PRESS and token.tag in ("NN", "NNP"):  # "told state television", not "told agencies"
                found.append(phrase)
    return found
