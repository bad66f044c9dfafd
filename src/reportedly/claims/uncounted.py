"""What a number in a sentence is instead of a count: a name's number, a date, money, an age, a share."""

from __future__ import annotations

from bisect import bisect_left

from reportedly.claims.adjacent import is_headline_verb
from reportedly.claims.counting import LENGTHS, lexicon, unit_of
from reportedly.claims.quantities import Quantity
from reportedly.claims.scenes import Scene
from reportedly.reading import Line, Token


def _token_before(line: Line, offset: int) -> Token | None:
    first = bisect_left(line.parse.start, offset)
    return line.tokens[first - 1] if 0 < first <= len(line.tokens) else None


def word_before(line: Line, quantity: Quantity) -> str:
    token = _token_before(line, quantity.number_start)
    return token.lower if token else ""


def is_label(line: Line, quantity: Quantity) -> bool:
    """Whether the number is a part of a name: "article 9"."""
    before = _token_before(line, quantity.number_start)
    labels = lexicon().not_after
    return bool(before and (before.lower in labels or before.lemma in labels))


def is_time(scene: Scene, quantity: Quantity) -> bool:
    """Whether the number is of a date or duration; the "quarter" of "a quarter of a million" is none."""
    span = scene.line.span(quantity.number_start, quantity.number_end)
    over = [t.span for t in scene.times if t.span.start < span.end and span.start < t.span.end]
    spelled = not any(c.isdigit() for c in span.quote)
    return any(not (spelled and len(t.quote) < len(span.quote)) for t in over)


def is_measured(line: Line, quantity: Quantity, after: int) -> bool:
    """Whether what follows makes it money, an age, a degree, or "one of" something."""
    if after >= len(line.tokens):
        return False
    following, units = line.tokens[after], lexicon().not_before
    if following.text == "-" and after + 1 < len(line.tokens):
        following = line.tokens[after + 1]  # "a 20-kilometre stretch" is one of 20 kilometres
        return unit_of(following) not in LENGTHS
    return (
        following.lemma in units or following.lower in units or (is_one(quantity) and following.lower == "of")
    )


def is_speed(line: Line, length: Token) -> bool:
    """Whether a length is one of each hour: "winds of 90 km/h"."""
    following = [t.lower for t in line.tokens[length.i + 1 : length.i + 3]]
    return following[:1] == ["/"] or following in (["per", "hour"], ["an", "hour"])


def counts_something_else(line: Line, quantity: Quantity, number: Token) -> bool:
    """Whether a number without a known noun has one we do not count, or is an age or a name's number."""
    before, over = _token_before(line, quantity.number_start), line.head(number)
    if before and before.pos in {"NOUN", "PROPN"} and number.dep in {"nummod", "compound", "nmod"}:
        return not is_headline_verb(before)  # "Resolution 2254"
    if number.dep == "nummod" and over.pos == "NOUN" and over.i > number.i:
        return not (over.i == number.i + 1 and is_headline_verb(over))  # "three attacks"
    return _is_age(line, quantity, before, number)


def is_fraction(line: Line, first: int) -> Token | None:
    """The part of which the quantity from token `first` is the whole: the half of "half of the 900"."""
    before = list(line.tokens[max(0, first - 4) : first])
    while before and before[-1].lower in {"the", "those", "these"}:
        before.pop()
    if len(before) < 2 or before[-1].lower != "of":
        return None
    before.pop()
    part = before[-2] if before[-1].lower == "out" and len(before) > 1 else before[-1]
    return part if part.lower in lexicon().fractions or part.pos == "NUM" else None


def _is_age(line: Line, quantity: Quantity, before: Token | None, number: Token) -> bool:
    """ "Ana Roe, 7," and "children under 18"."""
    if before is None or max(quantity.low or 0, quantity.high or 0) > 120:
        return False
    if before.lower == "," and before.i:
        name = line.tokens[before.i - 1]
        return name.pos == "PROPN" and number.dep in {"appos", "nummod", "npadvmod", "nmod", "amod"}
    first = bisect_left(line.parse.start, quantity.start)
    return first > 0 and quantity.qualifier != "exact" and unit_of(line.tokens[first - 1]) == "person"


def percent(line: Line, after: int, end: int) -> Token | None:
    """The last token of "%" or "per cent" right after a number that ends at `end`."""
    tokens = line.tokens
    if after >= len(tokens) or line.text[end : tokens[after].start].strip():
        return None
    if tokens[after].lower in {"%", "percent", "percentage"}:
        return tokens[after]
    if after + 1 < len(tokens) and tokens[after].lower == "per" and tokens[after + 1].lower == "cent":
        return tokens[after + 1]
    return None


def is_one(quantity: Quantity) -> bool:
    """One or none: more often a pronoun than a count."""
    return quantity.low in (0, 1) and quantity.high in (0, 1)
