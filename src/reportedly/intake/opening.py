"""Files and streams, decompressed and bounded: what is read never exceeds the limits in memory.

Every failure is a RejectedInput, so that one bad file does not stop a folder.
"""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, BinaryIO, cast

from reportedly.errors import RejectedInput
from reportedly.intake.sniff import GZIP, HEAD_BYTES
from reportedly.records import RejectReason

BLOCK = 1 << 16
Stamp = tuple[int, int]  # size in bytes, and when it changed last in nanoseconds
BROKEN = (OSError, EOFError, zlib.error)


class Bounded(RawIOBase):
    """Reads at most `limit` bytes of another stream, then raises RejectedInput TOO_LARGE."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except BROKEN as error:
            raise unreadable(error) from error
        self._left -= len(data)
        if self._left < 0:
            raise RejectedInput(
                RejectReason.TOO_LARGE,
                "holds more bytes than [intake] max_file_bytes; split it, or raise the limit",
            )
        buffer[: len(data)] = data
        return len(data)


def stamp(path: Path) -> Stamp | None:
    """What changes when a file is written to; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - one call for many files
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


@contextmanager
def opened(path: Path, limit: int) -> Iterator[BufferedReader]:
    """A regular file, decompressed if it is gzip. Raises RejectedInput, also from reads."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe must not hang us
    except OSError as error:
        raise unreadable(error) from error
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise RejectedInput(
                RejectReason.UNREADABLE, "not a regular file; to read a pipe, pipe it in and name '-'"
            )
        with decompressed(file, limit) as stream:
            yield stream


@contextmanager
def decompressed(stream: BinaryIO, limit: int) -> Iterator[BufferedReader]:
    """The stream itself, or what it holds if it is gzip. No more than `limit` bytes are read of it."""
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(Bounded(stream, limit), BLOCK)
    plain: IO[bytes] = buffered
    if head(buffered)[:2] == GZIP:
        plain = cast("IO[bytes]", gzip.GzipFile(fileobj=buffered, mode="rb"))
    yield BufferedReader(Bounded(plain, limit), BLOCK)


def head(stream: BufferedReader) -> bytes:
    """The first bytes, without taking them."""
    try:
        return stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    except BROKEN as error:
        raise unreadable(error) from error


def whole(stream: BufferedReader, limit: int, setting: str) -> bytes:
    """All bytes, at most `limit`. Raises RejectedInput TOO_LARGE naming the setting."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(limit, setting)
    return data


def lines(stream: BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1, without its end; None for one longer than `limit` bytes."""
    number = 0
    while True:
        line = stream.readline(limit + 2)
        if not line:
            return
        number += 1
        long = len(line.rstrip(b"\r\n")) > limit
        while long and line and not line.endswith(b"\n"):
            line = stream.readline(BLOCK)
        yield number, None if long else line.rstrip(b"\r\n")


def too_large(limit: int, setting: str) -> RejectedInput:
    return RejectedInput(
        RejectReason.TOO_LARGE, f"more than {limit} bytes; raise [intake] {setting} to take it"
    )


def unreadable(error: BaseException) -> RejectedInput:
    """What an error of the system or of decompression becomes."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    advice = _ADVICE.get(type(error), _check)(words)
    return RejectedInput(RejectReason.UNREADABLE, advice)


def _check(words: str) -> str:
    return f"cannot be read ({words}); check the file"


_ADVICE: dict[type[BaseException], Callable[[str], str]] = {
    FileNotFoundError: lambda words: f"does not exist ({words}); check the path",
    PermissionError: lambda words: f"may not be read ({words}); change its permissions",
    gzip.BadGzipFile: lambda words: f"damaged gzip ({words}); fetch it again",
    EOFError: lambda words: f"cut short ({words}); fetch it again",
    zlib.error: lambda words: f"damaged gzip ({words}); fetch it again",
}
