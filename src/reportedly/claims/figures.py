"""Counts and what they count: "more than 9,000 people have fled since 1 May".

A count whose unit is not known is no figure; one of which nothing is said that we know has the measure
`other`. Figures are never converted or added up: households stay households.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportedly.claims import modality, quantities
from reportedly.claims.adjacent import (
    labelled,
    list_label,
    listed,
    noun_before,
    right_after,
    tallied,
    verb_after,
    verb_before,
    word_after,
)
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
from reportedly.claims.nouns import noun_counted
from reportedly.claims.parts import after_pronoun, bracket_over, is_of_many, of_those, opening_of, undone
from reportedly.claims.quantities import Quantity, whole
from reportedly.claims.scenes import Scene, Told, place_of, window_of, within
from reportedly.claims.uncounted import (
    counts_something_else,
    is_fraction,
    is_label,
    is_measured,
    is_one,
    is_speed,
    is_time,
    percent,
    word_before,
)
from reportedly.reading import Line, Page, Token
from reportedly.records import Figure, Measure, PlaceMention, Span, TimeMention, make_id
from reportedly.times import Window, windows

NEAR = 12  # figures before this sentence that a pronoun may refer to
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
    bracket: int | None = None  # where the round bracket opens that it stands in


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
        if measure is None and change and parent and _carries_on(scene.line, count, parent):
            measure, unit = parent.figure.measure, parent.figure.unit  # "four died on Monday, 9 more since"
        if measure is None or unit is None:
            continue
        made = _figure(scene, count, measure, unit, parent if _is_part(count, parent) else None)
        if change and _adds(made, found):
            made = replace(made, delta=change)
        found.append(Found(scene.line, count, made))
    for count in changes:
        found = _with_former(scene, count, found)
    return _with_wholes(scene.line, sorted(found, key=lambda f: f.figure.span.start))


def _figure(scene: Scene, count: Count, measure: Measure, unit: str, whole: Found | None) -> Figure:
    """A count as a figure; `whole` is the one it is a part of."""
    line = scene.line
    told = Told(count.span, count.node, count.number, count.said.sign if count.said else None, measure)
    window = window_of(scene, told) if measure != "distance" else Window(None, None)
    if whole and whole.figure.measure == measure and window == Window(None, None):
        window = Window(whole.figure.window_start, whole.figure.window_end)
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


def _carries_on(line: Line, count: Count, parent: Found) -> bool:
    """Whether "9 more since" are more of what was counted before; not where they do something else."""
    return parent.line is line and count.unit is None and count.number.dep not in {"nsubj", "nsubjpass"}


def _with_wholes(line: Line, found: Sequence[Found]) -> list[Found]:
    """The figures in order; the 40 of "40 of the 212 families" is a part of the 212."""
    linked = list(found)
    for n, (part, of) in enumerate(pairwise(found)):
        between = line.tokens[part.count.number.i + 1 : of.count.number.i]
        first = bisect_left(line.parse.start, of.count.quantity.start)
        if part.figure.part_of is None and between and is_fraction(line, first) is part.count.number:
            linked[n] = replace(part, figure=replace(part.figure, part_of=of.figure.id))
    return linked


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
    if is_label(line, quantity) or is_time(scene, quantity) or word_before(line, quantity) == "not":
        return None
    span, share = line.span(quantity.start, quantity.end), percent(line, after, quantity.end)
    if share:
        counted_as = line.span(quantity.start, share.end)
        return Count(quantity, counted_as, number, share, "percent", Governor(), None)
    if is_measured(line, quantity, after):
        return None
    noun, anaphoric = noun_counted(line, after)
    unit, node = unit_at(line, noun) if noun else None, noun or number
    first = bisect_left(line.parse.start, quantity.start)
    if (fraction := is_fraction(line, first)) is not None:
        # "half of the 900 people displaced in May returned": the 900 were displaced, they did not return
        earlier = already(line, noun, unit) if noun else None
        told = earlier is not None or (unit is not None and fraction.pos == "NUM")
        return (
            Count(whole(quantity, line.text), span, number, node, unit, Governor(), earlier) if told else None
        )
    if unit in LENGTHS:
        if is_speed(line, node):
            return None
        again = word_before(line, quantity) == "("  # the same length again: "33 km (20 miles)"
        return None if again else Count(quantity, span, number, node, unit, Governor(), None)
    quantity = whole(quantity, line.text)
    beside = right_after(line, after) if noun is None or noun.i == after else None
    if noun is None and beside is None and (label := labelled(line, first)) is not None:
        return Count(quantity, span, number, node, label[1], Governor(), label[0])
    beside = beside or (tallied(line, first) or verb_after(line, after) if noun is None else None)
    if noun is None and not (anaphoric or beside) and counts_something_else(line, quantity, number):
        return None
    over = governor(line, node)
    apart = node.i not in (number.i, number.head)  # the parse takes number and noun apart
    follows = after if noun is None else noun.i + 1
    said = (
        beside
        or still_away(line, over, unit)
        or listed(line, first, after if noun is None or noun.i == after else follows, unit)
        or verb_before(line, first - 1, unit)
        or evidence(line, node, unit, over)
        or (evidence(line, number, unit, governor(line, number)) if apart else None)
        or word_after(line, follows, unit)
        or noun_before(line, first, unit)
        or lodged(line, node, unit)
        or list_label(line, first, unit)
    )
    if said is not None and said.measure in AWAY and _is_force(line, node):
        said = None
    if undone(over) and is_of_many(line, after):
        said = None  # "freed 22 of the 60 girls it had kidnapped"
    anaphoric = anaphoric or after_pronoun(line, quantity) or (noun is None and of_those(line, number))
    lead = word_before(line, quantity)
    if unit is None and (other := counted(line, over)) is not None:
        unit = unit_at(line, other)
    return Count(quantity, span, number, node, unit, over, said, anaphoric, lead, bracket_over(line, number))


def _is_force(line: Line, node: Token) -> bool:
    """Whether those counted are of a force or held, and nobody else: not so "fighters and their families"."""
    both = (node, *(c for c in line.children[node.i] if c.dep == "conj" and unit_at(line, c)))
    return all(t.lemma in lexicon().combatants for t in both)


# -- what it comes to --------------------------------------------------------------------------------


def _is_part(count: Count, parent: Found | None) -> bool:
    """Whether a count is of some of those counted before: "including 3", "3 of them", "31 (12 women)"."""
    if count.anaphoric:
        return True
    if count.over.includer is not None:
        # "7 dead, including 2 soldiers, and 19 wounded": the 19 are none of the 7
        known = parent.figure.measure if parent else "other"
        return known == "other" or count.said is None or count.said.measure == known
    if parent is None or count.bracket is None or count.unit not in (None, parent.figure.unit):
        return False
    of, own = parent.figure, count.quantity
    return (own.high or own.low or 0) < (of.high or of.low or 0)


def _parent(line: Line, count: Count, before: Sequence[Found]) -> Found | None:
    """The figure of persons or households that a part, a pronoun or a bare number refers to."""
    back = 1 if count.anaphoric else 0  # only a pronoun looks back to the sentence before
    reach = [f for f in before if line.index - f.line.index <= back]
    reach = [f for f in reach if f.figure.unit in {"person", "household", "building", "place"}]
    if within := count.bracket or (opening_of(line, count.number) if count.anaphoric else None):
        outside = [f for f in reach if f.line is not line or f.count.number.i < within]
        reach = outside or reach
    return reach[-1] if reach else None


def _decide(count: Count, parent: Found | None) -> tuple[Measure | None, str | None]:
    """Measure and unit, or None where there is no figure to speak of."""
    if count.unit == "percent":
        return "share", "percent"
    if count.unit in LENGTHS:
        return "distance", count.unit
    if count.over.origin and count.unit is None and count.lead == "from":
        return None, None  # it is not told what it is now
    if parent and (part := _is_part(count, parent)) and undone(count.over):
        return "other", count.unit or parent.figure.unit
    if parent and (part or count.unit is None or count.node.lower in lexicon().others):
        inherits = parent.figure.measure
        if part and (count.said is None or count.said.measure == inherits):
            return inherits, count.unit or parent.figure.unit
        follows = count.node.lower in lexicon().others
        if count.said is None and follows and inherits != "other":
            return inherits, count.unit
        if count.said is None and (_stands_alone(count) or _is_total(count)) and inherits != "other":
            return inherits, count.unit or parent.figure.unit
    if count.said is not None:
        if is_one(count.quantity) and count.unit is None and count.said.sign.i != count.number.i + 1:
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
