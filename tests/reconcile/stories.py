"""Builds dossiers by hand: articles of invented sentences, and what was read in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from reportedly.records import (
    Article,
    Claim,
    CopiedSentence,
    Copy,
    Dossier,
    Figure,
    Id,
    Named,
    Origin,
    Place,
    PlaceMention,
    Sentence,
    Span,
    Story,
    TimeMention,
    make_id,
)

PLACES = {
    "Brenna": Place("Brenna", 10.0, 20.0, 1, "XX", "01", "PPL", 3.0),
    "Torvik": Place("Torvik", 11.0, 21.0, 2, "XX", "01", "PPL", 3.0),
    "Lower Province": Place("Lower Province", 10.5, 20.5, 3, "XX", "01", "ADM1", 80.0),
}


@dataclass
class Desk:
    """Collects the records of one story."""

    articles: list[Article] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    shared: list[tuple[Span, ...]] = field(default_factory=list)

    def article(self, *sentences: str, on: str | None = "2031-05-04", outlet: str | None = None) -> Article:
        text = ""
        found: list[Sentence] = []
        for sentence in sentences:
            found.append(Sentence(len(text), len(text) + len(sentence), "body", len(found), sentence))
            text += sentence + "\n"
        made = Article(
            id=make_id("a", text, outlet or "", len(self.articles)),
            capture="cap-0",
            input_id=f"page {len(self.articles)}",
            url=None,
            outlet=outlet,
            title=None,
            author=None,
            published_at=on,
            published_from="meta" if on else None,
            language="en",
            text=text,
            sentences=tuple(found),
        )
        self.articles.append(made)
        return made

    def span(self, article: Article, words: str) -> Span:
        start = article.text.index(words)
        return article.span(start, start + len(words))

    def sentence(self, article: Article, words: str) -> Span:
        at = article.text.index(words)
        found = next(s for s in article.sentences if s.start <= at < s.end)
        return article.span(found.start, found.end)

    def claim(
        self,
        article: Article,
        trigger: str,
        kind: str,
        *,
        actor: str = "",
        recipient: str = "",
        place: str = "",
        when: str | tuple[str, str] = "",
        says: str | tuple[str, ...] = (),
        **more: Any,
    ) -> Claim:
        span = self.span(article, trigger)
        earliest, latest = (when, when) if isinstance(when, str) else when
        made = Claim(
            id=make_id("c", article.id, trigger, kind, len(self.claims)),
            article=article.id,
            sentence=self.sentence(article, trigger),
            trigger=span,
            kind=kind,
            polarity=more.pop("polarity", "affirmed"),
            modality=more.pop("modality", "asserted"),
            actor=(Named(span, actor),) if actor else (),
            recipient=(Named(span, recipient),) if recipient else (),
            instrument=(),
            place=PlaceMention(span, PLACES.get(place, Place(place)), 0.9) if place else None,
            time=TimeMention(span, earliest, latest, "date") if earliest else None,
            figures=(),
            chain=(says,) if isinstance(says, str) else says,
            origin=None,
            **more,
        )
        self.claims.append(made)
        return made

    def figure(
        self,
        article: Article,
        words: str,
        measure: Any,
        value: float,
        *,
        claim: Claim | None = None,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        qualifier: Any = "exact",
        place: str = "",
        unit: str = "person",
    ) -> Figure:
        span = self.span(article, words)
        mention = PlaceMention(span, PLACES.get(place, Place(place)), 0.9) if place else None
        id_ = make_id("q", article.id, words, len(self.figures))
        owner = claim.id if claim else None
        made = Figure(
            id_, span, measure, unit, value, value, qualifier, since, until, mention, speaker, owner
        )
        self.figures.append(made)
        if claim:
            n = next(i for i, c in enumerate(self.claims) if c.id == claim.id)
            self.claims[n] = replace(self.claims[n], figures=(*self.claims[n].figures, id_))
        return made

    def share(self, *spans: Span) -> None:
        """These sentences trace to one text; the first is the original."""
        self.shared.append(spans)

    def copy(self, child: Article, parent: Article, kind: Any = "rewrite", coverage: float = 1.0) -> None:
        """Every sentence of the child stands, in order, in the parent."""
        pairs = [
            (child.span(a.start, a.end), parent.span(b.start, b.end))
            for a, b in zip(child.sentences, parent.sentences, strict=True)
        ]
        for span, of in pairs:
            self.share(of, span)
        sentences = tuple(CopiedSentence(span, of, 0.9) for span, of in pairs)
        self.copies.append(Copy(child.id, parent.id, kind, "certain", coverage, sentences))

    def dossier(self) -> Dossier:
        origins = self._origins()
        where = {(s.article, s.start): o.id for o in origins for s in o.sentences}
        days = sorted(a.published_at for a in self.articles if a.published_at)
        story = Story(
            id="story-1",
            title="A story",
            first_at=days[0] if days else None,
            last_at=days[-1] if days else None,
            articles=tuple(sorted(a.id for a in self.articles)),
        )
        return Dossier(
            story=story,
            articles=tuple(self.articles),
            datings=(),
            copies=tuple(self.copies),
            origins=origins,
            attributions=(),
            places=(),
            times=(),
            figures=tuple(self.figures),
            claims=tuple(replace(c, origin=where.get((c.article, c.sentence.start))) for c in self.claims),
        )

    def _origins(self) -> tuple[Origin, ...]:
        """One origin an article, but shared sentences go to that of the first."""
        owner: dict[tuple[Id, int], Id] = {}
        for spans in self.shared:
            for span in spans[1:]:
                owner[span.article, span.start] = spans[0].article
        held: dict[Id, list[Span]] = {}
        for article in self.articles:
            for s in article.sentences:
                root = owner.get((article.id, s.start), article.id)
                held.setdefault(root, []).append(article.span(s.start, s.end))
        return tuple(
            Origin(make_id("o", root), "story-1", tuple(spans), None, root) for root, spans in held.items()
        )
