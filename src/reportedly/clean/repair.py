"""Broken entities and damaged encodings, as edits of the text as given.

Patterns are data (repair.yaml). Text that was decoded with the wrong character set is put right by
ftfy's heuristic (R. Speer, "ftfy", Zenodo 2019), line by line; nothing else of ftfy's is applied.
"""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import ftfy
from ftfy.badness import is_bad

from reportedly import knowledge
from reportedly.records import Edit

Decode = Literal["entity", "remove", "ligature"]

LINE = re.compile(r"[^\n\r]+")
RUN = re.compile(r"[^\x00-\x7f]+")
MARKED = re.compile(
    r"&|,[a-z]{3,5};|[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u206f\ufb00-\ufb06\ufeff]"
)  # without one of these no rule can match
QUOTES = "\"'“”‘’"
OWN_LETTERS = re.compile(r"\s(?:s|t|re|ve|ll|d|m)\b")  # the end of "mayor's", "isn't"
MAX_DIFFED = 2000  # characters; difflib takes time quadratic in them
ROUNDS = 4  # how often something may have been escaped over again
TEXT_CONFIG = ftfy.TextFixerConfig(explain=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of damage. `examples` are given and repaired text; `not_examples` stay as they are."""

    id: str
    pattern: str
    decode: Decode
    loose: bool = False
    examples: dict[str, str] = field(default_factory=dict)
    not_examples: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of repair.yaml, in order. Raises RuleError."""
    found: tuple[Rule, ...] = knowledge.load("reportedly.clean", "repair.yaml", tuple[Rule, ...])
    return found


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern)) for rule in rules())


def repair(text: str) -> tuple[Edit, ...]:
    """The repairs of a text: sorted, not overlapping, each of at least one character, none void."""
    if text.isascii() and "&" not in text and "," not in text and text.isprintable():
        return ()
    edits: list[Edit] = []
    for line in LINE.finditer(text):
        edits += _line(line.group(), line.start())
    return tuple(edits)


def _line(line: str, offset: int) -> list[Edit]:
    found: list[Edit] = []
    if MARKED.search(line):
        for rule, pattern in _compiled():
            open_quote = False
            for match in pattern.finditer(line):
                words = DECODERS[rule.decode](match.group())
                if words is None:
                    continue
                start, end = match.span()
                if rule.loose and words in QUOTES and " " in match.group():
                    start, end, open_quote = _tight(line, start, end, open_quote)
                found.append(Edit(start, end, words))
    if not line.isascii() and is_bad(line):
        found += _encoding(line)
    return [Edit(e.start + offset, e.end + offset, e.text) for e in apart(found)]


def _tight(line: str, start: int, end: int, open_quote: bool) -> tuple[int, int, bool]:
    """The mark with the blank that does not belong there, and whether a quotation is now open."""
    after_word = start > 0 and not line[start - 1].isspace() and line[start - 1] not in "([{"
    if after_word:
        return start, end + 1 if OWN_LETTERS.match(line, end) else end, open_quote
    if open_quote:
        return start - 1 if start > 1 else start, end, False
    return start, end + 1 if line[end : end + 1] == " " else end, True


def _entity(words: str) -> str | None:
    compact = "".join(words.split())
    escaped = plain = "&" + compact[1:]
    for _ in range(ROUNDS):
        plain = html.unescape(plain)
    return None if plain == escaped or len(plain) > 2 else plain  # the longest entities are two characters


def _ligature(words: str) -> str:
    return unicodedata.normalize("NFKC", words)


DECODERS: dict[Decode, Callable[[str], str | None]] = {
    "entity": _entity,
    "remove": lambda _: "",
    "ligature": _ligature,
}


def _encoding(line: str) -> list[Edit]:
    """Where ftfy reads another encoding. Only non-ASCII runs can change, so these are compared."""
    fixed = ftfy.fix_encoding(line, TEXT_CONFIG)
    if fixed == line:
        return []
    here, there = list(RUN.finditer(line)), RUN.findall(fixed)
    if len(here) == len(there) and RUN.split(line) == RUN.split(fixed):
        return [
            Edit(m.start(), m.end(), words)
            for m, words in zip(here, there, strict=True)
            if m.group() != words
        ]
    if len(line) > MAX_DIFFED:
        return []
    matcher = difflib.SequenceMatcher(None, line, fixed, autojunk=False)
    changes = [(a, b, fixed[c:d]) for op, a, b, c, d in matcher.get_opcodes() if op != "equal"]
    return [Edit(*change) for change in changes] if all(a < b for a, b, _ in changes) else []


def apart(edits: Sequence[Edit]) -> list[Edit]:
    """The edits in order of place; of two that overlap the one that starts first, then the earlier rule's."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: e.start):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
