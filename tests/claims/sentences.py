"""Example sentences of the rule files: the event's words stand in [brackets]."""

from __future__ import annotations

import re

from reportedly.actors import Actors
from reportedly.claims import attribution, events
from reportedly.records import Claim
from tests import support

MARKED = re.compile(r"\[([^\]]+)\]")


def marked(sentence: str) -> tuple[str, int, int]:
    """The sentence without brackets, and where the bracketed words stand in it."""
    match = MARKED.search(sentence)
    assert match, sentence
    plain = sentence[: match.start()] + match[1] + sentence[match.end() :]
    return plain, match.start(), match.start() + len(match[1])


def claims(sentence: str, published_at: str | None = "2024-03-15") -> tuple[Claim, ...]:
    page = support.page(sentence, published_at)
    return events.find(page, (), (), attribution.find(page, Actors.load()))


def at(sentence: str) -> list[Claim]:
    """The claims whose trigger overlaps the bracketed words."""
    plain, start, end = marked(sentence)
    return [c for c in claims(plain) if c.trigger.start < end and start < c.trigger.end]
