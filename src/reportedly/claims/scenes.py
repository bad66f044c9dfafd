"""When and where: the time and the place, of those a sentence names, that belong to a count in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reportedly.claims.counting import lexicon, unit_of
from reportedly.reading import Line, Token
from reportedly.records import PlaceMention, Span, TimeMention
from reportedly.times import Window

NO_PLACES = frozenset({"metonym", "associative", "dateline"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a time or place may belong to: the counted noun, the number, the word that tells the measure."""

    span: Span
    node: Token
    number: Token
    sign: Token | None


class Scene:
    """A line with the times, their windows, and the places it names."""

    def __init__(
        self,
        line: Line,
        times: Sequence[TimeMention],
        windows: Sequence[Window],
        places: Sequence[PlaceMention],
    ) -> None:
        self.line, self.times, self.windows, self.places = line, times, windows, places

    @cached_property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each token in the text as given."""
        line, at = self.line, self.line.sentence.start
        if any(e.start < line.sentence.end and e.end > at for e in line.article.edits):
            return tuple((s.start, s.end) for s in (line.token_span(t, t) for t in line.tokens))
        return tuple((at + t.start, at + t.end) for t in line.tokens)

    def token(self, span: Span) -> Token | None:
        """The head of the tokens that a span covers: the first that hangs from one outside."""
        inside = [
            t
            for t, (start, end) in zip(self.line.tokens, self.bounds, strict=True)
            if end > span.start and start < span.end and t.pos != "SPACE"
        ]
        numbers = {t.i for t in inside}
        return next((t for t in inside if t.head not in numbers or t.head == t.i), None)


def within(line: Line, starts: Sequence[int]) -> slice:
    """The mentions, in order of their starts, that start within a line."""
    return slice(bisect_left(starts, line.sentence.start), bisect_left(starts, line.sentence.end))


def verb_over(line: Line, token: Token) -> Token | None:
    if token.pos in {"VERB", "AUX"}:
        return token
    return next((a for a in line.ancestors(token) if a.pos in {"VERB", "AUX"}), None)


def clause(scene: Scene, told: Told) -> frozenset[int]:
    """The tokens that what is told of a count hangs from: its noun, its verb, the sign of its measure."""
    line, mine = scene.line, {told.node.i, told.number.i}
    for token in (told.node, told.number, *((told.sign,) if told.sign else ())):
        mine.add(token.i)
        if (verb := verb_over(line, token)) is not None:
            mine.add(verb.i)
    return frozenset(mine)


def window_of(scene: Scene, told: Told) -> Window:
    """The window of the time expression in the count's own clause; the nearest, if there are several.

    "Monday" in "said on Monday" tells when it was said: it hangs from another verb than the count.
    """
    line, mine = scene.line, clause(scene, told)
    best: tuple[int, Window] | None = None
    for mention, window in zip(scene.times, scene.windows, strict=True):
        token = scene.token(mention.span)
        if token is None or (window.start is None and window.end is None):
            continue
        verb = verb_over(line, token)
        if verb is not None and any(c.dep == "mark" and c.lower == "since" for c in line.children[verb.i]):
            verb = verb_over(line, line.head(verb))  # "since the war began in 2011": what has happened since
        inside = any(a.i == told.node.i for a in line.ancestors(token))
        if not inside and (verb is None or verb.i not in mine):
            continue
        if _follows_origin(line, told.number, token):
            continue
        distance = abs(mention.span.start - told.span.start)
        if best is None or distance < best[0]:
            best = distance, window
    return best[1] if best else Window(None, None)


def _follows_origin(line: Line, number: Token, time: Token) -> bool:
    """Whether a time is that of an earlier count: "rose to 70, up from 43 on Monday"."""
    between = line.tokens[number.i + 1 : time.i]
    return any(a.lower == "from" and b.pos == "NUM" for a, b in pairwise(between))


def place_of(scene: Scene, told: Told) -> PlaceMention | None:
    """The place the counted event is told to be at.

    Best is one that hangs from the count's noun or verb by as few steps as possible; where people went
    ("to the camp") yields to where they were. A name within another noun ("the Ruritania army") and what lies
    ahead ("towards the border of Ruritania") are no places of it.
    """
    line, mine, known = scene.line, clause(scene, told), lexicon()
    ranked = []
    for mention in scene.places:
        token = scene.token(mention.span)
        if token is None or mention.role in NO_PLACES or of_a_body(line, token):
            continue
        steps, prep, leads_away, cause = 0, "", False, False
        for above in (token, *line.ancestors(token)):
            if above.i in mine:
                break
            steps += 1
            said = above.pos == "VERB" and above.lemma in known.speech  # "the group, based in Orvale, said"
            leads_away |= said or above.lower in known.towards or above.lemma in known.borders
            cause |= above.pos in {"ADP", "SCONJ"} and above.lower in known.causes
            if above.pos == "ADP" and not prep:
                prep = above.lower
        else:
            steps += 20
        inner = token.dep in {"compound", "nmod", "amod", "poss", "npadvmod"}
        if leads_away or (inner and not _is_locality(line.head(token))):
            continue
        elsewhere = bool(prep) and prep not in (known.targets if cause else known.where)
        ranked.append((cause, elsewhere, steps, abs(mention.span.start - told.span.start), mention))
    return narrowest(scene, [r[4] for r in sorted(ranked, key=lambda r: r[:4])]) if ranked else None


def narrowest(scene: Scene, ranked: Sequence[PlaceMention]) -> PlaceMention:
    """The first, or the one of the others that it only tells the whereabouts of: "the port of Orvale, in
    Norland", "Orvale in Norland"."""
    best = ranked[0]
    for _ in ranked:
        root = scene.token(best.span)
        over = {a.i for a in scene.line.ancestors(root)} if root else set()
        inner = [m for m in ranked if m is not best and _anchors(scene, m) & over]
        if not inner:
            break
        best = inner[0]
    return best


def _anchors(scene: Scene, mention: PlaceMention) -> set[int]:
    """The tokens that stand for a place in the tree: its name, and the noun that it is the name of."""
    token = scene.token(mention.span)
    if token is None:
        return set()
    over = scene.line.head(token)
    named = token.dep == "appos" or (token.dep in {"compound", "nmod"} and _is_locality(over))
    return {token.i, over.i} if named else {token.i}


def of_a_body(line: Line, token: Token) -> bool:
    """Whether a place's name is only part of a body's: "the Islamic Army in Norland"."""
    return any(
        start <= token.i < after
        and label == "ORG"
        and any(t.entity == "ORG" and t.pos == "ADP" for t in line.tokens[start:after])
        for start, after, label in line.parse.entities
    )


def _is_locality(token: Token) -> bool:
    """A noun that a place's name goes with: "Ruritz province"."""
    return unit_of(token) == "place" or token.lemma in lexicon().localities
