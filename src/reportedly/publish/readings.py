"""What was read in the sentences of a page, in words and in colours: claims on the page they come from.

The colours are those of the map (marks.yaml). A text stays its publisher's: only the sentences that claims
were read in are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.claims import ontology
from reportedly.publish.display import count_words, date_words, plain
from reportedly.publish.edition import Lookups
from reportedly.publish.highlights import Mark, Piece, pieces
from reportedly.publish.spots import Group, group_of, marks
from reportedly.records import Article, Claim, Id, TimeMention

SENTENCES_MOST = 40  # shown of one article


@dataclass(frozen=True, slots=True)
class Read:
    """A claim in words: its kind; then who did it to whom, on whose word, its modality, where and when, those
    of them that were read."""

    claim: Id
    kind: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its claims marked. `gap`: some text between it and the one before is left out."""

    gap: bool
    pieces: tuple[Piece, ...]
    read: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The sentences of an article that have claims, in its order. `claims` and `sentences` count all of them,
    `more` says in words what is above the bound; `gap`: the article goes on after the last one shown."""

    claims: int
    sentences: int
    legend: tuple[Group, ...]
    hedged: bool
    rows: tuple[ReadSentence, ...]
    gap: bool
    more: str


def read_pages(lookups: Lookups) -> dict[Id, ReadPage]:
    """What was read in each article that has claims."""
    found: dict[Id, list[Claim]] = defaultdict(list)
    for claim in lookups.claims.values():
        found[claim.article].append(claim)
    return {a: read_page(lookups.articles[a], found[a]) for a in lookups.articles if a in found}


def read_page(article: Article, claims: Sequence[Claim]) -> ReadPage:
    by_sentence: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.trigger.start, c.trigger.end, c.id)):
        by_sentence[claim.sentence.start, claim.sentence.end].append(claim)
    spans = sorted(by_sentence)
    told = spans[:SENTENCES_MOST]
    shown = [c for span in told for c in by_sentence[span]]
    last = max(end for _, end in told)
    return ReadPage(
        claims=len(claims),
        sentences=len(spans),
        legend=legend(shown),
        hedged=any(how_words(c) for c in shown),
        rows=tuple(_rows(article, told, by_sentence)),
        gap=bool(article.text[last:].strip()),
        more=_more(len(spans) - len(told), len(claims) - len(shown)),
    )


def _rows(
    article: Article, spans: Iterable[tuple[int, int]], claims: Mapping[tuple[int, int], Sequence[Claim]]
) -> Iterator[ReadSentence]:
    before = 0
    for start, end in spans:
        found = claims[start, end]
        cut = pieces(article.text, start, end, [mark_of(c) for c in found])
        yield ReadSentence(
            bool(article.text[before:start].strip()), tuple(cut), tuple(read_words(c) for c in found)
        )
        before = max(before, end)


def _more(sentences: int, claims: int) -> str:
    """As "3 more sentences with 5 claims"; empty for none."""
    if not sentences:
        return ""
    return f"{count_words(sentences, 'more sentence')} with {count_words(claims, 'claim')}"


def read_words(claim: Claim) -> Read:
    sides = (plain(", ".join(n.name for n in side)) for side in (claim.actor, claim.recipient) if side)
    said = " → ".join(plain(name) for name in claim.chain)
    where = ""
    if claim.place:
        where = plain(claim.place.place.name) + ("" if claim.place.place.resolved else " (not placed)")
    when = days_words(claim.time) if claim.time else ""
    parts = (" → ".join(sides), f"said by {said}" if said else "", how_words(claim), where, when)
    return Read(claim.id, kind_words(claim.kind), tuple(p for p in parts if p))


def mark_of(claim: Claim) -> Mark:
    """The trigger of a claim in the colour of its group; dashed unless the claim is that it happened."""
    how = how_words(claim)
    words = f"claim: {kind_words(claim.kind)}" + (f", {how}" if how else "")
    look = f"trigger {group_of(claim.kind).name}" + (" hedged" if how else "")
    return Mark(claim.trigger.start, claim.trigger.end, "claim", words, look)


def legend(claims: Iterable[Claim]) -> tuple[Group, ...]:
    """The groups that some claims fall in, in the order of marks.yaml."""
    there = {group_of(c.kind).name for c in claims}
    return tuple(g for g in marks().groups if g.name in there)


def how_words(claim: Claim) -> str:
    """As "planned", "background, denied"; empty for what is told as having happened."""
    return ", ".join(w for w in (claim.modality, claim.polarity) if w not in ("asserted", "affirmed"))


def kind_words(code: str) -> str:
    """A kind of the ontology in words."""
    known = ontology.kinds().get(code)
    return known.title if known else plain(code.replace("_", " "))


def days_words(time: TimeMention) -> str:
    """As "3 May 2019 to 5 May 2019"; empty where it is not known which days."""
    return " to ".join(dict.fromkeys(date_words(d) for d in (time.earliest, time.latest) if d))
