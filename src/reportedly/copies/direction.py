"""Which of two articles is the copy: each sign is a vote of a known weight, and is told in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from reportedly.copies.wording import Word, Wording
from reportedly.knowledge import load
from reportedly.outlets import Outlets, canonical, credited, plain, same_house
from reportedly.records import Article, Direction

FILED_BY = re.compile(r"\(([^()]{2,60})\)")  # who filed it, in a dateline: "BERGEN (Nordic Wire) -"
LATER_HOURS = 0.5  # pages stamped closer together than this do not tell which was first


@dataclass(frozen=True)
class Damage:
    name: str
    pattern: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@dataclass(frozen=True)
class Signs:
    """direction.yaml."""

    certain: float
    likely: float
    weights: dict[str, float]
    damage: tuple[Damage, ...]
    pronouns: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def signs() -> Signs:
    found: Signs = load("reportedly.copies", "direction.yaml", Signs)
    return found


@lru_cache(maxsize=1)
def _damages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((d.name, re.compile(d.pattern)) for d in signs().damage)


def credited_agencies(article: Article) -> tuple[str, ...]:
    """The agencies that an article credits (credit line, dateline, byline) or is, by their listed names."""
    known = Outlets.load()
    names = (*article.credits, *credited(article.author or ""), article.outlet)
    found = (known.find(name) for name in names if name)
    return tuple(dict.fromkeys(o.name for o in found if o is not None and o.is_agency))


def agency_of(article: Article) -> str | None:
    """The agency whose copy an article is: it credits nothing but that agency and its own outlet.

    An outlet that credits itself beside the agency has put in work of its own.
    """
    agencies, own = credited_agencies(article), canonical(article.outlet)
    staff = own in article.credits and own not in agencies
    others = [c for c in article.credits if c not in agencies and c != own]
    return agencies[0] if len(agencies) == 1 and not others and not staff else None


def from_a_third(a: Article, b: Article) -> bool:
    """Whether both print the copy of one agency and neither is a page of the agency's own, from which the
    other could have it."""
    agencies = set(credited_agencies(a)) & set(credited_agencies(b))
    return bool(agencies) and not agencies & {canonical(a.outlet), canonical(b.outlet)}


def is_update(article: Article, of: Article) -> bool:
    """Whether an article that has text of another is a later version of it: by the same house, or both are
    one agency's copy and nothing else. A text that went through a rewriting program is no version."""
    agency = agency_of(article)
    one = same_house(article.outlet, of.outlet) or (agency is not None and agency == agency_of(of))
    return one and not damage(article.text) and later_of(article, of) == 0


def later_of(a: Article, b: Article) -> int | None:
    """Which of two articles (0 or 1) was published later, as far as their pages tell."""
    return next((vote.copy for vote in _later(a, b)), None)


@dataclass(frozen=True, slots=True)
class Side:
    """One article of a pair, its linked sentences, and the share of its sentences that is linked (0-1)."""

    article: Article
    sentences: tuple[Wording, ...]
    coverage: float


@dataclass(frozen=True, slots=True)
class Vote:
    """A sign that `copy` (0 the first article, 1 the second) was made from the other."""

    copy: int
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The copy (0 or 1, None if nothing tells), how sure, and why."""

    copy: int | None
    direction: Direction
    evidence: tuple[str, ...]


Thirds = Callable[[Wording, Wording], Sequence[Wording]]


def judge(a: Side, b: Side, thirds: Thirds) -> Verdict:
    """Weigh all signs. `thirds` gives the sentences of further articles linked to either of a pair."""
    votes = [*_votes(a, b, thirds)]
    balance = sum(v.weight if v.copy == 0 else -v.weight for v in votes)
    known = signs()
    if abs(balance) < known.likely:
        return Verdict(None, "unknown", tuple(v.words for v in votes))
    copy = 0 if balance > 0 else 1
    direction: Direction = "certain" if abs(balance) >= known.certain else "likely"
    evidence = [v.words for v in votes if v.copy == copy]
    evidence += [f"against it: {v.words}" for v in votes if v.copy != copy]
    return Verdict(copy, direction, tuple(evidence))


def _votes(a: Side, b: Side, thirds: Thirds) -> Iterator[Vote]:
    weights = signs().weights
    sides = (a, b)
    for n, side in enumerate(sides):
        source = _named(sides[1 - n].article)
        if source and source != _named(side.article) and (where := _credit(side.article, source)):
            yield Vote(n, weights["credit"], f"{where} credits {source}")
            if sides[1 - n].coverage == 1 and 0.6 < side.coverage < 1:
                yield Vote(n, weights["addition"], "it holds all of the other, and sentences of its own")
    if not from_a_third(a.article, b.article):
        yield from _later(a.article, b.article)
    harm = damage(a.article.text), damage(b.article.text)
    if bool(harm[0]) != bool(harm[1]):
        hurt = 0 if harm[0] else 1
        yield Vote(hurt, weights["damage"], f"{' and '.join(harm[hurt])} in its text, none in the other")
    yield from _wordings(a, b, thirds)
    for n, side in enumerate(sides):
        if side.coverage >= 0.8 and sides[1 - n].coverage <= 0.6:
            yield Vote(n, weights["part"], "nearly all of it stands in the other, which has more")


def _named(article: Article) -> str | None:
    """What others credit when they take from an article."""
    return agency_of(article) or article.outlet


def _credit(article: Article, outlet: str) -> str | None:
    """Where an article credits an outlet, in words; also one that the list of outlets does not know."""
    if outlet in article.credits:
        return "it"
    if article.author and plain(article.author) == plain(outlet):
        return "its byline"
    initials = "".join(word[0] for word in outlet.split() if word[:1].isupper())
    for sentence in article.sentences:
        if sentence.role == "dateline" and (filed := FILED_BY.search(sentence.reading)):
            words = plain(filed.group(1))
            if words == plain(outlet) or (len(initials) > 2 and words == initials.lower()):
                return "its dateline"
    return None


def _later(a: Article, b: Article) -> Iterator[Vote]:
    """The one published on a later day, or later on one day, is more likely the copy."""
    weights = signs().weights
    at, days = (_instant(a), _instant(b)), (published_on(a), published_on(b))
    if at[0] and at[1]:
        late = 0 if at[0] > at[1] else 1
        hours = abs((at[0] - at[1]).total_seconds()) / 3600
        stamps = [(a.published_at or "").replace("T", " "), (b.published_at or "").replace("T", " ")]
        if hours >= LATER_HOURS:
            weight = weights["dates" if hours >= 24 else "hours"]
            yield Vote(late, weight, f"published {stamps[late]}, the other {stamps[1 - late]}")
    elif days[0] and days[1] and days[0] != days[1]:
        late = 0 if days[0] > days[1] else 1
        yield Vote(late, weights["dates"], f"published {days[late]}, the other {days[1 - late]}")


def _instant(article: Article) -> datetime | None:
    """The instant of publication, where the page gives one with its zone."""
    if published_on(article) is None or "T" not in (article.published_at or ""):
        return None
    try:
        found = datetime.fromisoformat(article.published_at or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def published_on(article: Article) -> str | None:
    """The day of publication, unless it was itself inferred from copies."""
    if not article.published_at or article.published_from == "inferred":
        return None
    try:
        return date.fromisoformat(article.published_at[:10]).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=512)
def damage(text: str) -> tuple[str, ...]:
    """The kinds of damage in an article's text as given, by name."""
    return tuple(name for name, pattern in _damages() if pattern.search(text))


