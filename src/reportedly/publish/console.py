"""The brief and the timeline on a terminal: numbered citations, and the sources they stand for at the end.

Nothing here carries control characters of the articles; what is not a terminal gets plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from reportedly.publish.citing import Citation, Citations
from reportedly.publish.display import STATUS_SIGNS, date_words, plain, shorten, state_words
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.publish.views import edition_words, meta_words
from reportedly.records import BriefLine, TimelineLine

QUOTE = 240  # characters of a quote in the list of sources
Line = BriefLine | TimelineLine


def brief(edition: Edition, console: Console) -> None:
    """Print the brief of each story by section, then the sources."""
    citations = Citations(edition, timeline=False)
    opening(edition, console)
    for story in edition.stories:
        story_opening(story, console)
        section = ""
        for line in story.brief:
            if line.section != section:
                section = line.section
                show(console, Text(plain(section), style="bold"), before=1)
            statement(line, citations, console)
        if not story.brief:
            show(console, Text("The articles gave nothing to state.", style="dim"), before=1)
    sources(citations.used(line for s in edition.stories for line in s.brief), console)


def timeline(edition: Edition, console: Console) -> None:
    """Print the dated developments of each story, day by day, then the sources."""
    citations = Citations(edition, brief=False)
    opening(edition, console)
    for story in edition.stories:
        story_opening(story, console)
        day = ""
        for line in sorted(story.timeline, key=lambda n: n.date):
            if line.date != day:
                day = line.date
                show(console, Text(date_words(day), style="bold"), before=1)
            statement(line, citations, console)
        if not story.timeline:
            show(console, Text("No dated development was found.", style="dim"), before=1)
    sources(citations.used(line for s in edition.stories for line in s.timeline), console)


def opening(edition: Edition, console: Console) -> None:
    show(console, Text(plain(edition.title), style="bold"))
    show(
        console,
        Text(f"{edition_words(edition.stories)}. Claims, not facts: check before acting.", style="dim"),
    )


def story_opening(story: StoryAccount, console: Console) -> None:
    title = plain(story.dossier.story.title) or "Untitled story"
    show(console, Text(title, style="bold underline"), before=2)
    show(console, Text(meta_words(story), style="dim"))


def statement(line: Line, citations: Citations, console: Console) -> None:
    """A line with the numbers of its citations, and below it what it rests on."""
    text = Text(plain(line.text))
    marks = "".join(f"[{c.number}]" for c in citations.of(line))
    text.append(f" {marks}" if marks else "", style="cyan")
    show(console, text, left=2)
    sign = f"{STATUS_SIGNS[line.status]} " if console.encoding.startswith("utf") else ""
    show(console, Text(f"{sign}{state_words(line.status, line.origins)}", style="dim"), left=4)


def sources(used: Sequence[Citation], console: Console) -> None:
    """What each number stands for: outlet, date, and the words themselves."""
    if not used:
        return
    show(console, Text("Sources", style="bold"), before=2)
    wide = len(str(used[-1].number)) + 3
    for cite in used:
        mark = f"[{cite.number}]".ljust(wide)
        text = Text(mark, style="cyan").append(f"{cite.outlet}, {cite.published}", style="default")
        text.append(chain_words(cite.chain))
        show(console, text, left=0, hang=wide)
        show(console, Text(f'"{shorten(plain(cite.span.quote), QUOTE)}"', style="dim"), left=wide)


def chain_words(chain: Iterable[str]) -> str:
    """ ", on the word of A, as told by B"; nothing where the article speaks for itself."""
    *told, _ = chain
    return f", on the word of {', as told by '.join(told)}" if told else ""


def show(console: Console, text: Text, left: int = 0, before: int = 0, hang: int = 0) -> None:
    """Print wrapped text, indented; `hang` indents every line but the first."""
    for _ in range(before):
        console.print()
    for n, line in enumerate(text.wrap(console, max(20, console.width - left - hang))):
        line.rstrip()
        console.print(Text(" " * (left + (hang if n else 0))).append_text(line), highlight=False)
