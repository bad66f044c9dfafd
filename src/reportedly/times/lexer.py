"""The words of a reading by their classes of time, as a string with one character a word.

Patterns (patterns.yaml) are regular expressions over such strings: "month day comma? year" is compiled to
four character sets. This keeps the grammar readable as data, and matching fast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from reportedly import knowledge
from reportedly.claims import quantities

PACKAGE = "reportedly.times"
# Classes by form. Order is that of the groups in ATOM.
FORMS = ("iso", "slash", "clock", "decade", "nth", "number", "meridiem")
ATOM = re.compile(
    r"(?P<iso>\b\d{4}-\d{1,2}-\d{1,2}\b)"
    r"|(?P<slash>\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)"
    r"|(?P<clock>\b\d{1,2}:\d{2}\b)"
    r"|(?P<decade>'\d0s\b|\b\d{3}0s\b)"
    r"|(?P<nth>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<meridiem>\b[ap]\.?m\b\.?)"
    r"|(?P<word>[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)?)"
    r"|(?P<mark>'s\b|[^\s\w])",
    re.IGNORECASE,
)
OTHER = "~"  # a word of no class
FIRST = 0x100


@dataclass(frozen=True, slots=True)
class Words:
    """The schema of vocabulary.yaml."""

    words: dict[str, dict[str, int]]
    anchors: tuple[str, ...]
    capital: tuple[str, ...]
    not_before_year: tuple[str, ...]
    future_verbs: tuple[str, ...]
    future_auxiliaries: tuple[str, ...]
    future_before: tuple[str, ...]


class Atom(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    lower: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexed:
    """A reading's atoms, and the string of their class characters."""

    atoms: tuple[Atom, ...]
    classes: str


def words() -> Words:
    known: Words = knowledge.load(PACKAGE, "vocabulary.yaml", Words)
    return known


@lru_cache(maxsize=1)
def _lookup() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, entries in words().words.items():
        for word in entries:
            found.setdefault(word, set()).add(name)
    for word in [*quantities.wording().cardinals, *quantities.wording().multiples]:
        found.setdefault(word, set()).add("spelled")
    return {word: frozenset(names) for word, names in found.items()}


NUMBERS = {
    "day": frozenset({"day", "num"}),  # 1 to 31
    "year": frozenset({"year", "num"}),
    "num": frozenset({"num"}),
}


@lru_cache(maxsize=1)
def _alphabet() -> dict[frozenset[str], str]:
    """One character for every set of classes that a word can have."""
    sets = {*_lookup().values(), *NUMBERS.values(), *(frozenset({f}) for f in FORMS)}
    sets |= {names - {"month", "weekday"} for names in sets}
    ordered = sorted((names for names in sets if names), key=sorted)
    return {names: chr(FIRST + n) for n, names in enumerate(ordered)}


@lru_cache(maxsize=1)
def _capital() -> frozenset[str]:
    return frozenset(words().capital)


def _classes(kind: str, text: str, lower: str) -> frozenset[str]:
    if kind in {"word", "mark"}:
        names = _lookup().get(lower, frozenset())
        if lower in _capital() and text.islower():
            return names - {"month", "weekday"}
        return names
    if kind != "number":
        return frozenset({kind})
    if text.isdigit():
        if len(text) <= 2 and 1 <= int(text) <= 31:
            return NUMBERS["day"]
        if len(text) == 4 and 1800 <= int(text) <= 2100:
            return NUMBERS["year"]
    return NUMBERS["num"]


def lex(text: str) -> Lexed:
    """The atoms of a reading."""
    atoms, chars, alphabet = [], [], _alphabet()
    for match in ATOM.finditer(text):
        raw = match.group()
        lower = raw.lower()
        names = _classes(match.lastgroup or "", raw, lower)
        atoms.append(Atom(match.start(), match.end(), lower, names))
        chars.append(alphabet[names] if names else OTHER)
    return Lexed(tuple(atoms), "".join(chars))


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of class names as a regular expression over class strings.

    Raises KeyError for a class that no word has.
    """
    members = _members()
    return re.compile(re.sub(r"[a-z_]+", lambda m: f"[{members[m.group()]}]", pattern).replace(" ", ""))


def needed(pattern: str) -> tuple[frozenset[str], ...]:
    """The characters of each class that no match of a pattern goes without, as far as its spelling shows:
    those outside of groups and alternatives, not marked as optional."""
    plain, inner = "", pattern
    while plain != inner:
        plain, inner = inner, re.sub(r"\([^()]*\)", "#", inner)
    names = [] if "|" in plain else re.findall(r"\b[a-z_]+\b(?! *[?*{])", plain)
    return tuple(frozenset(_members()[name]) for name in dict.fromkeys(names))


@lru_cache(maxsize=1)
def _members() -> dict[str, str]:
    """For each class, the characters of the words that have it."""
    members: dict[str, str] = {}
    for names, char in _alphabet().items():
        for name in names:
            members[name] = members.get(name, "") + char
    return members


def word_value(name: str, word: str) -> int:
    """What the vocabulary says of a word in a class."""
    return words().words[name][word]
