"""`reportedly diff`: two articles sentence by sentence, aligned, with what was altered marked in both.

The alignment is the one the run found; sentences that it gave no counterpart are shown as such. Marks are
brackets and words, so that they are there without colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportedly.publish.asking import story_of
from reportedly.publish.console import show as put
from reportedly.publish.copied import (
    DIRECTION_WORDS,
    altered_word,
    is_directed,
    kind_words,
)
from reportedly.publish.display import BIDI_CONTROL, count_words, date_words, outlet_name, shorten, shown
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.records import Article, CopiedSentence, Copy, Sentence, Span
from reportedly.store import Reader

NOTED = 32  # characters of an alteration that are repeated below its sentence
WIDE = 100  # columns from which both articles stand side by side
BLANKS = re.compile(r"\s+")
SAME, REWORDED, ALTERED, ONE_SIDED = "=", "~", "!", "-"
SIGN_WORDS = {
    SAME: "word for word",
    REWORDED: "reworded",
    ALTERED: "altered",
    ONE_SIDED: "only in one",
}
Marks = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """An alteration, as it reads in the first article and in the second."""

    type: str
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that stand for one another; one side is empty where a sentence has no counterpart."""

    a: tuple[Sentence, ...]
    b: tuple[Sentence, ...]
    changes: tuple[Change, ...] = ()

    @property
    def sign(self) -> str:
        if not (self.a and self.b):
            return ONE_SIDED
        if self.changes:
            return ALTERED
        same = [s.reading.split() for s in self.a] == [s.reading.split() for s in self.b]
        return SAME if same else REWORDED


def rows(a: Article, b: Article, copy: Copy | None) -> list[Row]:
    """All sentences of both, each in one row, in the order of the first article.

    What only the second has stands before the first sentence that follows it there.
    """
    joined = _joined(a, b, _links(a, b, copy))
    changes = _changes(a, copy)
    found: list[Row] = []
    waiting = [n for n in range(len(b.sentences)) if not any(n in right for _, right in joined)]
    by_first = {min(left): (left, right) for left, right in joined}
    taken = {n for left, _ in joined for n in left}
    for n, sentence in enumerate(a.sentences):
        if n in by_first:
            left, right = by_first[n]
            while waiting and waiting[0] < min(right):
                found.append(Row((), (b.sentences[waiting.pop(0)],)))
            mine = tuple(c for i in sorted(left) for c in changes.get(a.sentences[i].start, ()))
            found.append(
                Row(
                    tuple(a.sentences[i] for i in sorted(left)),
                    tuple(b.sentences[j] for j in sorted(right)),
                    mine,
                )
            )
        elif n not in taken:
            found.append(Row((sentence,), ()))
    return found + [Row((), (b.sentences[n],)) for n in waiting]


def _links(a: Article, b: Article, copy: Copy | None) -> Iterator[tuple[int, int]]:
    """The numbers of sentences that stand for one another: those of the copy, and equal ones beside."""
    at = {x.id: {s.start: n for n, s in enumerate(x.sentences)} for x in (a, b)}
    linked: set[tuple[str, int]] = set()
    for pair in copy.sentences if copy else ():
        mine, other = _sides(a, pair)
        if mine.start in at[a.id] and other.start in at[b.id]:
            linked |= {(a.id, at[a.id][mine.start]), (b.id, at[b.id][other.start])}
            yield at[a.id][mine.start], at[b.id][other.start]
    free = {s.reading: n for n, s in reversed([*enumerate(b.sentences)]) if (b.id, n) not in linked}
    for n, sentence in enumerate(a.sentences):
        if (a.id, n) not in linked and sentence.reading in free:
            yield n, free.pop(sentence.reading)


def _sides(a: Article, pair: CopiedSentence) -> tuple[Span, Span]:
    return (pair.span, pair.of_span) if pair.span.article == a.id else (pair.of_span, pair.span)


