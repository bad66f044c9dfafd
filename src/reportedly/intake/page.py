"""One page a file: plain text or HTML. Finding the article in it is left to `clean`."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from reportedly import config
from reportedly.errors import RejectedInput
from reportedly.intake import opening
from reportedly.intake.found import Found, Input
from reportedly.records import Capture, Media, RejectReason


def read(stream: BufferedReader, at: Input, settings: config.Intake, media: Media) -> Iterator[Found]:
    """The file as one capture, its bytes untouched."""
    content = opening.whole(stream, settings.max_page_bytes, "max_page_bytes")
    if not content.strip():
        raise RejectedInput(RejectReason.NO_TEXT, "the file is empty; leave it out")
    capture = Capture.of(media, content)
    yield capture, at.sighting(capture)
