"""The reported figures of a story, one by one, for the formats whose rows are figures (HXL, IDMC)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.exports.telling import Telling
from reportedly.records import Article, Claim, Figure, Place, Point, Series


@dataclass(frozen=True, slots=True)
class Reported:
    """One value of a figure with all that reports it. `figure` is the first of its figures."""

    series: Series
    point: Point
    figure: Figure
    claims: tuple[Claim, ...]
    articles: tuple[Article, ...]

    @property
    def place(self) -> Place | None:
        return self.series.place

    @property
    def least(self) -> float | None:
        return None if self.figure.qualifier == "at_most" else self.point.low

    @property
    def most(self) -> float | None:
        return None if self.figure.qualifier == "at_least" else self.point.high

    @property
    def sentence(self) -> str:
        """The sentence that the figure stands in."""
        span = self.figure.span
        article = next(a for a in self.articles if a.id == span.article)
        around = (s for s in article.sentences if s.start <= span.start < s.end)
        return next((article.text[s.start : s.end] for s in around), span.quote)

    @property
    def scope(self) -> str:
        """What the number counts: all, a part, how many more there were, or a whole war so far."""
        if self.series.whole_conflict:
            return "whole_conflict"
        if self.point.delta == "increment":
            return "increment"
        return "part" if self.figure.part_of is not None else "total"


def reported(telling: Telling) -> Iterator[Reported]:
    """The wanted values of a story's series, in their order."""
    for series in telling.series:
        for point in series.points:
            figures = [telling.look.figures[i] for i in point.figures if i in telling.look.figures]
            articles = telling.articles(f.span.article for f in figures)
            if figures and any(telling.wants_article(a) for a in articles):
                yield Reported(series, point, figures[0], tuple(telling.claims(point.claims)), articles)
