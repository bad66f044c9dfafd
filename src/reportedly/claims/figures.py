"""Counts and what they count: "more than 9,000 people have fled since 1 May".

A count whose unit is not known is no figure; one of which nothing is said that we know has the measure
`other`. Figures are never converted or added up: households stay households.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.claims import modality, quantities
from reportedly.claims.adjacent import labelled, listed, noun_before, verb_before, word_after
from reportedly.claims.counting import LENGTHS, lexicon, tables, unit_at
from reportedly.claims.deltas import delta
from reportedly.claims.measures import (
    Evidence,
    Governor,
    already,
    counted,
    evidence,
    governor,
    lodged,
    still_away,
)
from reportedly.claims.quantities import Quantity
from reportedly.claims.scenes import Scene, Told, place_of, window_of, within
from reportedly.claims.uncounted import (
    counts_something_else,
    is_fraction,
    is_label,
    is_measured,
    is_one,
    is_time,
    percent,
    word_before,
)
from reportedly.reading import Line, Page, Token
from reportedly.records import Figure, Measure, PlaceMention, Span, TimeMention, make_id
from reportedly.times import Window, windows

NEAR = 12  # figures before this sentence that a pronoun may refer to
REACH = 9  # tokens from a number to the noun it counts
AWAY: frozenset[Measure] = frozenset({"displaced", "refugees"})  # of people at large alone
SMALL = 10  # bare numbers below this are read only with a measure of their own


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with what was read of it. `node` is the counted noun, or the number if it stands alone."""

    quantity: Quantity
    span: Span
    number: Token
    node: Token
    unit: str | None
    over: Governor
    said: Evidence | None
    anaphoric: bool = False
    lead: str = ""  # the word before the number


@dataclass(frozen=True, slots=True)
class Found:
    """A count as a figure, with the line it stands in."""

    line: Line
    count: Count
    figure: Figure


def find(page: Page, times: Sequence[TimeMention], places: Sequence[PlaceMention]) -> tuple[Figure, ...]:
    """The figures of a page, in order; they never overlap.

    `times` and `places` are the page's, in order; they give each figure its window and the place its sentence
    tells. Speaker and claim are left None: they are known once claims are, and so are places that other
    sentences tell (placing.py).
    """
    spans = windows(page, times)
    time_starts, place_starts = [t.span.start for t in times], [p.span.start for p in places]
    found: list[Found] = []
    scenes = [
        Scene(line, times[when], spans[when], places[where])
        for line in page.lines
        for when, where in [(within(line, time_starts), within(line, place_starts))]
    ]
    for scene in scenes:
        found.extend(_of_line(scene, found))
    return tuple(f.figure for f in found)


def _of_line(scene: Scene, before: Sequence[Found]) -> list[Found]:
    found: list[Found] = []
    changes: list[Count] = []  # what figures were before, known once those are
    counts = [c for q in quantities.find(scene.line.text) if (c := _count(scene, q)) is not None]
    for count in counts:
        change = delta(scene.line.text, count.quantity)
        if change == "former":
            changes.append(count)
            continue
        parent = _parent(scene.line, count, [*before[-NEAR:], *found])
        measure, unit = _decide(count, parent)
        if measure is None and change and parent and parent.line is scene.line and count.unit is None:
            measure, unit = parent.figure.measure, parent.figure.unit  # "four died on Monday, 9 more since"
        if measure is None or unit is None:
            continue
        made = _figure(scene, count, measure, unit, parent if _is_part(count) else None)
        if change and _adds(made, found):
            made = replace(made, delta=change)
        found.append(Found(scene.line, count, made))
    for count in changes:
        found = _with_former(scene, count, found)
    return sorted(found, key=lambda f: f.figure.span.start)


def _figure(scene: Scene, count: Count, measure: Measure, unit: str, whole: Found | None) -> Figure:
    """A count as a figure; `whole` is the one it is a part of."""
    line = scene.line
    told = Told(count.span, count.node, count.number, count.said.sign if count.said else None, measure)
    window = window_of(scene, told) if measure != "distance" else Window(None, None)
    return Figure(
        id=make_id("fig", line.article.id, count.span.start, count.span.end, measure),
        span=count.span,
        measure=measure,
        unit=unit,
        low=count.quantity.low,
        high=count.quantity.high,
        qualifier=count.quantity.qualifier,
        window_start=window.start,
        window_end=window.end,
        place=place_of(scene, told) or (whole.figure.place if whole else None),
        speaker=None,
        claim=None,
        part_of=whole.figure.id if whole else None,
        modality=modality.of_clause(line, count.number if count.node.pos == "PRON" else count.node),
    )


