"""Names that are one: the spellings of a person, the short and long forms of an organisation.

Conservative: two names join only when one can stand for no other name given. "Brant" joins "Jon Brant"
unless "Ann Brant" is there too. The result depends neither on the order of the names nor on chance, and
unifying what was unified changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

ARABIC_ARTICLE = re.compile(r"\b(?:al|el|as|ash|ad|an|ar|at|az)[- ](?=\w)")
SERVANT = re.compile(r"\babd(?:[aeu]l?)?[lr]?(?:[- ]+(?:al|el|ul|er|ur|ar)?[- ]*)?(?=\w{4,})")
NOT_WORD = re.compile(r"[^\w]+|_")
DOUBLED = re.compile(r"(.)\1+")
VOWELS = re.compile(r"[aeiouy]+")
SAME_LETTERS = (
    ("ph", "f"),
    ("kh", "h"),
    ("gh", "g"),
    ("ou", "u"),
    ("ee", "i"),
    ("q", "k"),
    ("ck", "k"),
    ("dj", "j"),
)
JOINERS = {"and", "or", "of", "for", "the", "in", "on", "from", "by", "to"}
MOST_BEARERS = 60  # of one surname; among more no short form is clear, and comparing all is slow
MIN_SKELETON = 2  # consonants that a spelling must share


def words_of(name: str) -> tuple[str, ...]:
    """A person's name as folded words: accents, articles and the forms of "Abd al-" made one."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = plain.replace("'s ", " ").removesuffix("'s").replace("'", "")
    plain = SERVANT.sub("abd ", plain)
    plain = ARABIC_ARTICLE.sub("", plain)
    return tuple(NOT_WORD.sub(" ", plain).split())


def skeleton(word: str) -> str:
    """A word's consonants, letters that transliterations swap made one: "Mohammed", "Muhamad" -> "mhmd"."""
    for old, new in SAME_LETTERS:
        word = word.replace(old, new)
    first = "a" if word[:1] in "aeiouy" else ""
    return first + VOWELS.sub("", DOUBLED.sub(r"\1", VOWELS.sub("", word)))


def person_like(name: str) -> bool:
    """Whether a name could be a person's: one to five words, each with a capital, no joining word."""
    words = name.split()
    if not 1 <= len(words) <= 5 or any(w.casefold() in JOINERS for w in words):
        return False
    named = [w for w in words if w[:1].isupper()]
    return (bool(named) and words[-1][:1].isupper()) or all("-" in w or w[:1].isupper() for w in words)


def alike(short: str, full: str) -> bool:
    """Whether a word of a name is another spelling of a word, or its initial."""
    return short == full or (len(short) == 1 and short == full[0]) or _spelled(short, full)


def _spelled(a: str, b: str) -> bool:
    x, y = skeleton(a), skeleton(b)
    return x == y and len(x) >= MIN_SKELETON and abs(len(a) - len(b)) <= 3 and len(min(a, b, key=len)) >= 4


def stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name could be a shorter or other form of another, never longer than it."""
    if not short or len(short) > len(full):
        return False
    if len(short) == 1:
        return len(full) > 1 and len(short[0]) > 2 and short[0] == full[-1]
    if len(short) == len(full):
        return all(alike(a, b) for a, b in zip(short, full, strict=True)) and (
            short[-1] == full[-1] or _spelled(short[-1], full[-1])
        )
    if not (short[-1] == full[-1] or _spelled(short[-1], full[-1])):
        return False
    rest = iter(full[:-1])  # the other words stand in the full name in this order
    return all(any(alike(word, other) for other in rest) for word in short[:-1])


def unify(names: Iterable[str], known: Callable[[str], str | None]) -> dict[str, str]:
    """The one name for each name given. `known` gives an organisation's canonical name, or None.

    Of a person's names the one with most words stands for all, then the most frequent, the longest, the
    first by alphabet.
    """
    counts = Counter(names)
    found: dict[str, str] = {}
    people: dict[str, tuple[str, ...]] = {}
    for name in sorted(counts):
        canonical = known(name)
        if canonical is not None:
            found[name] = canonical
        elif person_like(name) and (words := words_of(name)):
            people[name] = words
        else:
            found[name] = name
    for group in _groups(people):
        best = min(group, key=lambda n: (-len(people[n]), -_spelt_out(people[n]), -counts[n], -len(n), n))
        found.update(dict.fromkeys(group, best))
    chosen = set(found.values())
    if len(chosen) == len(counts):
        return found
    further = unify(chosen, known)  # what was ambiguous may be clear among fewer names
    return {name: further[best] for name, best in found.items()}


def _spelt_out(words: tuple[str, ...]) -> int:
    return sum(len(w) > 1 for w in words)


def _groups(people: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Names that are one. Only names whose last words sound alike can be."""
    by_last: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for name in sorted(people):
        words = people[name]
        by_last.setdefault(skeleton(words[-1]), {}).setdefault(words, []).append(name)
    return [group for last in sorted(by_last) for group in _joined(by_last[last])]


def _joined(by_words: dict[tuple[str, ...], list[str]]) -> list[list[str]]:
    """Names joined while any group can stand for exactly one other. Each round depends on sets alone."""
    groups = [(words, by_words[words]) for words in sorted(by_words)]
    forms: list[list[tuple[str, ...]]] = [[words] for words, _ in groups]
    members = [list(row) for _, row in groups]
    if len(groups) > MOST_BEARERS:
        return members
    while (pair := _next(forms)) is not None:
        into, out = pair
        forms[into] = sorted(forms[into] + forms[out], key=lambda w: (-len(w), w))
        members[into] += members[out]
        del forms[out], members[out]
    return members


def _next(forms: list[list[tuple[str, ...]]]) -> tuple[int, int] | None:
    """The first group, longest names first, whose every full form stands for one other group and no more."""
    order = sorted(range(len(forms)), key=lambda n: (-len(forms[n][0]), forms[n][0]))
    for out in order:
        hosts = [n for n in order if n != out and _hosts(forms[n], forms[out])]
        if len(hosts) == 1:
            return hosts[0], out
        if len(hosts) > 1 and len(forms[out][0]) > 1:
            close = [n for n in hosts if len(forms[n][0]) == len(forms[out][0])]
            if len(close) == len(hosts) and all(
                _hosts(forms[a], forms[b]) for a in hosts for b in hosts if a != b
            ):
                return hosts[0], out
    return None


def _hosts(full: list[tuple[str, ...]], short: list[tuple[str, ...]]) -> bool:
    longest = max(len(w) for w in short)
    return all(any(stands_for(s, f) for f in full) for s in short if len(s) == longest)
