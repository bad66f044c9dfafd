"""What the terminal shows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console

from reportedly.publish import console
from reportedly.publish.edition import Edition
from tests.publish.sample import edition


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
