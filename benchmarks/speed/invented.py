"""Corpora of any size about an invented crisis, of which it is known who copied whom.

The text is ours: sentences of a small grammar (invented.yaml) with invented places and people, words drawn
as in real text, a few often and most rarely (Zipf). Each sentence comes with the keys that the product
would compare it by, so that a hundred thousand articles need no parsing. Seeded: the articles of a smaller
corpus are the first ones of a larger.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count, islice
from typing import Literal

from reportedly.copies.wording import lexicon, name_key
from reportedly.knowledge import load

Kind = Literal["own", "near", "excerpt", "rewrite"]
KINDS: tuple[Kind, ...] = ("own", "near", "excerpt", "rewrite")
SHARES = (40, 30, 15, 15)  # percent of the articles of a story after its first
BLOCK = 40  # stories that are reported on at the same time
LONGEST_STORY = 60  # articles
GROWTH = 7 / 8  # chance of another article: stories have eight on average
TOWNS, VILLAGES, PEOPLE, OFFICES, OUTLETS, THINGS = 300, 6000, 20000, 800, 60, 15000  # invented words
CAST = {"town": 2, "village": 5, "person": 12, "office": 4, "noun": 10, "thing": 12}  # of a story
TOKEN = re.compile(r"\{(\w+)\}|[^\W\d_]+")
WHY = re.compile(r"(?<=[^aeiou])ys\b")  # plurals that take more than an s
HISSING = re.compile(r"(ch|sh|ss|us|x)s\b")
ONSETS = ("b", "br", "d", "dr", "f", "g", "gl", "h", "j", "k", "kr", "l", "m", "n", "p", "pl", "r", "s")
NUCLEI = ("a", "e", "i", "o", "u", "au", "ei", "ia")
CODAS = ("l", "m", "n", "r", "s", "t", "v", "x", "nd", "rk", "st", "lm")


@dataclass(frozen=True)
class Grammar:
    """invented.yaml. Words are given as "word/synonym"."""

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    adjectives: tuple[str, ...]
    templates: tuple[tuple[str, str], ...]
    formulas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as its template and what fills it."""

    template: str
    fills: dict[str, str]

    @property
    def text(self) -> str:
        words = self.template.format(**self.fills)
        return HISSING.sub(r"\1es", WHY.sub("ies", words))

    @property
    def keys(self) -> tuple[str, ...]:
        """As records.Gist has them: content words, "=" names, "#" numbers; days are left out."""
        found: list[str] = []
        for slot, word in _pattern(self.template):
            if slot in ("place", "place2", "person", "office", "outlet"):
                found += [name_key(part) for part in self.fills[slot].split()]
            elif slot == "number":
                found.append(f"#{self.fills[slot]}")
            elif slot != "day":
                found.append(self.fills[slot] if slot else word)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Report:
    """One article. `of` is the id of the one it was made from; `day` counts from the first of the crisis."""

    id: str
    story: int
    day: int
    outlet: str
    kind: Kind
    of: str | None
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return "\n".join(s.text for s in self.sentences)

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        return tuple(s.keys for s in self.sentences)


def corpus(size: int, seed: int = 1) -> Iterator[Report]:
    """The first `size` reports of a crisis without end, in the order in which they are published."""
    return islice(_reports(seed), size)


def _reports(seed: int) -> Iterator[Report]:
    for block in count():
        stories = range(block * BLOCK, (block + 1) * BLOCK)
        together = [report for n in stories for report in story(n, seed)]
        yield from sorted(together, key=lambda r: (r.day, r.id))


def story(number: int, seed: int = 1) -> list[Report]:
    """The reports of one story of the corpus with this seed, in the order in which they are published."""
    return _story(number, random.Random(f"{seed}:{number}"))


@cache
def _grammar() -> Grammar:
    found: Grammar = load("benchmarks.speed", "invented.yaml", Grammar)
    return found


@cache
def _pattern(template: str) -> tuple[tuple[str, str], ...]:
    """The slots of a template and the content words between, in order: (slot, "") or ("", word)."""
    found = ((m.group(1) or "", m.group().lower()) for m in TOKEN.finditer(template))
    function = lexicon().function | {"s"}
    return tuple((slot, "" if slot else word) for slot, word in found if slot or word not in function)


@cache
def _names(kind: str, number: int) -> tuple[str, ...]:
    source, made = random.Random(kind), dict[str, None]()
    while len(made) < number:
        syllables = [source.choice(ONSETS) + source.choice(NUCLEI) for _ in range(source.randint(2, 3))]
        made["".join([*syllables, source.choice(CODAS)]).title()] = None
    return tuple(made)


