"""Recognition: which words of a page name a place.

Three witnesses are heard. The parser's entities (GPE, LOC, FAC) are good but miss a quarter of the places and
split names it does not know. The gazetteer, matched over runs of capitalised words independently of the
parser, knows names but not whether "Hope" is one here. Context ("the town of X", "X province", "in X") knows
neither but tells a place from a person. A name is taken when the parser and one of the others agree, or the
gazetteer and the context do, or when it was so taken elsewhere on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from reportedly.places.demonyms import demonyms
from reportedly.places.gazetteer import Candidate, Gazetteer
from reportedly.places.matching import LARGE, Match, Matcher
from reportedly.places.naming import Namer, joined_article, roads, runs
from reportedly.places.normalise import key
from reportedly.places.surroundings import (
    NAMES,
    PLACE_LABELS,
    acronym,
    acts,
    articled,
    attached,
    beside,
    cued,
    inside,
    kind,
    named_after,
    namelike,
    neighbours,
    of_party,
    organised,
)
from reportedly.places.words import words
from reportedly.reading import Line, Page
from reportedly.records import PlaceRole

DATELINE = re.compile(r"^([A-Z][^—–_(\n]{1,60}?)\s*(?:\([^)]{1,40}\)\s*)?(?:—|–|--|_|\s-\s)")
REPEATABLE = frozenset({"literal", "dateline", "metonym"})
MONEY = frozenset({"dollar", "dollars"})
CAPITALS = 0.005  # share of capitals among letters below which a page is written without them
Verdict = tuple[bool, PlaceRole | None] | None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place in a line: tokens first..last, both included.

    `name` is what to look up: the words, or what they abbreviate. `kind` is the feature code that its
    neighbours ask for ("X province": ADM1, "the town of X": PPL). A `tentative` one counts only if it
    resolves: "alike" only sounds like a name of the gazetteer, "bare" is one of its names without other
    support and must lie near other places of the page.
    """

    line: Line
    first: int
    last: int
    name: str
    kind: str | None = None
    role: PlaceRole = "literal"
    tentative: Literal["", "alike", "bare"] = ""

    @property
    def start(self) -> int:
        return self.line.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.line.tokens[self.last].end


