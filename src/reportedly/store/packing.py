"""Records as rows, with the invariant checked: a span is its article's text.

Packing is the only way from a record to a row. It needs no writing, so workers do it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from reportedly.records import (
    UNUSABLE,
    Answer,
    Article,
    BriefLine,
    Card,
    Dating,
    Finding,
    Id,
    Parse,
    Story,
    Tally,
)
from reportedly.store import schema, search
from reportedly.store.spans import check_spans
from reportedly.stories import story_id

Row = search.Row  # the table's name, and the values
SEARCHED = ("input_id", "url", "language", "published_at")  # of an article: columns beside its body


def pack(key: Id, fingerprint: str, records: Sequence[Any], texts: Mapping[Id, str]) -> list[Row]:
    """The rows of what a stage made of a key. `texts` are the texts of the articles that spans point into.

    A parse is kept under `fingerprint`, the version of its parser. Raises SpanError when a span does not
    quote its article.
    """
    rows: list[Row] = []
    numbers: dict[str, int] = {}
    for record in records:
        if isinstance(record, Article):
            rows += _article(key, record)
        elif isinstance(record, Parse):
            rows.append(_parse(record, fingerprint))
        elif isinstance(record, Answer):
            rows.append(_answer(record))
        elif isinstance(record, Story):
            rows += _story(record)
        elif isinstance(record, Card):
            rows += _card(record)
        elif isinstance(record, Tally):
            rows.append(_tally(key, record))
        else:
            check_spans(record, texts)
            table = schema.TABLE_OF[type(record)]
            number = numbers[table] = numbers.get(table, -1) + 1
            named = record.article if isinstance(record, Dating) else getattr(record, "id", None)
            rows.append((table, {"owner": key, "number": number, "id": named, "body": body(record)}))
            if isinstance(record, Finding):
                rows.append(search.of_finding(record))
            elif isinstance(record, BriefLine):
                rows.append(search.of_line(record, number))
    return rows


def body(record: Any) -> bytes:
    """A record as JSON, the same bytes for equal records."""
    return msgspec.json.encode(record, order="deterministic")


def _article(capture: Id, article: Article) -> Iterator[Row]:
    check_spans(article, {article.id: article.text})
    columns = {name: getattr(article, name) for name in ("id", *SEARCHED, "text")}
    yield "articles", {**columns, "owner": capture, "body": body(article)}
    for n, s in enumerate(article.sentences):
        where = {"article": article.id, "number": n, "start": s.start, "end": s.end}
        yield "sentences", {**where, "key": s.key, "reading": s.reading}
    yield search.of_article(article)


def _parse(parse: Parse, version: str) -> Row:
    return "parses", {"key": parse.key, "version": version, "body": zlib.compress(body(parse), 1)}


def _answer(answer: Answer) -> Row:
    return "answers", {
        "question": answer.question,
        "model": answer.model,
        "version": answer.version,
        "problem": answer.problem.value if answer.problem else None,
        "detail": answer.detail,
        "content": None if answer.content is None else zlib.compress(answer.content.encode()),
        "tokens_in": answer.tokens_in,
        "tokens_out": answer.tokens_out,
        "cost": answer.cost,
        "tries": int(answer.problem in UNUSABLE),
    }


def _story(story: Story) -> Iterator[Row]:
    yield "stories", {"id": story.id, "body": body(story)}
    for article in story.articles:
        yield "members", {"article": article, "story": story.id, "founds": story_id(article)}


COUNTS = ("articles", "origins", "claims", "findings", "disputed")


def _card(card: Card) -> Iterator[Row]:
    """Its own row, what its story can be filtered by, and its title to search for."""
    when = {"first_at": card.first_at or "", "last_at": card.last_at or "", "changed_at": ""}
    counts = {name: getattr(card, name) for name in COUNTS}
    yield "cards", {"owner": card.id, **when, **counts, "body": body(card)}
    for facet, values in {
        "country": card.countries,
        "kind": card.kinds,
        "language": card.languages,
        "outlet": card.outlets,
        "place": [key for key, _ in card.places],
        "status": list(card.statuses),
    }.items():
        for value in values:
            yield "facets", {"facet": facet, "value": value, "owner": card.id}
    yield search.of_card(card)


def _tally(story: Id, tally: Tally) -> Row:
    columns = ("part", "key", "name", "country", "claims", "first", "copied", "contradicted", "superseded")
    row = {name: getattr(tally, name) for name in columns}
    return "tallies", {
        **row,
        "owner": story,
        "last_at": tally.last_at or "",
        "findings": body(tally.findings),
    }
