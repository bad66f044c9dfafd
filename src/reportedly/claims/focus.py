"""Which town a page means by "the town": the settlement it has named most.

News names a place once and then writes "the town", or opens with "a strategic town" and names it in the
next sentence. Both are followed only where one settlement clearly leads; otherwise nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.claims import phrases
from reportedly.claims.phrases import Scene
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Page, Token
from reportedly.records import PlaceMention

SETTLEMENT = frozenset({"town", "city", "village"})
DEFINITE = frozenset({"the", "this", "that"})
INDEFINITE = frozenset({"a", "an"})
ADVERBS = frozenset({"inside", "there"})
# A place that only says where another one lies: "south of Velmora", "Velmora's countryside".
REFERENCE_BEFORE = re.compile(
    r"\b(?:north|south|east|west|\w+(?:east|west)|km|kilomet(?:er|re)s|miles|outskirts|countryside|suburbs?)\s+"
    r"(?:of|from)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$",
    re.IGNORECASE,
)
REFERENCE_AFTER = re.compile(
    r"(?:['’]s\b|\s+(?:province|governorate|region|countryside|area)\b)", re.IGNORECASE
)
REACH = 40  # characters looked at before a name
LEAD_LINES = 4  # a story's opening, where a place may be spoken of before it is named
TITLE_WEIGHT = 2  # naming a place in the headline counts for this many
LEAD = 2  # a settlement must be named this often, and more than any other, to be meant unnamed


@dataclass(frozen=True, slots=True)
class _Named:
    line: int
    key: str
    weight: int
    mention: PlaceMention


class Focus:
    """The settlements a page names, in order."""

    def __init__(self, page: Page, mentions: Mapping[int, Sequence[PlaceMention]]) -> None:
        self._named = [
            _Named(n, str(m.place.geonames_id or m.place.name), self._weight(page.lines[n]), m)
            for n in sorted(mentions)
            if n >= 0 and page.lines[n].sentence.role != "dateline"  # where it was filed
            for m in mentions[n]
            if m.role == "literal" and (m.place.feature or "").startswith("PPL") and not _reference(page, m)
        ]

    @staticmethod
    def _weight(line: Line) -> int:
        return TITLE_WEIGHT if line.sentence.role in ("headline", "heading") else 1

    def place(self, n: int, scene: Scene, trigger: Trigger, territory: bool) -> PlaceMention | None:
        """The settlement that an unnamed one at this trigger of line `n` stands for, or None.

        `territory`: the kind says who holds a place, so that an opening "a town" is followed too.
        """
        how = _unnamed(scene, trigger)
        if how == "definite":
            return self._leading([m for m in self._named if m.line <= n], n)
        if how == "indefinite" and territory and n < LEAD_LINES:
            return self._leading(self._named, n)
        return None

    def _leading(self, named: Sequence[_Named], n: int) -> PlaceMention | None:
        counts: dict[str, int] = {}
        for m in named:
            counts[m.key] = counts.get(m.key, 0) + m.weight
        ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
        alone = len(ranked) == 1
        if not ranked or (not alone and (ranked[0][1] < LEAD or ranked[0][1] == ranked[1][1])):
            return None
        own = [m for m in named if m.key == ranked[0][0]]
        before = [m for m in own if m.line <= n]
        return (before[-1] if before else own[0]).mention


def _reference(page: Page, mention: PlaceMention) -> bool:
    text, span = page.article.text, mention.span
    before, after = text[max(span.start - REACH, 0) : span.start], text[span.end : span.end + REACH]
    return bool(REFERENCE_BEFORE.search(before) or REFERENCE_AFTER.match(after))


def _unnamed(scene: Scene, trigger: Trigger) -> str | None:
    """Whether the trigger's object or place is a settlement without its name: definite or indefinite."""
    line, head = scene.line, trigger.head
    if head.pos == "VERB" or trigger.light is not None:
        verb = trigger.light or head
        around = phrases.objects(line, verb) + _held(line, verb)
    else:
        around = []
    around += _held(line, head)
    for token in around:
        for noun in (token, *_owners(line, token)):
            if noun.lemma in SETTLEMENT and noun.tag == "NN" and not _is_named(scene, noun):
                articles = {c.lower for c in line.children[noun.i] if c.dep == "det"}
                if articles & DEFINITE:
                    return "definite"
                if articles & INDEFINITE:
                    return "indefinite"
    below = line.children[head.i] + line.children[line.head(head).i]
    return "definite" if any(t.lower in ADVERBS and t.dep == "advmod" and t.i > 0 for t in below) else None


def _held(line: Line, head: Token) -> list[Token]:
    return [n for _, nouns in phrases.prepositions(line, head) for n in nouns]


def _owners(line: Line, token: Token) -> list[Token]:
    """Whose or of what it is: "the town's districts", "the centre of the town"."""
    below = [t for t in line.children[token.i] if t.dep == "poss"]
    return below + [
        n for prep, nouns in phrases.prepositions(line, token) if prep in ("of", "in") for n in nouns
    ]


def _is_named(scene: Scene, noun: Token) -> bool:
    """Whether a settlement noun carries its name: "the town of Velmora", "Velmora town"."""
    for child in scene.line.children[noun.i]:
        if child.i in scene.places and child.dep in ("compound", "appos", "nmod", "amod"):
            return True
        if child.lower == "of" and any(t.i in scene.places for t in scene.line.children[child.i]):
            return True
    return False
