"""Bytes to text, and the depth of markup."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.intake.decode import decode
from reportedly.intake.depth import too_deep

WORDS = "The café’s owner said “no”."


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        b"\xff\xfe" + WORDS.encode("utf-16-le"),
        b"\xfe\xff" + WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
    ],
)
def test_text_is_read_whatever_its_encoding(content: bytes) -> None:
    assert decode(content) == WORDS


def test_a_page_declares_its_character_set() -> None:
    page = '<meta charset="windows-1251"><p>Река поднялась</p>'
    assert "Река" in decode(page.encode("cp1251"), html=True)
    japanese = '<meta charset="iso-2022-jp"><p>川</p>'
    assert "川" in decode(japanese.encode("iso-2022-jp"), html=True)


@pytest.mark.parametrize("name", ["zip", "hex", "rot13", "idna", "nonsense", "unicode_escape", "utf-7"])
def test_a_declared_trick_is_not_followed(name: str) -> None:
    assert "caf" in decode(f'<meta charset="{name}">caf'.encode() + b"\xe9 \xe9t\xe9 na\xefve", html=True)


def test_a_few_damaged_bytes_do_not_spoil_a_page() -> None:
    content = ("Река поднялась. " * 20).encode() + b"\xff"
    assert decode(content).startswith("Река")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_decode_to_what_can_be_stored(content: bytes, html: bool) -> None:
    decode(content, html).encode("utf-8")


@pytest.mark.parametrize(
    ("markup", "deep"),
    [
        ("<div>" * 50, True),
        ("<div></div>" * 50, False),
        ("<p>one<p>two" * 50, False),
        ("<ul>" + "<li>x" * 50, False),
        ("<br><img src=x>" * 50, False),
        ("<!--" + "<div>" * 50 + "-->", False),
        ("<script>" + "<div>" * 50 + "</script>", False),
        ("<svg/>" * 50, False),
        ("<b>" * 50, True),
    ],
)
def test_depth_counts_what_a_parser_would_nest(markup: str, deep: bool) -> None:
    assert too_deep(markup, 20) is deep


@pytest.mark.parametrize("piece", ["<div>", "<!--", "<script>", "<", "<a ", "</a>", "<p>"])
def test_depth_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    too_deep(piece * (2_000_000 // len(piece)), 10**9)
    assert time.process_time() - start < 4
