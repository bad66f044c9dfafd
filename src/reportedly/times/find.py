"""Finding time expressions on a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial

from reportedly import knowledge
from reportedly.errors import RuleError
from reportedly.reading import Line, Page, Token
from reportedly.records import TimeMention
from reportedly.times import lexer
from reportedly.times.days import Reading
from reportedly.times.lexer import Lexed
from reportedly.times.matches import Context, Match, Tense
from reportedly.times.readers import READERS

IGNORE = "ignore"  # the words are no time expression, nor any part of them: "a 6-year-old"
BY_OTHERS = frozenset({"focus", "offset"})  # are read from the other dates that are named
OFFSETS = frozenset({"earlier", "later"})  # what they lead to is not gone on from: "a year earlier"
REACH = 6  # words from "two days after" to the date of what it was after
LOOK_BACK = 3  # sentences, and dates in them, that "that day" may look back


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern; see the head of patterns.yaml."""

    name: str
    pattern: str
    read: str
    examples: dict[str, tuple[str, str]] = field(default_factory=dict)
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The schema of patterns.yaml."""

    parts: dict[str, str]
    rules: tuple[Rule, ...]


def grammar() -> Grammar:
    known: Grammar = knowledge.load(lexer.PACKAGE, "patterns.yaml", Grammar)
    return known


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Rule, re.Pattern[str], tuple[frozenset[str], ...]], ...]:
    """Each rule with its pattern and what every match needs (lexer.needed)."""
    found, known = [], grammar()
    for rule in known.rules:
        pattern = rule.pattern
        for _ in known.parts:  # a part may hold another
            for name, part in known.parts.items():
                pattern = pattern.replace(f"<{name}>", part)
        if rule.read != IGNORE and rule.read not in READERS:
            raise RuleError(f"{lexer.PACKAGE}/patterns.yaml: {rule.name}: no way to read {rule.read!r}")
        try:
            found.append((rule, lexer.compile_pattern(pattern), lexer.needed(pattern)))
        except (KeyError, re.error) as error:
            raise RuleError(f"{lexer.PACKAGE}/patterns.yaml: {rule.name}: {error}") from error
    return tuple(found)


@lru_cache(maxsize=1)
def _anchor() -> re.Pattern[str]:
    return lexer.compile_pattern("|".join(lexer.words().anchors))


def find(page: Page) -> tuple[TimeMention, ...]:
    """The time expressions of a page in order; they never overlap.

    `earliest` and `latest` are None where the wording or a missing day of publication leaves them open.
    """
    day = publication(page)
    found: list[TimeMention] = []
    dated: list[tuple[int, Reading]] = []  # line, and what was named there
    for line in page.lines:
        lexed = lexer.lex(line.text)
        named = tuple(r for index, r in reversed(dated) if line.index - index <= LOOK_BACK)
        for first, last, reading in readings(line, lexed, day, named):
            span = line.span(lexed.atoms[first].start, lexed.atoms[last - 1].end)
            found.append(TimeMention(span, _iso(reading.earliest), _iso(reading.latest), reading.kind))
            leads = lexed.atoms[last - 1].classes.isdisjoint(OFFSETS)
            if leads and reading.earliest and reading.kind == "date":
                dated = [*dated[-LOOK_BACK:], (line.index, reading)]
    return tuple(sorted(found, key=lambda m: (m.span.start, m.span.end)))


def publication(page: Page) -> date | None:
    """The day of publication; None where it is not known or no day of our time."""
    try:
        day = date.fromisoformat(page.published_on or "")
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def candidates(lexed: Lexed) -> list[tuple[int, int, Rule]]:
    """(First atom, atom after the last, rule) of every match: the longest first, then in order of rules."""
    if not _anchor().search(lexed.classes):
        return []
    present = frozenset(lexed.classes)
    matches = [
        (first - last, order, first, last, rule)
        for order, (rule, pattern, needs) in enumerate(_compiled())
        if all(map(present.intersection, needs))
        for first, last in (m.span() for m in pattern.finditer(lexed.classes))
        if first < last
    ]
    return [(first, last, rule) for _, _, first, last, rule in sorted(matches, key=lambda m: m[:3])]


def readings(
    line: Line, lexed: Lexed, day: date | None, named: tuple[Reading, ...]
) -> list[tuple[int, int, Reading]]:
    """Non-overlapping (first atom, atom after the last, what it names), in order."""
    taken = [False] * len(lexed.atoms)
    found: list[tuple[int, int, Reading, Rule]] = []
    later: list[tuple[int, int, Rule]] = []
    for first, last, rule in candidates(lexed):
        if any(taken[first:last]):
            continue
        if rule.read == IGNORE:
            taken[first:last] = [True] * (last - first)
            continue
        if rule.read == "year" and not is_year(line, lexed, first, last):
            continue
        if rule.read in BY_OTHERS:
            later.append((first, last, rule))
        else:
            context = Context(day, partial(tense, line, lexed.atoms[last - 1].start))
            reading = READERS[rule.read](Match(lexed.atoms[first:last]), context)
            if reading is None:
                continue
            found.append((first, last, reading, rule))
        taken[first:last] = [True] * (last - first)
    for first, last, rule in sorted(later, key=lambda f: f[0]):
        ordered = sorted(found, key=lambda f: f[0])
        dates = [(a, r) for a, _, r, by in ordered if r.earliest and by.read != "offset"]
        if rule.read == "offset" and _has_object(lexed, last):
            seen = tuple(r for a, r in dates if _is_of(lexed, last, a))
        else:
            seen = (*(r for a, r in reversed(dates) if a < first), *named)
        context = Context(day, lambda: "past", seen)
        reading = READERS[rule.read](Match(lexed.atoms[first:last]), context)
        if reading is not None:
            found.append((first, last, reading, rule))
    found.sort(key=lambda f: f[0])
    days = {r.earliest: r for _, _, r, _ in found if r.earliest and r.earliest == r.latest}
    only = next(iter(days.values())) if len(days) == 1 else None
    return [(a, b, only if only and rule.read == "time" else r) for a, b, r, rule in found]


def _has_object(lexed: Lexed, after: int) -> bool:
    """Whether "two days after" goes on with what it was after; "later" never does."""
    said = after < len(lexed.atoms) and lexed.atoms[after].lower.isalnum()
    return said and lexed.atoms[after - 1].classes & {"before", "after"} != frozenset()


def _is_of(lexed: Lexed, after: int, first: int) -> bool:
    """Whether a date is that of what follows "two days after": "the quake of 20 February"."""
    between = lexed.atoms[after:first]
    return after <= first <= after + REACH and all(a.lower.isalnum() for a in between)


def token_at(line: Line, offset: int) -> Token | None:
    """The token that holds an offset of the reading."""
    at = bisect_right(line.parse.start, offset) - 1
    return line.tokens[at] if 0 <= at < len(line.tokens) and offset < line.tokens[at].end else None


def is_year(line: Line, lexed: Lexed, first: int, last: int) -> bool:
    """Whether four digits are a year and not a count: "in 2011", but not "some 2000 houses"."""
    if last - first > 1:
        return True
    if first and lexed.atoms[first - 1].lower in lexer.words().not_before_year:
        return False
    token = token_at(line, lexed.atoms[first].start)
    if token is None or not token.text[:4].isdigit():
        return False
    after = line.tokens[token.i + 1] if token.i + 1 < len(line.tokens) else None
    if after is None:
        return True
    return after.tag not in {"NNS", "NNPS"} and after.lower not in {"people", "%", "per", "percent"}


def tense(line: Line, offset: int) -> Tense:
    """Whether the verb over a token speaks of what is to come."""
    known, token = lexer.words(), token_at(line, offset)
    if token is None:
        return "past"
    for above in line.ancestors(token):
        if above.pos not in {"VERB", "AUX"}:
            continue
        helpers = {c.lower for c in line.children[above.i] if c.dep in {"aux", "auxpass"}}
        if helpers & set(known.future_auxiliaries):
            return "future"
        over = line.head(above)
        if above.tag == "VB" and "to" in helpers and above.dep == "xcomp":
            # "plan to leave on Friday", but not "were forced to flee on Friday"
            return "future" if over.lemma in known.future_verbs or over.tag in {"VBP", "VBZ"} else "past"
        if above.tag == "VBN" and above.lemma in known.future_verbs and above.dep != "acl":
            return "future"
        if above.tag in {"VBG", "VB"} and not helpers - {"to"}:
            continue  # no tense of its own: ask the verb above
        if above.tag in {"VBP", "VBZ"} and not helpers and token.head != above.i:
            before = line.head(token)
            return "future" if before.lower in known.future_before else "past"
        return "past"
    return "past"
