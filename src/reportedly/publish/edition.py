"""What is published: stories, each with its dossier, its account and the lines written from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.records import (
    Account,
    Article,
    Attribution,
    BriefLine,
    Claim,
    Copy,
    Dating,
    Dossier,
    Figure,
    Id,
    Origin,
    Span,
    TimelineLine,
)

ALONE_MOST = 3  # stories of one article that are told in full; more are listed


@dataclass(frozen=True, slots=True)
class StoryAccount:
    """One story: what is known of it, what that comes to, and the lines that say so."""

    dossier: Dossier
    account: Account
    brief: tuple[BriefLine, ...] = ()
    timeline: tuple[TimelineLine, ...] = ()

    def lookups(self) -> Lookups:
        return Lookups(self)


@dataclass(frozen=True, slots=True)
class Edition:
    """All that one publication holds, under its title."""

    title: str
    stories: tuple[StoryAccount, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The stories that are told in full, and those that are only listed."""

    stories: tuple[StoryAccount, ...]
    listed: tuple[StoryAccount, ...]


def told(edition: Edition, everything: bool = False) -> Told:
    """Stories of several articles in full; of those that only one article tells, the list, where there are
    more than a few of them."""
    alone = [s for s in edition.stories if len(s.dossier.articles) < 2]
    if everything or len(alone) <= ALONE_MOST:
        return Told(edition.stories, ())
    shared = [s for s in edition.stories if len(s.dossier.articles) > 1]
    return Told(tuple(shared or alone[:ALONE_MOST]), tuple(alone if shared else alone[ALONE_MOST:]))


def foremost(stories: Iterable[StoryAccount]) -> tuple[StoryAccount, ...]:
    """The stories that most independent origins tell first, then the longest told, then the newest."""
    ranked = sorted(stories, key=lambda s: s.dossier.story.id)
    ranked.sort(key=lambda s: s.dossier.story.last_at or s.dossier.story.first_at or "", reverse=True)
    ranked.sort(key=lambda s: (-len(s.dossier.origins), -len(s.dossier.articles)))
    ranked.sort(key=lambda s: len(s.dossier.articles) < 2)
    return tuple(ranked)


class Lookups:
    """The records of one story by id, and by the characters they stand on. Made once a rendering."""

    def __init__(self, story: StoryAccount) -> None:
        dossier = story.dossier
        self.articles: dict[Id, Article] = {a.id: a for a in dossier.articles}
        self.claims: dict[Id, Claim] = {c.id: c for c in dossier.claims}
        self.figures: dict[Id, Figure] = {f.id: f for f in dossier.figures}
        self.datings: dict[Id, Dating] = {d.article: d for d in dossier.datings}
        self.origins: tuple[Origin, ...] = dossier.origins
        self._origins_in: dict[Id, list[tuple[int, int, int]]] = {}
        for number, origin in enumerate(dossier.origins):
            for s in origin.sentences:
                self._origins_in.setdefault(s.article, []).append((s.start, s.end, number))
        self._attributions_in: dict[Id, list[Attribution]] = {}
        for attribution in dossier.attributions:
            self._attributions_in.setdefault(attribution.article, []).append(attribution)
        self._copies_by: dict[Id, list[Copy]] = {}
        for copy in dossier.copies:
            self._copies_by.setdefault(copy.article, []).append(copy)
        self._links: dict[Id, list[tuple[int, int, Span]]] = {}
        for pair in (pair for copy in dossier.copies for pair in copy.sentences):
            for mine, other in ((pair.span, pair.of_span), (pair.of_span, pair.span)):
                self._links.setdefault(mine.article, []).append((mine.start, mine.end, other))
        for links in self._links.values():
            links.sort(key=lambda link: (link[0], link[1], link[2].article, link[2].start))
        self._longest = {a: max(end - start for start, end, _ in links) for a, links in self._links.items()}
        self._by_time = self._in_order()

    def published_at(self, article: Article) -> str | None:
        """When it was published, by its dating where there is one."""
        dating = self.datings.get(article.id)
        return dating.published_at if dating else article.published_at

    def by_time(self) -> tuple[Article, ...]:
        """The articles by day, undated ones last; on one day a source stands before its copy."""
        return self._by_time

    def _in_order(self) -> tuple[Article, ...]:
        days = {a.id: (self.published_at(a) or "~")[:10] for a in self.articles.values()}
        ordered = sorted(
            self.articles.values(), key=lambda a: (days[a.id], self.published_at(a) or "", a.input_id, a.id)
        )
        waiting, found = {a.id: a for a in ordered}, []
        while waiting:
            # A circle of copies has no first; then the clock decides.
            free = (a for a in waiting.values() if not self._sources_of(a.id, days) & waiting.keys())
            first = next(iter(waiting.values()))
            today = next((a for a in free if days[a.id] == days[first.id]), first)
            found.append(waiting.pop(today.id))
        return tuple(found)

    def _sources_of(self, article: Id, days: dict[Id, str]) -> set[Id]:
        """What the article took from others of its day, where the direction is known."""
        return {
            c.of
            for c in self._copies_by.get(article, ())
            if c.kind != "shared" and c.direction != "unknown" and days.get(c.of) == days[article]
        }

    def origin_at(self, span: Span) -> int | None:
        """The index in `origins` of the origin that most of the span's characters belong to."""
        best: tuple[int, int] | None = None
        for start, end, number in self._origins_in.get(span.article, ()):
            shared = min(end, span.end) - max(start, span.start)
            if shared > 0 and (best is None or shared > best[0]):
                best = (shared, number)
        return best[1] if best else None

    def attribution_at(self, span: Span) -> Attribution | None:
        """The attribution whose content covers most of the span, if one covers half of it or more."""
        best: tuple[int, Attribution] | None = None
        for attribution in self._attributions_in.get(span.article, ()):
            shared = sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in attribution.content)
            if 2 * shared >= span.end - span.start > 0 and (best is None or shared > best[0]):
                best = (shared, attribution)
        return best[1] if best else None

    def same_sentence(self, span: Span) -> tuple[Id, ...]:
        """The other articles in which the sentence of the span stands, by way of any number of copies."""
        seen, waiting = {span.article}, [span]
        while waiting:
            here = waiting.pop()
            for other in self._twins(here):
                if other.article not in seen:
                    seen.add(other.article)
                    waiting.append(other)
        return tuple(a.id for a in self._by_time if a.id in seen and a.id != span.article)

    def _twins(self, span: Span) -> Iterator[Span]:
        """The sentences linked by a copy to one that the span touches."""
        links = self._links.get(span.article, [])
        at = bisect_left(links, span.end, key=lambda link: link[0])
        longest = self._longest.get(span.article, 0)
        while at > 0 and links[at - 1][0] > span.start - longest:
            at -= 1
            if links[at][1] > span.start:
                yield links[at][2]
