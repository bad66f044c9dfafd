"""What comes in: pages as they came, where they were found, and what was not taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from reportedly.records.ids import Id, content_id


class RejectReason(StrEnum):
    """Why an input was not taken. A closed list: programs count by it."""

    UNREADABLE = "unreadable"  # the file cannot be opened or decompressed
    CHANGING = "changing"  # the file was being written to
    NOT_JSON = "not_json"  # a JSON Lines line that is not a JSON object
    WRONG_TYPE = "wrong_type"  # a field has the wrong type
    NO_TEXT = "no_text"  # nothing to read is left
    TOO_LARGE = "too_large"  # more bytes than the limit, compressed or not
    TOO_DEEP = "too_deep"  # nested deeper than the limit
    TOO_SLOW = "too_slow"  # took longer than a page may
    BAD_FEED = "bad_feed"  # not well-formed enough to find one entry
    BAD_ARCHIVE = "bad_archive"  # a WARC record that cannot be read
    UNKNOWN_FORMAT = "unknown_format"  # binary, or a kind of file that is not read
    FORBIDDEN_ADDRESS = "forbidden_address"  # leads inside a network, or to what is not fetched from
    DISALLOWED = "disallowed"  # its site asks programs not to fetch it (robots.txt)
    DECLINED = "declined"  # its server does not give it to us: not found, gone, not allowed
    UNREACHABLE = "unreachable"  # its server did not answer, or not well enough, each time it was tried
    TOO_MANY_REDIRECTS = "too_many_redirects"  # sent from address to address without an end
    FAILED = "failed"  # a defect of ours on this input; the rest went on


Media = Literal["text/plain", "text/html", "application/json"]


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one page as they came. Two equal pages are one capture."""

    id: Id
    media: Media
    content: bytes

    @classmethod
    def of(cls, media: Media, content: bytes) -> Capture:
        return cls(content_id("cap", media.encode() + b"\0" + content), media, content)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a capture was found: a file and, in a file of many, the line or entry (from 1)."""

    capture: Id
    source: str
    line: int | None
    input_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was not taken: where, why, and in `detail` what to do about it."""

    source: str
    line: int | None
    reason: RejectReason
    detail: str
