"""Where a count belongs whose own sentence names no place: told beside it, or the one area of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from reportedly.claims.counting import is_placed, lexicon
from reportedly.claims.scenes import NO_PLACES, Scene, holds, narrowest, of_a_body, verb_over, within
from reportedly.reading import Line, Page, Token
from reportedly.records import Figure, Id, PlaceMention

BACK = 2  # sentences before a count's that are looked at, as long as those between name no place


def settle(page: Page, figures: Sequence[Figure], places: Sequence[PlaceMention]) -> tuple[Figure, ...]:
    """The figures, those that happened somewhere each with a place if the page tells one.

    A part is where its whole is. A count without a place is at the one told in a sentence before or in the
    one after, else in the area that holds all places of the page, if it names it, else (where the page tells
    of no place that anything happened there) in its dateline; that of a whole war is at none of them.
    `places` are in order.
    """
    around, placed = _Around(page, places), dict[Id, PlaceMention | None]()
    settled = []
    for figure in figures:
        place = figure.place
        if place is None and is_placed(figure.measure) and not figure.whole_conflict:
            whole = placed.get(figure.part_of) if figure.part_of else None
            place = whole or around.near(page.at(figure.span.start)) or around.wide
        placed[figure.id] = place
        settled.append(replace(figure, place=place))
    return tuple(settled)


class _Around:
    """The places that the sentences of a page name, without those that are only parts of other names."""

    def __init__(self, page: Page, places: Sequence[PlaceMention]) -> None:
        starts = [p.span.start for p in places]
        self._dateline = next((p for p in places if p.role == "dateline"), None)
        self._scenes = [Scene(line, (), (), places[within(line, starts)]) for line in page.lines]

    def near(self, at: int) -> PlaceMention | None:
        """The place told before line `at`, else in the one after."""
        for k in range(at - 1, max(at - BACK, 0) - 1, -1):
            if _named(self._scenes[k]):
                if (told := _told(self._scenes[k])) is not None:
                    return told
                break
        return _told(self._scenes[at + 1]) if at + 1 < len(self._scenes) else None

    @cached_property
    def wide(self) -> PlaceMention | None:
        """The first mention of where something happened whose place holds all places that the page names; the
        dateline, where the page tells of no place that anything happened there."""
        named = [(scene.line, m, token) for scene in self._scenes for m, token in _named(scene)]
        happened = [m for line, m, token in named if _happened_there(line, token)]
        if not happened:
            return self._dateline
        return next((m for m in happened if all(holds(m.place, other.place) for _, other, _ in named)), None)


def _named(scene: Scene) -> list[tuple[PlaceMention, Token]]:
    found = ((m, scene.token(m.span)) for m in scene.places if m.role not in NO_PLACES)
    return [(m, t) for m, t in found if t is not None and not of_a_body(scene.line, t)]


def _told(scene: Scene) -> PlaceMention | None:
    """The place where a sentence tells that something was or struck; of several the first."""
    named = _named(scene)
    if len(named) == 1 and _is_heading(scene.line, named[0][0]):
        return named[0][0]
    first = next((m for m, token in named if _happened_there(scene.line, token)), None)
    if first is None:
        return None
    rest = [m for m in scene.places if m is not first and m.role not in NO_PLACES]
    return narrowest(scene, [first, *rest])


def _is_heading(line: Line, mention: PlaceMention) -> bool:
    """Whether a line holds nothing but a place's name: "Orvale." """
    return line.text.strip(" .:-–—") == mention.span.quote


def _happened_there(line: Line, token: Token) -> bool:
    """Whether something was there ("in Dolna") or befell it ("hit Dolna"), and not only a word was said."""
    over = next((a for a in line.ancestors(token) if a.pos in {"ADP", "VERB"}), None)
    if over is None or _said_there(line, token):
        return False
    struck = over.lemma in lexicon().strikes and token.dep in {"dobj", "nsubjpass", "compound", "conj"}
    return over.lower in lexicon().near or struck


def _said_there(line: Line, token: Token) -> bool:
    """Whether somebody only says something there ("told a meeting in Dolna") or is from there."""
    verb = verb_over(line, token)
    if verb is not None and verb.lemma in lexicon().speech:
        return True
    way = [token, *line.ancestors(token)]
    return any(a.dep == "nsubj" and b.lemma in lexicon().speech for a, b in pairwise(way))
