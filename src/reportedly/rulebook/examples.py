"""The examples that rule files carry, each with what it must give: a rule file is its own test.

In ontology.yaml, triggers.yaml and modality.yaml the words meant stand in [brackets], in figures.yaml and
wars.yaml in {braces}; the examples of cues.yaml say source and content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportedly import knowledge, times
from reportedly.actors import Actors
from reportedly.claims import attribution, counting, cues, events, figures, moods, ontology, rules, wars
from reportedly.clean.sentences import split
from reportedly.config import Language
from reportedly.knowledge import Trail
from reportedly.language import Parser
from reportedly.reading import Page
from reportedly.records import Article, Attribution, Claim, make_id

MARKS = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}")
PUBLISHED = "2024-03-15"  # the examples' day of publication


@dataclass(frozen=True, slots=True)
class Case:
    """An example of a rule file. `judge` says of its page what came instead, or nothing where it holds."""

    file: str
    trail: Trail
    text: str
    wanted: str
    judge: Callable[[Page], str | None]

    @property
    def plain(self) -> str:
        return MARKS.sub(lambda m: m[1] or m[2], self.text)


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that does not give what it must."""

    file: str
    trail: Trail
    text: str
    wanted: str
    found: str


def cases() -> list[Case]:
    """The examples of all rule files, as this process reads them."""
    return [*_ontology(), *_triggers(), *_modality(), *_figures(), *_wars(), *_cues()]


def pages(texts: Sequence[str]) -> list[Page]:
    """Each text as a page of its own, parsed by the real model."""
    articles = [article(text) for text in texts]
    readings = sorted({s.reading for a in articles for s in a.sentences})
    parses = {p.key: p for p in Parser(Language()).parse(readings)}
    return [Page(a, parses, PUBLISHED) for a in articles]


def misses(tried: Sequence[Case], read: Sequence[Page]) -> list[Miss]:
    """The cases that do not hold on their pages."""
    judged = [(case, case.judge(page)) for case, page in zip(tried, read, strict=True)]
    return [Miss(c.file, c.trail, c.text, c.wanted, found) for c, found in judged if found is not None]


def article(text: str, published_at: str = PUBLISHED) -> Article:
    """An English text as an article with nothing to clean; `published_at` is an ISO 8601 date."""
    return Article(
        id=make_id("a", text),
        capture="example",
        input_id="example",
        url=None,
        outlet=None,
        title=None,
        author=None,
        published_at=published_at,
        published_from="meta",
        language="en",
        text=text,
        sentences=split(text, (), (), "en", None),
    )


# -- claims ------------------------------------------------------------------------------------------


def _claims(page: Page) -> Sequence[Claim]:
    return events.find(page, (), (), attribution.find(page, Actors.load()))


def _marked(text: str, page: Page) -> list[Claim]:
    """The claims whose trigger shares a character with the words in brackets."""
    match = MARKS.search(text)
    if match is None:
        return []
    start, end = match.start(), match.end() - 2
    return [c for c in _claims(page) if c.trigger.start < end and start < c.trigger.end]


def _of_kind(text: str, kind: str) -> Callable[[Page], str | None]:
    def judge(page: Page) -> str | None:
        at = _marked(text, page)
        return None if kind in [c.kind for c in at] else _words(at or _claims(page))

    return judge


def _not_of_kind(kind: str) -> Callable[[Page], str | None]:
    def judge(page: Page) -> str | None:
        wrong = [c for c in _claims(page) if c.kind == kind]
        return _words(wrong) if wrong else None

    return judge


def _words(claims: Sequence[Claim]) -> str:
    told = [f"{c.kind} at {c.trigger.quote!r}, {c.polarity}, {c.modality} ({c.rule})" for c in claims]
    return "; ".join(told) or "no claim"


def _ontology() -> Iterator[Case]:
    for n, kind in enumerate(ontology.kinds().values()):
        yield from _both("ontology.yaml", ("kinds", n), kind.code, kind.examples, kind.not_examples)


def _triggers() -> Iterator[Case]:
    file = knowledge.load("reportedly.claims", "triggers.yaml", rules.TriggerFile)
    parts: tuple[tuple[str, Sequence[rules.Noun | rules.Verb]], ...] = (
        ("nouns", file.nouns),
        ("verbs", file.verbs),
    )
    for part, entries in parts:
        for n, entry in enumerate(entries):
            yield from _both("triggers.yaml", (part, n), entry.kind, entry.examples, entry.not_examples)


def _both(
    file: str, trail: Trail, kind: str, examples: Sequence[str], not_examples: Sequence[str]
) -> Iterator[Case]:
    for n, text in enumerate(examples):
        yield Case(file, (*trail, "examples", n), text, f"{kind} at the brackets", _of_kind(text, kind))
    for n, text in enumerate(not_examples):
        yield Case(file, (*trail, "not_examples", n), text, f"no {kind}", _not_of_kind(kind))


# -- modality ----------------------------------------------------------------------------------------


