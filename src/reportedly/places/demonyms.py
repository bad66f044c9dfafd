"""Words for people and things by their country: "Kenyan", "South Koreans".

They are no places, but they tell which country a page is about, and a reader may want them: they are kept,
marked as what they are. Those of a continent ("Asian") tell no more than that, and are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.places.gazetteer import Gazetteer
from reportedly.places.matching import Match
from reportedly.places.surroundings import namelike, neighbours
from reportedly.reading import Line

SPOKEN = frozenset({"in", "speak", "speaks", "spoke", "speaking", "into", "fluent"})
PEOPLE_NAMES = frozenset({"PERSON", "WORK_OF_ART"})


def demonyms(line: Line, gazetteer: Gazetteer) -> Iterator[Match]:
    """The demonyms of a line, from the left, two words before one."""
    after = 0
    for n in line.capitals:
        last = next((m for m in (n + 1, n) if _is(line, n, m, gazetteer)), None) if n >= after else None
        if last is not None:
            yield n, last
            after = last + 1


def _is(line: Line, first: int, last: int, gazetteer: Gazetteer) -> bool:
    tokens = line.tokens
    if (
        last >= len(tokens)
        or not namelike(tokens[first])
        or tokens[first].lower == "the"
        or not tokens[last].text[0].isalpha()
    ):
        return False
    if tokens[first].entity in PEOPLE_NAMES:
        return False
    known = gazetteer.demonym(line.text[tokens[first].start : tokens[last].end])
    if all(candidate.place.feature == "CONT" for candidate in known):
        return False
    return first < last or not _language(line, first)


def _language(line: Line, n: int) -> bool:
    """Whether the word is rather a language here: "said in Spanish", "Arabic-speaking"."""
    before, after = neighbours(line, n, n)
    if after is not None and after.pos in {"NOUN", "PROPN", "ADJ"}:
        return False
    if line.tokens[n].entity == "LANGUAGE":
        return True
    return before is not None and before.lower in SPOKEN and line.tokens[n].tag != "NNPS"
