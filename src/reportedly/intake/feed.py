"""RSS and Atom: each entry that has a text becomes an article in the JSON form.

feedparser's own cleaning is switched off; entries are cleaned like any other page. Entity
declarations are refused before an XML parser sees them (billion laughs, external entities).
"""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedReader
from typing import Any

import feedparser

from reportedly import config
from reportedly.errors import RejectedInput
from reportedly.intake import opening
from reportedly.intake.decode import decode
from reportedly.intake.depth import too_deep
from reportedly.intake.found import Found, Input
from reportedly.intake.given import SURROGATE, Given
from reportedly.records import Capture, Reject, RejectReason

DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}>")
ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)|<!DOCTYPE[^>]{0,1000}\[", re.IGNORECASE)
MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,2000}>|&#?\w{1,32};")
TAG = re.compile(r"<[A-Za-z/!][^<>]{0,2000}>")


def read(stream: BufferedReader, at: Input, settings: config.Intake) -> Iterator[Found]:
    """A capture an entry, numbered from 1. Raises RejectedInput BAD_FEED, TOO_LARGE, TOO_DEEP."""
    text = decode(opening.whole(stream, settings.max_feed_bytes, "max_feed_bytes"), html=True)
    feed = parse(text, settings.max_depth)
    outlet = title_of(feed)
    for number, entry in enumerate(feed.entries, 1):
        given = given_of(entry, outlet)
        if not given.has_text:
            yield Reject(
                at.source,
                number,
                RejectReason.NO_TEXT,
                "the entry has no text; save the page it links to",
            )
            continue
        content = given.encoded()
        if len(content) > settings.max_page_bytes:
            yield at.reject(opening.too_large(settings.max_page_bytes, "max_page_bytes"), number)
            continue
        capture = Capture.of("application/json", content)
        yield capture, at.sighting(capture, number, None, given.url)


def parse(text: str, max_depth: int) -> Any:
    """The feed as feedparser reads it, with at least one entry."""
    if ENTITY.search(text):
        raise RejectedInput(
            RejectReason.BAD_FEED, "declares XML entities, which are not expanded; remove its DOCTYPE"
        )
    if too_deep(text, max_depth):
        raise RejectedInput(RejectReason.TOO_DEEP, f"nested more than {max_depth} levels")
    plain = DOCTYPE.sub("", DECLARATION.sub("", text, count=1), count=1).lstrip()
    feed = feedparser.parse(
        io.BytesIO(plain.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries:
        why = feed.get("bozo_exception")
        raise RejectedInput(
            RejectReason.BAD_FEED,
            f"no entry found{f' ({why})' if why else ''}; check that it is RSS or Atom",
        )
    return feed


def title_of(feed: Any) -> str | None:
    """What the feed calls itself: the outlet of its entries."""
    return _line(feed.feed.get("title"))


def given_of(entry: Any, outlet: str | None) -> Given:
    """An entry as an article, without a text where it has none."""
    body: str | None = _body(entry)
    if not TAG.sub("", body or "").strip():
        body = None
    is_html = MARKUP.search(body or "") is not None
    return Given(
        url=_line(entry.get("link")),
        outlet=outlet,
        title=_line(entry.get("title")),
        author=_line(entry.get("author")),
        published_at=_instant(entry.get("published_parsed") or entry.get("updated_parsed")),
        text=None if is_html else body,
        html=body if is_html else None,
    )


def _body(entry: Any) -> str:
    """The longest of the entry's contents and its summary."""
    texts = [c.get("value") or "" for c in entry.get("content") or ()]
    texts.append(entry.get("summary") or "")
    return SURROGATE.sub("\ufffd", max(texts, key=len))


def _line(value: str | None) -> str | None:
    words = " ".join(TAG.sub(" ", SURROGATE.sub("\ufffd", value or "")).split())
    return words or None


def _instant(moment: Any) -> str | None:
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None
