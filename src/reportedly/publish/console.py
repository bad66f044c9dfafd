"""The brief and the timeline on a terminal: numbered citations, and the sources they stand for at the end.

Nothing here carries control characters of the articles; what is not a terminal gets plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from reportedly.publish.citing import Citation, Citations
from reportedly.publish.display import STATUS_SIGNS, date_words, plain, shorten, state_words
from reportedly.publish.edition import Edition, StoryAccount, told
from reportedly.publish.views import edition_words, listed_line, listed_words, meta_words, story_title
from reportedly.records import BriefLine, Id, TimelineLine

LISTED = 10  # stories of one article that the list names
Line = BriefLine | TimelineLine


def brief(edition: Edition, console: Console, everything: bool = False) -> None:
    """Print the brief of each story by section, then the sources.

    Stories that one article tells are listed below the others, or told like them with `everything`.
    """
    chosen = told(edition, everything)
    citations = Citations(Edition(edition.title, chosen.stories), timeline=False)
    opening(edition, console)
    for story in chosen.stories:
        story_opening(story, console)
        section = ""
        for line in story.brief:
            if line.section != section:
                section = line.section
                show(console, Text(plain(section), style="bold"), before=1)
            statement(line, citations, console, line.finding)
        if not story.brief:
            show(console, Text("The articles gave nothing to state.", style="dim"), before=1)
    others(chosen.listed, console)
    sources(citations.used(line for s in chosen.stories for line in s.brief), console)


def timeline(edition: Edition, console: Console, everything: bool = False) -> None:
    """Print the dated developments of each story, day by day, then the sources.

    `everything` as for `brief`.
    """
    chosen = told(edition, everything)
    citations = Citations(Edition(edition.title, chosen.stories), brief=False)
    opening(edition, console)
    for story in chosen.stories:
        story_opening(story, console)
        day = ""
        for line in sorted(story.timeline, key=lambda n: n.date):
            if line.date != day:
                day = line.date
                show(console, Text(date_words(day), style="bold"), before=1)
            statement(line, citations, console)
        if not story.timeline:
            show(console, Text("No dated development was found.", style="dim"), before=1)
    others(chosen.listed, console)
    sources(citations.used(line for s in chosen.stories for line in s.timeline), console)


def opening(edition: Edition, console: Console) -> None:
    show(console, Text(plain(edition.title), style="bold"))
    show(
        console,
        Text(f"{edition_words(edition.stories)}. Claims, not facts: check before acting.", style="dim"),
    )


def story_opening(story: StoryAccount, console: Console) -> None:
    show(console, Text(story_title(story), style="bold underline"), before=2)
    show(console, Text(meta_words(story), style="dim"))


def statement(line: Line, citations: Citations, console: Console, finding: Id | None = None) -> None:
    """A line with the numbers of its citations, and below it what it rests on and where to read more."""
    text = Text(plain(line.text))
    marks = "".join(f"[{c.number}]" for c in citations.of(line))
    text.append(f" {marks}" if marks else "", style="cyan")
    show(console, text, left=2)
    sign = f"{STATUS_SIGNS[line.status]} " if is_unicode(console) else ""
    dot = " · " if is_unicode(console) else " - "
    more = f"{dot}why {finding}" if finding else ""
    show(console, Text(f"{sign}{state_words(line.status, line.origins)}{more}", style="dim"), left=4)


def is_unicode(console: Console) -> bool:
    return console.encoding.startswith("utf")


def others(listed: Sequence[StoryAccount], console: Console) -> None:
    """The stories that only one article tells: a line each, and how to see them in full."""
    if not listed:
        return
    named = listed[:LISTED]
    show(console, Text(f"{listed_words(listed)}:", style="bold"), before=2)
    for story in named:
        console.print(fitted(Text("  ").append(listed_line(story)), console), highlight=False)
    more = f"and {len(listed) - len(named):,} more; " if len(listed) > len(named) else ""
    show(console, Text(f"{more}--all tells them in full", style="dim"), left=2)


def sources(used: Sequence[Citation], console: Console) -> None:
    """What each number stands for: outlet, date, on whose word, and the words themselves on one line."""
    if not used:
        return
    show(console, Text("Sources", style="bold"), before=2)
    wide = len(str(used[-1].number)) + 3
    for cite in used:
        mark = f"[{cite.number}]".ljust(wide)
        text = Text(mark, style="cyan").append(f"{cite.outlet}, {cite.published}", style="default")
        text.append(chain_words(cite.chain))
        show(console, text, left=0, hang=wide)
        quote = shorten(plain(cite.span.quote), max(20, console.width - wide - 2))
        console.print(fitted(Text(" " * wide).append(f'"{quote}"', style="dim"), console), highlight=False)
    console.print()
    show(console, Text("Whole quotes, chains and rules: reportedly why ID --db FILE", style="dim"))


def fitted(text: Text, console: Console) -> Text:
    """The text on one line, cut where the terminal ends (wide characters count as two)."""
    text.truncate(console.width, overflow="ellipsis" if is_unicode(console) else "crop")
    return text


def chain_words(chain: Iterable[str]) -> str:
    """ ", on the word of A, as told by B"; nothing where the article speaks for itself."""
    *told_by, _ = chain
    return f", on the word of {', as told by '.join(told_by)}" if told_by else ""


def show(console: Console, text: Text, left: int = 0, before: int = 0, hang: int = 0) -> None:
    """Print wrapped text, indented; `hang` indents every line but the first."""
    for _ in range(before):
        console.print()
    for n, line in enumerate(text.wrap(console, max(20, console.width - left - hang))):
        line.rstrip()
        console.print(Text(" " * (left + (hang if n else 0))).append_text(line), highlight=False)
