"""An article as given, with what was read in it, what was set aside, and who shares its sentences; and two of
them side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fastapi import APIRouter, Request
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved
from reportedly.errors import NotFound
from reportedly.publish import beside
from reportedly.publish.citing import dated_words
from reportedly.publish.copied import (
    DIRECTION_WORDS,
    altered_words,
    differences,
    is_directed,
)
from reportedly.publish.copied import (
    kind_words as copy_kind,
)
from reportedly.publish.display import date_words, plain, safe_url, shown
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.highlights import Mark, Piece, pieces
from reportedly.publish.readings import days_words, how_words, kind_words, legend, mark_of
from reportedly.publish.spots import Group
from reportedly.records import Article, Claim, Copy, Finding, Id, Sentence

router = APIRouter()

# What can be shown or hidden, in the order of the switches.
LAYERS = (
    ("claim", "Claims"),
    ("source", "Who says it"),
    ("place", "Places"),
    ("time", "Times"),
    ("figure", "Figures"),
    ("removed", "Set aside"),
)


@dataclass(frozen=True, slots=True)
class Note:
    """A claim in the margin, with the finding that it went into."""

    claim: Claim
    kind: str
    words: str
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Shared:
    """Another article that has sentences of this paragraph."""

    article: Article
    kind: str
    towards: str
    altered: tuple[str, ...]
    sentences: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of the text with what belongs in their margin. `anchor` is where they begin."""

    anchor: int
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    article: Article
    url: str | None
    published: str
    dated: str
    legend: tuple[Group, ...]
    hedged: bool
    paragraphs: tuple[Paragraph, ...]
    copies: tuple[tuple[Copy, Article, str, str], ...]


@router.get("/articles/{id}", response_class=HTMLResponse)
def article(request: Request, shelf: Shelved, id: Id) -> HTMLResponse:  # noqa: A002 - the record's own word
    """An article as it was given."""
    story = shelf.store.story_of(id)
    if story is None:
        raise NotFound(f"there is no article {id}")
    account = shelf.account(story)
    view = shelf.kept(f"article {id}", account.dossier.story.id, lambda: article_view(id, account))
    return page(
        request, "article.html", title=view.article.title or id, view=view, account=account, layers=LAYERS
    )


def article_view(id: Id, account: StoryAccount) -> ArticleView:  # noqa: A002
    lookups = account.lookups()
    found = lookups.articles[id]
    claims = [c for c in account.dossier.claims if c.article == id]
    paragraphs = tuple(paragraphs_of(found, account, lookups))
    copies = tuple(
        (c, lookups.articles[other], copy_kind(c), towards(c, id))
        for c in account.dossier.copies
        if id in (c.article, c.of) and (other := c.of if c.article == id else c.article) in lookups.articles
    )
    return ArticleView(
        found,
        safe_url(found.url),
        date_words(lookups.published_at(found)),
        dated_words(found, lookups),
        legend(claims),
        any(how_words(c) for c in claims),
        paragraphs,
        tuple(sorted(copies, key=lambda row: (-row[0].coverage, row[1].id))),
    )


def towards(copy: Copy, article: Id) -> str:
    """Which way it went, seen from one of the two."""
    if not is_directed(copy):
        return "both from a third text" if copy.kind == "shared" else "direction not known"
    way = "took it from" if copy.article == article else "gave it to"
    return f"{way} ({DIRECTION_WORDS[copy.direction]})"


def paragraphs_of(article: Article, account: StoryAccount, lookups: Lookups) -> Iterator[Paragraph]:
    """The text, whole, paragraph by paragraph."""
    marks = list(marks_of(article, account))
    findings = {c: f for f in account.account.findings for c in f.claims}
    claims: dict[int, list[Claim]] = defaultdict(list)
    bounds = list(bounds_of(article))
    starts = [start for start, _ in bounds]
    for claim in account.dossier.claims:
        if claim.article == article.id:
            claims[paragraph_at(starts, claim.trigger.start)].append(claim)
    for number, (start, end) in enumerate(bounds):
        own = sorted(claims[number], key=lambda c: (c.trigger.start, c.id))
        yield Paragraph(
            start,
            tuple(pieces(article.text, start, end, marks)),
            tuple(note(c, findings.get(c.id)) for c in own),
            tuple(shared_in(article, start, end, account.dossier.copies, lookups.articles)),
        )


def bounds_of(article: Article) -> Iterator[tuple[int, int]]:
    """Where paragraphs begin and end: they cover the text. Cut before the first sentence of each paragraph
    and around what was set aside, if it has lines of its own."""
    text = article.text
    cuts = {0, len(text)}
    before: int | None = None
    for sentence in article.sentences:
        if sentence.paragraph != before:
            cuts.add(sentence.start)
            before = sentence.paragraph
    for removed in article.removed:
        cuts |= {removed.start, removed.end} if "\n" in text[removed.start : removed.end] else set()
    ordered = sorted(c for c in cuts if 0 <= c <= len(text))
    for start, end in pairwise(ordered):
        if text[start:end].strip():
            yield start, end


