"""An article as a JSON Lines line gives it: the shape of the exchange contract, checked."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from reportedly.errors import RejectedInput
from reportedly.records import RejectReason

STRINGS = ("id", "url", "outlet", "title", "author", "published_at", "language", "text", "html")
EXTENDED = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d(?::?\d\d)?.*)?\Z", re.DOTALL)
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
SURROGATE = re.compile(r"[\ud800-\udfff]")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*\Z")


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of one article. `text` or `html` is not blank, but in an entry of a feed that only
    links."""

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published_at: str | None = None
    language: str | None = None
    text: str | None = None
    html: str | None = None

    @property
    def has_text(self) -> bool:
        return self.text is not None or self.html is not None

    def encoded(self) -> bytes:
        """The article as one line of JSON; equal articles give equal bytes."""
        present = {k: v for k, v in asdict(self).items() if v is not None}
        return json.dumps(present, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def parse(line: bytes, max_depth: int) -> Given:
    """The article of one line.

    Fields that are null count as absent; unknown fields are let pass. Raises RejectedInput NOT_JSON,
    WRONG_TYPE, NO_TEXT or TOO_DEEP, naming the field and what to do.
    """
    fields = _object(line, max_depth)
    given: dict[str, str | None] = {}
    for name in STRINGS:
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            raise RejectedInput(
                RejectReason.WRONG_TYPE,
                f"{name} is {_type(value)}; write it as a string, or leave it out",
            )
        given[name] = SURROGATE.sub("\ufffd", value) if value is not None else None
    for name in ("url", "outlet", "title", "author", "published_at", "language"):
        given[name] = (given[name] or "").strip() or None
    given["published_at"] = _moment(given["published_at"])
    if given["language"] and not LANGUAGE.match(given["language"]):
        raise RejectedInput(
            RejectReason.WRONG_TYPE, 'language is no BCP 47 tag; write for example "en" or leave it out'
        )
    if not any((given[name] or "").strip() for name in ("text", "html")):
        raise RejectedInput(RejectReason.NO_TEXT, "text and html are missing or blank; give one of them")
    return Given(**given)


def _object(line: bytes, max_depth: int) -> dict[str, Any]:
    try:
        words = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RejectedInput(
            RejectReason.NOT_JSON, f"not UTF-8 (byte {error.start + 1}); convert the file to UTF-8"
        ) from error
    if _too_deep(words, max_depth):
        raise _deep(max_depth)
    try:
        value = json.loads(words)
    except RecursionError as error:
        raise _deep(max_depth) from error
    except ValueError as error:
        raise RejectedInput(RejectReason.NOT_JSON, f"{error}; write one JSON object a line") from error
    if not isinstance(value, dict):
        raise RejectedInput(
            RejectReason.NOT_JSON, f"{_type(value)}, not an object; write one JSON object a line"
        )
    return value


def _too_deep(words: str, max_depth: int) -> bool:
    if words.count("[") + words.count("{") <= max_depth:
        return False
    depth = 0
    for match in TOKEN.finditer(words):
        mark = match.group()
        depth += 1 if mark in "[{" else -1 if mark in "]}" else 0
        if depth > max_depth:
            return True
    return False


def _deep(max_depth: int) -> RejectedInput:
    return RejectedInput(
        RejectReason.TOO_DEEP,
        f"nested more than {max_depth} levels; flatten it, or raise [intake] max_depth",
    )


def _moment(value: str | None) -> str | None:
    """An ISO 8601 date or instant, in extended form."""
    if value is None:
        return None
    try:
        if len(value) <= 10:
            return date.fromisoformat(value).isoformat()
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise RejectedInput(
            RejectReason.WRONG_TYPE,
            f"published_at is no ISO 8601 date or instant ({value[:40]!r}); write 2024-03-15 or leave it out",
        ) from error
    return value if EXTENDED.match(value) else moment.isoformat()


def _type(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "a string" if isinstance(value, str) else "null")
