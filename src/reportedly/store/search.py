"""What can be searched for, and how it is folded, asked for and shown.

Each article, story, finding, line of a brief and name is one text. Its words are folded here and then told
apart by FTS5's `unicode61`; what is asked for is folded the same way, so that both meet. What somebody
types can never be wrong: all of it is words, but for quotation marks, a star and a minus sign.
"""

from __future__ import annotations

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
    """Its title and sentences, without what was removed from the page."""
    words = [article.title or "", *(s.reading for s in article.sentences)]
    day, language = (article.published_at or "")[:10], article.language
    return _text("article", article.id, article.id, words, day=day, outlet=article.outlet, language=language)


def of_card(card: Card) -> Row:
    return _text("story", card.id, card.id, [card.title], day=(card.last_at or "")[:10])


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
    tags = {"kind": kind, "language": language, "status": status}
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
    """One word that says that a text is of this kind, language or status."""
    return name + "".join(c for c in value if c.isalnum())


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
            prefix = word is not None and word.endswith("*")
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