def paragraph_at(starts: Sequence[int], offset: int) -> int:
    return max((n for n, start in enumerate(starts) if start <= offset), default=0)


def note(claim: Claim, finding: Finding | None) -> Note:
    words = [plain(", ".join(n.name for n in claim.actor))] if claim.actor else []
    words += [plain(", ".join(n.name for n in claim.recipient))] if claim.recipient else []
    said = f"{plain(claim.chain[-1])}: " if claim.chain else ""
    how = how_words(claim)
    return Note(
        claim,
        kind_words(claim.kind),
        f"{said}{' → '.join(words)}{' ' + how if how else ''}",
        finding,
    )


def shared_in(
    article: Article, start: int, end: int, copies: Sequence[Copy], articles: Mapping[Id, Article]
) -> Iterator[Shared]:
    """Who else has sentences of these characters, who has most first."""
    found = []
    for copy in copies:
        if article.id not in (copy.article, copy.of):
            continue
        mine = copy.article == article.id
        other = articles.get(copy.of if mine else copy.article)
        pairs = [s for s in copy.sentences if start <= (s.span if mine else s.of_span).start < end]
        if other is not None and pairs:
            altered = tuple(dict.fromkeys(a.type for s in pairs for a in s.altered))
            found.append(Shared(other, copy_kind(copy), towards(copy, article.id), altered, len(pairs)))
    yield from sorted(found, key=lambda s: (-s.sentences, s.article.id))


def marks_of(article: Article, account: StoryAccount) -> Iterator[Mark]:
    """All that was read in the text, and what was set aside."""
    dossier = account.dossier
    for removed in article.removed:
        yield Mark(removed.start, removed.end, "removed", f"set aside: {removed.reason.replace('_', ' ')}")
    for a in (a for a in dossier.attributions if a.article == article.id):
        who = " → ".join(plain(n) for n in a.chain) or "nobody named"
        if a.source:
            yield Mark(a.source.start, a.source.end, "source", f"speaker: {who}")
        if a.cue:
            yield Mark(a.cue.start, a.cue.end, "source", f"says it: {who}")
    for p in (p for p in dossier.places if p.span.article == article.id):
        where = f"place: {plain(p.place.name)}" if p.place.resolved else "place, not found on the map"
        yield Mark(p.span.start, p.span.end, "place", where + ("" if p.role == "literal" else f" ({p.role})"))
    for t in (t for t in dossier.times if t.span.article == article.id):
        days = days_words(t)
        yield Mark(t.span.start, t.span.end, "time", f"time: {days}" if days else "time, not known which")
    for f in (f for f in dossier.figures if f.span.article == article.id):
        yield Mark(f.span.start, f.span.end, "figure", f"figure: {f.measure.replace('_', ' ')}, {f.unit}")
    for c in (c for c in dossier.claims if c.article == article.id):
        yield mark_of(c)


# -- two articles side by side --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BesideView:
    """Sentences that stand for one another, the words that differ marked."""

    sign: str
    a: Markup
    b: Markup
    changes: tuple[str, ...]
    anchors: tuple[int | None, int | None]


@router.get("/compare", response_class=HTMLResponse)
def compare(request: Request, shelf: Shelved, a: Id, b: Id) -> HTMLResponse:
    """Two articles, sentence by sentence."""
    found = shelf.store.articles([a, b])
    for wanted in (a, b):
        if wanted not in found:
            raise NotFound(f"there is no article {wanted}")
    story = shelf.store.story_of(a)
    account = shelf.account(story or "")
    copy = next((c for c in account.dossier.copies if {c.article, c.of} == {a, b}), None)
    rows = [beside_view(row) for row in beside.rows(found[a], found[b], copy)]
    return page(
        request,
        "compare.html",
        title="Two articles side by side",
        a=found[a],
        b=found[b],
        account=account,
        copy=copy,
        kind=copy_kind(copy) if copy else None,
        towards=towards(copy, a) if copy else None,
        altered=altered_words(copy) if copy else (),
        rows=rows,
        signs=beside.SIGN_WORDS,
    )


def beside_view(row: beside.Row) -> BesideView:
    one, two = _words(row.a), _words(row.b)
    differ = row.sign in (beside.REWORDED, beside.ALTERED)
    left, right = differences(one, two) if differ else (escape(shown(one)), escape(shown(two)))
    return BesideView(
        row.sign,
        left,
        right,
        tuple(dict.fromkeys(f"{c.type}: {plain(c.a.quote)} / {plain(c.b.quote)}" for c in row.changes)),
        (row.a[0].start if row.a else None, row.b[0].start if row.b else None),
    )


def _words(sentences: Sequence[Sentence]) -> str:
    return " ".join(s.reading for s in sentences)
