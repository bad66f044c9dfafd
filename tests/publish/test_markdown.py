"""What the Markdown renderings hold."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.publish import markdown
from reportedly.publish.edition import Edition
from tests.publish.sample import edition, many


@pytest.mark.parametrize("write", [markdown.brief, markdown.timeline])
def test_footnotes_are_used_and_defined_once_and_without_gaps(write: Callable[[Edition], str]) -> None:
    text = write(edition())
    defined = [int(n) for n in re.findall(r"^\[\^(\d+)\]: ", text, re.M)]
    used = {int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", text)}
    assert defined == sorted(used) == list(range(1, len(defined) + 1))


def test_the_brief_has_sections_states_and_quotes() -> None:
    text = markdown.brief(edition())
    assert "## The fall of Velmora\n" in text
    assert "### Displacement\n" in text
    assert "*(disputed, 3 independent origins)*" in text
    assert "Twelve people were killed, the health ministry said." in text
    assert "[Velmora falls to army](<http://ledger.example/a?id=7&x=1>)" in text


def test_what_articles_say_stays_text() -> None:
    text = markdown.brief(edition())
    assert not re.search(r"(?<!\\)<(script|b|i|svg)\b", text)
    assert r"\[link\](javascript:alert(1))" in text
    assert "(javascript:alert(3)" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_no_character_that_means_something_is_left_bare(text: str) -> None:
    line = markdown.escaped(text)
    assert "\n" not in line
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>\[\]*_`#|]", line)
    assert not re.match(r"[-+]|\d+[.)]", line)


def test_stories_of_one_article_are_listed_below_the_others() -> None:
    text = markdown.brief(many())
    assert text.index("ferry does not run") < text.index("## 12 more stories, one article each")
    assert "- 3 February 2031, Courier: Rain number 3\n" in text
    assert "It rained" not in text
    assert "It rained, report 3." in markdown.brief(many(), everything=True)
