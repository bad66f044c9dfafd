"""An article as questions: parts of bounded length, each with the whole request that is sent.

What is sent of an article are sentences with their numbers: no address, outlet, date or file name. They
stand inside JSON strings, so that no article can end its own quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec

from reportedly.claims import ontology
from reportedly.config import Llm
from reportedly.llm import told
from reportedly.records import Answer, Article, Problem, Question, Sentence, make_id

BEFORE = 3  # sentences before a part that it is shown with, so that "he" and "the group" can be followed


def ask(article: Article, settings: Llm) -> list[Question | Answer]:
    """The questions about an article, in order. One that needs too many has been given up: the answer that
    says so is there already."""
    parts = list(_parts(article.sentences, settings.max_characters))
    longest = max((len(s.reading) for s in article.sentences if is_read(s)), default=0)
    if len(parts) > settings.max_questions or longest > settings.max_characters:
        whole = Question(make_id("q", "never asked", article.id), article.id, 0, len(article.sentences) - 1)
        detail = f"more than {settings.max_questions} parts of {settings.max_characters:,} characters"
        return [whole, Answer(whole.id, settings.model, problem=Problem.TOO_LONG, detail=detail)]
    sent = (request(article, *part, settings) for part in parts)
    return [
        Question(make_id("q", body.decode()), article.id, *part)
        for body, part in zip(sent, parts, strict=True)
    ]


def request(article: Article, first: int, last: int, settings: Llm) -> bytes:
    """The request about the sentences `first` to `last`, the same bytes for the same sentences."""
    return _request(_part(article, first, last), settings)


def mark(settings: Llm) -> str:
    """Changes when the same article would be asked about in other words."""
    limits = (settings.max_characters, settings.max_questions)
    return make_id("f", _request("", settings).decode(), *limits)


def is_read(sentence: Sentence) -> bool:
    """Whether claims are read from a sentence; captions tell of pictures."""
    return sentence.role != "caption"


def _parts(sentences: Sequence[Sentence], most: int) -> Iterator[tuple[int, int]]:
    """First and last number of each run of sentences of at most `most` characters together."""
    first, size = 0, 0
    for n, sentence in enumerate(sentences):
        length = len(sentence.reading) if is_read(sentence) else 0
        if size and size + length > most:
            yield first, n - 1
            first, size = n, 0
        size += length
    if size:
        yield first, len(sentences) - 1


def _part(article: Article, first: int, last: int) -> str:
    numbered = [(n, s.reading) for n, s in enumerate(article.sentences) if is_read(s)]
    shown = {
        "before": [text for n, text in numbered if first - BEFORE <= n < first],
        "sentences": [{"number": n, "text": text} for n, text in numbered if first <= n <= last],
    }
    return msgspec.json.encode(shown).decode()


def _request(part: str, settings: Llm) -> bytes:
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": part},
        ],
        "temperature": 0,
        "seed": settings.seed,
        settings.max_tokens_field: settings.max_tokens,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": told.schema()},
        },
    }
    return msgspec.json.encode(body)


@lru_cache(maxsize=1)
def instructions() -> str:
    """What the model is told to do, with the kinds of the ontology."""
    text = resources.files("reportedly.llm").joinpath("instructions.txt").read_text(encoding="utf-8")
    kinds = "\n".join(f"- {kind.code}: {kind.definition}" for kind in ontology.kinds().values())
    return text.replace("{kinds}", kinds)
