"""Intake: paths in, captures out, one reader a kind of file. Nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from reportedly import config
from reportedly.errors import RejectedInput
from reportedly.intake import feed, jsonl, opening, page, sniff, walk, warc
from reportedly.intake.found import Found, Input
from reportedly.records import Reject, RejectReason

__all__ = ["Found", "Input", "describe_formats", "read", "read_file"]

STDIN = Input("-", "stdin")
CHANGING = RejectedInput(
    RejectReason.CHANGING, "was written to while it was read; run again when it is complete"
)


def read(paths: Sequence[Path], settings: config.Intake, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """Every page that the paths hold, in order of the paths; what is not taken comes as a Reject.

    A path is a file or a folder; "-" is `stdin`, whose kind is told by looking. One page at most is
    held in memory (a feed whole).
    """
    for path in paths:
        if path == Path("-"):
            if stdin is not None:
                yield from _stdin(stdin, settings)
            continue
        for file in walk.files(path):
            if isinstance(file, Reject):
                yield file
            else:
                yield from read_file(*file, settings)


def describe_formats() -> str:
    """The kinds of file that are read, one a line, for help texts."""
    rows = [f"{r.kind:6} .{' .'.join(r.extensions)}  {r.help}" for r in sniff.formats().read]
    return "\n".join([*rows, "Each may be compressed with gzip (.gz)."])


def read_file(path: Path, at: Input, settings: config.Intake) -> Iterator[Found]:
    """Every page of one file; if it cannot be read, a Reject.

    While a file is being written its last page may be half there: of one that changes while it is read, the
    last page is not taken.
    """
    before, last = opening.stamp(path), None
    for found in _read(path, at, settings):
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last if opening.stamp(path) == before else at.reject(CHANGING)


def _read(path: Path, at: Input, settings: config.Intake) -> Iterator[Found]:
    try:
        with opening.opened(path, settings.max_file_bytes) as stream:
            yield from _pages(stream, path.name, at, settings)
    except RejectedInput as error:
        yield at.reject(error)


def _stdin(stdin: BinaryIO, settings: config.Intake) -> Iterator[Found]:
    try:
        with opening.decompressed(stdin, settings.max_file_bytes) as stream:
            yield from _pages(stream, "", STDIN, settings)
    except RejectedInput as error:
        yield STDIN.reject(error)


def _pages(stream: BufferedReader, name: str, at: Input, settings: config.Intake) -> Iterator[Found]:
    kind = sniff.kind_of(name, opening.head(stream))
    if kind == "jsonl":
        return jsonl.read(stream, at, settings)
    if kind == "feed":
        return feed.read(stream, at, settings)
    if kind == "warc":
        return warc.read(stream, at, settings)
    return page.read(stream, at, settings, "text/html" if kind == "html" else "text/plain")
