"""Names of places that need no gazetteer: the parser's entities, and names made or marked by a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from reportedly.places.gazetteer import Gazetteer
from reportedly.places.matching import LONGEST, Match
from reportedly.places.normalise import ARTICLE, LEADING
from reportedly.places.sources import overlay
from reportedly.places.surroundings import (
    LISTING,
    NAMES,
    PLACE_LABELS,
    POSSESSIVE,
    acronym,
    articled,
    cued,
    hosts,
    named_after,
    namelike,
    of_party,
    organised,
)
from reportedly.places.words import words
from reportedly.reading import Line

WIDE = frozenset(
    {"PCLI", "ADM1", "RGN", "CONT", "OCN", "SEA", "GULF", "STM", "DSRT", "MTS"}
)  # may have an article
ROADS = frozenset({"Highway", "Interstate", "Route", "Road", "Motorway", "Freeway"})
ROAD_KINDS = frozenset({"state", "county", "national", "provincial", "u.s.", "us", "federal", "forest"})
SIGNED_ROAD = re.compile(r"[A-Z]{1,2}-?\d{1,3}$")  # "the M5 motorway"
PAVED = frozenset({"highway", "motorway", "road", "freeway", "expressway"})
ROAD_NUMBER = re.compile(r"[A-Z]?-?\d{1,4}[A-Z]?$")
CAMPS = frozenset({"camp", "camps"})
LENGTHS = frozenset({"km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "mile", "miles"})
LOOSE = frozenset({",", "and", "&", "/", ";", "or", "the"})


class Namer:
    """Finds names by the parser and by patterns."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._abbreviations = {a: name for name, forms in overlay().abbreviations.items() for a in forms}

    # -- the parser -------------------------------------------------------------------------------

    def entities(self, line: Line, matches: list[Match], surnames: Set[str]) -> Iterator[Match]:
        """What the parser takes for a place, with the limits that the gazetteer's matches give it."""
        for start, after, label in line.parse.entities:
            trimmed = trim(line, start, after - 1) if label in PLACE_LABELS else None
            if trimmed is None:
                continue
            first, last = trimmed
            for a, b in matches:  # the gazetteer knows the longer name
                if a <= first and b >= last:
                    first, last = a, b
            inner = [(a, b) for a, b in matches if a >= first and b <= last]
            if label == "FAC" and not inner and not _facility(line, last):
                continue
            if inner and line.tokens[last].lower in words().buildings and inner[0][0] == first:
                inner = [pair for pair in inner if pair[1] < last] or inner
                yield from (pair for pair in inner[:1] if self._plausible(line, *pair, True, surnames))
            elif inner and several(line, first, last, inner):
                yield from (pair for pair in inner if self._plausible(line, *pair, True, surnames))
            elif self._plausible(line, first, last, bool(inner), surnames):
                yield first, last

    def _plausible(self, line: Line, first: int, last: int, known: bool, surnames: Set[str]) -> bool:
        """Whether what the parser takes for a place can be one."""
        token, w = line.tokens[first], words()
        name = token.lower
        if named_after(line, last):
            return False
        if organised(line, last) and line.tokens[last + 1].lower not in w.bodies:
            return False
        if first < last:
            return True
        if name in w.never or len(name) < 2:
            return False
        if name in w.not_places or name in surnames:
            return known and cued(line, first, last)
        if articled(line, first, last) and not self._is(token.text, WIDE):
            return False
        if acronym(line, first, last) and not self._is(token.text, {"PCLI"}):
            return False
        if known or self._gazetteer.similar(token.text):
            return True
        return len(name) > 2 and cued(line, first, last, strong=token.entity != "GPE")

    def _is(self, name: str, features: Set[str]) -> bool:
        """Whether a name can be a place of one of these features."""
        return any(c.place.feature in features for c in self._gazetteer.lookup(name))

    def _begins(self, line: Line, first: int, last: int) -> bool:
        """Whether a run of words begins with a name of the gazetteer."""
        tokens = line.tokens
        return any(
            self._gazetteer.lookup(line.text[tokens[first].start : tokens[n].end]) for n in range(first, last)
        )

    # -- patterns ---------------------------------------------------------------------------------

    def abbreviated(self, line: Line) -> Iterator[tuple[int, str]]:
        """Abbreviated divisions ("Olen, Ind."): the token and what it means."""
        tokens = line.tokens
        for n, token in enumerate(tokens):
            whole = self._abbreviations.get(token.text)
            if whole is None:
                continue
            after_name = n > 1 and tokens[n - 1].text == "," and namelike(tokens[n - 2])
            unmistakable = len(token.text) > 2 and token.text.isupper() and token.text.isalpha()
            initials = n + 1 < len(tokens) and tokens[n + 1].entity == "PERSON"  # "S.C. Olen"
            unmistakable |= token.text.count(".") > 1 and token.entity != "PERSON" and not initials
            if after_name or unmistakable or (token.entity == "GPE" and "." in token.text):
                yield n, whole

    def patterns(self, line: Line) -> Iterator[Match]:
        """Names known by a word of theirs ("Harran Street", "Dena County") or beside them ("the village of
        Olen", "Tarsa province")."""
        tokens, w = line.tokens, words()
        for n, token in enumerate(tokens):
            word = token.lower
            titled = word in w.facilities or word in w.titled_areas
            kind = word != "state" and (word in w.areas or word in w.dwellings)
            site = n > 0 and f"{tokens[n - 1].lower} {word}" in w.sites
            first = run_before(line, n - site) if titled or kind or site or word in w.buildings else n
            if namelike(token):
                if word in w.buildings and self._begins(line, first, n):
                    continue
                if titled and first < n and nameable(line, first, n - 1) and not organised(line, n):
                    yield first, n
                continue
            end = n - 1 - site
            named = (kind or site) and first <= end
            if named and (nameable(line, first, end) or self._misread(line, first, end)):
                yield first, end
            if word in w.listed:
                yield from _list_before(line, n)
            if w.place_word(word) and n + 2 < len(tokens) and tokens[n + 1].lower == "of":
                last = run_after(line, n + 2)
                sure = word in w.settlements or tokens[n + 2].entity != "PERSON"
                if last is not None and sure and nameable(line, n + 2, last):
                    yield n + 2, last

    def _misread(self, line: Line, first: int, last: int) -> bool:
        """Whether the parser takes a name for a people's that is none: "the Olen neighbourhood". A camp may
        well be a people's, which the gazetteer does not know."""
        run = line.tokens[first : last + 1]
        if line.tokens[last + 1].lower in CAMPS:
            return False
        if any(t.entity != "NORP" or t.tag != "NNP" or t.lower in words().not_places for t in run):
            return False
        return not self._gazetteer.demonym(line.text[run[0].start : run[-1].end])

    def unknown(self, line: Line, proper: Iterable[Match]) -> Iterator[Match]:
        """Of these runs those where a place must stand: "in Olen", "at Tal Olen", "Olen, a village"."""
        for first, last in proper:
            headed = first < last and line.tokens[first].lower in words().heads
            if (
                apposed(line, last)
                or (first == last and hosts(line, last) and not acronym(line, first, last))
                or (headed and cued(line, first, last))
                or (not organised(line, last) and not ends_name(line, last) and stands_in(line, first))
            ):
                yield first, last


