"""What the terminal shows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console

from reportedly.publish import console
from reportedly.publish.edition import Edition, foremost
from tests.publish.sample import alone, edition, many


def printed(show: Callable[[Edition, Console], None], width: int = 80, terminal: bool = False) -> str:
    out = io.StringIO()
    if terminal:
        show(edition(), Console(file=out, width=width, force_terminal=True, color_system="standard"))
    else:
        show(edition(), Console(file=out, width=width))
    return out.getvalue()


@pytest.mark.parametrize("show", [console.brief, console.timeline])
@pytest.mark.parametrize("width", [80, 60])
def test_no_line_is_wider_than_the_terminal(show: Callable[[Edition, Console], None], width: int) -> None:
    lines = printed(show, width).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert not any(line.endswith(" ") for line in lines)


def test_it_is_plain_where_it_is_not_a_terminal() -> None:
    assert "\x1b" not in printed(console.brief)
    assert "\x1b[1m" in printed(console.brief, terminal=True)


def test_control_characters_of_articles_do_not_reach_the_terminal() -> None:
    shown = re.sub(r"\x1b\[[\d;]*m", "", printed(console.brief, terminal=True))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_every_number_cited_stands_among_the_sources_and_none_is_skipped() -> None:
    for show in (console.brief, console.timeline):
        text, sources = printed(show).split("\nSources\n")
        cited = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
        listed = [int(n) for n in re.findall(r"^\[(\d+)\]", sources, re.M)]
        assert listed == sorted(cited) == list(range(1, len(listed) + 1))


def test_a_line_says_how_well_it_is_founded() -> None:
    text = printed(console.brief)
    assert "disputed, 3 independent origins" in text
    assert "party to the conflict only" in text
    assert "on the word of Amara Nwosu-Lindqvist, as told by United Nations" in " ".join(text.split())


def test_an_edition_without_stories_prints_its_title() -> None:
    out = io.StringIO()
    console.brief(Edition("Nothing yet", ()), Console(file=out, width=80))
    assert "Nothing yet" in out.getvalue()


def test_stories_of_one_article_are_a_short_list_that_says_how_to_see_more() -> None:
    out = io.StringIO()
    console.brief(many(), Console(file=out, width=80))
    text, listed = out.getvalue().split("12 more stories, one article each:")
    assert "The Aldermouth ferry does not run" in text
    assert "It rained" not in text
    lines = listed.split("Sources")[0].strip().splitlines()
    assert len(lines) == 11
    assert lines[0].strip() == "1 February 2031, Courier: Rain number 1"
    assert lines[-1].strip() == "and 2 more; --all tells them in full"


def test_all_of_them_are_told_when_asked_for_and_a_few_are_told_anyway() -> None:
    out = io.StringIO()
    console.brief(many(), Console(file=out, width=80), everything=True)
    assert "It rained, report 12." in out.getvalue()
    assert "more stories" not in out.getvalue()
    assert "more stor" not in printed(console.brief)


def test_an_edition_of_lone_articles_still_tells_some() -> None:
    out = io.StringIO()
    console.brief(Edition("Lone", tuple(alone(n) for n in range(1, 10))), Console(file=out, width=80))
    assert "It rained, report 1." in out.getvalue()
    assert "6 more stories" in out.getvalue()


def test_stories_that_most_origins_tell_come_first_and_lone_articles_last() -> None:
    titles = [s.dossier.story.title for s in foremost(many().stories)]
    assert titles[:2] == ["The fall of Velmora", "Aldermouth ferry suspended"]
    assert titles[2] == "Rain number 12"
    assert titles == [s.dossier.story.title for s in foremost(reversed(many().stories))]


def test_a_line_says_how_to_see_what_is_behind_it_and_a_source_takes_one_line_of_quote() -> None:
    out = io.StringIO()
    console.brief(edition(), Console(file=out, width=60))
    text = out.getvalue()
    finding = next(line.finding for s in edition().stories for line in s.brief if line.finding)
    assert f"why {finding}" in " ".join(text.split())
    sources = text.split("\nSources\n")[1]
    quotes = [line for line in sources.splitlines() if line.strip().startswith('"')]
    assert quotes
    assert all(q.endswith('"') for q in quotes)
