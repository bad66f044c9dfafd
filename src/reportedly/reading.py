"""An article as analysis reads it: its sentences with their tokens, mapped back to the text as given.

`Sentence.reading` differs from the given text where entities were broken, encodings damaged or
lines wrapped. Rules work on readings; `Line.span` turns offsets of a reading into a `Span` of the
article, through the article's edits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import msgspec

from reportedly.records import Article, Edit, Id, Parse, Sentence, Span

# One character for one, so that offsets hold: typographic quotes, dashes of dialogue, odd spaces.
STRAIGHT = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }
)

ENGLISH = "en"
PLACE = attrgetter("i")


def is_foreign(language: str | None) -> bool:
    """Whether a text is known to be in another language (BCP 47) than the one whose claims are read."""
    return language is not None and language.split("-")[0].lower() != ENGLISH


def wording(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    """The repaired words of text[start:end], typographic quotes kept."""
    parts, at = [], start
    for edit in edits:
        if edit.end <= start or edit.start >= end:
            continue
        parts.append(text[at : edit.start])
        parts.append(edit.text)
        at = edit.end
    parts.append(text[at:end])
    return "".join(parts)


def reading(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    """What analysis reads of text[start:end]: repaired, on one line, with straight quotes."""
    return wording(text, edits, start, end).translate(STRAIGHT)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in the reading of text[start:end] to offsets in the text as given."""

    start: int
    end: int
    edits: tuple[Edit, ...]

    @classmethod
    def of(cls, edits: Sequence[Edit], start: int, end: int) -> OffsetMap:
        return cls(start, end, tuple(e for e in edits if e.start < end and e.end > start))

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The given characters that the reading's start..end came from; an edit is taken whole."""
        return self._at(start, left=True), self._at(end, left=False)

    def _at(self, offset: int, left: bool) -> int:
        if not self.edits:
            return min(self.start + offset, self.end)
        given, read = self.start, 0
        for edit in self.edits:
            plain = edit.start - given
            if offset < read + plain or (offset == read + plain and not left):
                break
            read += plain
            given = edit.start
            size = len(edit.text)
            if offset < read + size:  # inside the replacement
                return edit.start if left else edit.end
            if offset == read + size and not left:
                return edit.end
            read += size
            given = edit.end
        return min(given + offset - read, self.end)


# Verbs of the rules whose forms the model's lemmatiser takes for another verb's ("raped" for one of "rap").
MISREAD_LEMMAS = {
    "raped": "rape",
    "raping": "rape",
    "rapes": "rape",
    "staged": "stage",
    "staging": "stage",
    "stages": "stage",
    "cordoned": "cordon",
    "cordoning": "cordon",
}


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token of a parsed sentence; see `Parse` for the labels.

    A struct, as there are very many: it is made thirty times as fast as a frozen dataclass.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str


class Line:
    """One parsed sentence of a page."""

    def __init__(self, article: Article, index: int, parse: Parse) -> None:
        self.article = article
        self.index = index
        self.sentence: Sentence = article.sentences[index]
        self.text = self.sentence.reading
        self.parse = parse
        self._map = OffsetMap.of(article.edits, self.sentence.start, self.sentence.end)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        p, labels = self.parse, [""] * len(self.parse.start)
        for first, after, label in p.entities:
            labels[first:after] = [label] * (after - first)
        words = [self.text[start:end] for start, end in zip(p.start, p.end, strict=True)]
        lower = [word.lower() for word in words]
        lemma = list(map(MISREAD_LEMMAS.get, lower, p.lemma))
        columns = (p.start, p.end, words, lower, lemma, p.pos, p.tag, p.dep, p.head, labels)
        return tuple(map(Token, range(len(words)), *columns))

    @cached_property
    def words(self) -> frozenset[str]:
        """The lower-case words of the sentence; a rule that needs one of its words can ask here first."""
        return frozenset(token.lower for token in self.tokens)

    @cached_property
    def capitals(self) -> tuple[int, ...]:
        """Which tokens begin with a capital letter."""
        return tuple(token.i for token in self.tokens if token.text[0].isupper())

    @cached_property
    def children(self) -> tuple[tuple[Token, ...], ...]:
        """The syntactic children of each token, in order."""
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return tuple(tuple(row) for row in below)

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and all below it, in order."""
        found, children = [token], self.children
        for here in found:
            found += children[here.i]
        return tuple(sorted(found, key=PLACE))

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        seen = 0
        while token.head != token.i and seen <= len(self.tokens):
            token, seen = self.tokens[token.head], seen + 1
            yield token

    def span(self, start: int, end: int) -> Span:
        """Offsets of the reading as a span of the article's text as given."""
        first, last = self._map.given(start, end)
        return self.article.span(first, last)

    def token_span(self, first: Token, last: Token) -> Span:
        """The span from the first token to the last, both included."""
        return self.span(first.start, last.end)

    @cached_property
    def given(self) -> tuple[tuple[int, int], ...]:
        """Where each token stands in the text as given."""
        return tuple(self._map.given(t.start, t.end) for t in self.tokens)

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that share a character with a span of the article."""
        at = zip(self.tokens, self.given, strict=True)
        return [token for token, (start, end) in at if start < span.end and span.start < end]

    @cached_property
    def whole(self) -> Span:
        return self.article.span(self.sentence.start, self.sentence.end)


class Page:
    """An article with every sentence parsed, and the date it was published on (ISO 8601) if known."""

    def __init__(self, article: Article, parses: Mapping[Id, Parse], published_at: str | None) -> None:
        self.article = article
        self.published_at = published_at
        parsed = ((n, parses.get(s.key)) for n, s in enumerate(article.sentences))
        self.lines = tuple(Line(article, n, parse) for n, parse in parsed if parse is not None)

    @cached_property
    def _starts(self) -> list[int]:
        return [line.sentence.start for line in self.lines]

    def at(self, offset: int) -> int:
        """The number of the last line that begins at or before an offset of the text; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    @property
    def published_on(self) -> str | None:
        """The day of publication, YYYY-MM-DD."""
        return self.published_at[:10] if self.published_at else None
