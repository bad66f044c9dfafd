"""How the finding of copies is measured at scale, in small: that it runs, and finds what is there."""

from __future__ import annotations

import pytest

from benchmarks.speed.copies import exponent, page
from benchmarks.speed.growth import Growth, Take, grow, index_alone
from benchmarks.speed.invented import Report, corpus
from benchmarks.speed.near_copies import Found, measure, sides
from reportedly.grouping import take_in


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return list(corpus(800))


def test_a_smaller_corpus_begins_a_larger(reports: list[Report]) -> None:
    assert list(corpus(50)) == reports[:50]
    assert len({report.id for report in reports}) == len(reports)


def test_copies_have_text_of_what_they_were_made_from(reports: list[Report]) -> None:
    known = {report.id: report for report in reports}
    for report in reports:
        if report.of is None:
            continue
        common = set(report.text.splitlines()) & set(known[report.of].text.splitlines())
        least = {"near": 5, "excerpt": 1, "rewrite": 0, "own": 0}[report.kind]
        assert len(common) >= least
        assert report.kind != "rewrite" or len(common) < len(report.sentences) / 2


def test_sentences_are_as_varied_as_real_ones(reports: list[Report]) -> None:
    """Otherwise everything would be found with everything."""
    own = [report for report in reports if report.kind == "own"]
    sentences = [keys for report in own for keys in report.keys]
    assert len(set(sentences)) > 0.95 * len(sentences)


@pytest.mark.parametrize("take", [index_alone, take_in])
def test_growth_is_measured_on_the_products_own_index(take: Take) -> None:
    grown = grow(200, ones=2, take=take)
    assert grown.near == 1.0
    assert grown.excerpts == 1.0
    assert grown.database > 0


def test_near_copies_are_found_as_well_as_by_datasketch(reports: list[Report]) -> None:
    pytest.importorskip("datasketch")
    keys = [report.keys for report in reports]
    ours, *theirs = (measure(side, reports, keys, workers=1) for side in sides())
    assert ours.recall >= 0.98
    assert ours.recall >= max(side.recall for side in theirs)
    assert ours.family >= 0.9


def test_the_page_tells_the_growth() -> None:
    pytest.importorskip("datasketch")
    grown = [Growth(n, n / 500, 2_000_000, 9000 * n, 0.01, 0.02, 1.0, 1.0) for n in (1000, 10_000)]
    assert exponent(grown) == pytest.approx(1.0)
    found = [Found("ours", 1.0, 1000, 100, 1.0, 1.0), Found("theirs", 7.0, 1000, 100, 1.0, 1.0)]
    told = page([found, found], grown, grown)
    assert "| theirs | 7.0 | 7.0 | 7.0 |" in told
    assert "with the power 1.00" in told
