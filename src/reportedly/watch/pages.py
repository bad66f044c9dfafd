"""What a page that was fetched comes to: a capture with its address, and the day that its feed gives it."""

from __future__ import annotations

import codecs

from reportedly.errors import RejectedInput
from reportedly.intake import sniff
from reportedly.intake.decode import decode, known_charset, says_charset
from reportedly.intake.found import Found
from reportedly.intake.given import Given
from reportedly.records import Capture, RejectReason, Sighting
from reportedly.watch.fetching import Reply

READ = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"})
UNTOLD = frozenset({"", "application/octet-stream"})  # types that say nothing


def as_article(reply: Reply, asked: str, entry: Given | None) -> Found:
    """The page as a capture seen at the address that was `asked` for. Raises RejectedInput.

    Outlet, title and author are left to the page, since a feed may list pages of others.
    """
    media, charset = _type(reply)
    if media not in READ | UNTOLD:
        raise _unknown(f"is {media[:60]}, not a page")
    if not reply.body.strip():
        raise RejectedInput(RejectReason.NO_TEXT, "the page is empty")
    kind = sniff.kind_of("", reply.body[: sniff.HEAD_BYTES])
    if kind not in ("html", "text"):
        raise _unknown(f"looks like {kind}, not a page")
    url = str(reply.url)
    text = _text(reply.body, charset)
    day = entry.published_at if entry else None
    html, plain = (text, None) if kind == "html" else (None, text)
    given = Given(url=url, published_at=day, html=html, text=plain)
    capture = Capture.of("application/json", given.encoded())
    return capture, Sighting(capture.id, asked, None, asked, url)


def _type(reply: Reply) -> tuple[str, str | None]:
    media, *parameters = reply.headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return media.strip(), value.strip(" \"'")
    return media.strip(), None


def _text(body: bytes, charset: str | None) -> str:
    """Decoded; by the header only where the page says nothing itself."""
    codec = known_charset(charset)
    if codec is None or says_charset(body) or body.startswith(sniff.BOMS):
        return decode(body, html=True)
    return codecs.decode(body, codec, "replace")


def _unknown(words: str) -> RejectedInput:
    return RejectedInput(RejectReason.UNKNOWN_FORMAT, words)
