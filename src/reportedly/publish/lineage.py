"""`reportedly copies`: the tree of an article's descent on a terminal, and the list of stories with copies.

Each article hangs below the one it took most from; what else it took, and what it shares with others without
a known direction, is told below the tree for the article that was asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from reportedly.publish.ancestry import above, sources
from reportedly.publish.asking import story_of
from reportedly.publish.console import is_unicode, show
from reportedly.publish.copied import DIRECTION_WORDS, altered_words, is_directed, kind_words
from reportedly.publish.display import count_words, date_words, outlet_name, plain, shorten
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.records import Article, Copy, Id, Story
from reportedly.store import Reader

TITLE = 60  # characters of a headline
READABLE = 44  # columns that a line of the tree has at least
INDENT = 4  # columns to each level of a tree
BESIDES = 20  # copies told below the tree


@dataclass(frozen=True, slots=True)
class Lineage:
    """The descent around one article. `children` are in the order of time."""

    asked: Article
    lookups: Lookups
    parents: dict[Id, Copy]
    children: dict[Id, list[Copy]]
    besides: tuple[Copy, ...]  # copies of or by the article that the tree has no place for
    elsewhere: frozenset[Id]  # articles of other stories

    @property
    def root(self) -> Id:
        return [self.asked.id, *above(self.asked.id, self.parents)][-1]


def lineage(article: Article, story: Story, copies: Sequence[Copy], lookups: Lookups) -> Lineage:
    parents = sources(copies, lookups)
    children: dict[Id, list[Copy]] = {}
    for each in lookups.by_time():
        if each.id in parents:
            children.setdefault(parents[each.id].of, []).append(parents[each.id])
    drawn = {(c.article, c.of) for c in parents.values()}
    known = [c for c in copies if c.article in lookups.articles and c.of in lookups.articles]
    own = [c for c in known if article.id in (c.article, c.of) and (c.article, c.of) not in drawn]
    own.sort(key=lambda c: (c.kind == "shared", not is_directed(c), -c.coverage, c.article, c.of))
    elsewhere = frozenset(lookups.articles) - set(story.articles)
    return Lineage(article, lookups, parents, children, tuple(own), elsewhere)


def show_article(store: Reader, article: Article, console: Console) -> None:
    """Print the descent of one article."""
    draw(story_of(store, article.id), article, console, store.path)


def draw(story: StoryAccount, article: Article, console: Console, db: Path) -> None:
    """The tree, what stands besides, and how to see more; `db` is named in that."""
    found = lineage(article, story.dossier.story, story.dossier.copies, story.lookups())
    if not found.parents.get(article.id) and not found.children.get(article.id) and not found.besides:
        console.print(_label(article, found), highlight=False)
        console.print("No sentence of it was taken from another article, or by one.", highlight=False)
        return
    console.print(_tree(found, console), highlight=False)
    if found.besides:
        console.print()
        console.print(Text("Besides", style="bold"))
        for copy in found.besides[:BESIDES]:
            show(console, _beside(copy, found), left=2, hang=2)
        if len(found.besides) > BESIDES:
            more = f"and {len(found.besides) - BESIDES} more: reportedly export copies --db {db}"
            show(console, Text(more, style="dim"), left=2, hang=2)
    console.print()
    named = [_other(c, article.id) for c in (found.parents.get(article.id), *found.besides) if c]
    named += [c.article for c in found.children.get(article.id, ())]
    console.print(
        Text(f"Sentence by sentence: reportedly diff {named[0]} {article.id} --db {db}", style="dim"),
        highlight=False,
        soft_wrap=True,
    )


def _tree(found: Lineage, console: Console) -> Tree:
    """From the first text down. Chains that are longer than the terminal is wide go on without indenting."""
    unicode, articles = is_unicode(console), found.lookups.articles
    deepest = max(1, (console.width - READABLE) // INDENT)
    top = Tree(_label(articles[found.root], found), guide_style="dim")
    waiting = [(copy, top, 1) for copy in reversed(found.children.get(found.root, ()))]
    while waiting:
        copy, above, depth = waiting.pop()
        words = _label(articles[copy.article], found)
        if depth > deepest:
            words.append(f"\nmade from {outlet_name(articles[copy.of])} {copy.of}", style="not bold dim")
        branch = above.add(words.append_text(_link(copy, unicode)))
        below = branch if depth < deepest else above
        waiting += [(c, below, depth + 1) for c in reversed(found.children.get(copy.article, ()))]
    return top


def _label(article: Article, found: Lineage) -> Text:
    """Outlet, date and headline, and the id to ask further with."""
    mine = article.id == found.asked.id
    text = Text(f"{outlet_name(article)}, {date_words(found.lookups.published_at(article))}", style="bold")
    if mine:
        text.append(" (asked)", style="cyan")
    if article.id in found.elsewhere:
        text.append(" (in another story)", style="not bold")
    title = shorten(plain(article.title or ""), TITLE)
    return text.append(f"  {title}  " if title else "  ", style="not bold").append(
        article.id, style="not bold dim"
    )


def _link(copy: Copy, unicode: bool) -> Text:
    """On the next lines: what was taken, what was altered, and how the direction is known."""
    text = Text(f"\n{kind_words(copy)}, {_share(copy)}; {DIRECTION_WORDS[copy.direction]}", style="default")
    text.append_text(_alterations(copy, unicode))
    if copy.evidence:
        text.append(f"\nbecause {plain('; '.join(copy.evidence))}", style="dim")
    return text


def _share(copy: Copy) -> str:
    return f"{100 * copy.coverage:.0f}% of its sentences"


def _alterations(copy: Copy, unicode: bool) -> Text:
    """What a copy altered, marked; what an update has newer is no alteration."""
    words = ", ".join(altered_words(copy))
    if not words:
        return Text("")
    if copy.update:
        return Text(f"\nnewer in it: {words}")
    count = sum(bool(s.altered) for s in copy.sentences)
    sign = "≠ " if unicode else "! "
    return Text(f"\n{sign}altered in {count_words(count, 'sentence')}: {words}", style="bold yellow")


def _beside(copy: Copy, found: Lineage) -> Text:
    """A copy that the tree does not show, from the view of the article asked about."""
    other = found.lookups.articles[_other(copy, found.asked.id)]
    name = f"{outlet_name(other)}, {date_words(found.lookups.published_at(other))}"
    name += " (in another story)" if other.id in found.elsewhere else ""
    what = f"{kind_words(copy)}, {_share(copy)}"
    if copy.kind == "shared":
        said = f"shares {count_words(len(copy.sentences), 'sentence')} with {name}: both from a third text"
    elif not is_directed(copy):
        common = "sentences in common" if copy.kind == "excerpt" else "one text"
        said = f"{common} with {name} ({what}); which was first is not known"
    else:
        taken = "also from" if copy.article == found.asked.id else "also taken by"
        said = f"{taken} {name} ({what}; {DIRECTION_WORDS[copy.direction]})"
    words = ", ".join(altered_words(copy))
    return Text(f"{said}{f'; differs in: {words}' if words else ''}  ").append(other.id, style="dim")


def _other(copy: Copy, article: Id) -> Id:
    return copy.of if copy.article == article else copy.article


# -- all stories ----------------------------------------------------------------------------------


def show_stories(store: Reader, console: Console) -> None:
    """Print the stories that have copies, those with most first."""
    copies = store.derived("copies")
    stories = {s.id: s for s in store.stories(sorted(copies))}
    if not stories:
        console.print("No article was found to have taken sentences from another.", highlight=False)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("articles", "copies", "altered"):
        table.add_column(heading, justify="right", style="cyan" if heading == "altered" else None)
    table.add_column("story")
    table.add_column("first article", style="dim", no_wrap=True)
    for story in sorted(stories.values(), key=lambda s: (-len(copies[s.id]), s.id)):
        table.add_row(*_counted(story, copies[story.id]))
    console.print(table, highlight=False)
    console.print()
    console.print(
        Text(f"The descent of an article: reportedly copies ARTICLE --db {store.path}", style="dim"),
        soft_wrap=True,
    )


def _counted(story: Story, copies: Sequence[Copy]) -> Iterator[str | Text]:
    derived = [c for c in copies if c.kind != "shared"]
    altered = sum(any(s.altered for s in c.sentences) for c in copies)
    yield from (f"{n:,}" for n in (len(story.articles), len(derived), altered))
    yield Text(shorten(plain(story.title), TITLE) or "untitled")
    sources_of = {c.of for c in derived} - {c.article for c in derived if is_directed(c)}
    yield min(sources_of or {c.of for c in copies})
