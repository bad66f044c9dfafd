"""Web archives (WARC, ISO 28500): each HTML response becomes a page.

Records of other kinds (requests, images, redirects) are passed over; an archive without one HTML
page is a Reject.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from reportedly import config
from reportedly.errors import RejectedInput
from reportedly.intake import opening
from reportedly.intake.decode import known_charset, says_charset
from reportedly.intake.found import Found, Input
from reportedly.intake.given import Given
from reportedly.records import Capture, RejectReason

PAGES = ("text/html", "application/xhtml+xml")
DAMAGED = (ArchiveLoadFailed, ValueError, KeyError, TypeError, AttributeError, *opening.BROKEN)


def read(stream: BufferedReader, at: Input, settings: config.Intake) -> Iterator[Found]:
    """A capture an HTML response, numbered by its record from 1. Raises RejectedInput BAD_ARCHIVE."""
    if not opening.head(stream).startswith(b"WARC/"):
        raise RejectedInput(RejectReason.BAD_ARCHIVE, "does not begin as a WARC; fetch the archive again")
    pages, number = 0, 0
    records = iter(ArchiveIterator(stream, no_record_parse=False))
    while True:
        try:
            record = next(records, None)
        except DAMAGED as error:
            raise _damaged(number + 1, error) from error
        if record is None:
            break
        number += 1
        if not _is_page(record):
            continue
        pages += 1
        try:
            content = record.content_stream().read(settings.max_page_bytes + 1)
        except DAMAGED as error:
            yield at.reject(_damaged(number, error), number)
            continue
        if len(content) > settings.max_page_bytes:
            yield at.reject(opening.too_large(settings.max_page_bytes, "max_page_bytes"), number)
        elif not content.strip():
            yield at.reject(RejectedInput(RejectReason.NO_TEXT, "an empty page; leave it out"), number)
        else:
            url = record.rec_headers.get_header("WARC-Target-URI")
            capture = _capture(content, _content_type(record)[1], url)
            yield capture, at.sighting(capture, number, None, url)
    if not pages:
        raise RejectedInput(RejectReason.NO_TEXT, "the archive holds no HTML page; check what was crawled")


def _capture(content: bytes, charset: str | None, url: str | None) -> Capture:
    """The page's bytes; decoded where only the HTTP header tells its character set."""
    codec = known_charset(charset)
    if codec is None or codec == "utf-8" or says_charset(content):
        return Capture.of("text/html", content)
    return Capture.of(
        "application/json", Given(url=url, html=codecs.decode(content, codec, "replace")).encoded()
    )


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return status == "200" and _content_type(record)[0] in PAGES


def _content_type(record: Any) -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    media, *parameters = (headers.get_header("Content-Type") or "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return media.strip(), value.strip(" \"'")
    return media.strip(), None


def _damaged(number: int, error: Exception) -> RejectedInput:
    return RejectedInput(
        RejectReason.BAD_ARCHIVE, f"record {number} cannot be read ({error}); fetch the archive again"
    )