def _modality() -> Iterator[Case]:
    file = moods.moods().file
    for n, rule in enumerate(file.rules):
        wanted = "denied" if rule.polarity == "denied" else rule.effect
        for m, text in enumerate(rule.examples):
            yield Case("modality.yaml", ("rules", n, "examples", m), text, wanted, _judged(text, wanted))
        for m, text in enumerate(rule.not_examples):
            trail: Trail = ("rules", n, "not_examples", m)
            yield Case("modality.yaml", trail, text, f"not {wanted}", _judged(text, wanted, wrong=True))
    for sort, texts in file.examples.items():
        for m, text in enumerate(texts):
            yield Case("modality.yaml", ("examples", sort, m), text, sort, _judged(text, sort))


def _judged(text: str, wanted: str, wrong: bool = False) -> Callable[[Page], str | None]:
    """Whether the first claim at the brackets is denied, or affirmed and of a modality."""

    def judge(page: Page) -> str | None:
        at = _marked(text, page)
        holds = bool(at) and _is(at[0], wanted) != wrong
        return None if holds else _words(at or _claims(page))

    return judge


def _is(claim: Claim, wanted: str) -> bool:
    if wanted == "denied":
        return claim.polarity == "denied"
    return claim.modality == wanted and (wanted != "asserted" or claim.polarity == "affirmed")


# -- figures -----------------------------------------------------------------------------------------


def _figures() -> Iterator[Case]:
    for measure, signs in counting.lexicon().measures.items():
        for n, text in enumerate(signs.examples):
            trail: Trail = ("measures", measure, "examples", n)
            yield Case("figures.yaml", trail, text, f"{measure} at the braces", _measured(text, measure))
        for n, text in enumerate(signs.not_examples):
            trail = ("measures", measure, "not_examples", n)
            yield Case("figures.yaml", trail, text, f"not {measure}", _measured(text, measure, wrong=True))

    for sort, texts in counting.lexicon().deltas.examples.items():
        for n, text in enumerate(texts):
            yield Case("figures.yaml", ("deltas", "examples", sort, n), text, sort, _changing(text, sort))


def _wars() -> Iterator[Case]:
    for sort, texts in wars.wars().examples.items():
        for n, text in enumerate(texts):
            yield Case("wars.yaml", ("examples", sort, n), text, sort, _of_a_war(text, sort))


def _of_a_war(text: str, sort: str) -> Callable[[Page], str | None]:
    """Whether the count at the braces is of a whole war, as `sort` says."""

    def judge(page: Page) -> str | None:
        match = MARKS.search(text)
        number = match[2] if match else ""
        _, found = wars.told_apart(page, (), figures.find(page, times.find(page), ()))
        sorts = [(f, "whole" if f.whole_conflict else "event") for f in found]
        at = [told for f, told in sorts if number and number in f.span.quote]
        said = "; ".join(f"{f.span.quote} {f.measure}: {told}" for f, told in sorts)
        return None if at == [sort] else said or "no figure"

    return judge


def _changing(text: str, sort: str) -> Callable[[Page], str | None]:
    def judge(page: Page) -> str | None:
        match = MARKS.search(text)
        number = match[2] if match else ""
        found = figures.find(page, times.find(page), ())
        at = [f.delta or "total" for f in found if number and number in f.span.quote]
        told = "; ".join(f"{f.span.quote} {f.measure}: {f.delta or 'total'}" for f in found)
        return None if at == [sort] else told or "no figure"

    return judge


def _measured(text: str, measure: str, wrong: bool = False) -> Callable[[Page], str | None]:
    def judge(page: Page) -> str | None:
        match = MARKS.search(text)
        number = match[2] if match else ""
        at = [f for f in figures.find(page, times.find(page), ()) if number and number in f.span.quote]
        measures = [f.measure for f in at]
        if (measure not in measures) if wrong else (measures == [measure]):
            return None
        return "; ".join(f"{f.span.quote} {f.unit}: {f.measure}" for f in at) or "no figure"

    return judge


# -- who says what -----------------------------------------------------------------------------------


def _cues() -> Iterator[Case]:
    words = cues.cues().words
    for n, group in enumerate(words.groups):
        for m, example in enumerate(group.examples):
            yield _said(("groups", n, "examples", m), example)
        for m, text in enumerate(group.not_examples):
            yield Case("cues.yaml", ("groups", n, "not_examples", m), text, "nobody says anything", _unsaid)
    for part in ("nouns", "adjectives", "phrases", "hearsay", "passive", "edges"):
        for m, example in enumerate(getattr(words, part).examples):
            yield _said((part, "examples", m), example)


def _said(trail: Trail, example: cues.Example) -> Case:
    wanted = (example.source, list(example.content))

    def judge(page: Page) -> str | None:
        found = attribution.find(page, _actors())
        return None if wanted in [_source_and_content(a) for a in found] else _sayings(found)

    return Case("cues.yaml", trail, example.text, f"{wanted[0]} says {wanted[1]}", judge)


def _unsaid(page: Page) -> str | None:
    found = attribution.find(page, _actors())
    return _sayings(found) if found else None


def _source_and_content(found: Attribution) -> tuple[str | None, list[str]]:
    return found.source.quote if found.source else None, [span.quote for span in found.content]


def _sayings(found: Sequence[Attribution]) -> str:
    told = [f"{who} says {what} ({a.rule})" for a in found for who, what in [_source_and_content(a)]]
    return "; ".join(told) or "nobody says anything"


def _actors() -> Actors:
    return Actors.load()
