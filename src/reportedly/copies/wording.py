"""The words of a sentence as copies compare them: what each is, and what it comes down to.

A copyist changes inflection, spelling of names and figures into words; `Word.key` does not change
with them: a lemma, a name without its vowels, a number's value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from reportedly.knowledge import load
from reportedly.reading import OffsetMap
from reportedly.records import Article, Id, Parse, Sentence, Span

Kind = Literal["content", "function", "name", "number", "date", "mark"]


@dataclass(frozen=True)
class Lexicon:
    """wording.yaml."""

    weekdays: tuple[str, ...]
    months: dict[str, int]
    numbers: dict[str, float]
    multipliers: dict[str, float]
    negators: frozenset[str]
    particles: frozenset[str]
    function: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    found: Lexicon = load("reportedly.copies", "wording.yaml", Lexicon)
    return found


class Word(NamedTuple):
    """One word (or a number of several words). `start` and `end` are offsets into the reading.

    A tuple and not a dataclass: a run makes millions.
    """

    start: int
    end: int
    text: str
    key: str
    kind: Kind
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence of an article: its words, which of them stand inside double quotation marks, and which
    name places."""

    article: Article
    index: int
    words: tuple[Word, ...]
    quotes: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, int], ...] = ()

    @property
    def sentence(self) -> Sentence:
        return self.article.sentences[self.index]

    @property
    def whole(self) -> Span:
        return self.article.span(self.sentence.start, self.sentence.end)

    def span(self, start: int, end: int) -> Span:
        """Offsets of the reading as a span of the text as given."""
        offsets = OffsetMap.of(self.article.edits, self.sentence.start, self.sentence.end)
        return self.article.span(*offsets.given(start, end))

    def keys(self, *kinds: Kind) -> tuple[str, ...]:
        return tuple(w.key for w in self.words if w.kind in kinds)


NAMING = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
TOKEN = re.compile(r"\d[\d.,:]*\d|\w+|[^\w\s]")
FIGURE = re.compile(r"^\d+(?:[.,]\d+)*$")
THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
YEAR = range(1900, 2100)
LONGEST = 300  # words of a sentence that are compared; more are a list or a table


def wording(article: Article, index: int, parses: Mapping[Id, Parse]) -> Wording:
    """The words of one sentence; without a parse, words are told apart by their letters alone."""
    sentence = article.sentences[index]
    text, parse = sentence.reading, parses.get(sentence.key)
    tokens = (_parsed(text, parse) if parse is not None else _plain(text))[:LONGEST]
    return Wording(article, index, _merged(text, tokens), tuple(_quoted(text)), _places(parse))