def _list_before(line: Line, n: int) -> Iterator[Match]:
    """The names of a list that ends before token n, a plural: "Olen, Tarsa and Dena villages"."""
    tokens, found = line.tokens, list[Match]()
    while n and (first := run_before(line, n)) < n and nameable(line, first, n - 1):
        found.append((first, n - 1))
        n = first
        while n and tokens[n - 1].lower in LISTING:
            n -= 1
    if len(found) > 1:
        yield from found


def runs(line: Line) -> Iterator[Match]:
    """Runs of proper nouns."""
    tokens, n = line.tokens, 0
    while n < len(tokens):
        last = run_after(line, n) if tokens[n].tag == "NNP" or joined_article(line, n) else None
        if last is not None and nameable(line, n, last):
            yield n, last
        n = (n if last is None else last) + 1


def roads(line: Line) -> Iterator[Match]:
    """Numbered roads: "Highway 19", "County Road 43", "Route N2", and the number in "the M5 motorway"."""
    tokens = line.tokens
    for n in range(1, len(tokens)):
        if ROAD_NUMBER.match(tokens[n].text) and tokens[n - 1].text in ROADS:
            first = n - 1
            while first and namelike(tokens[first - 1]) and tokens[first - 1].lower in ROAD_KINDS:
                first -= 1
            yield first, n
        elif SIGNED_ROAD.match(tokens[n].text) and n + 1 < len(tokens) and tokens[n + 1].lower in PAVED:
            yield n, n