def _joined(
    a: Article, b: Article, links: Iterable[tuple[int, int]]
) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Links that share a sentence become one: a sentence split in two stands beside both its parts."""
    found: list[tuple[set[int], set[int]]] = []
    for i, j in links:
        touching = [group for group in found if i in group[0] or j in group[1]]
        found = [group for group in found if group not in touching]
        left, right = {i}, {j}
        for group in touching:
            left |= group[0]
            right |= group[1]
        found.append((left, right))
    return [(frozenset(left), frozenset(right)) for left, right in found]


def _changes(a: Article, copy: Copy | None) -> dict[int, tuple[Change, ...]]:
    """The alterations by where the sentence of the first article begins."""
    found: dict[int, tuple[Change, ...]] = {}
    for pair in copy.sentences if copy else ():
        mine, _ = _sides(a, pair)
        flipped = mine is not pair.span
        changes = (
            Change(x.type, *((x.of_span, x.span) if flipped else (x.span, x.of_span))) for x in pair.altered
        )
        found[mine.start] = found.get(mine.start, ()) + tuple(changes)
    return found


# -- on the terminal ------------------------------------------------------------------------------


def show(store: Reader, a: Article, b: Article, console: Console) -> None:
    """Print both articles aligned: side by side from 100 columns on, else one below the other."""
    draw(story_of(store, a.id), a, b, console)


def draw(story: StoryAccount, a: Article, b: Article, console: Console) -> None:
    """`story` is that of the first article; the second may be of another."""
    lookups = story.lookups()
    pair = {a.id, b.id}
    copy = next((c for c in story.dossier.copies if {c.article, c.of} == pair and a.id != b.id), None)
    made = rows(a, b, copy)
    put(console, _heading("A", a, lookups), hang=3)
    put(console, _heading("B", b, lookups), hang=3)
    put(console, Text(_relation(a, copy)))
    console.print()
    signs = dict.fromkeys(row.sign for row in made)
    put(console, Text("   ".join(f"{s} {SIGN_WORDS[s]}" for s in SIGN_WORDS if s in signs), style="dim"))
    console.print()
    if console.width >= WIDE:
        console.print(_columns(a, b, made), highlight=False)
    else:
        for row in made:
            _stacked(a, b, row, console)


def _heading(letter: str, article: Article, lookups: Lookups) -> Text:
    date = lookups.published_at(article) if article.id in lookups.articles else article.published_at
    text = Text(f"{letter}  {outlet_name(article)}, {date_words(date)}", style="bold")
    return text.append(f"  {_clean(article.title or '')}  ", style="not bold").append(
        article.id, style="not bold dim"
    )


def _relation(a: Article, copy: Copy | None) -> str:
    """What the run found of the two, in a sentence."""
    if copy is None:
        return "The run found no sentence of one to be taken from the other, or both from a third text."
    copier, source = ("A", "B") if copy.article == a.id else ("B", "A")
    share = f"{100 * copy.coverage:.0f}% of {copier}'s sentences stand in {source}"
    if not is_directed(copy):
        words = kind_words(copy)
        return f"{words[:1].upper()}{words[1:]}; {DIRECTION_WORDS['unknown']}. {share}."
    altered = count_words(sum(bool(s.altered) for s in copy.sentences), "sentence")
    changed = f" {altered} {'newer' if copy.update else 'altered'}." if altered[0] != "0" else ""
    why = f" Because {'; '.join(_clean(e) for e in copy.evidence)}." if copy.evidence else ""
    sure = "certain" if copy.direction == "certain" else "likely"
    return f"{copier} was made from {source} ({kind_words(copy)}, {sure}): {share}.{changed}{why}"


def _columns(a: Article, b: Article, made: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=True, padding=(0, 2, 1, 0))
    table.add_column("", width=1)
    table.add_column("A", ratio=1, overflow="fold")
    table.add_column("B", ratio=1, overflow="fold")
    for row in made:
        left, right = _side(a, row, 0), _side(b, row, 1)
        notes = _notes(row)
        if notes:
            left, right = left.append("\n").append_text(notes[0]), right.append("\n").append_text(notes[1])
        table.add_row(Text(row.sign, style=_style(row)), left, right)
    table.expand = True
    return table


def _stacked(a: Article, b: Article, row: Row, console: Console) -> None:
    """A sentence, and below it its counterpart, unless that is the same."""
    sides = [("A", _side(a, row, 0)), ("B", _side(b, row, 1))]
    if row.sign == SAME:
        sides = [("AB", sides[0][1])]
    elif row.sign == ONE_SIDED:
        sides = sides[:1] if row.a else sides[1:]
    for n, (letter, text) in enumerate(sides):
        lead = Text(f"{row.sign if n == 0 else ' '} {letter:<2} ", style=_style(row))
        for k, line in enumerate(text.wrap(console, max(20, console.width - 5))):
            line.rstrip()
            console.print((lead if k == 0 else Text(" " * 5)) + line, highlight=False)
    for change in row.changes:
        words = Text(f"{altered_word(change.type)}: ", style="yellow")
        words.append(f"A [{_short(change.a)}]  B [{_short(change.b)}]", style="default")
        put(console, words, left=5, hang=2)
    console.print()


def _notes(row: Row) -> tuple[Text, Text] | None:
    """Below each side the types of what was altered, with the words of that side."""
    if not row.changes:
        return None
    sides = []
    for side in ("a", "b"):
        words = (f"{altered_word(c.type)}: [{_short(getattr(c, side))}]" for c in row.changes)
        sides.append(Text("; ".join(words), style="yellow"))
    return sides[0], sides[1]


def _side(article: Article, row: Row, side: int) -> Text:
    sentences = row.b if side else row.a
    if not sentences:
        return Text("(nothing like it)", style="dim italic")
    marks = sorted({((c.b if side else c.a).start, (c.b if side else c.a).end) for c in row.changes})
    text = Text()
    for n, sentence in enumerate(sentences):
        text.append(" " if n else "").append_text(_marked(article, sentence, marks))
    return text


def _marked(article: Article, sentence: Sentence, marks: Marks) -> Text:
    """The sentence as given, on one line, with what was altered in brackets."""
    text, at = Text(), sentence.start
    for start, end in marks:
        if start < at or end > sentence.end:
            continue  # of another sentence, or within a longer mark
        text.append(_clean(article.text[at:start], edges=True))
        text.append(f"[{_clean(article.text[start:end])}]", style="bold yellow")
        at = end
    return text.append(_clean(article.text[at : sentence.end], edges=True))


def _short(span: Span) -> str:
    """The words that were altered; of long ones the beginning, as all stand in the sentence above."""
    return shorten(_clean(span.quote), NOTED)


def _clean(words: str, edges: bool = False) -> str:
    """Showable text on one line, without direction controls; `edges` keeps a blank at either end."""
    line = BLANKS.sub(" ", BIDI_CONTROL.sub("", shown(words)))
    return line if edges else line.strip()


def _style(row: Row) -> str:
    return {ALTERED: "bold yellow", ONE_SIDED: "dim"}.get(row.sign, "cyan")
