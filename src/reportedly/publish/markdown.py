"""The brief and the timeline as Markdown (CommonMark with footnotes), safe to paste: what the articles
say is escaped, so that it reads as text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportedly.publish.citing import Citation, Citations
from reportedly.publish.console import Line, chain_words
from reportedly.publish.display import date_words, plain, safe_url, state_words
from reportedly.publish.edition import Edition, StoryAccount, told
from reportedly.publish.views import edition_words, listed_line, listed_words, meta_words, story_title

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$^=])")
BULLET = re.compile(r"^([-+])")
NUMBERED = re.compile(r"^(\d+)([.)])")


def brief(edition: Edition, everything: bool = False) -> str:
    """The brief of each story by section, each line with its footnotes.

    Stories that one article tells are listed below the others, or told like them with `everything`.
    """
    chosen = told(edition, everything)
    citations = Citations(Edition(edition.title, chosen.stories), timeline=False)
    parts = list(opening(edition))
    for story in chosen.stories:
        parts += story_opening(story)
        section = None
        for line in story.brief:
            if line.section != section:
                section = line.section
                parts += ["", f"### {escaped(section)}", ""]
            parts.append(statement(line, citations))
        if not story.brief:
            parts += ["", "The articles gave nothing to state."]
    parts += others(chosen.listed)
    return ended(parts, citations.used(line for s in chosen.stories for line in s.brief))


def timeline(edition: Edition, everything: bool = False) -> str:
    """The dated developments of each story, day by day, each line with its footnotes.

    `everything` as for `brief`.
    """
    chosen = told(edition, everything)
    citations = Citations(Edition(edition.title, chosen.stories), brief=False)
    parts = list(opening(edition))
    for story in chosen.stories:
        parts += story_opening(story)
        day = None
        for line in sorted(story.timeline, key=lambda n: n.date):
            if line.date != day:
                day = line.date
                parts += ["", f"### {escaped(date_words(day))}", ""]
            parts.append(statement(line, citations))
        if not story.timeline:
            parts += ["", "No dated development was found."]
    parts += others(chosen.listed)
    return ended(parts, citations.used(line for s in chosen.stories for line in s.timeline))


def opening(edition: Edition) -> Iterator[str]:
    yield f"# {escaped(edition.title)}"
    yield ""
    yield f"{edition_words(edition.stories)}. Claims, not facts: check before acting."


def story_opening(story: StoryAccount) -> list[str]:
    return ["", f"## {escaped(story_title(story))}", "", meta_words(story)]


def others(listed: Sequence[StoryAccount]) -> list[str]:
    """The stories that only one article tells, a line each."""
    if not listed:
        return []
    return ["", f"## {listed_words(listed)}", "", *(f"- {escaped(listed_line(s))}" for s in listed)]


def statement(line: Line, citations: Citations) -> str:
    notes = "".join(f"[^{c.number}]" for c in citations.of(line))
    return f"- {escaped(line.text)}{notes} *({state_words(line.status, line.origins)})*"


def ended(parts: list[str], used: tuple[Citation, ...]) -> str:
    """The parts with the footnotes below them."""
    notes = [f"[^{c.number}]: {note(c)}" for c in used]
    return "\n".join([*parts, *([""] if notes else []), *notes]) + "\n"


def note(cite: Citation) -> str:
    """Outlet, title, date, on whose word, and the exact words."""
    title, url = escaped(cite.article.title or ""), safe_url(cite.article.url)
    if url:
        address = url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
        title = f"[{title or 'page'}](<{address}>)"
    parts = [escaped(cite.outlet), title, cite.published + escaped(chain_words(cite.chain))]
    return f"{', '.join(p for p in parts if p)}: “{escaped(cite.span.quote)}”"


def escaped(text: str) -> str:
    """One line on which Markdown and HTML mean nothing."""
    line = SPECIAL.sub(r"\\\1", plain(text))
    return NUMBERED.sub(r"\1\\\2", BULLET.sub(r"\\\1", line))
