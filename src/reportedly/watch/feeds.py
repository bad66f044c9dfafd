"""What the entries of a feed come to: articles themselves, or pages to fetch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from reportedly import config
from reportedly.intake import feed, opening
from reportedly.intake.decode import decode
from reportedly.intake.found import Found
from reportedly.intake.given import Given
from reportedly.records import Capture, Reject, RejectReason, Sighting, make_id
from reportedly.watch.door import parsed
from reportedly.watch.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry. `name` is what it is known by: the page it links to, or its id. `mark` changes when it is
    edited."""

    number: int
    name: str
    link: str | None
    mark: str
    given: Given


def entries(body: bytes, url: str, settings: config.Intake) -> list[Entry]:
    """The entries of a feed that was fetched from `url`, in their order.

    Raises RejectedInput BAD_FEED, TOO_LARGE, TOO_DEEP.
    """
    with opening.decompressed(BytesIO(body), settings.max_feed_bytes + 1) as stream:
        plain = opening.whole(stream, settings.max_feed_bytes, "max_feed_bytes")
    found = feed.parse(decode(plain, html=True), settings.max_depth)
    title = feed.title_of(found)
    return [_entry(n, entry, url, title) for n, entry in enumerate(found.entries, 1)]


def _entry(number: int, entry: Any, url: str, title: str | None) -> Entry:
    given = feed.given_of(entry, title)
    link = _absolute(given.url, url)
    moments = (
        dict.get(entry, name) for name in ("published", "updated")
    )  # its own get() makes one the other
    said = given.title or "", *(str(m or "") for m in moments)
    own = str(entry.get("id") or "") or make_id("e", given.encoded().decode())
    return Entry(
        number, link or f"{url}#{own}", link, make_id("e", link or own, *said), replace(given, url=link)
    )


def _absolute(link: str | None, base: str) -> str | None:
    """The address of a page on the web; None for anything else."""
    try:
        url = parsed(link, base) if link else None
    except Trouble:
        return None
    return str(url) if url is not None and url.scheme in ("http", "https") and url.host else None


def as_article(name: str, given: Given, source: str) -> Found:
    """The entry's own text as a capture seen in the feed."""
    capture = Capture.of("application/json", given.encoded())
    return capture, Sighting(capture.id, source, None, name, given.url)


def without_text(entry: Entry, source: str) -> Reject:
    return Reject(
        source, entry.number, RejectReason.NO_TEXT, f"neither text nor a link to a page: {entry.name}"
    )