# -- what changes ------------------------------------------------------------------------------------


def _adds(made: Figure, found: Sequence[Found]) -> bool:
    """Whether "5 more" are more of the same, and not of another thing: "12 died and 30 more were hurt"."""
    told = [f.figure for f in found if f.figure.unit == made.unit]
    return not told or any(f.measure == made.measure or f.delta for f in told)


def _with_former(scene: Scene, count: Count, found: Sequence[Found]) -> list[Found]:
    """The figures of a sentence with what one of them was before; left out where none of them fits."""
    of = [f for f in found if f.figure.delta is None and count.unit in (None, f.figure.unit)]
    if not of:
        return list(found)
    now = min(of, key=lambda f: (abs(f.figure.span.start - count.span.start), f.figure.span.start))
    made = _figure(scene, count, now.figure.measure, now.figure.unit, None)
    made = replace(made, place=now.figure.place, window_start=None, window_end=None, delta="former")
    linked = replace(now, figure=replace(now.figure, former=made.id))
    return [*(linked if f is now else f for f in found), Found(scene.line, count, made)]


# -- what is counted ---------------------------------------------------------------------------------


def _count(scene: Scene, quantity: Quantity) -> Count | None:
    """A quantity with its noun and measure, or None if it is a date, money, a name's number and so on."""
    line = scene.line
    at = bisect_right(line.parse.start, quantity.number_end - 1) - 1
    if not 0 <= at < len(line.tokens) or line.tokens[at].end <= quantity.number_start:
        return None
    number = line.tokens[at]
    after = bisect_left(line.parse.start, quantity.end)
    while after < len(line.tokens) and line.tokens[after].pos == "SPACE":
        after += 1
    if is_label(line, quantity) or is_time(scene, quantity):
        return None
    span, share = line.span(quantity.start, quantity.end), percent(line, after, quantity.end)
    if share:
        whole = line.span(quantity.start, share.end)
        return Count(quantity, whole, number, share, "percent", Governor(), None)
    if is_measured(line, quantity, after):
        return None
    noun, anaphoric = _noun(line, after)
    unit, node = unit_at(line, noun) if noun else None, noun or number
    if is_fraction(line, bisect_left(line.parse.start, quantity.start)):
        # "half of the 900 people displaced in May returned": the 900 were displaced, they did not return
        earlier = already(line, noun, unit) if noun else None
        return Count(quantity, span, number, node, unit, Governor(), earlier) if earlier else None
    if unit in LENGTHS:
        again = word_before(line, quantity) == "("  # the same length again: "33 km (20 miles)"
        return None if again else Count(quantity, span, number, node, unit, Governor(), None)
    first = bisect_left(line.parse.start, quantity.start)
    if noun is None and (label := labelled(line, first)) is not None:
        return Count(quantity, span, number, node, label[1], Governor(), label[0])
    if noun is None and not anaphoric and counts_something_else(line, quantity, number):
        return None
    over = governor(line, node)
    apart = node.i not in (number.i, number.head)  # the parse takes number and noun apart
    follows = after if noun is None else noun.i + 1
    said = (
        still_away(line, over, unit)
        or listed(line, first, after if noun is None or noun.i == after else follows, unit)
        or verb_before(line, first - 1, unit)
        or evidence(line, node, unit, over)
        or (evidence(line, number, unit, governor(line, number)) if apart else None)
        or word_after(line, follows, unit)
        or noun_before(line, first, unit)
        or lodged(line, node, unit)
    )
    if said is not None and said.measure in AWAY and _is_force(line, node):
        said = None
    anaphoric = anaphoric or _after_pronoun(line, quantity)
    lead = word_before(line, quantity)
    if unit is None and (other := counted(line, over)) is not None:
        unit = unit_at(line, other)
    return Count(quantity, span, number, node, unit, over, said, anaphoric, lead)


def _is_force(line: Line, node: Token) -> bool:
    """Whether those counted are of a force or held, and nobody else: not so "fighters and their families"."""
    both = (node, *(c for c in line.children[node.i] if c.dep == "conj" and unit_at(line, c)))
    return all(t.lemma in lexicon().combatants for t in both)


def _after_pronoun(line: Line, quantity: Quantity) -> bool:
    """As in "among them three children", "of whom three"."""
    first = bisect_left(line.parse.start, quantity.start)
    before = [t.lower for t in line.tokens[max(0, first - 2) : first]]
    return len(before) == 2 and before[0] in {"among", "of"} and before[1] in lexicon().pronouns


