"""What can be searched for, and how it is folded, asked for and shown.

Each article, story, finding, line of a brief and name is one text. Its words are folded here and then told
apart by FTS5's `unicode61`; what is asked for is folded the same way, so that both meet. What somebody
types can never be wrong: all of it is words, but for quotation marks, a star and a minus sign.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportedly.records import Article, BriefLine, Card, Finding, Id

Row = tuple[str, dict[str, Any]]  # a table's name, and the values
Kind = Literal["article", "story", "finding", "line", "name"]
KINDS: tuple[Kind, ...] = ("article", "story", "finding", "line", "name")

# Letters that Arabic spelling uses one for the other, and the stroke that only lengthens a word.
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "’": "'", "ʼ": "'"})
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*")
ASKED = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
MOST_TERMS = 16  # of what somebody types
A_DAY = 2**24  # ids of texts
NAMES = 2**22  # what stands for the day of names: after all days
SHORTEST = 3  # letters that a word is looked up by its beginning with; fewer are the beginning of too much


def fold(text: str) -> str:
    """The words of a text as they are compared: lower case, without accents and vowel signs, one space
    between."""
    return " ".join(map(_folded, WORD.findall(text)))


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(ARABIC)).casefold().translate(LATIN)
    return "".join(c for c in plain.translate(ARABIC) if c.isalnum())


# -- what is put in ------------------------------------------------------------------------------


def of_article(article: Article) -> Row:
    """Its title and sentences, without what was removed from the page.

    What is of a story gets the day of its last report where it is written (shelving.put_texts).
    """
    words = [article.title or "", *(s.reading for s in article.sentences)]
    day, language = (article.published_at or "")[:10], article.language
    return _text("article", article.id, article.id, words, day=day, outlet=article.outlet, language=language)


def of_card(card: Card) -> Row:
    return _text("story", card.id, card.id, [card.title])


def of_finding(finding: Finding) -> Row:
    return _text("finding", finding.id, finding.story, [finding.headline], status=finding.status)


def of_line(line: BriefLine, number: int) -> Row:
    return _text("line", str(number), line.story, [line.text], status=line.status)


def of_name(part: str, key: str, name: str) -> Row:
    return _text("name", key, part, [name])


def _text(
    kind: Kind,
    record: str,
    owner: Id,
    words: Sequence[str],
    *,
    day: str = "",
    outlet: str | None = None,
    language: str | None = None,
    status: str | None = None,
) -> Row:
    tags = {"kind": kind, "language": language, "status": status, "outlet": outlet}
    return "texts", {
        "kind": kind,
        "record": record,
        "owner": owner,
        "day": day,
        "outlet": outlet,
        "language": language,
        "status": status,
        "words": fold(" ".join(words)),
        "tags": " ".join(tag(name, value) for name, value in tags.items() if value),
    }


def tag(name: str, value: str) -> str:
    """One word that says that a text is of this kind, language, status or outlet."""
    return name + hashlib.blake2b(value.encode("utf-8", "replace"), digest_size=6).hexdigest()


def first_of(day: int) -> int:
    """The least id of a text of a day, counted as records.ordinal does; 0 is for what is not dated.

    Ids go by days so that the latest texts, or those of some days, are found in the order of the index,
    without looking at any other.
    """
    return day * A_DAY


# -- what is asked for ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to each other, folded. With `prefix` the last is only how a word begins; with
    `without` a text may not have them."""

    words: tuple[str, ...]
    prefix: bool = False
    without: bool = False

    @property
    def query(self) -> str:
        return f'"{" ".join(self.words)}"' + (" *" if self.prefix else "")


def terms(typed: str) -> tuple[Term, ...]:
    """What somebody asks for: words that all must be there, "words in this order", begin*, -without."""
    found = []
    for match in ASKED.finditer(typed):
        word, phrase = match["word"], match["phrase"]
        folded = tuple(fold(word if word is not None else phrase).split())
        if folded:
            prefix = word is not None and word.endswith("*") and len(folded[-1]) >= SHORTEST
            found.append(Term(folded, prefix, bool(match["minus"])))
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def match(asked: Sequence[Term], tags: Sequence[str] = ()) -> str | None:
    """The query of FTS5 for texts with all of the terms and tags; None where nothing is asked for."""
    wanted = [t.query for t in asked if not t.without]
    if not wanted:
        return None
    query = f"words : ({' AND '.join(wanted)})"
    if tags:
        query = f"({query}) AND tags : ({' AND '.join(tags)})"
    unwanted = [t.query for t in asked if t.without]
    return f"({query}) NOT words : ({' OR '.join(unwanted)})" if unwanted else query


# -- what is shown -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text, and whether they were asked for."""

    text: str
    found: bool = False


def marks(text: str, asked: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where a text has what was asked for: start, end and the number of the term, without overlaps."""
    words = [(m.start(), m.end(), _folded(m.group())) for m in WORD.finditer(text)]
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(words):
        length, number = max(((_meets(words, at, t), -n) for n, t in enumerate(asked)), default=(0, 0))
        if length:
            found.append((words[at][0], words[at + length - 1][1], -number))
        at += max(length, 1)
    return found


def _meets(words: Sequence[tuple[int, int, str]], at: int, term: Term) -> int:
    """How many words from `at` on are the term's; 0 where they are others."""
    here = [folded for _, _, folded in words[at : at + len(term.words)]]
    if term.without or len(here) < len(term.words) or here[:-1] != list(term.words[:-1]):
        return 0
    last, wanted = here[-1], term.words[-1]
    return len(here) if last == wanted or (term.prefix and last.startswith(wanted)) else 0


def pieces(text: str, asked: Sequence[Term], longest: int) -> tuple[Piece, ...]:
    """A text in pieces; of a longer one than `longest` characters, those around what was asked for."""
    found = marks(text, asked)
    start, end = _window(text, found[0][0] if found else 0, longest)
    made = [Piece("…")] if start else []
    at = start
    for one, two, _ in found:
        if one >= at and two <= end:
            made += [Piece(text[at:one])] if one > at else []
            made.append(Piece(text[one:two], True))
            at = two
    made += [Piece(text[at:end])] if end > at else []
    return (*made, Piece("…")) if end < len(text) else tuple(made)


def _window(text: str, hit: int, longest: int) -> tuple[int, int]:
    """`longest` characters of a text with those at `hit` among them, from one space to another."""
    if len(text) <= longest:
        return 0, len(text)
    start = max(0, min(hit - longest // 3, len(text) - longest))
    end = start + longest
    if start:
        space = text.find(" ", start, hit)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(hit, start), end)
        end = space if space > hit else end
    return start, end
