"""The picture of who fed whom: each article on a line of its own, hanging from the one it was made from.

Time runs from left to right; below each text stand its copies in the order of time, so that no two lines
cross. Every line of the list draws its own piece of the picture: text may wrap and pages may break anywhere.
What the drawing shows, the list says in words as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from reportedly.publish.ancestry import hung, line, other
from reportedly.publish.copied import DIRECTION_WORDS, altered_words, is_directed, kind_words
from reportedly.publish.display import ISO_CLOCK, date_words, day_of, outlet_name, plain, short_day, shorten
from reportedly.publish.edition import Lookups
from reportedly.publish.svg import node, percent
from reportedly.records import Article, Copy, Id

DRAWN_MOST = 120  # articles; a picture of more says nothing
TITLE = 110  # characters of a headline
MIDDLE = 15.0  # pixels from the top of a line to the middle of its first row of text, as in report.css
MARGIN = 4.0  # per cent left free on both sides
ROOM = 4.0  # how much further from a text with copies the next one stands than from one without
THIN, THICK = 1.2, 3.2  # pixels: a line where little was taken, where all was


@dataclass(frozen=True, slots=True)
class Stop:
    """One article: its piece of the picture, and what there is to say of it.

    `link` tells in words what it was made from, nothing for a first text; `mark` what was altered on the
    way, what differs where the way is not known, or what is newer in an update.
    """

    article: Article
    drawing: Markup
    day: str
    title: str
    link: str
    mark: str
    update: bool


@dataclass(frozen=True, slots=True)
class Descent:
    """The lines from top to bottom, the first and last day, and how many copies the picture leaves out."""

    stops: tuple[Stop, ...]
    first: str
    last: str
    left_out: int


def descent(copies: Sequence[Copy], lookups: Lookups) -> Descent | None:
    """The picture of the articles that take part in a copy; None where there is none, or too many."""
    known = [c for c in copies if c.article in lookups.articles and c.of in lookups.articles]
    taking_part = {a for c in known for a in (c.article, c.of)}
    articles = [a for a in lookups.by_time() if a.id in taking_part]
    if not articles or len(articles) > DRAWN_MOST:
        return None
    forest = Forest(articles, hung(known, lookups))
    stops = tuple(forest.stop(article, lookups) for article in forest.order)
    days = [date_words((lookups.published_at(a) or "")[:10] or None) for a in articles]
    return Descent(stops, days[0], days[-1], len(known) - len(forest.parents))


class Forest:
    """Who hangs below whom, and on which line and how far to the right each article stands."""

    def __init__(self, articles: Sequence[Article], parents: Mapping[Id, Copy]) -> None:
        self.parents = parents
        self.children: dict[Id, list[Id]] = {}
        for article in articles:
            if article.id in parents:
                above = other(parents[article.id], article.id)
                self.children.setdefault(above, []).append(article.id)
        self.order = self._from_top(a.id for a in articles if a.id not in parents)
        self._row = {a: n for n, a in enumerate(self.order)}
        self._x = self._across([a.id for a in articles])

    def _across(self, by_time: Sequence[Id]) -> dict[Id, float]:
        """How far to the right each stands, in per cent: later is further, with room beside each trunk."""
        steps = [ROOM if a in self.children else 1.0 for a in by_time[:-1]]
        unit = (100 - 2 * MARGIN) / max(1.0, sum(steps))
        places = accumulate((unit * step for step in steps), initial=MARGIN)
        return dict(zip(by_time, places, strict=True))

    def _from_top(self, roots: Iterable[Id]) -> tuple[Id, ...]:
        found, waiting = [], list(roots)[::-1]
        while waiting:
            article = waiting.pop()
            found.append(article)
            waiting += self.children.get(article, [])[::-1]
        return tuple(found)

    def stop(self, article: Id, lookups: Lookups) -> Stop:
        copy = self.parents.get(article)
        page = lookups.articles[article]
        return Stop(
            article=page,
            drawing=self._drawing(article, copy, lookups),
            day=_day(lookups.published_at(page)),
            title=shorten(plain(page.title or ""), TITLE),
            link=_told(copy, article, lookups) if copy else "",
            mark=_mark(copy) if copy else "",
            update=copy is not None and copy.update,
        )

    def _drawing(self, article: Id, copy: Copy | None, lookups: Lookups) -> Markup:
        """The lines that pass, the one that ends here, the one that begins here, and the article's dot."""
        parts = [self._passing(above, article) for above in self._above(article)]
        if copy:
            parts.append(self._branch(article, copy, lookups))
        if article in self.children:
            parts.append(self._trunk(article, article, MIDDLE, "100%"))
        dot = node(
            "circle", cx=percent(self._x[article]), cy=MIDDLE, r=4, class_="dot" if copy else "dot first"
        )
        return node("svg", *parts, dot, class_="twig", aria_hidden="true", focusable="false")

    def _above(self, article: Id) -> list[Id]:
        return [*line(article, self.parents)][1:]

    def _passing(self, above: Id, article: Id) -> Markup:
        """The trunk of a text further up, as far as it reaches on this line."""
        row, last = self._row[article], self._row[self.children[above][-1]]
        if row > last:
            return Markup("")
        return self._trunk(above, article, 0.0, "100%" if row < last else MIDDLE)

    def _trunk(self, of: Id, at: Id, start: float, end: str | float) -> Markup:
        """Solid as long as a copy of known direction hangs further down on it."""
        x = percent(self._x[of])
        below = (c for c in self.children[of] if self._row[c] > self._row[at] or (c == at and c != of))
        kind = "trunk" if any(is_directed(self.parents[c]) for c in below) else "trunk open"
        return node("line", x1=x, x2=x, y1=start, y2=end, class_=kind)

    def _branch(self, article: Id, copy: Copy, lookups: Lookups) -> Markup:
        """The line from the trunk to the article, thicker the more was taken."""
        start, end = self._x[other(copy, article)], self._x[article]
        looks = ["branch", copy.direction if copy.kind != "shared" else "unknown"]
        looks += ["update"] if copy.update else ["altered"] if altered_words(copy) else []
        return node(
            "line",
            x1=percent(start),
            x2=percent(end),
            y1=MIDDLE,
            y2=MIDDLE,
            stroke_width=THIN + (THICK - THIN) * copy.coverage,
            class_=" ".join(looks),
        )


def _day(stamp: str | None) -> str:
    """As "1 Mar" or "1 Mar 02:10"."""
    day = day_of(stamp)
    if day is None:
        return plain(stamp or "") or "undated"
    clock = ISO_CLOCK.search(stamp or "")
    return f"{short_day(day)} {clock[1]}" if clock and clock[1] != "00:00" else short_day(day)


def _mark(copy: Copy) -> str:
    """As "number, date altered", "number differs", "update, newer: number"."""
    words = ", ".join(altered_words(copy))
    if copy.update:
        return f"update, newer: {words}" if words else "update"
    return f"{words} {'altered' if is_directed(copy) else 'differs'}" if words else ""


def _told(copy: Copy, article: Id, lookups: Lookups) -> str:
    """As "near copy of Meridian Press, 70%, certain"."""
    name = outlet_name(lookups.articles[other(copy, article)])
    if copy.kind == "shared":
        return f"shares text of a third with {name}"
    what = kind_words(copy)
    if not is_directed(copy):
        common = "sentences in common" if copy.kind == "excerpt" else "one text"
        return f"{what}, {common} with {name}, {DIRECTION_WORDS['unknown']}"
    return f"{what} of {name}, {100 * copy.coverage:.0f}%, {DIRECTION_WORDS[copy.direction]}"
