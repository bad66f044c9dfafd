"""What kind of file some bytes are: by magic number, then by extension, then by looking."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal

from reportedly import knowledge
from reportedly.errors import RejectedInput
from reportedly.records import RejectReason

Kind = Literal["text", "html", "feed", "jsonl", "warc"]

HEAD_BYTES = 4096
GZIP = b"\x1f\x8b"
BLANK = b" \t\r\n\x0b\x0c"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|h1)[\s/>]", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAX_CONTROL = 0.05  # share of control characters from which bytes are taken to be binary


@dataclass(frozen=True, slots=True)
class Readable:
    """A kind of file that is read."""

    kind: Kind
    extensions: tuple[str, ...]
    help: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A kind of file that is not read, and what to do with one. `magic` is in hexadecimal."""

    name: str
    extensions: tuple[str, ...]
    advice: str
    magic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formats:
    """The file formats.yaml."""

    read: tuple[Readable, ...]
    not_read: tuple[Unreadable, ...] = field(default=())


@lru_cache(maxsize=1)
def formats() -> Formats:
    """The kinds of file that are read, and those that are not. Raises RuleError."""
    found: Formats = knowledge.load("reportedly.intake", "formats.yaml", Formats)
    return found


@lru_cache(maxsize=1)
def _extensions() -> dict[str, Kind | Unreadable]:
    found: dict[str, Kind | Unreadable] = {e: r.kind for r in formats().read for e in r.extensions}
    return found | {e: u for u in formats().not_read for e in u.extensions}


@lru_cache(maxsize=1)
def _magic() -> tuple[tuple[bytes, Unreadable], ...]:
    return tuple((bytes.fromhex(m), u) for u in formats().not_read for m in u.magic)


def kind_of(name: str, head: bytes) -> Kind:
    """What the file `name` with the first bytes `head` (decompressed) is.

    `name` may be empty. Raises RejectedInput UNKNOWN_FORMAT, saying what to do.
    """
    for magic, unreadable in _magic():
        if head.startswith(magic):
            raise _unknown(unreadable)
    by_name = _extensions().get(extension(name))
    if isinstance(by_name, Unreadable):
        raise _unknown(by_name)
    if by_name == "warc" or head.startswith(b"WARC/"):
        return "warc"
    if is_binary(head):
        raise RejectedInput(
            RejectReason.UNKNOWN_FORMAT, "looks binary; save the page as text or HTML (UTF-8)"
        )
    if by_name == "feed":  # .xml may also be a page
        return "html" if HTML.search(head) and not FEED.search(head) else "feed"
    if by_name is not None:
        return by_name
    return looks_like(head)


def looks_like(head: bytes) -> Kind:
    """The kind of a text file without a telling name."""
    for bom in BOMS:
        head = head.removeprefix(bom)
    start = head.lstrip(BLANK)
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith(b"<"):
        if FEED.search(head):
            return "feed"
        if HTML.search(head):
            return "html"
    return "text"


def is_binary(head: bytes) -> bool:
    """Whether bytes hold too many control characters for a text; UTF-16 with its mark is text."""
    if head.startswith(BOMS[1:]):
        return False
    return len(CONTROL.findall(head)) > MAX_CONTROL * max(len(head), 40)


def extension(name: str) -> str:
    """The extension in lower case without the dot, that of the compressed file for .gz."""
    path = PurePosixPath(name.lower())
    return (PurePosixPath(path.stem) if path.suffix == ".gz" else path).suffix.removeprefix(".")


def _unknown(what: Unreadable) -> RejectedInput:
    return RejectedInput(RejectReason.UNKNOWN_FORMAT, f"{what.name}: {what.advice}")
