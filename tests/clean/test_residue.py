"""Residue: each rule's examples, its time on hostile text, and what a page keeps."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.clean.residue import Rule, compiled, residue, rules

RULES = {r.id: r for r in rules()}
EXAMPLES = [(r.id, text) for r in rules() for text in r.examples]
KEPT = [(r.id, text) for r in rules() for text in r.not_examples]

STORY = """The river rose by two metres on Wednesday, the mayor of Lindby said.
"We have lost the bridge," said Nora Lind, who lives beside it.
About 300 people were taken to a school on the hill.
Rain is forecast until the weekend, and the dam is nearly full."""


def matched(rule: Rule, text: str) -> re.Match[str] | None:
    pattern = compiled(rule)
    if rule.scope in ("inline", "end"):
        return pattern.search(text)
    return pattern.match(text) if rule.scope == "lead" else pattern.fullmatch(text)


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_examples(rule: str, text: str) -> None:
    match = matched(RULES[rule], f"It rained.{text}" if RULES[rule].scope == "end" else text)
    assert match is not None
    assert match.group() == text


@pytest.mark.parametrize(("rule", "text"), KEPT)
def test_not_examples(rule: str, text: str) -> None:
    assert matched(RULES[rule], text) is None


BAIT = [
    "a ",
    "A ",
    "Ab",
    "1 ",
    "1.1.",
    "(",
    "[(",
    ">",
    "/",
    "| ",
    "By A, ",
    "<a ",
    "{{",
    "facebook ",
    "News ",
    "Jan 1 ",
    "AP/",
    "photo: ",
    "read ",
    "Source: ",
    "contributed ",
    "by ",
    "help ",
    "-",
    ".A",
    "Ab, and ",
]


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_is_slow_on_hostile_text(rule: str) -> None:
    one = RULES[rule]
    pattern = compiled(one)
    by_scope: dict[str, Callable[[str], object]] = {
        "inline": pattern.findall,
        "end": pattern.search,
        "lead": pattern.match,
    }
    tried = by_scope.get(one.scope, pattern.fullmatch)
    slowest = 0.0
    for bait in BAIT:
        text = (bait * (100_000 // len(bait) + 1))[:100_000]
        size = len(text) if one.scope == "inline" else one.max_chars - 1
        pieces = [text[at : at + size] + "~" for at in range(0, len(text), size)]
        start = time.process_time()
        for piece in pieces:
            tried(piece)
        slowest = max(slowest, time.process_time() - start)
    assert slowest < 0.05


def kept(text: str) -> str:
    parts, at = [], 0
    for span in residue(text).removed:
        parts.append(text[at : span.start])
        at = span.end
    return "\n".join(line.strip() for line in "".join([*parts, text[at:]]).split("\n") if line.strip())


def test_a_plain_story_loses_nothing() -> None:
    assert residue(STORY).removed == ()


def test_a_page_loses_its_furniture_and_keeps_its_story() -> None:
    page = f"""Home » World
 date 2031-04-09 %MINIFYTEXT0a1b2c3d4e5f%  Fast News
By Example Wire - Apr 09,2031 - Last updated at Apr 10,2031
A man wades through the water. (Nora Lind / AFP)
{STORY}
Plus:
Source: Example Wire, News Agencies
Related Articles
LINDBY - The mayor of the town said on Tuesday that the riv
Second link
"""
    assert kept(page) == STORY
    found = residue(page)
    assert {r.reason for r in found.removed} == {
        "navigation", "template", "date_stamp", "caption", "source_line", "related",
    }  # fmt: skip
    assert [(n.kind, n.words) for n in found.notes if n.kind != "date"] == [
        ("by", "Example Wire"),
        ("source", "Example Wire, News Agencies"),
    ]


def test_a_list_of_links_ends_where_the_report_goes_on() -> None:
    lines = STORY.split("\n")
    page = "\n".join([lines[0], "Related:", "The bridge in pictures", *lines[1:]])
    assert kept(page) == STORY


def test_a_date_that_opens_a_sentence_stays() -> None:
    text = "9 April 2031 was the day the dam broke.\n" + STORY
    assert kept(text) == text


def test_dates_between_paragraphs_are_headings_of_a_chronology() -> None:
    lines = ["The dam opened its gates in the morning, the mayor said."] * 12
    lines[9] = "9 April 2031"
    assert kept("\n".join(lines)) == "\n".join(lines)


PIECES = st.sampled_from(
    [
        *(text for _, text in EXAMPLES),
        *STORY.split("\n"),
        "\n",
        " ",
        "\r\n",
        "x",
        "%MINIFYTEXT0a1b2c3d4e5f%",
        "\x00",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map("\n".join))
def test_what_is_removed_is_quoted_sorted_and_apart(text: str) -> None:
    at = 0
    for span in residue(text).removed:
        assert at <= span.start < span.end
        assert text[span.start : span.end] == span.quote
        at = span.end
    assert residue(text) == residue(text)
