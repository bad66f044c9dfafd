"""Figures find their claim and speaker, claims their origin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportedly.claims.linking import link
from reportedly.reading import Page
from reportedly.records import Attribution, Claim, Figure, Span
from tests.support import page


def span(of: Page, words: str) -> Span:
    start = of.article.text.index(words)
    return of.article.span(start, start + len(words))


def claim(of: Page, word: str, kind: str) -> Claim:
    line = next(x for x in of.lines if word in x.text)
    return Claim(
        f"c-{word}", of.article.id, line.whole, span(of, word), kind, "affirmed", "asserted",
        (), (), (), None, None, (), (), None,
    )  # fmt: skip


def figure(of: Page, words: str, measure: Any) -> Figure:
    return Figure(
        f"q-{words}", span(of, words), measure, "person", 1.0, 1.0, "exact", None, None, None, None, None
    )


def said(of: Page, content: str, speaker: str) -> Attribution:
    return Attribution(
        f"t-{speaker}", of.article.id, None, None, (span(of, content),), "indirect", speaker, (speaker,)
    )


def test_each_figure_goes_to_the_nearest_claim_that_it_can_measure() -> None:
    of = page("A mortar round killed 7 farmers and wounded 12 others near the mill in Torvik.")
    claims = [claim(of, "killed", "kill"), claim(of, "wounded", "injure")]
    figures = [figure(of, "7", "killed"), figure(of, "12", "injured")]
    made, linked = link(of, claims, figures, (), {})
    assert [f.claim for f in linked] == ["c-killed", "c-wounded"]
    assert [c.figures for c in made] == [("q-7",), ("q-12",)]


def test_a_figure_that_measures_nothing_claimed_stays_on_its_own() -> None:
    of = page("Shelling went on 12 km from Torvik. About 900 people live there.")
    claims = [claim(of, "Shelling", "shelling")]
    _, linked = link(of, claims, [figure(of, "12", "distance"), figure(of, "900", "other")], (), {})
    assert [f.claim for f in linked] == [None, None]


def test_the_innermost_speaker_gives_the_figure() -> None:
    text = "The Gull Post reported that the mayor said 300 people had fled. Some 40 stayed."
    of = page(text)
    outer = said(of, "the mayor said 300 people had fled", "Gull Post")
    inner = said(of, "300 people had fled", "mayor")
    _, linked = link(of, (), [figure(of, "300", "displaced"), figure(of, "40", "other")], [outer, inner], {})
    assert [f.speaker for f in linked] == ["mayor", None]


def test_claims_learn_the_origin_of_their_sentence() -> None:
    of = page("Rain fell. Troops captured Torvik.")
    (made,), _ = link(of, [claim(of, "captured", "captured")], (), (), {(of.article.id, 11): "o-1"})
    assert made.origin == "o-1"
    (kept,), _ = link(of, [replace(made, origin="o-2")], (), (), {})
    assert kept.origin == "o-2"