@cache
def _zipf(size: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 5) for rank in range(size)))


def _often(source: random.Random, words: Sequence[str]) -> str:
    return source.choices(words, cum_weights=_zipf(len(words)))[0]


def _either(source: random.Random, line: str) -> str:
    return source.choice(line.split("/"))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes about one event: what happened where, and who speaks of it. Every story has its own cast of
    names and things; only some towns are in the news more often than others."""

    source: random.Random
    cast: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, source: random.Random) -> _Writer:
        grammar = _grammar()
        towns = [_often(source, _names("towns", TOWNS)) for _ in range(CAST["town"])]
        people = source.sample(_names("people", PEOPLE), CAST["person"])
        cast = {
            "place": (*source.sample(_names("villages", VILLAGES), CAST["village"]), *towns),
            "person": tuple(people),
            "office": tuple(source.sample(_names("offices", OFFICES), CAST["office"])),
            "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        }
        nouns = [_either(source, line) for line in source.sample(grammar.nouns, CAST["noun"])]
        things = [name.lower() for name in source.sample(_names("things", THINGS), CAST["thing"])]
        cast["noun"] = cast["noun2"] = tuple(source.sample([*nouns, *things], len(nouns) + len(things)))
        return cls(source, {**cast, "place2": cast["place"]})

    def sentence(self) -> Sentence:
        template = self.source.choice(_grammar().templates)[0]
        slots = sorted({slot for slot, _ in _pattern(template) if slot})
        return Sentence(template, {slot: self._fill(slot) for slot in slots})

    def _fill(self, slot: str) -> str:
        if slot == "number":
            return str(
                self.source.randint(2, 20) if self.source.random() < 0.5 else self.source.randint(21, 900)
            )
        if slot == "verb":
            return _either(self.source, self.source.choice(_grammar().verbs))
        if slot == "adjective":
            return _either(self.source, self.source.choice(_grammar().adjectives))
        return _often(self.source, self.cast[slot])

    def rewrite(self, sentence: Sentence) -> Sentence:
        """Its clauses turned round, and every second word replaced by one that means the same."""
        fills = {
            slot: _synonyms()[word] if word in _synonyms() and self.source.random() < 0.5 else word
            for slot, word in sentence.fills.items()
        }
        return Sentence(dict(_grammar().templates).get(sentence.template, sentence.template), fills)


@cache
def _synonyms() -> dict[str, str]:
    grammar = _grammar()
    words = (*grammar.nouns, *grammar.verbs, *grammar.adjectives)
    pairs = [(first, second) for first, _, second in (word.partition("/") for word in words)]
    return {**dict(pairs), **{second: first for first, second in pairs}}


def _story(number: int, source: random.Random) -> list[Report]:
    writer, day = _Writer.of(source), number // BLOCK
    made: list[Report] = []
    while not made or (len(made) < LONGEST_STORY and source.random() < GROWTH):
        kind = source.choices(KINDS, SHARES)[0] if made else "own"
        of = source.choice([r for r in made if r.kind in ("own", "near")]) if kind != "own" else None
        outlet = _names("outlets", OUTLETS)[source.randrange(OUTLETS)]
        body = _body(writer, kind, [s for s in of.sentences if "outlet" not in s.fills] if of else [])
        if source.random() < 0.3:
            formulas = _grammar().formulas
            body.append(Sentence(formulas[sum(map(ord, outlet)) % len(formulas)], {"outlet": outlet}))
        name = f"r{number:06}-{len(made):02}"
        made.append(
            Report(name, number, day + len(made) // 8, outlet, kind, of.id if of else None, tuple(body))
        )
    return made


def _body(writer: _Writer, kind: Kind, taken: list[Sentence]) -> list[Sentence]:
    """The sentences of a new report, made from those of another if it is not its own work."""
    source = writer.source

    def own(least: int, most: int) -> list[Sentence]:
        return [writer.sentence() for _ in range(source.randint(least, most))]

    if kind == "near":  # headline, lead or tail changed
        return [*own(1, 2), *taken[source.randint(1, 2) : len(taken) - source.randint(0, 2)], *own(0, 1)]
    if kind == "excerpt":  # some sentences, in another order
        some = source.sample(taken, min(len(taken), source.randint(2, 5)))
        before = own(3, 8)
        return [*before, *some, *own(3, 8)]
    if kind == "rewrite":
        return [writer.rewrite(s) for s in taken]
    return own(10, 26)
