"""An attribution in the making: what the rules of a sentence hand on to quotations and speakers."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.claims.syntax import Content, Phrase
from reportedly.reading import Line

RELATIVE = {"who", "which", "that"}


@dataclass(slots=True)
class Draft:
    """An attribution in the making. `content` holds (line index, start, end), offsets into readings."""

    line: Line
    rule: str
    cue: tuple[int, int] | None
    source: Phrase | None
    via: Phrase | None = None  # who quotes the source
    content: Content = field(default_factory=list)
    quotes: bool = False  # the cue can lead a quotation
    island: tuple[int, int] = (0, -1)  # tokens of source and cue: what a quotation stands beside
    cited: Phrase | None = None  # whom the source cites for it


def island(draft: Draft) -> tuple[int, int]:
    """First and last token of a draft's source and cue, taken together."""
    first, last = draft.cue or (0, -1)
    if draft.source is not None:
        first, last = min(first, draft.source.first), max(last, draft.source.last)
    return first, last
