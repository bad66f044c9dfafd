"""A publication as Markdown with footnotes, as Pandoc, GitHub and PHP Markdown Extra read them."""

from __future__ import annotations

import re

from reportedly.publish.print.parts import METHOD, imprint, quoted, sections, state, whence
from reportedly.records.publications import Publication

# What means something anywhere; an ampersand only where it would begin an entity.
SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$^@]|&(?=#?\w+;))")
START = re.compile(r"^([-+=:]|\d+(?=[.)]))")  # what means something where a paragraph begins


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
        link = f" {linked(note.url)}" if note.url else ""
        parts.append(f"[^{note.number}]: “{escaped(quoted(note))}” {escaped(whence(note))}.{link}")
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return START.sub(start, SPECIAL.sub(r"\\\1", " ".join(text.split())))


def start(found: re.Match[str]) -> str:
    """The sign that would begin a list, made plain: "12." is one by its point."""
    return f"{found[0]}\\" if found[0][0].isdigit() else f"\\{found[0]}"


def linked(url: str) -> str:
    """An address between angle brackets, which it must not have in it."""
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>"
