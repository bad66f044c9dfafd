"""Ties the parts of one page together: figures to the claims they measure and to who gave them, claims
to the origin of their sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.claims import counting
from reportedly.knowledge import load
from reportedly.reading import Line, Page
from reportedly.records import Attribution, Claim, Figure, Id, Span


@dataclass(frozen=True, slots=True)
class Linking:
    fits: dict[str, tuple[str, ...]]


def link(
    page: Page,
    claims: Sequence[Claim],
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    origins: Mapping[tuple[Id, int], Id],
) -> tuple[tuple[Claim, ...], tuple[Figure, ...]]:
    """The page's claims with their figures and origin, its figures with their claim and speaker.

    `origins` maps (article, start of a sentence) to the origin that holds the sentence. A figure goes
    to the claim of its own sentence whose kind fits its measure, the nearest in the parse tree, and has
    that claim's place if it has none of its own; its speaker is that of the innermost attribution whose
    content covers it. Order is kept.
    """
    fits = load("reportedly.claims", "linking.yaml", Linking).fits
    linked: list[Figure] = []
    for figure in figures:
        claim = _claim_of(figure, claims, fits.get(figure.measure, ()), _line_of(page, figure))
        linked.append(
            replace(
                figure,
                claim=figure.claim or (claim.id if claim else None),
                speaker=figure.speaker or _speaker_of(figure.span, attributions),
                place=figure.place or (claim.place if claim and counting.is_placed(figure.measure) else None),
            )
        )
    return tuple(_with_figures(claim, linked, origins) for claim in claims), tuple(linked)


def _with_figures(claim: Claim, figures: Sequence[Figure], origins: Mapping[tuple[Id, int], Id]) -> Claim:
    own = tuple(f.id for f in figures if f.claim == claim.id and f.id not in claim.figures)
    origin = origins.get((claim.article, claim.sentence.start), claim.origin)
    if not own and origin == claim.origin:
        return claim
    return replace(claim, figures=claim.figures + own, origin=origin)


def _line_of(page: Page, figure: Figure) -> Line | None:
    """The line a figure stands in."""
    at = page.at(figure.span.start)
    line = page.lines[at] if at >= 0 else None
    return line if line and figure.span.start < line.sentence.end else None


def _claim_of(
    figure: Figure, claims: Sequence[Claim], kinds: Sequence[str], line: Line | None
) -> Claim | None:
    """The nearest claim of the best fitting kind in the figure's sentence."""
    if line is None:
        return None
    near = [
        (kinds.index(c.kind), _distance(line, figure.span, c.trigger), c.trigger.start, c.id, c)
        for c in claims
        if c.kind in kinds and _covers(line.whole, c.trigger)
    ]
    return min(near, key=lambda row: row[:4])[-1] if near else None


def _speaker_of(span: Span, attributions: Sequence[Attribution]) -> str | None:
    covering = [
        (content.end - content.start, content.start, a.id, a.speaker)
        for a in attributions
        for content in a.content
        if a.speaker is not None and _covers(content, span)
    ]
    return min(covering, key=lambda row: row[:3])[-1] if covering else None


def _covers(outer: Span, inner: Span) -> bool:
    return outer.article == inner.article and outer.start <= inner.start and inner.end <= outer.end


def _distance(line: Line, one: Span, other: Span) -> int:
    """Steps between two spans in the parse tree; a large number where a span holds no token."""
    first, second = _top_token(line, one), _top_token(line, other)
    if first is None or second is None:
        return len(line.tokens)
    depth = {i: n for n, i in enumerate(_way_up(line, first))}
    for n, i in enumerate(_way_up(line, second)):
        if i in depth:
            return depth[i] + n
    return len(line.tokens)


def _way_up(line: Line, i: int) -> list[int]:
    return [i, *(t.i for t in line.ancestors(line.tokens[i]))]


def _top_token(line: Line, span: Span) -> int | None:
    """The token of a span that stands highest in the tree."""
    inside = [(len(_way_up(line, token.i)), token.i) for token in line.tokens_in(span)]
    return min(inside)[1] if inside else None
