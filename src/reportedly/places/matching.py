"""Names of the gazetteer in a line, found without the parser."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.places.gazetteer import Gazetteer
from reportedly.places.normalise import ARTICLE, LEADING
from reportedly.places.surroundings import NAMES, namelike
from reportedly.places.words import words
from reportedly.reading import Line, Token

LINKS = ARTICLE | frozenset(
    [
        "-",
        "'",
        "'s",
        "of",
        "the",
        "de",
        "la",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "du",
        "des",
        "upon",
        "on",
        "sur",
        "and",
        "le",
        "les",
        "y",
        "e",
    ]
)
LONGEST = 8  # tokens of a name
LARGE = 100_000  # inhabitants
Match = tuple[int, int]  # first and last token, both included


class Matcher:
    """Looks up runs of words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def exact(self, line: Line) -> list[Match]:
        """Runs of capitalised words that the gazetteer has, from the left, the longest first."""
        found, n = [], 0
        while n < len(line.tokens):
            last = self._longest(line, n) if _starts(line.tokens, n) else None
            if last is not None:
                found.append((n, last))
                n = last
            n += 1
        return found

    def _longest(self, line: Line, first: int) -> int | None:
        tokens, ends = line.tokens, []
        for n in range(first, min(len(tokens), first + LONGEST)):
            if namelike(tokens[n]):
                ends.append(n)
            elif tokens[n].lower not in LINKS:
                break
        for last in reversed(ends):
            if first == last and tokens[first].lower in words().never:
                return None
            text = line.text[tokens[first].start : tokens[last].end]
            if len(text.strip(".")) > 1 and self._gazetteer.lookup(text):
                return last
        return None

    def alike(self, line: Line) -> Iterator[Match]:
        """Names with an Arabic article that sound like one of the gazetteer: "Dayr al-Olen", "al-Tarsa"."""
        tokens, w = line.tokens, words()
        for n, token in enumerate(tokens[:-1]):
            if token.lower not in LEADING:
                continue
            hyphened = tokens[n + 1].text == "-" and n + 2 < len(tokens)
            last = n + 2 if hyphened else n + 1
            if not namelike(tokens[last]):
                continue
            before = tokens[n - 1] if n else None
            starts = [n] if hyphened else []
            if before is not None and namelike(before) and (before.tag in NAMES or before.text.isupper()):
                starts = [n - 2, n - 1] if n > 1 and namelike(tokens[n - 2]) else [n - 1]
            for first in starts:
                if first and tokens[first - 1].lower in w.titles:
                    break
                if self._gazetteer.similar(line.text[tokens[first].start : tokens[last].end]):
                    yield first, last
                    break

    def uncapitalised(self, line: Line) -> Iterator[Match]:
        """For pages without capitals: countries and larger towns right after "in", "near", "the town of"."""
        tokens, w, n = line.tokens, words(), 1
        while n < len(tokens):
            before = tokens[n - 1].lower
            cue = (
                before in w.strong_locative or before in w.directions or before in {"of", "at", "to", "from"}
            )
            last = self._longest_uncapitalised(line, n) if cue else None
            if last is not None:
                yield n, last
                n = last
            n += 1

    def _longest_uncapitalised(self, line: Line, first: int) -> int | None:
        tokens, w = line.tokens, words()
        name = tokens[first].lower
        if name == "the" or not tokens[first].text.isalpha():
            return None
        for last in range(min(len(tokens), first + 4) - 1, first - 1, -1):
            if not tokens[last].text.isalpha():
                continue
            if first == last and (name in w.never or name in w.not_places or tokens[first].pos not in NOUNS):
                continue
            candidates = self._gazetteer.lookup(line.text[tokens[first].start : tokens[last].end])
            if any(c.own and (c.population >= LARGE or c.place.feature == "PCLI") for c in candidates[:3]):
                return last
        return None


NOUNS = frozenset({"PROPN", "NOUN", "X"})


def _starts(tokens: tuple[Token, ...], n: int) -> bool:
    token = tokens[n]
    if namelike(token):
        return token.lower != "the"
    hyphened = n + 2 < len(tokens) and tokens[n + 1].text == "-" and namelike(tokens[n + 2])
    return hyphened and token.lower in LEADING