class Recogniser:
    """Finds the toponyms of pages."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._matcher = Matcher(gazetteer)
        self._namer = Namer(gazetteer)

    def find(self, page: Page, most: int | None = None) -> list[Toponym]:
        """The toponyms of the first `most` lines of a page (None: all), in order of the text."""
        lines = page.lines[:most]
        if uncapitalised(page):
            return [
                self._toponym(line, first, last, 0)
                for line in lines
                for first, last in self._matcher.uncapitalised(line)
            ]
        people = surnames(page)
        found: list[Toponym] = []
        doubtful: list[Toponym] = []
        for line in lines:
            sure, rest = self._line(line, people)
            found += sure
            doubtful += rest
        sure_names = {key(t.name) for t in found}
        for toponym in doubtful:
            if key(toponym.name) in sure_names:
                found.append(toponym)
            elif toponym.role == "literal":
                found.append(replace(toponym, tentative="bare"))
        found += self._repeated(lines, found, people)
        return sorted(found, key=lambda t: (t.line.index, t.first))

    def _repeated(self, lines: Sequence[Line], found: list[Toponym], people: Set[str]) -> list[Toponym]:
        """Names that were taken elsewhere on the page, where neither parser nor context tells them."""
        certain = {key(t.name) for t in found if not t.tentative and t.role in REPEATABLE} - {""}
        certain = {k for k in certain if len(k) > 3 and k not in words().not_places and k not in people}
        certain = {k for k in certain if self._gazetteer.lookup(k) or " " in k}
        longest = max((len(k.split()) for k in certain), default=0)
        taken: dict[int, list[Match]] = {}
        for toponym in found:
            taken.setdefault(toponym.line.index, []).append((toponym.first, toponym.last))
        again = []
        for line in lines:
            mine = taken.get(line.index, [])
            for first, last in spellings(line, certain, longest):
                if free(first, last, mine) and repeats(line, first, last):
                    mine = [*mine, (first, last)]
                    role: PlaceRole = (
                        "associative" if inside(line, first, last) == "organisation" else "literal"
                    )
                    name = line.text[line.tokens[first].start : line.tokens[last].end]
                    again.append(Toponym(line, first, last, name, kind(line, first, last), role))
        return again

    def _line(self, line: Line, people: Set[str]) -> tuple[list[Toponym], list[Toponym]]:
        """The toponyms of a line, and those that are only if other places of the page bear them out."""
        matches = self._matcher.exact(line)
        dateline = DATELINE.match(line.text)
        until = dateline.end(1) if dateline else 0
        short = dict(self._namer.abbreviated(line))
        named = {*self._namer.entities(line, matches, people), *self._namer.patterns(line)}
        alike = {*self._matcher.alike(line)} - named
        taken: list[Match] = []
        sure: list[Toponym] = []
        doubtful: list[Toponym] = []
        by_length = sorted(named | alike, key=lambda m: (m[0] - m[1], m[0]))
        for first, last in [*((n, n) for n in short), *by_length]:
            text = line.text[line.tokens[first].start : line.tokens[last].end].lower()
            if free(first, last, taken) and text not in words().never:
                taken.append((first, last))
                toponym = self._toponym(line, first, last, until, short.get(first))
                sure.append(replace(toponym, tentative="alike") if (first, last) in alike else toponym)
        for first, last in matches:
            verdict = self._judge(line, first, last, until, people) if free(first, last, taken) else None
            if verdict is None:
                continue
            certain, role = verdict
            toponym = self._toponym(line, first, last, until)
            if role:
                toponym = replace(toponym, role=role)
            elif not certain:
                certain = any(_listed(line, first, last, taken))
            if certain:
                taken.append((first, last))
            (sure if certain else doubtful).append(toponym)
        for first, last in roads(line):
            if free(first, last, taken):
                taken.append((first, last))
                sure.append(replace(self._toponym(line, first, last, until), kind="RD"))
        proper = list(runs(line))
        marked = {*self._namer.unknown(line, proper)}
        for first, last in proper:  # names unknown to all, by where they stand
            ends = {line.tokens[n].lower for n in (first, last)}
            headed = first < last and line.tokens[first].lower in words().heads
            if not free(first, last, taken) or not (headed or ends.isdisjoint(people)):
                continue
            in_list = not line.tokens[first].entity and all(_listed(line, first, last, taken))
            if in_list or (first, last) in marked:
                taken.append((first, last))
                sure.append(self._toponym(line, first, last, until))
        for first, last in demonyms(line, self._gazetteer):
            if free(first, last, taken):
                name = line.text[line.tokens[first].start : line.tokens[last].end]
                sure.append(Toponym(line, first, last, name, role="demonym"))
        sure = [widened(t, taken) for t in sure]
        return sure, [d for d in doubtful if all(free(d.first, d.last, [(s.first, s.last)]) for s in sure)]

    def _judge(self, line: Line, first: int, last: int, dateline: int, people: Set[str]) -> Verdict:
        """Whether a name of the gazetteer is a place here, and if only as part of another name, that role.

        (True, ...): it is; (False, ...): only if other places of the page bear it out; None: it is not.
        """
        head, w = line.tokens[last], words()
        name, single = line.tokens[first].lower, first == last
        if line.text[line.tokens[first].start : head.end].lower() in w.never:
            return None
        if line.tokens[first].start < dateline or of_party(line, first):
            return True, None
        if single and (name in w.not_places or (len(name) < 3 and not head.text.isupper())):
            return None
        before, after = neighbours(line, first, last)
        if before is not None and before.lower in w.titles:
            return None
        candidates = self._gazetteer.lookup(line.text[line.tokens[first].start : head.end])
        if named_after(line, last):
            money = candidates[0].place.feature == "PCLI" and after is not None and after.lower in MONEY
            return (True, "associative") if money else None
        country, lies = candidates[0].place.feature == "PCLI", inside(line, first, last)
        if lies == "organisation":
            return _in_organisation(line, first, last, candidates)
        if lies == "larger" and (not country or line.tokens[first].entity == "PERSON"):
            return None
        if country and single and not (before and before.lower in w.not_places):
            return True, "associative" if organised(line, last) else None
        if (
            before is not None
            and namelike(before)
            and before.tag in NAMES
            and before.entity not in PLACE_LABELS
        ):
            return None  # the end of a longer name
        if single and name in people and not cued(line, first, last, strong=True):
            return None
        large = is_large(candidates)
        if (
            after is not None
            and namelike(after)
            and after.lower not in w.areas
            and after.lower not in w.bodies
        ):
            if organised(line, last) and after.lower not in w.outlets and large:
                return True, "associative"
            return (False, None) if lies == "whole" else None
        if head.tag not in NAMES and single and not large:
            return None
        if not large and articled(line, first, last):
            return None
        if acronym(line, first, last) and not country:
            return None
        sure = cued(line, first, last)
        return sure or (lies != "nationality" and (country or (large and not single))), None

    def _toponym(self, line: Line, first: int, last: int, dateline: int, means: str | None = None) -> Toponym:
        name = means or line.text[line.tokens[first].start : line.tokens[last].end]
        toponym = Toponym(line, first, last, name, "ADM1" if means else kind(line, first, last))
        if toponym.start < dateline:
            return replace(toponym, role="dateline")
        if attached(line, last):
            return replace(toponym, role="associative")
        governs = any(c.place.feature in {"PCLI", "PPLC"} for c in self._gazetteer.lookup(name))
        return replace(toponym, role="metonym") if governs and acts(line, last) else toponym


def _listed(line: Line, first: int, last: int, places: list[Match]) -> tuple[bool, bool]:
    """Whether the item before, and the item after, in a list are places."""
    before, after = beside(line, first, last)
    return before in {b for _, b in places}, after in {a for a, _ in places}


def _in_organisation(line: Line, first: int, last: int, candidates: tuple[Candidate, ...]) -> Verdict:
    """A place in an organisation's name, but no outlet's: "Dena Military Council", "University of Dena"."""
    tokens, best = line.tokens, candidates[0]
    for start, after, _ in line.parse.entities:
        if start <= first < after and tokens[after - 1].lower in words().outlets:
            return None
    feature = best.place.feature
    if feature == "ADM2" and first < last:
        return True, "associative"
    before = tokens[first - 1].lower if first else "the"
    if before not in {"the", "of", "in", "for", "at"} and tokens[first - 1].entity == tokens[first].entity:
        return None
    wide = feature not in {"PPL", "ADM2"}
    return wide or (best.own and best.population >= LARGE), "associative"


def spellings(line: Line, names: Set[str], longest: int) -> Iterator[Match]:
    """Runs of words that are one of these names (keys), the longest first."""
    ends = [n for n in line.capitals if namelike(line.tokens[n])]
    if not names or not ends:
        return
    for n, token in enumerate(line.tokens[: ends[-1] + 1]):
        if not (namelike(token) or joined_article(line, n)):
            continue
        for last in reversed([end for end in ends if n <= end < n + longest + 2]):
            if key(line.text[token.start : line.tokens[last].end]) in names:
                yield n, last
                break


def repeats(line: Line, first: int, last: int) -> bool:
    """Whether a name that is a place elsewhere on the page can be it here too: no part of a person's name or
    of another name."""
    lies = inside(line, first, last)
    if lies in {"larger", "whole"} or named_after(line, last) or line.tokens[last].tag not in NAMES:
        return False
    before, after = neighbours(line, first, last)
    if before is not None and before.lower in words().titles:
        return False
    if lies == "organisation":
        return after is None or after.lower not in words().outlets
    return before is None or not (
        namelike(before) and before.tag in NAMES and before.entity not in PLACE_LABELS
    )


def widened(toponym: Toponym, taken: list[Match]) -> Toponym:
    """With a capitalised direction before it, which belongs to the name: "Eastern Dena"."""
    n = toponym.first - 1
    if n < 0 or toponym.role == "demonym" or not free(n, n, taken):
        return toponym
    token = toponym.line.tokens[n]
    if not namelike(token) or token.lower not in words().compass or token.text.isupper():
        return toponym
    name = toponym.line.text[token.start : toponym.end] if toponym.kind != "RD" else toponym.name
    return replace(toponym, first=n, name=name)


def surnames(page: Page) -> Set[str]:
    """The words after the first of the full names of people on a page, in lower case."""
    return {
        line.tokens[n].lower
        for line in page.lines
        for start, after, label in line.parse.entities
        if label == "PERSON"
        for n in range(start + 1, after)
        if namelike(line.tokens[n])
    }


def uncapitalised(page: Page) -> bool:
    """Whether a page is written without capitals."""
    text = "".join(line.text for line in page.lines[:60])
    return sum(map(str.isupper, text)) < CAPITALS * len(text)


def free(first: int, last: int, taken: list[Match]) -> bool:
    return all(last < a or first > b for a, b in taken)


def is_large(candidates: tuple[Candidate, ...]) -> bool:
    best = candidates[0]
    return best.population >= LARGE or best.place.feature not in {"PPL", "ADM2"}
