"""Which of two articles is the copy."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reportedly.copies.direction import Damage, Side, judge, signs
from reportedly.copies.wording import Wording
from reportedly.records import Article
from tests.copies.reports import made

TEXT = "The river rose in Torvik. The bridge was closed."


def verdict(a: Article, b: Article, coverage: tuple[float, float] = (1.0, 1.0)) -> tuple[int | None, str]:
    nothing: tuple[Wording, ...] = ()
    found = judge(Side(a, nothing, coverage[0]), Side(b, nothing, coverage[1]), lambda *_: ())
    return found.copy, found.direction


@pytest.mark.parametrize("rule", signs().damage, ids=lambda rule: rule.name)
def test_damage_patterns_fit_their_examples(rule: Damage) -> None:
    pattern = re.compile(rule.pattern)
    for text in rule.examples:
        assert pattern.search(text), text
    for text in rule.not_examples:
        assert not pattern.search(text), text


def test_nothing_tells_without_a_sign() -> None:
    assert verdict(made(TEXT, "a"), made(TEXT, "b")) == (None, "unknown")


def test_the_later_one_is_likely_the_copy() -> None:
    assert verdict(made(TEXT, "a", "2031-04-09"), made(TEXT, "b", "2031-04-08")) == (0, "likely")


def test_an_inferred_date_is_no_evidence() -> None:
    late = replace(made(TEXT, "a", "2031-04-09"), published_from="inferred")
    assert verdict(late, made(TEXT, "b", "2031-04-08")) == (None, "unknown")


def test_credit_to_the_other_outlet_is_certain() -> None:
    copy = replace(made(TEXT, "a", outlet="Mirror"), credits=("Belmar Post",))
    assert verdict(copy, made(TEXT, "b", outlet="Belmar Post")) == (0, "certain")


def test_credit_to_the_agency_whose_copy_the_other_is_is_certain() -> None:
    copy = replace(made(TEXT, "a", "2031-04-08", "Mirror"), credits=("Mirror", "Reuters"))
    wire = replace(made(TEXT, "b", "2031-04-09", "Echo"), credits=("Reuters",))
    assert verdict(copy, wire) == (0, "certain")


def test_two_prints_of_one_agency_do_not_copy_each_other() -> None:
    a = replace(made(TEXT, "a", "2031-04-09"), credits=("Reuters",))
    b = replace(made(TEXT, "b", "2031-04-08"), credits=("Reuters",))
    assert verdict(a, b) == (None, "unknown")


def test_signs_against_each_other_leave_it_open() -> None:
    damaged = replace(made(TEXT, "a", "2031-04-08"), text=TEXT + " %TEMPLATEab12cd34ef56%")
    assert verdict(damaged, made(TEXT, "b", "2031-04-09")) == (None, "unknown")


def test_a_part_of_a_longer_text_is_likely_the_copy() -> None:
    assert verdict(made(TEXT, "a"), made(TEXT, "b"), (0.9, 0.3)) == (0, "likely")


def test_a_byline_credits_an_outlet_that_no_list_knows() -> None:
    copy = replace(made(TEXT, "a", outlet="Mirror"), author="the Belmar Post")
    original = made(TEXT, "b", outlet="Belmar Post")
    found = judge(Side(copy, (), 1.0), Side(original, (), 1.0), lambda *_: ())
    assert (found.copy, found.direction, found.evidence) == (
        0,
        "certain",
        ("its byline credits Belmar Post",),
    )


@pytest.mark.parametrize("filed", ["Belmar News Agency", "BNA"])
def test_a_dateline_credits_too(filed: str) -> None:
    copy = made(f"TORVIK ({filed}) - {TEXT}", "a", outlet="Mirror")
    assert verdict(copy, made(TEXT, "b", outlet="Belmar News Agency")) == (0, "certain")


def test_another_byline_credits_nobody() -> None:
    copy = replace(made(TEXT, "a", outlet="Mirror"), author="Nora Lind")
    assert verdict(copy, made(TEXT, "b", outlet="Belmar Post")) == (None, "unknown")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2031-04-09T20:30:00+02:00", "2031-04-09T16:05:00Z", (0, "likely")),  # 18:30 UTC
        ("2031-04-10T00:30:00+02:00", "2031-04-09T23:05:00Z", (1, "likely")),  # a later day, but earlier
        ("2031-04-09T16:05:00Z", "2031-04-09T16:15:00Z", (None, "unknown")),  # too close together
        ("2031-04-09T20:30:00", "2031-04-09T16:05:00Z", (None, "unknown")),  # in which zone?
        ("2031-04-09", "2031-04-09T16:05:00Z", (None, "unknown")),
    ],
)
def test_hours_count_where_both_give_an_instant(
    first: str, second: str, expected: tuple[int | None, str]
) -> None:
    assert verdict(made(TEXT, "a", first), made(TEXT, "b", second)) == expected


def test_a_page_that_credits_another_and_adds_to_it_says_both() -> None:
    copy = replace(made(TEXT, "a", outlet="Mirror"), author="Belmar Post")
    found = judge(Side(copy, (), 0.9), Side(made(TEXT, "b", outlet="Belmar Post"), (), 1.0), lambda *_: ())
    assert found.evidence == (
        "its byline credits Belmar Post",
        "it holds all of the other, and sentences of its own",
    )


def test_adding_to_another_text_alone_tells_nothing() -> None:
    assert verdict(made(TEXT, "a"), made(TEXT, "b"), (0.9, 1.0)) == (None, "unknown")
