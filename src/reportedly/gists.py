"""What an article is compared by when stories are made: its telling words and the prints of its wording.

A gist is a function of its article alone, so that the likeness of two articles never changes with what
else is in the store.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from anyascii import anyascii

from reportedly.copies.fingerprints import fingerprints
from reportedly.copies.wording import Wording, fold, name_key, wording
from reportedly.rarity import LEAST_NAME, MOST, rarity
from reportedly.reading import is_foreign
from reportedly.records import Article, Gist, Id, Parse

HEAD = 30  # sentences of an article that are read; further down, long pages turn to other things
TELLING = {"content", "name", "number"}
NUMBER = "#"  # begins the key of a number
LETTERS = re.compile(r"[^\W\d_]+")
SHORT = 3  # letters of a name's key, its sign counted, that are too few to tell
TERMS = 64  # words of an article that are compared
TITLE_CHARS = 160


def gist(article: Article, parses: Mapping[Id, Parse]) -> Gist:
    """The gist of an article. Sentences without a parse are read by their letters alone."""
    if is_foreign(article.language):
        return _foreign(article)
    head = {n: wording(article, n, parses) for n in _head(article)}
    forms: dict[str, str] = {}
    for word in (w for s in head.values() for w in s.words):
        forms.setdefault(word.key, word.text)
    sentences = [_keys(head[n]) if n in head else () for n in range(max(head, default=-1) + 1)]
    return sketch(article.id, article.published_at, _title(article), sentences, forms, _opening(article))


def _head(article: Article) -> list[int]:
    """The numbers of the sentences that are read."""
    return [n for n, s in enumerate(article.sentences) if s.role != "caption"][:HEAD]


def sketch(
    article: Id,
    published_at: str | None,
    title: str | None,
    sentences: Sequence[Sequence[str]],
    forms: Mapping[str, str] | None = None,
    opening: str = "",
    language: str = "en",
) -> Gist:
    """The gist of an article given as the keys of its sentences.

    `forms` are the words as they stood, where a key is not one itself.
    """
    prints = fingerprints(sentences)
    return Gist(
        article=article,
        published_at=published_at,
        title=title,
        opening=opening,
        terms=_terms(sentences, forms or {}, language),
        prints=tuple(prints),
        places=tuple(prints.values()),
        language=language,
    )


def _foreign(article: Article) -> Gist:
    """The gist of an article in another language, whose names are spelled as an English text might: their
    keys then meet. Scripts without capitals may have a name in any rare word."""
    language = (article.language or "").split("-")[0].lower()
    head, forms = _head(article), dict[str, str]()
    sentences: list[list[str]] = [[] for _ in range(max(head, default=-1) + 1)]
    for number in head:
        keys = sentences[number]
        for n, word in enumerate(LETTERS.findall(article.sentences[number].reading)):
            key = f"{language}:{fold(word)}"
            if word[0].isupper() or word[0].lower() == word[0].upper():
                rare = MOST - 1 if n == 0 else LEAST_NAME  # any word has a capital there
                name = _latin_name(word)
                if len(name) > SHORT and rarity(key, word.lower(), language) >= rare:
                    key = name
            forms.setdefault(key, word.lower())
            keys.append(key)
    return sketch(
        article.id, article.published_at, _title(article), sentences, forms, _opening(article), language
    )


def _latin_name(word: str) -> str:
    """The key of a name in any script. A letter that only carries a vowel stands for an a."""
    plain = anyascii(word).lower()
    return name_key(f"a{plain[1:]}" if plain.startswith("'") else plain)


def _keys(sentence: Wording) -> tuple[str, ...]:
    told = (w for w in sentence.words if w.kind in TELLING)
    return tuple(f"{NUMBER}{w.key}" if w.kind == "number" else w.key for w in told)


def _terms(sentences: Sequence[Sequence[str]], forms: Mapping[str, str], language: str) -> dict[str, float]:
    """The words of most weight: the root of the count times rarity, of unit length."""
    counts = Counter(key for keys in sentences for key in keys if key[0] != NUMBER)
    weights = {
        key: math.sqrt(count) * rarity(key, forms.get(key, key), language) for key, count in counts.items()
    }
    heaviest = sorted(weights, key=lambda key: (-weights[key], key))[:TERMS]
    length = math.sqrt(sum(weights[key] ** 2 for key in heaviest)) or 1.0
    return {key: round(weights[key] / length, 6) for key in heaviest}


def _title(article: Article) -> str | None:
    if article.title and article.title.strip():
        return _cut(article.title)
    headlines = [s.reading for s in article.sentences if s.role == "headline"]
    return _cut(headlines[0]) if headlines else None


def _opening(article: Article) -> str:
    first = sorted(article.sentences, key=lambda s: s.role != "body")[:1]
    return _cut(first[0].reading) if first else article.input_id


def _cut(words: str) -> str:
    """On one line, and no longer than a title."""
    plain = " ".join(words.split())
    return plain if len(plain) <= TITLE_CHARS else plain[: TITLE_CHARS - 1].rsplit(" ", 1)[0] + "…"
