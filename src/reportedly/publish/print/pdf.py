"""A publication as tagged PDF, set by Typst. The text goes in as data and is never read as markup."""

from __future__ import annotations

from importlib import resources

import msgspec
import typst

from reportedly.publish.print import parts
from reportedly.records.publications import Publication


def made(publication: Publication) -> bytes:
    """The same publication gives the same bytes, with the same fonts installed."""
    notes = {
        note.number: {"quote": parts.quoted(note), "whence": parts.whence(note), "url": note.url}
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
                        "lines": [
                            {"text": x.text, "state": parts.state(x), "notes": [str(n) for n in x.footnotes]}
                            for x in lines
                        ],
                    }
                    for name, lines in parts.sections(story)
                ],
            }
            for story in publication.stories
        ],
    }
    template = resources.files("reportedly.publish").joinpath("templates", "publication.typ").read_bytes()
    made_of: bytes = typst.compile(
        template, format="pdf", sys_inputs={"data": msgspec.json.encode(data).decode()}
    )
    return made_of