def _places(parse: Parse | None) -> tuple[tuple[int, int], ...]:
    found = parse.entities if parse is not None else ()
    return tuple(
        (parse.start[first], parse.end[after - 1])
        for first, after, label in found
        if parse and label in PLACES
    )


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between double quotation marks; one left open runs to the end of the sentence."""
    marks = [n for n, char in enumerate(text) if char == '"']
    for n in range(0, len(marks), 2):
        end = marks[n + 1] if n + 1 < len(marks) else len(text)
        if end - marks[n] > 2:
            yield marks[n] + 1, end


def _parsed(text: str, parse: Parse) -> list[Word]:
    named = {n for first, after, label in parse.entities if label in NAMING for n in range(first, after)}
    return [
        _word(text, a, b, parse.lemma[n], n in named or parse.pos[n] == "PROPN")
        for n, (a, b) in enumerate(zip(parse.start, parse.end, strict=True))
        if text[a:b].strip()
    ]


def _plain(text: str) -> list[Word]:
    found = []
    for n, match in enumerate(TOKEN.finditer(text)):
        word = match.group()
        found.append(_word(text, *match.span(), word.lower(), n > 0 and word[:1].isupper()))
    return found


def _word(text: str, start: int, end: int, lemma: str, named: bool) -> Word:
    word = text[start:end]
    key, kind, value = _classed(word, lemma, named)
    return Word(start, end, word.lower(), key, kind, value)


@lru_cache(maxsize=131072)
def _classed(word: str, lemma: str, named: bool) -> tuple[str, Kind, float | None]:
    """What a word comes down to, of what kind it is, and its value if it is a number."""
    known, lower = lexicon(), word.lower()
    if not any(c.isalnum() for c in word):
        return lower, "mark", None
    if lower in known.weekdays:
        return lower, "date", None
    if lower in known.months and word[0].isupper() and (named or len(lower) > 3):
        return f"m{known.months[lower]}", "date", None
    value = _value(lower)
    if value is not None:
        return f"{value:g}", "number", value
    if lower in known.negators:
        return "not", "function", None
    if lower in known.function or lemma in known.function or lower in known.multipliers:
        return lemma, "function", None
    if named and word[:1].isupper() and lower not in known.particles:
        return name_key(word), "name", None
    return fold(lemma), "function" if lower in known.particles else "content", None


def _value(lower: str) -> float | None:
    """The value of a figure or a number word."""
    if FIGURE.match(lower):
        plain = lower.replace(",", "") if THOUSANDS.match(lower) or lower.count(",") > 1 else lower
        try:
            return float(plain.replace(",", "."))
        except ValueError:  # 12.30.45: a time or a version
            return None
    known = lexicon()
    if lower in known.numbers:
        return known.numbers[lower]
    tens, dash, ones = lower.partition("-")
    if dash and tens in known.numbers and ones in known.numbers:
        return known.numbers[tens] + known.numbers[ones]
    return None


def _merged(text: str, words: list[Word]) -> tuple[Word, ...]:
    """Numbers of several words as one ("3.5 million", "two hundred", "twenty - seven"), years as dates."""
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else None
        scale = lexicon().multipliers.get(word.text)
        if last is not None and last.kind == "number" and last.value is not None:
            if scale is not None and scale > 12:
                found[-1] = _number(text, last.start, word.end, last.value * scale)
                continue
            if word.value is not None and _tens(last, word):
                found[-1] = _number(text, last.start, word.end, last.value + word.value)
                continue
        if (
            len(found) > 1
            and word.value is not None
            and last is not None
            and last.text == "-"
            and found[-2].value is not None
            and _tens(found[-2], word)
        ):
            before = found[-2]
            found[-2:] = [_number(text, before.start, word.end, (before.value or 0) + word.value)]
            continue
        found.append(word)
    return tuple(_dated(found))


def _tens(left: Word, right: Word) -> bool:
    """Whether the words are the two halves of twenty-one to ninety-nine."""
    return (
        left.text.isalpha()
        and right.text.isalpha()
        and left.value in range(20, 100, 10)
        and right.value in range(1, 10)
    )


def _number(text: str, start: int, end: int, value: float) -> Word:
    return Word(start, end, text[start:end].lower(), f"{value:g}", "number", value)


def _dated(words: list[Word]) -> list[Word]:
    """Years, and days of a month beside its name, are dates and not quantities."""
    found = []
    for n, word in enumerate(words):
        if word.value is not None and word.text.isdigit() and _calendar(words, n):
            word = Word(word.start, word.end, word.text, f"d{word.key}", "date", word.value)
        found.append(word)
    return found


def _calendar(words: list[Word], n: int) -> bool:
    """Whether a figure is a year, the day beside a month's name, or a part of 24-03-2031."""
    value, near = words[n].value or 0, words[max(0, n - 1) : n + 2]
    if int(value) in YEAR and len(words[n].text) == 4:
        return True
    if not 1 <= value <= 31:
        return False
    if any(w.kind == "date" and w.key.startswith("m") for w in near):
        return True
    stroke = any(w.text in ("-", "/", ".") for w in near)
    return stroke and any(w.text.isdigit() and len(w.text) == 4 for w in words[max(0, n - 4) : n + 5])


def fold(word: str) -> str:
    """Lower case without accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


VOWELS = re.compile(r"(?<!^)[aeiouyw'’-]+")
SOFT = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "f", "g": "j", "h": None})


@lru_cache(maxsize=65536)
def name_key(word: str) -> str:
    """A name as its consonants, so that spellings of one name meet: Kobani, Kobane; Yousef, Yusuf.

    Short names, and names of fewer than three consonants, keep their vowels: too many would meet.
    Other scripts stay whole.
    """
    lower = fold(word)
    if len(lower) < 5 or not lower.isascii():
        return f"={lower}"
    bones = VOWELS.sub("", lower)
    bones = re.sub(r"(.)\1+", r"\1", bones[0] + bones[1:].translate(SOFT))
    return f"={bones if len(bones) > 2 else lower}"