def joined_article(line: Line, n: int) -> bool:
    """Whether token n is an Arabic article that a name hangs on: "al-Olen"."""
    tokens = line.tokens
    return n + 1 < len(tokens) and tokens[n].lower in LEADING and tokens[n + 1].text == "-"


def _facility(line: Line, last: int) -> bool:
    """Whether a name ends with a word for something that stands somewhere, or one follows it."""
    return any(t.lower in words().facilities for t in line.tokens[last : last + 2])


def apposed(line: Line, last: int) -> bool:
    """Whether ", a village", or ", 70 kilometres north" follows."""
    tokens = line.tokens
    if last + 3 >= len(tokens) or tokens[last + 1].text != ",":
        return False
    after = tokens[last + 3 : last + 5]
    if tokens[last + 2].lower in {"a", "the"}:
        return any(t.lower in words().settlements for t in after)
    return any(t.lower in LENGTHS and tokens[t.i - 1].tag == "CD" for t in after)


def stands_in(line: Line, first: int) -> bool:
    """Whether "in", "near" or "north of" stands before a name that is no organisation's for the parser."""
    tokens = line.tokens
    label, before = tokens[first].entity, tokens[first - 1].lower if first else ""
    if label == "ORG" and tokens[first].lower not in LEADING:
        return False
    if before == "of" and first > 1:
        return tokens[first - 2].lower in words().directions
    return before in words().strong_locative and before != "towards"


def ends_name(line: Line, last: int) -> bool:
    """Whether the run is only the beginning of a longer name or of a common noun's: "in Reform talks"."""
    after = line.tokens[last + 1] if last + 1 < len(line.tokens) else None
    return after is not None and after.pos in {"NOUN", "PROPN", "ADJ"}


def trim(line: Line, first: int, last: int) -> Match | None:
    """The name in an entity, without "the", "northern", "the city of", a possessive; None if none is left."""
    tokens, w = line.tokens, words()
    while last >= first and (tokens[last].lower in POSSESSIVE or not tokens[last].text[-1].isalnum()):
        if tokens[last].text[-1] == "." and len(tokens[last].text) > 1:
            break
        last -= 1
    while first <= last and not namelike(tokens[first]):
        if tokens[first].lower in LEADING and first < last and tokens[first + 1].text == "-":
            break
        first += 1
    if first < last and tokens[first].lower == "the":
        first += 1
    if first + 1 < last and of_party(line, first + 2):
        first += 2
    while last > first and tokens[last].text.islower() and tokens[last].lower in w.areas:
        last -= 1
    return (first, last) if first <= last else None


def several(line: Line, first: int, last: int, inner: list[Match]) -> bool:
    """Whether an entity is a list of names, or one with no more than a direction or a kind beside it."""
    covered = {n for a, b in inner for n in range(a, b + 1)}
    rest = [line.tokens[n] for n in range(first, last + 1) if n not in covered]
    return all(t.lower in LOOSE or t.lower in words().directions or t.text.islower() for t in rest)


def nameable(line: Line, first: int, last: int) -> bool:
    """Whether a run of capitalised words can be the name of a place."""
    run, w = line.tokens[first : last + 1], words()
    if run[0].entity in {"NORP", "DATE", "CARDINAL", "ORDINAL"} or run[-1].lower in w.organisations:
        return False
    return any(t.lower not in w.not_places and t.lower not in w.never for t in run)


def run_before(line: Line, n: int) -> int:
    """The first of the capitalised nouns right before token n; n if there are none, or too many."""
    tokens, first = line.tokens, n
    while first and namelike(tokens[first - 1]) and tokens[first - 1].tag in NAMES:
        first -= 1
    return first if n - first < LONGEST else n


def run_after(line: Line, n: int) -> int | None:
    """The last of the capitalised nouns from token n on, across Arabic articles; None if there are none."""
    tokens, last = line.tokens, None
    for m in range(n, min(len(tokens), n + LONGEST)):
        if namelike(tokens[m]) and tokens[m].tag == "NNP":
            last = m
        elif tokens[m].lower not in ARTICLE and tokens[m].text != "-":
            break
    return last
