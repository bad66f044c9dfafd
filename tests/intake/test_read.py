"""Files, folders, streams: what is taken, and that nothing taken amiss stops the rest."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from reportedly.config import Intake
from reportedly.intake import Found, describe_formats, read
from reportedly.records import Capture, Reject, RejectReason, Sighting

LIMITS = Intake()

GZIPPED = gzip.compress(b"Rain fell.", mtime=0)  # the clock kept out of test names


def found(*paths: Path, settings: Intake = LIMITS, stdin: bytes | None = None) -> list[Found]:
    return list(read(paths, settings, io.BytesIO(stdin) if stdin is not None else None))


def taken(rows: list[Found]) -> list[tuple[Capture, Sighting]]:
    return [row for row in rows if not isinstance(row, Reject)]


def refused(rows: list[Found]) -> list[Reject]:
    return [row for row in rows if isinstance(row, Reject)]


def test_a_folder_is_read_sorted_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("Rain fell.")
    (tmp_path / "one.html").write_text("<p>Rain fell.</p>")
    (tmp_path / ".secret.txt").write_text("Rain fell.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("Rain fell.")
    rows = taken(found(tmp_path))
    assert [s.input_id for _, s in rows] == ["one.html", "b/two.txt"]
    assert [s.source for _, s in rows] == [f"{tmp_path}/one.html", f"{tmp_path}/b/two.txt"]
    assert [c.media for c, _ in rows] == ["text/html", "text/plain"]


def test_a_file_that_was_named_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"Rain fell.\r\n")
    [(capture, sighting)] = taken(found(path))
    assert (sighting.input_id, sighting.source, sighting.line) == ("one.txt", str(path), None)
    assert capture.content == b"Rain fell.\r\n"


def test_equal_pages_are_one_capture(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Rain fell.")
    first, second = taken(found(tmp_path))
    assert first[0] == second[0]
    assert first[1] != second[1]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("paper.pdf", b"%PDF-1.7 ...", RejectReason.UNKNOWN_FORMAT),
        ("paper.txt", b"%PDF-1.7 ...", RejectReason.UNKNOWN_FORMAT),
        ("paper.docx", b"PK\x03\x04....", RejectReason.UNKNOWN_FORMAT),
        ("rows.csv", b"a,b\n1,2\n", RejectReason.UNKNOWN_FORMAT),
        ("noise", bytes(range(256)) * 8, RejectReason.UNKNOWN_FORMAT),
        ("empty.txt", b" \n", RejectReason.NO_TEXT),
        ("half.txt.gz", gzip.compress(b"Rain fell." * 999, mtime=0)[:40], RejectReason.UNREADABLE),
        ("twice.txt.gz", gzip.compress(GZIPPED, mtime=0), RejectReason.UNKNOWN_FORMAT),
    ],
)
def test_what_is_not_read_says_why_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: bytes, reason: RejectReason
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text("Rain fell.")
    rows = found(tmp_path)
    assert [(r.source, r.reason) for r in refused(rows)] == [(f"{tmp_path}/{name}", reason)]
    assert refused(rows)[0].detail
    assert [s.input_id for _, s in taken(rows)] == ["z.txt"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    [reject] = refused(found(tmp_path / "gone"))
    assert reject.reason is RejectReason.UNREADABLE
    assert "check the path" in reject.detail


def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    [reject] = refused(found(tmp_path))
    assert reject.reason is RejectReason.UNREADABLE


def test_links_are_not_followed_out_of_the_folder_nor_in_circles(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "o.txt").write_text("Rain fell.")
    (inside / "a.txt").write_text("Rain fell.")
    (inside / "circle").symlink_to(inside)
    (inside / "itself").symlink_to(inside / "itself")
    (inside / "away").symlink_to(outside)
    (inside / "file.txt").symlink_to(outside / "o.txt")
    rows = found(inside)
    assert [s.input_id for _, s in taken(rows)] == ["a.txt"]
    assert sorted(Path(r.source).name for r in refused(rows)) == ["away", "file.txt", "itself"]


def test_a_gzip_bomb_is_too_large_and_not_held_in_memory(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.txt.gz", "wb") as file:
        for _ in range(50):
            file.write(b"rain " * 200_000)
    small = Intake(max_page_bytes=100_000)
    [reject] = refused(found(tmp_path, settings=small))
    assert reject.reason is RejectReason.TOO_LARGE
    assert "max_page_bytes" in reject.detail


def test_a_file_of_many_is_cut_off_at_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Rain fell."}\n' * 100_000, mtime=0))
    rows = found(tmp_path, settings=Intake(max_file_bytes=200_000))
    assert 1000 < len(taken(rows)) < 9000
    assert [r.reason for r in refused(rows)] == [RejectReason.TOO_LARGE]


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b'\n {"text": "Rain fell."}', "application/json"),
        (b"<!doctype html><p>Rain fell.</p>", "text/html"),
        (
            b"<rss><channel><item><description>Rain fell.</description></item></channel></rss>",
            "application/json",
        ),
        (b"Rain fell.", "text/plain"),
        (GZIPPED, "text/plain"),
    ],
)
def test_standard_input_is_told_by_looking(content: bytes, media: str) -> None:
    [(capture, sighting)] = taken(found(Path("-"), stdin=content))
    assert capture.media == media
    assert sighting.source == "-"


def test_names_that_are_not_utf8_can_be_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Rain fell.")
    [(_, sighting)] = taken(found(tmp_path))
    assert sighting.input_id.encode("utf-8") == "caf\ufffd.txt".encode()


def test_formats_are_described() -> None:
    text = describe_formats()
    assert ".jsonl" in text
    assert ".warc" in text


def test_a_file_that_changes_while_it_is_read_is_taken_but_for_its_last_page(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text('{"text": "Rain fell."}\n{"text": "It ran off."}\n{"text": "The riv')
    reading = read([path], LIMITS)
    rows = [next(reading)]
    with path.open("a") as file:
        file.write('er rose."}\n')
    rows += reading
    assert len(taken(rows)) == 2
    assert [r.reason for r in refused(rows)] == [RejectReason.CHANGING]
    assert len(taken(found(path))) == 3
