"""Which place a claim of territory is about: the place taken, entered or left, not one that is only near.

"Captured Brenna", "captured the town of Brenna": Brenna. "Captured a town south of Brenna", "captured
the town": the town that the article tells of most, if it names one; else, of "the town" alone, the place
that the article's last claim of territory named. "Captured villages in Brenna province": none, for which
villages is not told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from reportedly.reconcile.matters import matters
from reportedly.reconcile.whereabouts import Atlas
from reportedly.records import Article, Claim, Id, Place, PlaceMention, Span

CLEAR = 1.5  # times as often as the next
REACH = 60  # characters after a trigger in which "the town" can stand


class Takings:
    """The places of a story's claims of territory."""

    def __init__(
        self,
        articles: Iterable[Article],
        places: Iterable[PlaceMention],
        claims: Iterable[Claim],
        atlas: Atlas,
    ) -> None:
        """`claims` are those of territory."""
        self._atlas = atlas
        self._claims: dict[Id, list[Claim]] = defaultdict(list)
        for claim in sorted(claims, key=lambda c: (c.article, c.trigger.start, c.id)):
            self._claims[claim.article].append(claim)
        self._mentions: dict[Id, list[PlaceMention]] = defaultdict(list)
        for mention in sorted(places, key=lambda m: (m.span.article, m.span.start, m.span.end)):
            if mention.role in ("literal", "associative"):
                self._mentions[mention.span.article].append(mention)
        self._starts = {a: [m.span.start for m in found] for a, found in self._mentions.items()}
        self._focus = {a.id: self._town_of(a) for a in articles}

    def place(self, claim: Claim) -> Place | None:
        """The place taken, entered, left or held; None where the claim does not tell."""
        for named in claim.recipient:
            words, start = named.span.quote, named.span.start
            own = self._heads(claim, named.span)
            if own:
                return own[0].place
            inside = self._between(claim.article, start, named.span.end)
            if _town().search(words if not inside else words[: inside[0].span.start - start]):
                return self._focus.get(claim.article) or (None if inside else self._before(claim))
        if claim.recipient:
            return None
        if claim.place is not None:
            return claim.place.place
        after = claim.sentence.quote[claim.trigger.end - claim.sentence.start :][:REACH]
        if not _the_town().match(after):
            return None
        return self._focus.get(claim.article) or self._before(claim)

    def _before(self, claim: Claim) -> Place | None:
        """The settlement that the last claim of territory before this one in its article names."""
        found = None
        for other in self._claims.get(claim.article, ()):
            if other.trigger.start >= claim.sentence.start:
                break
            named = [m.place for r in other.recipient for m in self._heads(other, r.span)]
            place = named[0] if named else (other.place.place if other.place is not None else None)
            if place is not None and (place.feature or "").startswith("PPL"):
                found = place
        return found

    def _heads(self, claim: Claim, span: Span) -> list[PlaceMention]:
        inside = self._between(claim.article, span.start, span.end)
        return [m for m in inside if _is_head(span.quote[: m.span.start - span.start])]

    def _between(self, article: Id, start: int, end: int) -> list[PlaceMention]:
        starts = self._starts.get(article, [])
        return (
            self._mentions[article][bisect_left(starts, start) : bisect_right(starts, end - 1)]
            if starts
            else []
        )

    def _town_of(self, article: Article) -> Place | None:
        """The settlement that an article names clearly more often than any other."""
        counts: Counter[str] = Counter()
        found: dict[str, Place] = {}
        for mention in self._mentions.get(article.id, ()):
            place = mention.place
            if mention.role == "literal" and (place.feature or "").startswith("PPL"):
                key = self._atlas.key(place)
                counts[key] += 1
                found.setdefault(key, place)
        ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
            return None
        return found[ranked[0][0]]


def _is_head(before: str) -> bool:
    """Whether the words before a place within a noun phrase leave it what the phrase means."""
    return not _apart().search(before)


@lru_cache(maxsize=1)
def _apart() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(matters().apart_words)})\b", re.I)


@lru_cache(maxsize=1)
def _town() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(matters().town_words)})\b", re.I)


@lru_cache(maxsize=1)
def _the_town() -> re.Pattern[str]:
    towns = "|".join(matters().town_words)
    return re.compile(rf"\s+(?:from|in|into|out of|of|inside|through)\s+the\s+(?:\w+\s+)?(?:{towns})\b", re.I)
