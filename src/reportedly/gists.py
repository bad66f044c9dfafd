"""What an article is compared by when stories are made: its telling words and the prints of its wording.

A gist is a function of its article alone, so that the likeness of two articles never changes with what
else is in the store.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import wordfreq
from anyascii import anyascii

from reportedly.copies.fingerprints import bands, fingerprints
from reportedly.copies.wording import Wording, fold, name_key, wording
from reportedly.reading import ENGLISH, is_foreign
from reportedly.records import Article, Gist, Id, Parse

HEAD = 30  # sentences of an article that are read; further down, long pages turn to other things
TELLING = {"content", "name", "number"}
NUMBER = "#"  # begins the key of a number
NAME = "="  # begins the key of a name
LETTERS = re.compile(r"[^\W\d_]+")
SHORT = 3  # letters of a name's key, its sign counted, that are too few to tell
TERMS = 64  # words of an article that are compared
TITLE_CHARS = 160
ARTICLE = 300  # words in the article whose chance of holding a word is the word's document frequency
RAREST = 1e-8  # words less frequent than this are as rare as this
MOST, LEAST_NAME = 8.0, 4.0  # weights: of the rarest words; of the commonest names


def gist(article: Article, parses: Mapping[Id, Parse]) -> Gist:
    """The gist of an article. Sentences without a parse are read by their letters alone."""
    if is_foreign(article.language):
        return _foreign(article)
    told = [n for n, s in enumerate(article.sentences) if s.role != "caption"]
    head = [wording(article, n, parses) for n in told[:HEAD]]
    forms: dict[str, str] = {}
    for word in (w for s in head for w in s.words):
        forms.setdefault(word.key, word.text)
    return sketch(
        article.id, article.published_at, _title(article), [_keys(s) for s in head], forms, _opening(article)
    )


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
    return Gist(
        article=article,
        published_at=published_at,
        title=title,
        opening=opening,
        terms=_terms(sentences, forms or {}, language),
        prints=tuple(sorted(set(fingerprints(sentences)) - set(bands(sentences)))),
        language=language,
    )


def _foreign(article: Article) -> Gist:
    """The gist of an article in another language, whose names are spelled as an English text might: their
    keys then meet. Scripts without capitals may have a name in any rare word."""
    language = (article.language or "").split("-")[0].lower()
    sentences, forms = [], dict[str, str]()
    for sentence in [s for s in article.sentences if s.role != "caption"][:HEAD]:
        keys = []
        for n, word in enumerate(LETTERS.findall(sentence.reading)):
            key = f"{language}:{fold(word)}"
            if word[0].isupper() or word[0].lower() == word[0].upper():
                rare = MOST - 1 if n == 0 else LEAST_NAME  # any word has a capital there
                name = _latin_name(word)
                if len(name) > SHORT and rarity(key, word.lower(), language) >= rare:
                    key = name
            forms.setdefault(key, word.lower())
            keys.append(key)
        sentences.append(keys)
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


@lru_cache(maxsize=65536)
def rarity(key: str, form: str, language: str) -> float:
    """The inverse document frequency of a word in the world's texts, not in the store's: the logarithm of
    how many articles one must read to meet it, from 0 to MOST; of a name, not less than LEAST_NAME.

    Spärck Jones (1972), over the frequencies of `wordfreq` (Speer 2022).
    """
    known, name = _frequencies(language), key.startswith(NAME)
    frequency = max(known.get(form, RAREST), RAREST if name else known.get(key, RAREST))
    met = -math.expm1(ARTICLE * math.log1p(-frequency))
    return min(MOST, max(-math.log(met), LEAST_NAME if name else 0.0))


@lru_cache(maxsize=8)
def _frequencies(language: str) -> dict[str, float]:
    """Of the words of a language, as shares of all words; none where the language is not known."""
    try:
        return wordfreq.get_frequency_dict(language, wordlist="large" if language == ENGLISH else "best")
    except (LookupError, ValueError):  # no list of it; no code of a language
        return {}


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
