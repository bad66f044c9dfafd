"""Pairs of articles with sentences in common, as records: from copy to original, with the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.copies.alterations import alterations
from reportedly.copies.direction import Side, Thirds, is_update, judge, later_of
from reportedly.copies.linked import DERIVED, Place, places, shared
from reportedly.copies.wording import Wording
from reportedly.records import Article, CopiedSentence, Copy, CopyKind, Direction, Id

Links = tuple[tuple[int, int, float], ...]  # numbers of two sentences, and their likeness


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles (numbers, the lesser id first), and what links them."""

    left: int
    right: int
    kind: CopyKind
    links: Links


@dataclass(frozen=True, slots=True)
class Text:
    """The body of one article."""

    article: Article
    number: int
    first: int  # the number of its first sentence
    size: int  # how many sentences


def recorded(pairs: Sequence[Pair], texts: Sequence[Text], sentences: Sequence[Wording]) -> tuple[Copy, ...]:
    """The copies, sorted by article and of."""
    thirds = _thirds(pairs, sentences)
    made = _by_way(_copy(pair, texts, sentences, thirds) for pair in pairs)
    return tuple(sorted(made, key=lambda c: (c.article, c.of)))


def _by_way(copies: Iterable[Copy]) -> list[Copy]:
    """What a copy surely has from its original it has not taken from anybody else who has it too."""
    found = list(copies)
    had: dict[Id, dict[Id, set[Place]]] = defaultdict(dict)
    for copy in found:
        if copy.kind in DERIVED and copy.direction == "certain":
            had[copy.article][copy.of] = {place for place, _ in places(copy)}
    return [_settled(copy, had[copy.article]) if copy.kind == "excerpt" else copy for copy in found]


def _settled(excerpt: Copy, had: dict[Id, set[Place]]) -> Copy:
    taken = {place for place, _ in places(excerpt)}
    ways = [original for original, own in sorted(had.items()) if original != excerpt.of and taken <= own]
    if not ways or excerpt.direction != "likely":
        return excerpt
    return shared(excerpt, f"what they have in common stands in {ways[0]} too, which it was made from")


def _thirds(pairs: Sequence[Pair], sentences: Sequence[Wording]) -> Thirds:
    """Look up which sentences of further articles are linked to either of two."""
    near: dict[tuple[Id, int], set[int]] = defaultdict(set)
    for pair in pairs:
        for i, j, _ in pair.links:
            near[sentences[i].article.id, sentences[i].index].add(j)
            near[sentences[j].article.id, sentences[j].index].add(i)

    def thirds(a: Wording, b: Wording) -> list[Wording]:
        both = near[a.article.id, a.index] | near[b.article.id, b.index]
        found = [sentences[n] for n in sorted(both)]
        return [w for w in found if w.article.id not in (a.article.id, b.article.id)][:5]

    return thirds


def _copy(pair: Pair, texts: Sequence[Text], sentences: Sequence[Wording], thirds: Thirds) -> Copy:
    """The record of a pair, oriented from copy to original."""
    a, b = texts[pair.left], texts[pair.right]
    covered = len({x[0] for x in pair.links}) / a.size, len({x[1] for x in pair.links}) / b.size
    sides = (
        Side(a.article, tuple(sentences[i] for i, _, _ in pair.links), covered[0]),
        Side(b.article, tuple(sentences[j] for _, j, _ in pair.links), covered[1]),
    )
    direction: Direction = "unknown"
    copy: int | None = None
    evidence: tuple[str, ...] = ("only a few sentences in common; the rest of each is its own",)
    if pair.kind != "shared":
        verdict = judge(*sides, thirds)
        copy, direction, evidence = verdict.copy, verdict.direction, verdict.evidence
    if copy is None:
        copy = _later(a.article, b.article)
    swap = copy == 1
    rows = []
    for i, j, value in pair.links:
        mine, theirs = (sentences[j], sentences[i]) if swap else (sentences[i], sentences[j])
        rows.append(CopiedSentence(mine.whole, theirs.whole, value, alterations(mine, theirs, value)))
    rows.sort(key=lambda r: (r.span.start, r.of_span.start))
    article, of = (b.article, a.article) if swap else (a.article, b.article)
    update = pair.kind not in ("identical", "shared") and is_update(article, of)
    return Copy(
        article.id, of.id, pair.kind, direction, round(covered[copy], 4), tuple(rows), evidence, update
    )


def _later(a: Article, b: Article) -> int:
    """The one published later, else the one of larger id."""
    found = later_of(a, b)
    return found if found is not None else 0 if a.id > b.id else 1
