"""Web archives."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from reportedly.config import Intake
from reportedly.records import RejectReason
from tests.intake.test_read import found, refused, taken

PAGE = "<html><body><p>The river rose at the café.</p></body></html>"


def archive(tmp_path: Path, *pages: tuple[str, bytes, str], zipped: bool = True) -> Path:
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    records = [record(*page) for page in pages]
    path.write_bytes(b"".join(gzip.compress(r, mtime=0) if zipped else r for r in records))
    return path


def record(status: str, content: bytes, media: str) -> bytes:
    """One response as a crawler writes it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        "WARC-Date: 2031-04-09T10:00:00Z\r\nWARC-Target-URI: https://news.example/1\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("zipped", [True, False])
def test_html_responses_are_taken_and_nothing_else(tmp_path: Path, zipped: bool) -> None:
    path = archive(
        tmp_path,
        ("200 OK", b"\x89PNG", "image/png"),
        ("404 Not Found", PAGE.encode(), "text/html"),
        ("200 OK", PAGE.encode(), "text/html; charset=utf-8"),
        zipped=zipped,
    )
    [(capture, sighting)] = taken(found(path))
    assert capture.content == PAGE.encode()
    assert (sighting.line, sighting.input_id) == (3, f"{path.name}#3")
    assert sighting.url == "https://news.example/1"


def test_a_character_set_that_only_the_header_tells(tmp_path: Path) -> None:
    page = archive(tmp_path, ("200 OK", PAGE.encode("iso-8859-1"), "text/html; charset=ISO-8859-1"))
    [(capture, _)] = taken(found(page))
    assert "café" in json.loads(capture.content)["html"]


def test_a_page_too_large_and_the_next_one(tmp_path: Path) -> None:
    path = archive(
        tmp_path, ("200 OK", b"<p>" + b"rain " * 9000, "text/html"), ("200 OK", PAGE.encode(), "text/html")
    )
    rows = found(path, settings=Intake(max_page_bytes=5000))
    assert [r.reason for r in refused(rows)] == [RejectReason.TOO_LARGE]
    assert len(taken(rows)) == 1


def test_an_archive_without_pages(tmp_path: Path) -> None:
    [reject] = refused(found(archive(tmp_path, ("200 OK", b"x", "image/png"))))
    assert reject.reason is RejectReason.NO_TEXT


def test_a_broken_archive(tmp_path: Path) -> None:
    path = archive(tmp_path, ("200 OK", PAGE.encode(), "text/html"), zipped=False)
    path.write_bytes(path.read_bytes() + b"WARC/1.0\r\nnonsense")
    rows = found(path)
    assert len(taken(rows)) == 1
    (tmp_path / "b.warc").write_bytes(b"this is no archive at all\n" * 9)
    assert [r.reason for r in refused(found(tmp_path / "b.warc"))] == [RejectReason.BAD_ARCHIVE]
