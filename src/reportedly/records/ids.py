"""How ids are made."""

from __future__ import annotations

import hashlib

Id = str


def make_id(prefix: str, *parts: str | int) -> Id:
    """`prefix-` and 64 bits of BLAKE2b over the parts, in hexadecimal.

    Parts are length-prefixed, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}-{digest.hexdigest()}"


def content_id(prefix: str, content: bytes) -> Id:
    """`prefix-` and 128 bits of BLAKE2b over bytes, in hexadecimal."""
    return f"{prefix}-{hashlib.blake2b(content, digest_size=16).hexdigest()}"