def _noun(line: Line, after: int) -> tuple[Token | None, bool]:
    """The noun that a number before token `after` counts, and whether a pronoun stands for it."""
    tokens, best = line.tokens, None
    for i in range(after, min(after + REACH, len(tokens))):
        token = tokens[i]
        if token.lower in lexicon().parts:
            return best, False
        if token.lower in lexicon().pronouns and i > after and tokens[i - 1].lower == "of":
            return None, True
        if (
            token.dep == "compound"
            and token.head == i + 1
            and not unit_at(line, tokens[i + 1])
            and tokens[i + 1].pos == "NOUN"
        ):
            continue  # "two terrorist attacks" are not two terrorists
        named = unit_at(line, token)
        if (
            named
            and token.pos in {"NOUN", "PROPN", "ADJ", "X", "VERB"}
            and (token.pos != "VERB" or i == after)
        ):
            best = token if token.pos != "ADJ" or best is None else best
            if i + 2 < len(tokens) and tokens[i + 1].tag == "POS" and unit_at(line, tokens[i + 2]):
                return tokens[i + 2], False  # "300 families' homes"
            if (
                i + 1 < len(tokens)
                and token.pos != "ADJ"
                and tokens[i + 1].pos in {"NOUN"}
                and unit_at(line, tokens[i + 1])
            ):
                continue
            if token.pos != "ADJ":
                return token, False
        elif token.pos == "SPACE":
            continue
        elif best is not None or not _fits_inside(token, i == after):
            return best, False
    return best, False


def _fits_inside(token: Token, first: bool) -> bool:
    """Whether a token can stand between a number and its noun."""
    if token.pos in {"ADJ", "ADV", "NOUN", "PROPN", "DET", "PRON"} or token.lower in {
        "of",
        "-",
        "and",
        "'s",
        "or",
    }:
        return token.lower not in {"who", "which", "that", "they"} and (
            not first or token.lower not in {"and", "or"}
        )
    return token.tag in {"VBN", "VBG", "POS", "CD", "HYPH"} and not (first and token.tag == "CD")


# -- what it comes to --------------------------------------------------------------------------------


def _is_part(count: Count) -> bool:
    return count.over.includer is not None or count.anaphoric


def _parent(line: Line, count: Count, before: Sequence[Found]) -> Found | None:
    """The figure of persons or households that a part, a pronoun or a bare number refers to."""
    back = 1 if count.anaphoric else 0  # only a pronoun looks back to the sentence before
    reach = [f for f in before if line.index - f.line.index <= back]
    reach = [f for f in reach if f.figure.unit in {"person", "household", "building", "place"}]
    return reach[-1] if reach else None


def _decide(count: Count, parent: Found | None) -> tuple[Measure | None, str | None]:
    """Measure and unit, or None where there is no figure to speak of."""
    if count.unit == "percent":
        return "share", "percent"
    if count.unit in LENGTHS:
        return "distance", count.unit
    if count.over.origin and count.unit is None and count.lead == "from":
        return None, None  # it is not told what it is now
    if parent and (_is_part(count) or count.unit is None or count.node.lower in lexicon().others):
        inherits = parent.figure.measure
        if _is_part(count) and (count.said is None or count.said.measure == inherits):
            return inherits, count.unit or parent.figure.unit
        follows = count.node.lower in lexicon().others
        if count.said is None and follows and inherits != "other":
            return inherits, count.unit
        if count.said is None and (_stands_alone(count) or _is_total(count)) and inherits != "other":
            return inherits, count.unit or parent.figure.unit
    if count.said is not None:
        if is_one(count.quantity) and count.unit is None:
            return None, None
        unit = count.unit or tables().bare[count.said.measure]
        if unit is None and parent and parent.figure.unit in tables().units_of[count.said.measure]:
            unit = parent.figure.unit  # "damaged 300 homes and destroyed 90"
        return count.said.measure, unit
    some = count.unit and not is_one(count.quantity) and not count.quantity.faint
    return ("other", count.unit) if some else (None, None)


def _is_total(count: Count) -> bool:
    """Whether it is told as a total, of what was counted before: "bringing the total to 1,200"."""
    return any(noun.lemma in lexicon().counters for noun, _ in count.over.verbs)


def _stands_alone(count: Count) -> bool:
    """A number that is itself the object of what is said: "we are talking about at least 50,000"."""
    quantity = count.quantity
    large = max(quantity.low or 0, quantity.high or 0) >= SMALL
    return large and count.number.dep in {"pobj", "dobj", "attr"} and quantity.qualifier != "exact"
