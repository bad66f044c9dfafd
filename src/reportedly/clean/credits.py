"""Whom a page credits, and whose page it is: byline, dateline, source line, address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportedly.clean.residue import LINE, Note, stripped
from reportedly.outlets import Outlets, credited

# "BERGEN, Norway (AP) -", "(Reuters) -": the agency in the dateline of one of the first paragraphs.
DATELINE = re.compile(
    r"\s{0,3}(?:[A-Z][^()\n.!?]{0,70}|[A-Z][^()\n]{0,40})?\(([A-Z][\w ./,-]{1,40})\)\s{0,2}[-–—_]"
)
# "Lakeside Post and agencies": the page's own outlet beside those whose copy it used.
BESIDE_AGENCIES = re.compile(
    r"([A-Z][\w.'’-]*(?: (?:of|the|and|de|al|[A-Z][\w.'’-]*)){0,6}?)"
    r"(?:,| and|, and| \+| &) (?i:(?:news )?agencies|wires)\.?"
)
FIRST_LINES = 6
LINE_START = 140  # characters


def credits_of(text: str, notes: Sequence[Note]) -> tuple[str, ...]:
    """Names of the outlet list that the page credits: byline, dateline, source line, in this order."""
    bylines = [n.words for n in notes if n.kind == "by"]
    sources = [n.words for n in notes if n.kind == "source"]
    names = (name for words in (*bylines, *datelines(text), *sources) for name in credited(words))
    return tuple(dict.fromkeys(names))


def datelines(text: str) -> Iterator[str]:
    """What stands in brackets in the datelines of the first lines."""
    for number, line in enumerate(LINE.finditer(text)):
        if number >= FIRST_LINES:
            return
        start = stripped(text, *line.span())
        match = DATELINE.match(text, start[0], min(start[1], start[0] + LINE_START)) if start else None
        if match:
            yield match.group(1)


def author_of(notes: Sequence[Note]) -> str | None:
    """The person of the byline, where it does not credit an outlet."""
    for note in notes:
        if note.kind == "by" and not credited(note.words):
            return " ".join(note.words.split())
    return None


def outlet_of(
    given: str | None, urls: Iterable[str | None], sitename: str | None, notes: Sequence[Note]
) -> str | None:
    """Whose page it is: as given, by its address, by its site name, or by the one outlet it names as its
    source. An agency credited may have been printed by anyone, so it does not tell."""
    if given:
        return given
    outlets = Outlets.load()
    for url in urls:
        found = outlets.by_domain(url) if url else None
        if found:
            return found.name
    if sitename:
        known = outlets.find(sitename) or outlets.by_domain(sitename)
        return known.name if known else sitename
    named = [o for note in notes if note.kind == "source" for _, _, o in outlets.mentioned(note.words, True)]
    own = dict.fromkeys(o.name for o in named if o.kind != "agency")
    if not named:
        own = dict.fromkeys(
            match.group(1)
            for n in notes
            if n.kind == "source" and (match := BESIDE_AGENCIES.fullmatch(n.words))
        )
    return next(iter(own)) if len(own) == 1 else None
