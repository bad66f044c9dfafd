"""Copies as people have decided them: pairs that are none taken out, others put in and directed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly import config
from reportedly.copies.alignment import Encode
from reportedly.copies.pairs import between
from reportedly.records import Article, CopiedSentence, Copy, Id, Judgement, Parse


def decided(
    copies: Sequence[Copy],
    judgements: Sequence[Judgement],
    articles: Sequence[Article],
    parses: Mapping[Id, Parse],
    encode: Encode,
    settings: config.Copies,
) -> tuple[Copy, ...]:
    """The copies of a story, sorted by article and of, after people's `judgements` on pairs of articles.

    Of a pair that the comparison has not found, all sentences that are alike at all are linked.
    """
    known = {a.id: a for a in articles}
    found = {frozenset((c.article, c.of)): c for c in copies}
    for judgement in judgements:
        pair = frozenset(judgement.targets)
        if judgement.verb == "not_copies":
            found.pop(pair, None)
        elif judgement.verb == "copies" and pair <= known.keys():
            made = found.get(pair) or between([known[a] for a in judgement.targets], parses, encode, settings)
            found[pair] = _as_said(made, judgement, known)
    return tuple(sorted(found.values(), key=lambda c: (c.article, c.of)))


def _as_said(made: Copy, judgement: Judgement, known: Mapping[Id, Article]) -> Copy:
    """The pair with the first target as the copy, and who says so."""
    copy, original = judgement.targets
    sentences = made.sentences if made.article == copy else _turned(made.sentences)
    body = sum(s.role == "body" for s in known[copy].sentences)
    covered = len({s.span.start for s in sentences}) / body if body else 0.0
    return replace(
        made,
        article=copy,
        of=original,
        kind="rewrite" if made.kind in ("shared", "excerpt") else made.kind,
        direction="certain",
        coverage=round(min(1.0, covered), 4),
        sentences=sentences,
        evidence=(f"{judgement.by} says so ({judgement.id})",),
        update=False,
    )


def _turned(sentences: Sequence[CopiedSentence]) -> tuple[CopiedSentence, ...]:
    """The links seen from the other article."""
    made = [
        replace(
            s,
            span=s.of_span,
            of_span=s.span,
            altered=tuple(replace(a, span=a.of_span, of_span=a.span) for a in s.altered),
        )
        for s in sentences
    ]
    return tuple(sorted(made, key=lambda s: (s.span.start, s.of_span.start)))
