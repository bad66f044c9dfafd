"""The invariant of every record: a span is its article's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from reportedly.errors import SpanError
from reportedly.records import Article, Id, Span


def spans(value: Any) -> Iterator[Span]:
    """Every span inside a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from spans(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from spans(part)
    elif is_dataclass(value):
        for name in _names(value.__class__):
            part = getattr(value, name)
            if part is not None and not isinstance(part, (str, int, float)):
                yield from spans(part)


@lru_cache(maxsize=64)
def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(record))


def check_spans(record: Any, texts: Mapping[Id, str]) -> None:
    """Raise SpanError unless every span of the record quotes the text of its article."""
    if isinstance(record, Article):
        for removed in record.removed:
            _check(Span(record.id, removed.start, removed.end, removed.quote), record.text, record)
    for span in spans(record):
        try:
            text = texts[span.article]
        except KeyError:
            raise SpanError(
                f"{type(record).__name__} points into {span.article}, which is not stored"
            ) from None
        _check(span, text, record)


def _check(span: Span, text: str, record: Any) -> None:
    if not 0 <= span.start <= span.end <= len(text) or text[span.start : span.end] != span.quote:
        raise SpanError(
            f"{type(record).__name__} quotes {span.quote[:60]!r} at {span.start}-{span.end} "
            f"of {span.article}, which reads {text[span.start : span.end][:60]!r}"
        )
