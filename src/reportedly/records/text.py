"""Articles, their sentences, and the parse of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportedly.records.ids import Id, make_id


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of an article's text as given."""

    article: Id
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair: the characters start..end of the text as given read as `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Characters that are not the report's own words, and why they were set aside."""

    start: int
    end: int
    quote: str
    reason: str


SentenceRole = Literal["body", "headline", "heading", "caption", "dateline"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article. `reading` is what analysis reads: repaired, one line, straight quotes."""

    start: int
    end: int
    role: SentenceRole
    paragraph: int
    reading: str

    @property
    def key(self) -> Id:
        """What the parse of this sentence is stored under."""
        return make_id("t", self.reading)


PublishedFrom = Literal["stamp", "meta", "url", "inferred"]


@dataclass(frozen=True, slots=True)
class Article:
    """One page, cleaned. `text` is as given; `edits` and `removed` say what analysis skips or repairs.

    `credits` are the outlets and agencies that the page itself credits (names of the outlet
    list), in order: byline, dateline, source line. `published_at` is an ISO 8601 date or instant.
    """

    id: Id
    capture: Id
    input_id: str
    url: str | None
    outlet: str | None
    title: str | None
    author: str | None
    published_at: str | None
    published_from: PublishedFrom | None
    language: str | None
    text: str
    edits: tuple[Edit, ...] = ()
    removed: tuple[Removed, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    credits: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        return Span(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published, after its copies and its own weekdays were heard."""

    article: Id
    published_at: str | None
    published_from: PublishedFrom | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence, in columns: one entry a token, offsets into the sentence's reading.

    `head` is the index of the syntactic head (a root is its own head); `dep`, `tag` and `pos` are
    ClearNLP dependency, Penn Treebank and Universal labels; `entities` are (first token, token
    after the last, label), non-overlapping.
    """

    key: Id
    start: tuple[int, ...]
    end: tuple[int, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    entities: tuple[tuple[int, int, str], ...]


def ordinal(iso: str | None) -> int | None:
    """The day of an ISO 8601 date or instant, counted from the year 1; None where it is not one."""
    try:
        return date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None
