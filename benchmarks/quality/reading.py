"""A sentence of our own as the program reads an article that holds nothing else."""

from __future__ import annotations

from reportedly.clean.sentences import split
from reportedly.language import Parser
from reportedly.reading import Page
from reportedly.records import Article, make_id


def read(parser: Parser, text: str, published_at: str) -> Page:
    """The page; `published_at` is an ISO 8601 date."""
    article = Article(
        id=make_id("a", text),
        capture="cap-0",
        input_id="sentence",
        url=None,
        outlet=None,
        title=None,
        author=None,
        published_at=published_at,
        published_from="meta",
        language="en",
        text=text,
        sentences=split(text, (), (), "en", None),
    )
    parses = parser.parse([s.reading for s in article.sentences])
    return Page(article, {p.key: p for p in parses}, published_at)
