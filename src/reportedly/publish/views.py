"""A story as the report's templates show it: records joined, in order and in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from reportedly.publish import charts
from reportedly.publish.citing import Citation, Citations, dated_words
from reportedly.publish.copied import LISTED_MOST, CopyRow, copy_rows, most_telling
from reportedly.publish.descent import Descent, descent
from reportedly.publish.display import (
    CONTESTED,
    MEASURES,
    UNITS,
    count_words,
    date_words,
    day_of,
    outlet_name,
    period_words,
    plain,
    safe_url,
    shown,
)
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.map import Basemap
from reportedly.publish.mapped import MapView, PlaceName, Spellings, map_view, place_name
from reportedly.publish.readings import ReadPage, read_pages
from reportedly.publish.spots import key_of, spellings
from reportedly.records import (
    Agreement,
    Article,
    BriefLine,
    Control,
    Finding,
    Id,
    Series,
    Status,
    TimelineLine,
)

QUOTES = 4  # shown of each version of a disputed matter


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of a line. `again`: of the same outlet as the one before; `told`: in an earlier line too."""

    citation: Citation
    again: bool
    told: bool


@dataclass(frozen=True, slots=True)
class LineView:
    text: str
    status: Status
    origins: int
    citations: tuple[Cited, ...]
    finding: Id | None
    claims: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    iso: str | None
    words: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class SeriesView:
    name: str
    chart: charts.FigureChart | None
    rows: tuple[charts.FigureRow, ...]
    articles: tuple[tuple[Article, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, the articles that have exactly its words, and those that took and reworded it."""

    quote: str
    article: Article
    articles: tuple[Article, ...]
    reworded: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Version:
    value: str
    origins: int
    speakers: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    name: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    finding: Id
    headline: str
    origins: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class ControlRow:
    control: Control
    place: PlaceName
    since: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Source:
    anchor: str
    article: Article
    outlet: str
    url: str | None
    published: str
    dated: str
    language: str  # empty for English, which all of the method is for
    sentences: str
    removed: str
    page: ReadPage | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """All that one story shows. A condensed one, of a single article, has only its lines and source."""

    anchor: str
    title: str
    meta: str
    articles: str
    condensed: bool
    brief: tuple[tuple[str, tuple[LineView, ...]], ...]
    article_anchors: dict[Id, str]
    article_days: dict[Id, str]
    sources: tuple[Source, ...]
    lookups: Lookups = field(repr=False)
    sections: tuple[tuple[str, str], ...] = ()
    map: MapView | None = None
    density: Markup | None = None
    days: tuple[DayView, ...] = ()
    series: tuple[SeriesView, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    control: tuple[ControlRow, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    copies: tuple[CopyRow, ...] = ()
    copies_left_out: int = 0
    descent: Descent | None = None


def story_view(
    number: int, story: StoryAccount, citations: Citations, basemap: Basemap, pages: bool = False
) -> StoryView:
    """The whole of a story; its anchor is `story-` and its number. With `pages`, its sources show the claims
    read in each."""
    lookups, anchor = story.lookups(), f"story-{number}"
    told: set[int] = set()
    read = read_pages(lookups) if pages else {}
    anchors = {a.id: f"{anchor}-source-{n}" for n, a in enumerate(lookups.by_time(), 1)}
    head = {
        "anchor": anchor,
        "title": story_title(story),
        "meta": meta_words(story),
        "articles": count_words(len(story.dossier.articles), "article"),
        "brief": sections_of(story.brief, citations, told),
        "article_anchors": anchors,
        "article_days": {a.id: date_words((lookups.published_at(a) or "")[:10]) for a in lookups.by_time()},
        "sources": tuple(source(a, anchors[a.id], read.get(a.id), lookups) for a in lookups.by_time()),
        "lookups": lookups,
    }
    if len(story.dossier.articles) < 2:
        return StoryView(condensed=True, **head)  # type: ignore[arg-type]
    account = story.account
    spelt = spellings(story, lookups)
    series = tuple(series_view(s, lookups, spelt) for s in account.series if s.points)
    parts = {
        "map": map_view(story, lookups, basemap),
        "days": days_of(story.timeline, citations, told),
        "series": series,
        "disputes": disputes_of(account.findings, lookups),
        "control": tuple(control_row(c, lookups, spelt) for c in account.control),
        "agreements": account.agreements,
        "copies": copy_rows(most_telling(story.dossier.copies), lookups),
    }
    return StoryView(
        condensed=False,
        sections=contents(parts),
        copies_left_out=max(0, len(story.dossier.copies) - LISTED_MOST),
        density=charts.density(story.timeline),
        descent=descent(story.dossier.copies, lookups),
        **head,  # type: ignore[arg-type]
        **parts,  # type: ignore[arg-type]
    )


PARTS = (
    ("map", "map", "Map"),
    ("days", "timeline", "Timeline"),
    ("disputes", "disputes", "Contradictions"),
    ("series", "figures", "Figures"),
    ("control", "control", "Control"),
    ("agreements", "agreements", "Agreements"),
    ("copies", "copies", "Who copied whom"),
)


def contents(parts: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    there = tuple((anchor, label) for name, anchor, label in PARTS if parts[name])
    return (("brief", "Brief"), *there, ("sources", "Sources"))


def story_title(story: StoryAccount) -> str:
    return plain(story.dossier.story.title) or "Untitled story"


def listed_words(listed: Sequence[object]) -> str:
    """As "45 more stories, one article each"."""
    return f"{count_words(len(listed), 'more story', 'more stories')}, one article each"


def listed_line(story: StoryAccount) -> str:
    """As "3 May 2019, Harbour Daily: Heavy rain closes roads"."""
    lookups = story.lookups()
    found = lookups.by_time()
    told_by = (f"{date_words((lookups.published_at(a) or '')[:10])}, {outlet_name(a)}" for a in found)
    return f"{'; '.join(told_by)}: {story_title(story)}"


def meta_words(story: StoryAccount) -> str:
    known = story.dossier.story
    articles = count_words(len(story.dossier.articles), "article")
    origins = count_words(len(story.dossier.origins), "origin")
    return f"{period_words(known.first_at, known.last_at or known.first_at)} · {articles} · {origins}"


def line_view(line: BriefLine | TimelineLine, citations: Citations, told: set[int]) -> LineView:
    """A line; the numbers of its citations are added to those already `told`."""
    found, outlet = [], None
    for citation in citations.of(line):
        found.append(Cited(citation, citation.outlet == outlet, citation.number in told))
        outlet = citation.outlet
    told |= {c.citation.number for c in found}
    finding = line.finding if isinstance(line, BriefLine) else None
    return LineView(line.text, line.status, line.origins, tuple(found), finding, line.claims)


def sections_of(
    lines: Iterable[BriefLine], citations: Citations, told: set[int]
) -> tuple[tuple[str, tuple[LineView, ...]], ...]:
    """The lines by section, sections in the order in which they first come."""
    found: dict[str, list[LineView]] = {}
    for line in lines:
        found.setdefault(line.section, []).append(line_view(line, citations, told))
    return tuple((name, tuple(views)) for name, views in found.items())


def days_of(lines: Iterable[TimelineLine], citations: Citations, told: set[int]) -> tuple[DayView, ...]:
    found: dict[str, list[LineView]] = {}
    for line in sorted(lines, key=lambda line: line.date):
        found.setdefault(line.date, []).append(line_view(line, citations, told))
    return tuple(
        DayView(day[:10] if day_of(day) else None, date_words(day), tuple(views))
        for day, views in found.items()
    )


def series_view(series: Series, lookups: Lookups, spelt: Spellings) -> SeriesView:
    name = f"{MEASURES.get(series.measure, series.measure)}, {UNITS.get(series.unit, plain(series.unit))}"
    if series.whole_conflict:
        name += ", over the whole conflict"
    if series.place:
        name += f": {place_name(series.place, spelt.get(key_of(series.place), ())).label}"
    rows = charts.figure_rows(series, lookups)
    articles = tuple(articles_of(row.point.claims, lookups, row.point.figures) for row in rows)
    return SeriesView(name, charts.figure_chart(rows), rows, articles)


def articles_of(claims: Iterable[Id], lookups: Lookups, figures: Iterable[Id] = ()) -> tuple[Article, ...]:
    """The articles that make some claims or name some figures, by time."""
    ids = {lookups.claims[c].article for c in claims if c in lookups.claims}
    ids |= {lookups.figures[f].span.article for f in figures if f in lookups.figures}
    return tuple(a for a in lookups.by_time() if a.id in ids)


def quotes_of(claims: Iterable[Id], lookups: Lookups) -> tuple[Quote, ...]:
    """The sentences of claims, copies of one sentence once: the first published, then who has it too."""
    order = {a.id: n for n, a in enumerate(lookups.by_time())}
    known = {lookups.claims[c].sentence for c in claims if c in lookups.claims}
    waiting = sorted(
        (s for s in known if s.article in order), key=lambda s: (order[s.article], s.start, s.end)
    )
    found = []
    while waiting:
        first = waiting.pop(0)
        copiers, words = lookups.same_sentence(first), first.quote.split()
        taken = [s for s in waiting if s.article in copiers or s.quote.split() == words]
        waiting = [s for s in waiting if s not in taken]
        exact = dict.fromkeys(s.article for s in (first, *taken) if s.quote.split() == words)
        other = dict.fromkeys(s.article for s in taken if s.article not in exact)
        found.append(
            Quote(
                first.quote,
                lookups.articles[first.article],
                tuple(lookups.articles[a] for a in exact),
                tuple(lookups.articles[a] for a in other),
            )
        )
    return tuple(found)


def disputes_of(findings: Iterable[Finding], lookups: Lookups) -> tuple[Dispute, ...]:
    """The disputed findings, each with the slots in which its reports differ."""
    found = []
    for finding in findings:
        if finding.status != "disputed":
            continue
        differing = [s for s in finding.slots if len(finding.slots[s]) > 1] or list(finding.slots)
        contested = [s for s in differing if s in CONTESTED] or differing
        views = tuple(slot_view(finding, name, lookups) for name in contested)
        found.append(Dispute(finding.id, finding.headline, finding.origins, views))
    return tuple(found)


def slot_view(finding: Finding, name: str, lookups: Lookups) -> Slot:
    """A slot of a finding with each of its values, on whose word and in which words."""
    return Slot(
        CONTESTED.get(name) or shown(name.replace("_", " ")).capitalize(),
        tuple(
            Version(
                value_words(v.value),
                v.origins,
                tuple(plain(s) for s in v.speakers),
                quotes_of(v.claims, lookups)[:QUOTES],
            )
            for v in finding.slots[name]
        ),
    )


def value_words(value: str) -> str:
    """A slot's value: dates and periods in words, the rest as it is."""
    parts = [part.strip() for part in re.split(r"/| to ", value)]
    if all(day_of(p) and len(p) == 10 for p in parts) and len(parts) <= 2:
        return period_words(parts[0], parts[-1])
    return shown(value)


def control_row(control: Control, lookups: Lookups, spelt: Spellings) -> ControlRow:
    since = "not known"
    if control.since_earliest or control.since_latest:
        since = period_words(control.since_earliest, control.since_latest)
    place = place_name(control.place, spelt.get(key_of(control.place), ()) if control.place.resolved else ())
    return ControlRow(control, place, since, articles_of(control.claims, lookups))


def source(article: Article, anchor: str, read: ReadPage | None, lookups: Lookups) -> Source:
    reasons = Counter(plain(r.reason) for r in article.removed)
    removed = ", ".join(f"{reasons[r]} {r.replace('_', ' ')}" for r in sorted(reasons))
    return Source(
        anchor=anchor,
        article=article,
        outlet=outlet_name(article),
        url=safe_url(article.url),
        published=date_words(lookups.published_at(article)),
        dated=dated_words(article, lookups),
        language="" if article.language == "en" else plain(article.language or "") or "not known",
        sentences=count_words(len(article.sentences), "sentence"),
        removed=removed,
        page=read,
    )


def edition_words(stories: Sequence[StoryAccount]) -> str:
    """As "12 articles in 2 stories"."""
    articles = sum(len(s.dossier.articles) for s in stories)
    return f"{count_words(articles, 'article')} in {count_words(len(stories), 'story', 'stories')}"
