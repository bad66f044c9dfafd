"""What tests share: a page read from plain text by the real model."""

from __future__ import annotations

from functools import lru_cache

from reportedly.clean.sentences import split
from reportedly.config import Language
from reportedly.language import Parser
from reportedly.reading import Page
from reportedly.records import Article, Parse, make_id


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser(Language())


@lru_cache(maxsize=4096)
def parse(reading: str) -> Parse:
    return parser().parse([reading])[0]


def article(text: str, outlet: str | None = None, published_at: str | None = None, name: str = "") -> Article:
    """A cleaned article over a text with nothing to clean."""
    return Article(
        id=make_id("a", text, name or (outlet or "")),
        capture="cap-0",
        input_id=name or "test",
        url=None,
        outlet=outlet,
        title=None,
        author=None,
        published_at=published_at,
        published_from="meta" if published_at else None,
        language="en",
        text=text,
        sentences=split(text, (), (), "en", None),
    )


def page(text: str, published_at: str | None = "2024-03-15", outlet: str | None = None) -> Page:
    """The article with every sentence parsed."""
    made = article(text, outlet, published_at)
    return Page(made, {s.key: parse(s.reading) for s in made.sentences}, published_at)
