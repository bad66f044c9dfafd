"""The picture of who fed whom: the articles of a story over time, and lanes from each to its copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportedly.publish.copied import altered_words, is_directed, kind_words
from reportedly.publish.display import count_words, date_words, outlet_name, plain
from reportedly.publish.edition import Lookups
from reportedly.publish.svg import node, title
from reportedly.records import Article, Copy, Id

DRAWN_EACH = 2  # sources drawn for one article, the strongest; the table has all
DRAWN_MOST = 80  # articles; a picture of more says nothing
ROW = 30.0  # pixels, as in report.css
LANE = 11.0  # pixels between two lanes, and how wide all may become
MOST = 132.0
ASIDE = 3.0  # what leaves an article starts a little below its middle, what comes in ends above it


@dataclass(frozen=True, slots=True)
class Stop:
    """One article's line beside the picture; `day` is empty where it repeats the one above."""

    article: Article
    outlet: str
    title: str
    day: str


@dataclass(frozen=True, slots=True)
class Descent:
    """The picture, the lines beside it from top to bottom, and how many copies it leaves out."""

    picture: Markup
    stops: tuple[Stop, ...]
    left_out: int


def descent(copies: Sequence[Copy], lookups: Lookups) -> Descent | None:
    """Articles from the first to the last; from each a lane runs to the copies that were made of it.

    Only articles that take part in a copy are shown; None where there is none, or too many.
    """
    row_of = rows_of(copies, lookups)
    known = [c for c in copies if c.article in row_of and c.of in row_of]
    if not known or len(row_of) > DRAWN_MOST:
        return None
    drawn = strongest(known)
    bundles = bundled(drawn, row_of)
    width = min(MOST, len(set(bundles.values())) * LANE) + 26
    step = (width - 26) / len(set(bundles.values()))
    parts = [
        lane(bundle, width - 22 - step * (n + 0.5), width - 8, row_of, lookups)
        for bundle, n in sorted(bundles.items(), key=lambda item: -item[1])
    ]
    dots = [node("circle", cx=width - 8, cy=middle(n), r=4, class_="dot") for n in row_of.values()]
    told = f"{count_words(len(row_of), 'article')} from first to last; arrows lead from a text to its copies"
    picture = node(
        "svg",
        title(told),
        *parts,
        *dots,
        class_="descent",
        role="img",
        width=width,
        height=ROW * len(row_of),
    )
    return Descent(picture, stops(row_of, lookups), len(known) - len(drawn))


def rows_of(copies: Iterable[Copy], lookups: Lookups) -> dict[Id, int]:
    taking_part = {a for c in copies for a in (c.article, c.of)}
    return {a.id: n for n, a in enumerate(a for a in lookups.by_time() if a.id in taking_part)}


def stops(row_of: dict[Id, int], lookups: Lookups) -> tuple[Stop, ...]:
    found, last = [], ""
    for article in (lookups.articles[a] for a in row_of):
        day = date_words((lookups.published_at(article) or "")[:10] or None)
        found.append(
            Stop(article, outlet_name(article), plain(article.title or ""), day if day != last else "")
        )
        last = day
    return tuple(found)


def strongest(copies: Sequence[Copy]) -> list[Copy]:
    """Of each article the copies that explain most of it."""
    found: dict[Id, list[Copy]] = {}
    for copy in sorted(copies, key=lambda c: (c.kind == "shared", -c.coverage, c.of)):
        mine = found.setdefault(copy.article, [])
        if len(mine) < DRAWN_EACH:
            mine.append(copy)
    return [c for article in sorted(found) for c in found[article]]


def middle(row: int) -> float:
    return ROW * row + ROW / 2


Bundle = tuple[Copy, ...]


def bundled(copies: Sequence[Copy], row_of: dict[Id, int]) -> dict[Bundle, int]:
    """The copies made of one text, directed ones apart from the others, each bundle with its lane.

    Lanes count from the articles outwards; two bundles share one where their rows do not meet.
    """
    groups: dict[tuple[Id, bool], list[Copy]] = {}
    for copy in copies:
        groups.setdefault((copy.of, is_directed(copy)), []).append(copy)
    bundles = [tuple(group) for group in groups.values()]
    bundles.sort(key=lambda b: (ends(b, row_of)[1] - ends(b, row_of)[0], ends(b, row_of)))
    lanes: list[list[tuple[int, int]]] = []
    found = {}
    for bundle in bundles:
        first, last = ends(bundle, row_of)
        free = (n for n, used in enumerate(lanes) if all(last < a or first > b for a, b in used))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((first, last))
        found[bundle] = number
    return found


def ends(bundle: Bundle, row_of: dict[Id, int]) -> tuple[int, int]:
    """The first and last row a bundle touches."""
    rows = [row_of[bundle[0].of], *(row_of[c.article] for c in bundle)]
    return min(rows), max(rows)


def lane(bundle: Bundle, x: float, right: float, row_of: dict[Id, int], lookups: Lookups) -> Markup:
    """A trunk from the source down its lane, and a branch to each copy, thicker the more was taken."""
    start = middle(row_of[bundle[0].of]) + ASIDE
    tips = [start, *(middle(row_of[c.article]) - ASIDE for c in bundle)]
    first, last = min(tips), max(tips)
    trunk = f"M{right:.1f} {start:.1f}H{x:.1f}M{x:.1f} {first:.1f}V{last:.1f}"
    parts = [node("path", d=trunk, class_="trunk")]
    for copy in bundle:
        y = middle(row_of[copy.article]) - ASIDE
        parts.append(
            node(
                "g",
                title(told_of(copy, lookups)),
                node(
                    "path",
                    d=f"M{x:.1f} {y:.1f}H{right - 8:.1f}",
                    stroke_width=1 + 2.5 * copy.coverage,
                    class_="branch",
                ),
                node("path", d=f"M{right - 4:.1f} {y:.1f}l-8 -4.5v9Z", class_="arrow")
                if is_directed(copy)
                else Markup(""),
                class_=copy.direction,
            )
        )
    return node("g", *parts, class_="directed" if is_directed(bundle[0]) else "undirected")


def told_of(copy: Copy, lookups: Lookups) -> str:
    names = (outlet_name(lookups.articles[a]) for a in (copy.article, copy.of))
    altered = f"; altered: {', '.join(altered_words(copy))}" if altered_words(copy) else ""
    return f"{' and '.join(names)}: {kind_words(copy, lookups)}, {100 * copy.coverage:.0f}%{altered}"