def _wordings(a: Side, b: Side, thirds: Thirds) -> Iterator[Vote]:
    """What the words of linked sentences tell: pronouns, quotations and third articles."""
    weights = signs().weights
    lost: list[set[str]] = [set(), set()]
    quotes, nearer = [0, 0], [0, 0]
    for left, right in zip(a.sentences, b.sentences, strict=True):
        for n, shift in _pronouns(left, right):
            lost[n].add(shift)
        for third in thirds(left, right):
            _compare(left, right, third, quotes, nearer)
    for n in (0, 1):
        if lost[n] and not lost[1 - n]:
            shifts = ", ".join(sorted(lost[n]))
            yield Vote(n, weights["pronouns"], f"pronouns lost their gender: {shifts}")
        if quotes[n] and not quotes[1 - n]:
            yield Vote(n, weights["quotes"], "a third article has the other's quotation, not its own")
        if nearer[1 - n] >= 3 and nearer[1 - n] > 2 * nearer[n]:
            yield Vote(n, weights["wording"], "third articles share the other's wording rather than its own")


def _pronouns(left: Wording, right: Wording) -> Iterator[tuple[int, str]]:
    """Pronouns of one sentence in place of the other's, as (side that lost the gender, words)."""
    masculine = signs().pronouns
    for n, (side, other) in enumerate(((left, right), (right, left))):
        here = _free(side, other)
        there = _free(other, side)
        for word in sorted(masculine):
            for was in masculine[word]:
                if word in here and was in there:
                    yield n, f'"{word}" for "{was}"'


def _free(wording: Wording, other: Wording) -> set[str]:
    """Function words the other does not have."""
    return {w.text for w in wording.words if w.kind == "function"} - {w.text for w in other.words}


def _compare(left: Wording, right: Wording, third: Wording, quotes: list[int], nearer: list[int]) -> None:
    """Count where a third sentence has the words of one side that the other lacks."""
    own = _content(left.words), _content(right.words)
    common = _content(third.words)
    nearer[0] += len((own[0] - own[1]) & common)
    nearer[1] += len((own[1] - own[0]) & common)
    said = tuple(" ".join(q) for q in (_quoted(left), _quoted(right), _quoted(third)))
    if said[0] and said[1] and said[2] and said[0] != said[1]:
        fits = tuple(_fits(s, said[2]) for s in said[:2])
        if fits[0] != fits[1]:
            quotes[0 if fits[1] else 1] += 1


def _fits(quote: str, third: str) -> bool:
    """Whether one quotation stands within the other, but for its last word (a plural lost, a cut)."""
    short, long = sorted((quote, third), key=len)
    trimmed = short.rsplit(" ", 1)[0]
    return trimmed.count(" ") >= 3 and trimmed in long


def _content(words: Sequence[Word]) -> set[str]:
    return {w.key for w in words if w.kind in ("content", "name", "number")}


def _quoted(wording: Wording) -> list[str]:
    return [
        w.text
        for w in wording.words
        if w.kind != "mark" and any(s <= w.start and w.end <= e for s, e in wording.quotes)
    ]
