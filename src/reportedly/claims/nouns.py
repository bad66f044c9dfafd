"""The noun that a number counts: the people of "12 unarmed people"."""

from __future__ import annotations

from reportedly.claims.counting import LENGTHS, lexicon, unit_at, unit_of
from reportedly.reading import Line, Token

REACH = 9  # tokens from a number to the noun it counts


def noun_counted(line: Line, after: int) -> tuple[Token | None, bool]:
    """The noun that a number before token `after` counts, and whether a pronoun stands for it."""
    if (length := _length(line, after)) is not None:
        return length, False
    tokens, best = line.tokens, None
    for i in range(after, min(after + REACH, len(tokens))):
        token = tokens[i]
        if token.lower in lexicon().parts or (i + 1 < len(tokens) and _begins_another(token, tokens[i + 1])):
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


def _begins_another(token: Token, after: Token) -> bool:
    """Whether another count begins: the 30 of "9 missing and 30 homeless"."""
    return token.lower in {"and", "or"} and after.tag == "CD"


def _fits_inside(token: Token, first: bool) -> bool:
    """Whether a token can stand between a number and its noun."""
    if token.pos in {"ADJ", "ADV", "NOUN", "PROPN", "DET", "PRON"} or token.lower in {
        "of",
        "out",
        "-",
        "and",
        "'s",
        "or",
    }:
        return token.lower not in {"who", "which", "that", "they", "|"} and (
            not first or token.lower not in {"and", "or"}
        )
    return token.tag in {"VBN", "VBG", "POS", "CD", "HYPH"} and not (first and token.tag == "CD")


def _length(line: Line, after: int) -> Token | None:
    """The length that a number is hyphened to: "a 20-kilometre stretch"."""
    pair = line.tokens[after : after + 2]
    return pair[1] if len(pair) == 2 and pair[0].text == "-" and unit_of(pair[1]) in LENGTHS else None
