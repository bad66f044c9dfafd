"""JSON Lines: one article a line, in the shape of the exchange contract."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from reportedly import config
from reportedly.errors import RejectedInput
from reportedly.intake import given, opening
from reportedly.intake.found import Found, Input
from reportedly.records import Capture, Reject, RejectReason


def read(stream: BufferedReader, at: Input, settings: config.Intake) -> Iterator[Found]:
    """A capture a line; a line that is no article is a Reject, and the rest is read."""
    for number, line in opening.lines(stream, settings.max_page_bytes):
        if line is None:
            yield at.reject(opening.too_large(settings.max_page_bytes, "max_page_bytes"), number)
            continue
        if not line.strip():
            continue
        try:
            article = given.parse(line, settings.max_depth)
        except RejectedInput as error:
            yield at.reject(error, number)
            if error.reason is RejectReason.NOT_JSON and line.strip() in (b"{", b"[", b"[{"):
                yield _spread(at, number)
                return
            continue
        capture = Capture.of("application/json", line)
        yield capture, at.sighting(capture, number, article.id, article.url)


def _spread(at: Input, number: int) -> Reject:
    return Reject(
        at.source,
        number,
        RejectReason.UNKNOWN_FORMAT,
        "JSON spread over many lines, the rest is not read; write one object a line "
        "(jq -c . for an object, jq -c '.[]' for a list)",
    )
