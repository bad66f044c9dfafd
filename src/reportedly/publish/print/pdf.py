"""A publication as tagged PDF, set by Typst. The text goes in as data and is never read as markup."""

from __future__ import annotations

from importlib import resources
from unicodedata import bidirectional

import msgspec
import typst

from reportedly.publish.print import parts
from reportedly.records.publications import Publication, PublishedLine

TRIES = 8


def made(publication: Publication) -> bytes:
    """The same publication gives the same bytes, with the same fonts installed."""
    notes = {
        note.number: {
            "quote": isolated(parts.quoted(note)),
            "whence": isolated(parts.whence(note)),
            "url": note.url,
        }
        for note in publication.footnotes
    }
    data = {
        "title": publication.title,
        "standfirst": publication.standfirst,
        "imprint": parts.imprint(publication),
        "method": parts.METHOD,
        "notes": {str(number): note for number, note in notes.items()},
        "stories": [
            {
                "title": story.title,
                "meta": story.meta,
                "sections": [
                    {
                        "name": name,
                        "lines": [line(x) for x in lines],
                    }
                    for name, lines in parts.sections(story)
                ],
            }
            for story in publication.stories
        ],
    }
    return typeset(msgspec.json.encode(data).decode())


def typeset(data: str) -> bytes:
    """The template with its data, tagged.

    Typst 0.15 fails to tag some pages that end within a footnote (typst/typst#8776): then the lines are set
    a little further down, and at last without tags: a PDF that is hard to listen to is better than none.
    Raises typst.TypstError where the fault is another.
    """
    for lower in range(TRIES):
        try:
            return _compiled(data, lower, tagged=True)
        except typst.TypstError as error:
            if "internal error" not in str(error):
                raise
    return _compiled(data, 0, tagged=False)


def _compiled(data: str, lower: int, tagged: bool) -> bytes:
    """`lower`: points by which the first line is set lower."""
    template = resources.files("reportedly.publish").joinpath("templates", "publication.typ").read_bytes()
    inputs = {"data": data, "lower": str(lower)}
    made: bytes = typst.compile(template, format="pdf", sys_inputs=inputs, pdf_tags=tagged)
    return made


def line(of: PublishedLine) -> dict[str, object]:
    return {
        "text": of.text,
        "rtl": parts.is_rtl(of.text),
        "state": parts.state(of),
        "notes": [str(n) for n in of.footnotes],
    }


def isolated(text: str) -> str:
    """The text, kept from turning the direction of what stands beside it where it has one of its own."""
    return f"\u2068{text}\u2069" if any(bidirectional(c) in ("R", "AL") for c in text) else text
