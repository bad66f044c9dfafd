"""What a page holds that is not the report's own words: templates, menus, stamps, captions, credits.

Rules are data (residue.yaml). What they match is set aside with a reason, never lost. Each rule has a
scope, which says where on the page it is tried:

    inline   anywhere in a line; only the match is set aside
    lead     at the start of one of the first lines, or of what an earlier rule left of it; only the match
    end      at the end of the last line, only the match
    line     a whole line, anywhere
    head     a whole line among the first ones
    tail     a whole line among the last ones
    last     a whole line that is the last or the one before
    rest     a whole line that heads a list of links, with the list

Named groups tell what a rule saw: `date` (a stamp), `by` (a byline's words), `source` (a source line's);
where a pattern needs one twice, the second ends in an underscore.
Every pattern is matched without regard to case unless it begins with (?-i: ... ), and only on stretches
of at most `max_chars` characters, which bounds its time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportedly import knowledge
from reportedly.records import Removed

Scope = Literal["inline", "lead", "end", "line", "head", "tail", "last", "rest"]
Reason = Literal[
    "template",
    "navigation",
    "date_stamp",
    "related",
    "source_line",
    "caption",
    "credit",
    "promotion",
    "copyright",
]
NoteKind = Literal["date", "by", "source"]

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
PART = re.compile(r"(?<!\?P)<([A-Z]+)>")
GROUP = re.compile(r"\(\?P<\w+>")
SHORT = 160  # characters; up to this length all rules of a scope are first tried at once
HEAD_LINES = 8
LEAD_LINES = 3
TAIL_LINES = 6
LAST_LINES = 2
TEASER = 220  # characters of the longest whole sentence that is a link to another page
ENDED = re.compile(r"""[.!?]['"”’»)\]]{0,2}$""")
INLINE_LOOKS_AT = 20_000  # characters of a line in which inline rules are tried


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of residue. Of `examples`, exactly the text is matched; of `not_examples`, nothing."""

    id: str
    reason: Reason
    scope: Scope
    pattern: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()
    max_chars: int = 160
    seam: bool = False  # it may stand inside a sentence, which goes on after it


@dataclass(frozen=True, slots=True)
class Note:
    """What a removed stretch tells: `words` of a date stamp, a byline or a source line."""

    kind: NoteKind
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Residue:
    """What was set aside, sorted and not overlapping, and what it tells, in order of the page. `seams` are
    those of the removed that stand inside a running line."""

    removed: tuple[Removed, ...]
    notes: tuple[Note, ...]
    seams: tuple[Removed, ...] = ()


Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rules:
    """The file residue.yaml. A pattern may name `parts` as <NAME>, and a part earlier parts."""

    parts: dict[str, str]
    rules: tuple[Rule, ...]


@lru_cache(maxsize=1)
def _file() -> Rules:
    found: Rules = knowledge.load("reportedly.clean", "residue.yaml", Rules)
    return found


def rules() -> tuple[Rule, ...]:
    """The rules of residue.yaml, in order. Raises RuleError."""
    return _file().rules


@lru_cache(maxsize=8)
def _compiled(scope: Scope) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((r, compiled(r)) for r in rules() if r.scope == scope)


@lru_cache(maxsize=8)
def _any_of(scope: Scope) -> re.Pattern[str]:
    """All rules of a scope in one pattern: most lines match none, and one look is cheaper than many."""
    alone = (GROUP.sub("(?:", pattern.pattern) for _, pattern in _compiled(scope))
    return re.compile("|".join(f"(?:{pattern})" for pattern in alone), re.IGNORECASE)


def compiled(rule: Rule) -> re.Pattern[str]:
    """The rule's pattern with its parts filled in."""
    pattern = rule.pattern
    while match := PART.search(pattern):
        pattern = pattern.replace(match.group(), _file().parts[match.group(1)])
    return re.compile(pattern, re.IGNORECASE)


def residue(text: str) -> Residue:
    """What of the text as given is set aside. Linear in its length."""
    page = _Page(text)
    lines = [piece for match in LINE.finditer(text) if (piece := stripped(text, *match.span()))]
    kept = [piece for line in lines for piece in page.without_inline(line)]
    kept = page.without_leads(kept)
    kept = page.without_lines(kept)
    page.end(kept)
    return page.residue()


def stripped(text: str, start: int, end: int) -> Piece | None:
    """The stretch without white space around it; None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


class _Page:
    """A text while rules are tried on it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._removed: list[Removed] = []
        self._notes: list[Note] = []
        self._seams: list[Removed] = []

    def residue(self) -> Residue:
        removed = tuple(sorted(self._removed, key=lambda r: r.start))
        notes = tuple(sorted(self._notes, key=lambda n: (n.start, n.kind)))
        return Residue(removed, notes, tuple(self._seams))

    def without_inline(self, line: Piece) -> Iterator[Piece]:
        """The stretches of a line that inline rules leave."""
        start, end = line
        until = min(end, start + INLINE_LOOKS_AT)
        found = [
            (match.start(), match.end(), rule, match)
            for rule, pattern in _compiled("inline")
            for match in pattern.finditer(self._text, start, until)
        ]
        at = start
        for first, last, rule, match in sorted(found, key=lambda f: f[:2]):
            if first < at:
                continue
            if piece := stripped(self._text, at, first):
                yield piece
            self._take(rule, first, last, match)
            if rule.seam and start < first and last < end:
                self._seams.append(self._removed[-1])
            at = last
        if piece := stripped(self._text, at, end):
            yield piece

    def without_leads(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces after stamps at the start of the first ones were taken off."""
        kept: list[Piece] = []
        for number, piece in enumerate(pieces):
            rest: Piece | None = piece
            while number < LEAD_LINES and rest and (match := self._first("lead", *rest)):
                rest = stripped(self._text, match, rest[1])
            if rest:
                kept.append(rest)
        return kept

    def _first(self, scope: Scope, start: int, end: int) -> int | None:
        for rule, pattern in _compiled(scope):
            match = pattern.match(self._text, start, min(end, start + rule.max_chars))
            if match and match.end() > start:
                self._take(rule, *match.span(), match)
                return match.end()
        return None

    def without_lines(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces that no rule for whole lines matches."""
        kept: list[Piece] = []
        total = sum(end - start for start, end in pieces)
        seen = skip = 0
        for number, (start, end) in enumerate(pieces):
            seen += end - start
            if skip:
                skip -= 1
                continue
            scopes: list[Scope] = ["rest", "line"]
            if len(kept) < HEAD_LINES and number < 2 * HEAD_LINES:
                scopes.append("head")
            if number >= len(pieces) - TAIL_LINES:
                scopes.append("tail")
            if number >= len(pieces) - LAST_LINES:
                scopes.append("last")
            rule = self._whole(scopes, start, end)
            if rule is None:
                kept.append((start, end))
            elif rule.scope == "rest":
                below = list(self._listed(pieces[number + 1 :], late=2 * seen >= total))
                for piece in below:
                    self._take(rule, *piece, None)
                skip = len(below)
        return kept

    def _listed(self, pieces: Iterable[Piece], late: bool) -> Iterator[Piece]:
        """The pieces of a list of links, up to the first that is a paragraph of the report.

        Late on the page short sentences and cut ones are taken for teasers, early only lines without an
        end mark.
        """
        for start, end in pieces:
            ended = ENDED.search(self._text, max(start, end - 4), end)
            if ended and (not late or end - start > TEASER):
                return
            yield start, end

    def _whole(self, scopes: Iterable[Scope], start: int, end: int) -> Rule | None:
        for scope in scopes:
            if end - start <= SHORT and not _any_of(scope).fullmatch(self._text, start, end):
                continue
            for rule, pattern in _compiled(scope):
                if end - start > rule.max_chars:
                    continue
                match = pattern.fullmatch(self._text, start, end)
                if match:
                    self._take(rule, start, end, match)
                    return rule
        return None

    def end(self, pieces: Sequence[Piece]) -> None:
        """Take credits off the end of the last piece."""
        if not pieces:
            return
        start, end = pieces[-1]
        while True:
            for rule, pattern in _compiled("end"):
                match = pattern.search(self._text, max(start, end - rule.max_chars), end)
                if match and match.start() > start:
                    self._take(rule, *match.span(), match)
                    end = match.start()
                    break
            else:
                return

    def _take(self, rule: Rule, start: int, end: int, match: re.Match[str] | None) -> None:
        self._removed.append(Removed(start, end, self._text[start:end], rule.reason))
        for name in match.re.groupindex if match else ():
            if match and match.group(name):
                self._notes.append(Note(NOTES[name.rstrip("_")], match.start(name), match.group(name)))


NOTES: dict[str, NoteKind] = {"date": "date", "by": "by", "source": "source"}
