"""Bytes to text. Never fails: what cannot be read becomes U+FFFD.

The order follows the WHATWG Encoding Standard as far as it goes: byte order mark, UTF-8 if the bytes
are valid, what the page declares, and at last a guess.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_.:-]{2,40})""")
DECLARED_WITHIN = 4096
STATEFUL = ("iso2022", "hz")  # 7-bit encodings: their bytes are valid UTF-8 too
SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
TRICKS = (
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
    "undefined",
    "utf-16",
    "utf-32",
)
FEW_DAMAGED = 0.1  # share of the non-ASCII bytes that may be invalid in a damaged UTF-8 page
GUESS_BYTES = 50_000


def decode(content: bytes, html: bool = False) -> str:
    """The text of a page; `html` lets it declare its character set."""
    for mark, codec in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    declared = says_charset(content) if html else None
    if declared and declared.startswith(STATEFUL):
        return codecs.decode(content, declared, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared != "utf-8":
        return codecs.decode(content, declared, "replace")
    damaged = content.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= FEW_DAMAGED * sum(1 for byte in content if byte > 0x7F):
        return damaged
    return content.decode(_guess(content), "replace")


def says_charset(content: bytes) -> str | None:
    """The codec that a page declares in its first bytes, if we have it."""
    match = DECLARED.search(content, 0, DECLARED_WITHIN)
    return known_charset(match.group(1).decode("ascii")) if match else None


def known_charset(name: str | None) -> str | None:
    """The Python codec of a declared character set; None for one that is unknown or no text encoding."""
    if not name:
        return None
    try:
        info = codecs.lookup(name)
        "".encode(info.name)  # fails for codecs that are no text encoding
    except (LookupError, ValueError):
        return None
    codec = SUPERSETS.get(info.name, info.name)
    return None if codec in TRICKS else codec


def _guess(content: bytes) -> str:
    match = from_bytes(content[:GUESS_BYTES]).best()
    return known_charset(match.encoding) or "cp1252" if match is not None else "cp1252"
