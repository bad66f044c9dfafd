"""Citations: every quoted span gets one number, its page context, its chain of sources and its origin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.publish.display import DATED_FROM, date_words, outlet_name, plain, shorten
from reportedly.publish.edition import Edition, Lookups
from reportedly.records import Article, BriefLine, Id, Sentence, Span, TimelineLine

CONTEXT_CHARACTERS = 240  # of each neighbouring sentence


@dataclass(frozen=True, slots=True)
class Citation:
    """One quoted span, ready to show. `chain` runs from the speaker to the outlet.

    `before` and `after` are the words around the quote: the rest of its sentence and the next one.
    """

    number: int
    span: Span
    article: Article
    outlet: str
    published: str
    dated: str
    before: str
    after: str
    chain: tuple[str, ...]
    origin: str | None
    same_sentence: tuple[Article, ...]
    same_origin: tuple[Article, ...]


class Citations:
    """Numbers the citations of an edition's brief, timeline or both, in order of first use, from 1.

    `around`: whether each has the words of the page around its quote.
    """

    def __init__(
        self, edition: Edition, brief: bool = True, timeline: bool = True, around: bool = True
    ) -> None:
        self._found: dict[tuple[Id, int, int], Citation] = {}
        for story in edition.stories:
            lookups = story.lookups()
            lines: list[BriefLine | TimelineLine] = [*story.brief] if brief else []
            lines += story.timeline if timeline else ()
            for line in lines:
                for span in line.citations:
                    key = (span.article, span.start, span.end)
                    if key not in self._found and span.article in lookups.articles:
                        self._found[key] = cite(len(self._found) + 1, span, line, lookups, around)

    def of(self, line: BriefLine | TimelineLine) -> tuple[Citation, ...]:
        """The citations of a line, each once, in the line's order."""
        keys = dict.fromkeys((s.article, s.start, s.end) for s in line.citations)
        return tuple(self._found[key] for key in keys if key in self._found)

    def used(self, lines: Iterable[BriefLine | TimelineLine]) -> tuple[Citation, ...]:
        """The citations of some lines, each once, by number."""
        found = {c.number: c for line in lines for c in self.of(line)}
        return tuple(found[n] for n in sorted(found))


def cite(
    number: int, span: Span, line: BriefLine | TimelineLine, lookups: Lookups, around: bool = True
) -> Citation:
    article = lookups.articles[span.article]
    before, after = context(article, span) if around else ("", "")
    index = lookups.origin_at(span)
    same = lookups.same_sentence(span)
    others: tuple[Id, ...] = ()
    if index is not None:
        others = tuple(
            dict.fromkeys(
                s.article
                for s in lookups.origins[index].sentences
                if s.article != span.article and s.article not in same and s.article in lookups.articles
            )
        )
    outlet = outlet_name(article)
    # An outlet that tells what its own people say stands once, at the end.
    told = [name for name in reversed(chain_of(span, line, lookups)) if name.casefold() != outlet.casefold()]
    return Citation(
        number=number,
        span=span,
        article=article,
        outlet=outlet,
        published=date_words(lookups.published_at(article)),
        dated=dated_words(article, lookups),
        before=before,
        after=after,
        chain=(*told, outlet),
        origin=None if index is None else origin_words(index, lookups),
        same_sentence=tuple(lookups.articles[a] for a in same),
        same_origin=tuple(lookups.articles[a] for a in others),
    )


def context(article: Article, span: Span) -> tuple[str, str]:
    """What stands before and after the span: the rest of its sentences, and a sentence on each side."""
    touched = [n for n, s in enumerate(article.sentences) if s.start < span.end and s.end > span.start]
    if not touched:
        return "", ""
    first, last = article.sentences[touched[0]], article.sentences[touched[-1]]
    before = article.text[first.start : span.start] if first.start < span.start else ""
    after = article.text[span.end : last.end] if last.end > span.end else ""
    if touched[0] > 0:
        near = article.sentences[touched[0] - 1]
        before = tail(article.text[near.start : near.end]) + gap(near, first) + before
    if touched[-1] + 1 < len(article.sentences):
        near = article.sentences[touched[-1] + 1]
        after = after + gap(last, near) + shorten(article.text[near.start : near.end], CONTEXT_CHARACTERS)
    return before, after


def gap(one: Sentence, other: Sentence) -> str:
    return " " if one.paragraph == other.paragraph else "\n"


def tail(text: str) -> str:
    """The end of a long text."""
    if len(text) <= CONTEXT_CHARACTERS:
        return text
    return "… " + text[-CONTEXT_CHARACTERS:].partition(" ")[2]


def chain_of(span: Span, line: BriefLine | TimelineLine, lookups: Lookups) -> tuple[str, ...]:
    """Who says it, outermost first; empty where the article speaks in its own voice.

    The chain of the line's own claim on that span where there is one, else that of the attribution
    the span stands in.
    """
    best: tuple[int, tuple[str, ...]] | None = None
    for claim in (lookups.claims[c] for c in line.claims if c in lookups.claims):
        on = claim.sentence
        shared = min(on.end, span.end) - max(on.start, span.start) if on.article == span.article else 0
        if shared > 0 and (best is None or (shared, len(claim.chain)) > (best[0], len(best[1]))):
            best = (shared, claim.chain)
    if best:
        return tuple(plain(name) for name in best[1])
    attribution = lookups.attribution_at(span)
    return tuple(plain(name) for name in attribution.chain) if attribution else ()


def origin_words(index: int, lookups: Lookups) -> str:
    """What an origin is: a text credited to somebody, an article's own text, or a text not in the store."""
    origin = lookups.origins[index]
    root = lookups.articles.get(origin.root or "")
    credited = plain(origin.credited_to or "")
    if root is not None:
        own = f"own text of {outlet_name(root)}"
        what = f"{own}, credited to {credited}" if credited and credited != outlet_name(root) else own
    elif origin.root:
        what = f"text of {credited or 'an article'} in another story"
    elif credited:
        what = f"text of {credited}, not among these articles"
    else:
        what = "a text that is not among these articles"
    return f"Origin {index + 1}: {what}"


def dated_words(article: Article, lookups: Lookups) -> str:
    """How the date is known, or why it is not: "printed on the page", "inferred: it speaks of Friday"."""
    dating = lookups.datings.get(article.id)
    source = dating.published_from if dating else article.published_from
    evidence = plain(dating.evidence) if dating and source in (None, "inferred") else ""
    if source is None and evidence:
        return evidence
    return f"{DATED_FROM[source]}: {evidence}" if evidence else DATED_FROM[source]
