"""RSS and Atom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.records import RejectReason
from tests.intake.test_read import found, refused, taken

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Wire</title>
<item><title>River &amp;amp; rain</title><link>https://news.example/1</link>
<author>desk@news.example (Nora Lind)</author>
<pubDate>Wed, 09 Apr 2031 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The river rose <script>x()</script>on Wednesday.</p>]]></content:encoded></item>
<item><title>Only a title</title></item>
<item><title>Plain</title><description>The rain has stopped.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><entry><title>River</title>
<link href="https://news.example/2"/><updated>2031-04-09T10:00:00Z</updated>
<content type="html">&lt;p&gt;The river rose.&lt;/p&gt;</content></entry></feed>"""


def write(tmp_path: Path, text: str, name: str = "a.rss") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def test_entries_become_articles(tmp_path: Path) -> None:
    rows = found(write(tmp_path, RSS))
    first, third = (json.loads(c.content) for c, _ in taken(rows))
    assert first["outlet"] == "Example Wire"
    assert first["published_at"] == "2031-04-09T08:00:00Z"
    assert first["url"] == "https://news.example/1"
    assert "rose" in first["html"]
    assert third["text"] == "The rain has stopped."
    assert [s.input_id for _, s in taken(rows)] == ["a.rss#1", "a.rss#3"]
    assert [(r.line, r.reason) for r in refused(rows)] == [(2, RejectReason.NO_TEXT)]


def test_reading_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, RSS)
    assert found(path) == found(path)


def test_atom_without_a_telling_name(tmp_path: Path) -> None:
    [(capture, sighting)] = taken(found(write(tmp_path, ATOM, "saved")))
    assert json.loads(capture.content)["published_at"] == "2031-04-09T10:00:00Z"
    assert sighting.url == "https://news.example/2"


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "rain">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><item><description>&i;</description></item></channel></rss>"
)
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><description>&x;</description></item></channel></rss>"
)


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_are_not_expanded(tmp_path: Path, text: str) -> None:
    [reject] = refused(found(write(tmp_path, text)))
    assert reject.reason is RejectReason.BAD_FEED


def test_entities_hidden_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(b"\xff\xfe" + BOMB.encode("utf-16-le"))
    [reject] = refused(found(tmp_path))
    assert reject.reason is RejectReason.BAD_FEED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<rss><channel><title>Example</title></channel></rss>", RejectReason.BAD_FEED),
        ("<rss><chan", RejectReason.BAD_FEED),
        ("<rss>" + "<a>" * 5000, RejectReason.TOO_DEEP),
    ],
)
def test_what_is_no_feed(tmp_path: Path, text: str, reason: RejectReason) -> None:
    [reject] = refused(found(write(tmp_path, text)))
    assert reject.reason is reason


def test_a_damaged_feed_gives_the_entries_it_has(tmp_path: Path) -> None:
    text = "<rss><channel><item><description>The river rose & rose.</description></item><item><desc"
    assert len(taken(found(write(tmp_path, text)))) >= 1
