"""Who took which sentence from whom."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reportedly.records import Article, Copy
from tests.copies.reports import (
    ORIGINAL,
    OTHER,
    QUOTER,
    REWRITE,
    SHARER,
    compared,
    damaged,
    made,
)


@pytest.fixture(scope="module")
def original() -> Article:
    return made(ORIGINAL, "original")


@pytest.fixture(scope="module")
def rewrite() -> Article:
    return damaged(REWRITE, "rewrite")


@pytest.fixture(scope="module")
def rewritten(original: Article, rewrite: Article) -> Copy:
    (copy,) = compared(original, rewrite)
    return copy


def test_a_rewrite_is_found_and_told_from_its_original(
    original: Article, rewrite: Article, rewritten: Copy
) -> None:
    assert (rewritten.article, rewritten.of, rewritten.kind) == (rewrite.id, original.id, "rewrite")
    assert rewritten.direction == "certain"
    assert rewritten.coverage >= 0.85
    assert any("template residue" in words for words in rewritten.evidence)
    assert any('"he" for "she"' in words for words in rewritten.evidence)


def test_each_sentence_is_linked_to_the_one_it_was_made_from(rewritten: Copy) -> None:
    starts = [link.of_span.start for link in rewritten.sentences]
    assert starts == sorted(starts)
    assert len(set(starts)) == len(starts)


def test_what_a_rewrite_altered_is_said(rewritten: Copy) -> None:
    altered = [a for link in rewritten.sentences for a in link.altered]
    assert ("number", "15", "12") in {(a.type, a.span.quote, a.of_span.quote) for a in altered}
    (quote,) = [a for a in altered if a.type == "quote"]
    assert quote.span.quote.startswith("We succeeded in taking out")
    assert quote.of_span.quote == "We managed to bring out most of the families before the levee gave way"


def test_spans_quote_their_articles(original: Article, rewrite: Article, rewritten: Copy) -> None:
    texts = {a.id: a.text for a in (original, rewrite)}
    for link in rewritten.sentences:
        for span in (link.span, link.of_span, *(s for a in link.altered for s in (a.span, a.of_span))):
            assert texts[span.article][span.start : span.end] == span.quote


def test_a_sentence_in_common_is_shared_and_not_derivation(original: Article) -> None:
    sharer = made(SHARER, "sharer", outlet="Belmar Post")
    (copy,) = compared(original, sharer)
    assert (copy.kind, copy.direction, len(copy.sentences)) == ("shared", "unknown", 1)
    assert 0 < copy.coverage < 0.5
    assert copy.sentences[0].span.quote.startswith("The wave reached")


def test_a_public_quotation_alone_is_no_copy(original: Article) -> None:
    assert compared(original, made(QUOTER, "quoter")) == ()


def test_unrelated_articles_have_no_copy(original: Article) -> None:
    assert compared(original, made(OTHER, "other")) == ()


def test_one_article_alone_and_none_have_no_copy(original: Article) -> None:
    assert compared(original) == ()
    assert compared() == ()


def test_the_same_text_twice_is_identical() -> None:
    early, late = made(ORIGINAL, "one", "2031-04-08"), made(ORIGINAL, "two", "2031-04-09")
    (copy,) = compared(late, early)
    assert (copy.kind, copy.article, copy.coverage) == ("identical", late.id, 1.0)
    assert copy.direction == "likely"
    assert all(link.similarity == 1 and not link.altered for link in copy.sentences)


def test_a_passage_lifted_whole_is_an_excerpt(original: Article) -> None:
    lifted = "\n".join(ORIGINAL.split("\n")[3:6])
    (copy,) = compared(original, made(OTHER + "\n" + lifted, "lifter"))
    assert (copy.kind, len(copy.sentences)) == ("excerpt", 3)


def test_a_passage_of_one_agency_in_two_outlets_is_shared(original: Article) -> None:
    lifted = "\n".join(ORIGINAL.split("\n")[3:6])
    printed = replace(
        made(OTHER + "\n" + SHARER[: SHARER.index("The wave")] + lifted, "printer"), credits=("Reuters",)
    )
    (copy,) = compared(replace(original, credits=("Reuters",)), printed)
    assert (copy.kind, copy.direction) == ("shared", "unknown")


SPEECH = """"We have lost our homes and our fields, but we have not lost one another this winter," he said.
"Nobody in this valley will be left to face the water on his own again while I am in office," he said."""


def test_a_speech_quoted_at_length_is_no_copy() -> None:
    one, two = made(OTHER + "\n" + SPEECH, "one"), made(SHARER + "\n" + SPEECH, "two")
    assert compared(one, two) == ()


TEMPLATE = (
    "Army units destroyed {n} vehicles of armed groups in the village of {place} on {day}, "
    "a military source told the agency.\n"
    "{n} gunmen were killed and others were wounded near {road}, the source added.\n"
    "Units also seized weapons in the farms of {farm}, {leader}'s group lost its depot."
)


def test_one_template_about_two_days_is_no_copy() -> None:
    first = TEMPLATE.format(
        n=14, place="Darnet", day="Monday", road="Kallo", farm="Osmin", leader="Haldun Terek"
    )
    second = TEMPLATE.format(
        n=6, place="Velm", day="Friday", road="Sarat", farm="Pirgos", leader="Marko Ilin"
    )
    found = compared(made(first, "one", "2031-04-07", "Agency"), made(second, "two", "2031-04-11", "Agency"))
    assert [c for c in found if c.kind != "shared"] == []


def test_order_of_arrival_changes_nothing(original: Article, rewrite: Article) -> None:
    articles = [original, rewrite, made(SHARER, "sharer"), made(QUOTER, "quoter"), made(OTHER, "other")]
    first = compared(*articles)
    shuffler = random.Random(7)
    for _ in range(3):
        shuffler.shuffle(articles)
        assert compared(*articles) == first


def test_each_pair_once_and_sorted(original: Article, rewrite: Article) -> None:
    found = compared(original, rewrite, made(SHARER, "sharer"), made(ORIGINAL, "again", "2031-04-09"))
    pairs = [frozenset((c.article, c.of)) for c in found]
    assert len(set(pairs)) == len(pairs)
    assert [(c.article, c.of) for c in found] == sorted((c.article, c.of) for c in found)
