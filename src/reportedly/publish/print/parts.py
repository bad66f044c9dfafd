"""What all forms of a publication say alike: sections, states and footnotes in words."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional

from reportedly.publish.display import date_words, shown, state_words
from reportedly.records.publications import Footnote, Publication, PublishedLine, PublishedStory

METHOD = (
    "Each line is a claim with its sources, never a fact. Counted are independent origins, not articles: "
    "copies of one text, or of one speaker's words, count once."
)


def sections(story: PublishedStory) -> list[tuple[str, list[PublishedLine]]]:
    """The lines by section, sections in the order in which they first come."""
    found: dict[str, list[PublishedLine]] = {}
    for line in story.lines:
        found.setdefault(line.section, []).append(line)
    return list(found.items())


def state(line: PublishedLine) -> str:
    """As "corroborated, 3 independent origins; worded by the editor"."""
    words = state_words(line.status, line.origins)
    return f"{words}; worded by the editor" if line.machine is not None else words


def imprint(publication: Publication) -> str:
    """As "Published by Ada on 3 May 2026, 06:40 UTC as e-…"."""
    by = f" by {publication.by}" if publication.by else ""
    when = date_words(publication.at) if publication.at else "not yet"
    words = f"Published{by}, {when}, as {publication.id}."
    return f"{words} It takes the place of {publication.after}." if publication.after else words


def quoted(note: Footnote) -> str:
    return " ".join(shown(note.span.quote).split())


def whence(note: Footnote) -> str:
    """As "Rami Haddad, as told by Northern Wire; Harbour Daily, 3 May 2026: Title (text of …)"."""
    told = list(note.chain[:-1])
    who = f"{', as told by '.join(told)}; " if told else ""
    title = f": {note.title}" if note.title else ""
    origin = f" ({note.origin})" if note.origin else ""
    return f"{who}{note.outlet}, {note.published}{title}{origin}"


def by_number(publication: Publication, numbers: Sequence[int]) -> list[Footnote]:
    known = {note.number: note for note in publication.footnotes}
    return [known[n] for n in numbers if n in known]


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left: its first letter of a direction does (UAX 9, P2)."""
    return next((k in ("R", "AL") for k in map(bidirectional, text) if k in ("L", "R", "AL")), False)
