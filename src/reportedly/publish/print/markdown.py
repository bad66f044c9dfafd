"""A publication as Markdown with footnotes, as Pandoc, GitHub and PHP Markdown Extra read them."""

from __future__ import annotations

import re

from reportedly.publish.print.parts import METHOD, imprint, quoted, sections, state, whence
from reportedly.records.publications import Publication

SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$^])")
START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def made(publication: Publication) -> bytes:
    parts = [f"# {escaped(publication.title)}", f"*{escaped(imprint(publication))}*"]
    if publication.standfirst:
        parts.append(escaped(publication.standfirst))
    for story in publication.stories:
        parts += [f"## {escaped(story.title)}", escaped(story.meta)]
        for section, lines in sections(story):
            parts.append(f"### {escaped(section)}")
            parts += [
                f"{escaped(line.text)}{' '.join(f'[^{n}]' for n in line.footnotes)} ({escaped(state(line))})"
                for line in lines
            ]
    parts.append("---")
    parts.append(escaped(METHOD))
    for note in publication.footnotes:
        link = f" <{note.url}>" if note.url else ""
        parts.append(f"[^{note.number}]: “{escaped(quoted(note))}” {escaped(whence(note))}.{link}")
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return START.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", " ".join(text.split())))
