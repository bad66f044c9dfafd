"""The article of a web page."""

from __future__ import annotations

import pytest

from reportedly.clean.extract import extract, instant
from reportedly.errors import RejectedInput
from reportedly.records import RejectReason

PAGE = """<!doctype html><html lang="en"><head><title>River rises | Example Post</title>
<meta property="og:site_name" content="Example Post"><meta name="author" content="Nora Lind">
<meta property="article:published_time" content="2031-04-09T10:00:00Z">
<link rel="canonical" href="https://post.example/river"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>River rises</h1>
<p>The river rose by two metres on Wednesday, the mayor of Lindby said in a statement.</p>
<p>About 300 people were taken to a school on the hill, where they will stay until Friday.</p>
<script>document.write("<p>tracked</p>")</script></article>
<footer>© 2031 Example Post. <a href="/terms">Terms</a></footer></body></html>"""


def test_text_and_metadata() -> None:
    found = extract(PAGE, 400)
    assert found.title == "River rises"
    assert (found.author, found.sitename) == ("Nora Lind", "Example Post")
    assert found.published_at == "2031-04-09T10:00:00Z"
    assert found.url == "https://post.example/river"
    lines = found.text.split("\n")
    assert "The river rose by two metres on Wednesday, the mayor of Lindby said in a statement." in lines
    assert "tracked" not in found.text
    assert "Terms" not in found.text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<meta property="article:published_time" content="2031-04-09T23:30:00+01:00">', "T23:30:00+01:00"),
        ('<meta content="2031-04-09 10:00+0200" itemprop="datePublished">', "T10:00+02:00"),
        ('{"datePublished": "2031-04-09T10:00:00.000Z"}', "T10:00:00Z"),
        ('<meta property="article:modified_time" content="2031-04-09T10:00:00Z">', ""),  # of a change
        ('<meta property="article:published_time" content="2031-04-10T10:00:00Z">', ""),  # another day
        ('<meta property="article:published_time" content="2031-04-09T10:00:00">', ""),  # in no zone
        ("", ""),
    ],
)
def test_the_instant_is_kept_where_metadata_give_one_of_that_day(markup: str, expected: str) -> None:
    assert instant(f"<html><head>{markup}</head></html>", "2031-04-09") == f"2031-04-09{expected}"


def test_the_same_page_twice() -> None:
    assert extract(PAGE, 400) == extract(PAGE, 400)


def test_a_scrap_is_read_without_an_article() -> None:
    assert extract("<p>The rain has <b>stopped</b>.<br>So be it.</p><script>x()</script>", 400).text == (
        "The rain has stopped.\nSo be it."
    )


def test_a_page_nested_deep_but_within_bounds_is_read() -> None:
    assert "The river rose" in extract("<div>" * 390 + "<p>The river rose on Wednesday.</p>", 400).text


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div>" * 2_000_000, RejectReason.TOO_DEEP),
        ("", RejectReason.NO_TEXT),
        ("<html><body><script>var a</script></body></html>", RejectReason.NO_TEXT),
        ("<img src=x>", RejectReason.NO_TEXT),
    ],
)
def test_what_cannot_be_taken(markup: str, reason: RejectReason) -> None:
    with pytest.raises(RejectedInput) as caught:
        extract(markup, 400)
    assert caught.value.reason is reason


def test_characters_that_xml_forbids() -> None:
    assert "The river" in extract("<p>The river\x00 rose\ud800 on\x0b Wednesday.</p>", 400).text
