"""A sentence of our own as the program reads an article that holds nothing else."""

from __future__ import annotations

from reportedly.language import Parser
from reportedly.reading import Page
from reportedly.rulebook.examples import article


def read(parser: Parser, text: str, published_at: str) -> Page:
    """The page; `published_at` is an ISO 8601 date."""
    found = article(text, published_at)
    parses = parser.parse([s.reading for s in found.sentences])
    return Page(found, {p.key: p for p in parses}, published_at)
