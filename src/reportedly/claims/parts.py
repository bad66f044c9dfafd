"""Which counts are of some of those counted before: "12 of them", "of the 31 dead, 12 were women"."""

from __future__ import annotations

from bisect import bisect_left

from reportedly.claims.counting import lexicon
from reportedly.claims.measures import Governor
from reportedly.claims.quantities import Quantity
from reportedly.reading import Line, Token


def bracket_over(line: Line, number: Token) -> int | None:
    """The round bracket that opens before a number and is not closed before it; None if there is none."""
    for token in reversed(line.tokens[: number.i]):
        if token.text == ")":
            return None
        if token.text == "(":
            return token.i
    return None


def opening_of(line: Line, number: Token) -> int | None:
    """Where the comma is that ends the opening of "Of the 31 killed, 12 were women", if it stands before a
    number; else None."""
    if line.tokens[0].lower not in lexicon().out_of:
        return None
    return next((t.i for t in line.tokens[1 : number.i] if t.lower == ","), None)


def of_those(line: Line, number: Token) -> bool:
    """Whether a bare number is of those that its sentence opens with: "Of the 31 killed, 12 were women"."""
    if opening_of(line, number) is None or number.i + 1 >= len(line.tokens):
        return False
    return line.tokens[number.i + 1].pos in {"AUX", "VERB"}


def is_of_many(line: Line, after: int) -> bool:
    """Whether the count before token `after` is some of another: the 22 of "22 of the 60 girls"."""
    following = line.tokens[after : after + 4]
    return bool(following) and following[0].lower == "of" and any(t.pos == "NUM" for t in following)


def undone(over: Governor) -> bool:
    """Whether what is said of some ends what was said of all: "arrested 34 men and released 12 of them"."""
    return any(verb.lemma in lexicon().undoing for verb, _ in over.verbs)


def after_pronoun(line: Line, quantity: Quantity) -> bool:
    """As in "among them three children", "of whom three"."""
    first = bisect_left(line.parse.start, quantity.start)
    before = [t.lower for t in line.tokens[max(0, first - 2) : first]]
    return len(before) == 2 and before[0] in {"among", "of"} and before[1] in lexicon().pronouns
