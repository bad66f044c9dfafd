"""JSON Lines: the contract is checked field by field, line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.config import Intake
from reportedly.errors import RejectedInput
from reportedly.intake.given import Given, parse
from reportedly.records import Reject, RejectReason
from tests.intake.test_read import found, refused, taken


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass")
    return path


def test_lines_keep_their_ids_and_bytes(tmp_path: Path) -> None:
    first, second = (
        '{"id": "x-1", "text": "Rain fell.", "url": "https://news.example/1"}',
        '{"html":"<p>Rain</p>"}',
    )
    path = write(tmp_path, first + "\r", "", second)
    rows = taken(found(path))
    assert [s.input_id for _, s in rows] == ["x-1", "a.jsonl#3"]
    assert [s.line for _, s in rows] == [1, 3]
    assert [s.url for _, s in rows] == ["https://news.example/1", None]
    assert [c.content for c, _ in rows] == [first.encode(), second.encode()]


@pytest.mark.parametrize(
    ("line", "reason", "words"),
    [
        ("not json", RejectReason.NOT_JSON, "one JSON object a line"),
        ('["text"]', RejectReason.NOT_JSON, "a list"),
        ('{"text": "a"', RejectReason.NOT_JSON, "one JSON object"),
        ('{"text": 5}', RejectReason.WRONG_TYPE, "text is a number"),
        ('{"text": "Rain.", "id": 7}', RejectReason.WRONG_TYPE, "id is a number"),
        ('{"text": "Rain.", "outlet": ["a"]}', RejectReason.WRONG_TYPE, "outlet is a list"),
        ('{"text": "Rain.", "published_at": "yesterday"}', RejectReason.WRONG_TYPE, "2024-03-15"),
        ('{"text": "Rain.", "language": "no idea"}', RejectReason.WRONG_TYPE, "BCP 47"),
        ('{"title": "Rain"}', RejectReason.NO_TEXT, "give one of them"),
        ('{"text": " \\n", "html": ""}', RejectReason.NO_TEXT, "blank"),
        ('{"text": ' + "[" * 5000, RejectReason.TOO_DEEP, "nested"),
        ('{"text": "Rain.", "n": ' + "9" * 5000 + "}", RejectReason.NOT_JSON, "one JSON object"),
    ],
)
def test_a_line_that_is_no_article_is_refused_and_the_rest_is_read(
    tmp_path: Path, line: str, reason: RejectReason, words: str
) -> None:
    rows = found(write(tmp_path, '{"text": "Rain fell."}', line, '{"text": "Snow fell."}'))
    [reject] = refused(rows)
    assert (reject.line, reject.reason) == (2, reason)
    assert words in reject.detail
    assert len(taken(rows)) == 2


def test_a_line_too_long_is_passed_over(tmp_path: Path) -> None:
    long = json.dumps({"text": "Rain fell. " * 50_000})
    rows = found(write(tmp_path, long, '{"text": "Snow fell."}'), settings=Intake(max_page_bytes=10_000))
    assert [(r.line, r.reason) for r in refused(rows)] == [(1, RejectReason.TOO_LARGE)]
    assert [s.line for _, s in taken(rows)] == [2]


def test_json_spread_over_lines_is_said_once(tmp_path: Path) -> None:
    spread = json.dumps({f"k{n}": n for n in range(500)}, indent=1)
    rows = found(write(tmp_path, spread))
    assert [r.reason for r in refused(rows)] == [RejectReason.NOT_JSON, RejectReason.UNKNOWN_FORMAT]


def test_half_a_character_becomes_the_replacement_character() -> None:
    assert parse(b'{"text": "x\\ud800y"}', 10).text == "x\ufffdy"
    assert parse(b'{"text": "\\ud83d\\ude00"}', 10).text == "😀"


def test_brackets_in_a_text_are_no_depth() -> None:
    assert parse(json.dumps({"text": "[" * 900 + '"' + "{" * 900}).encode(), 10).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-03-15", "2024-03-15"),
        ("20240315", "2024-03-15"),
        ("2024-03-15T10:00:00Z", "2024-03-15T10:00:00Z"),
        ("2024-03-15 10:00", "2024-03-15 10:00"),
        ("20240315T100000", "2024-03-15T10:00:00"),
    ],
)
def test_dates_are_read_in_any_iso_form(written: str, read: str) -> None:
    assert parse(json.dumps({"text": "Rain.", "published_at": written}).encode(), 10).published_at == read


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda t: json.dumps({"text": t}).encode()))
def test_any_line_is_an_article_or_a_reject(line: bytes) -> None:
    try:
        article = parse(line, 20)
    except RejectedInput:
        return
    assert article.text or article.html


def test_an_article_encodes_to_a_line_that_reads_the_same() -> None:
    article = Given(url="https://news.example", title="Регн", text="Rain “fell”.\n")
    assert parse(article.encoded(), 10) == article
    assert b"\n" not in article.encoded()


def test_rejects_are_plain_records(tmp_path: Path) -> None:
    [row] = found(write(tmp_path, "x"))
    assert isinstance(row, Reject)
    assert row.source.endswith("a.jsonl")
