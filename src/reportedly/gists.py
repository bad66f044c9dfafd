"""What an article is compared by when stories are made: the words of its head."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.copies.wording import Wording, wording
from reportedly.records import Article, Gist, Id, Parse

HEAD = 30  # sentences of an article that are read
TELLING = {"content", "name", "number"}
NUMBER = "#"  # begins the key of a number


def gist(article: Article, parses: Mapping[Id, Parse]) -> Gist:
    """The words of the head of the report; further down, long pages turn to other things."""
    told = [n for n, s in enumerate(article.sentences) if s.role != "caption"]
    return Gist(article.id, tuple(_keys(wording(article, n, parses)) for n in told[:HEAD]))


def _keys(sentence: Wording) -> tuple[str, ...]:
    told = (w for w in sentence.words if w.kind in TELLING)
    return tuple(f"{NUMBER}{w.key}" if w.kind == "number" else w.key for w in told)
