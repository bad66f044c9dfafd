"""An article's text cut into pieces, each with all that was read in it. Spans may overlap in any way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters start..end (end after the last) that something was read in. `layer` is what can be shown or
    hidden; `words` is told to whoever points at it; `look` is how it is drawn beyond its layer, as classes of
    report.css."""

    start: int
    end: int
    layer: str
    words: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters between two boundaries of marks, with the marks that cover them, the longest first."""

    start: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def layers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.layer for m in self.marks))

    @property
    def classes(self) -> str:
        """The layers, and the look of the shortest mark that has one: a look is of one colour."""
        look = next((m.look for m in reversed(self.marks) if m.look), "")
        return " ".join((*self.layers, look)).rstrip()

    @property
    def words(self) -> str:
        return "; ".join(dict.fromkeys(m.words for m in self.marks if m.words))


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """text[start:end] in pieces that join to it, cut wherever a mark begins or ends.

    Costs the number of pieces times the marks that stand over each.
    """
    inside = sorted(
        (m for m in marks if m.start < end and m.end > start and m.start < m.end),
        key=lambda m: (m.start, -m.end, m.layer, m.words, m.look),
    )
    cuts = sorted({start, end, *(c for m in inside for c in (m.start, m.end) if start < c < end)})
    open_marks: list[Mark] = []
    at = 0
    for one, two in pairwise(cuts):
        while at < len(inside) and inside[at].start <= one:
            open_marks.append(inside[at])
            at += 1
        open_marks = [m for m in open_marks if m.end > one]
        ordered = sorted(open_marks, key=lambda m: (m.start - m.end, m.layer))
        yield Piece(one, text[one:two], tuple(ordered))
