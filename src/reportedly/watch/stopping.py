"""Stopping when asked to, between one write and the next, and waiting without missing either that or a
file."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Protocol

from watchfiles._rust_notify import RustNotify

from reportedly.run.progress import Reporter

DEBOUNCE_MS, STEP_MS = 500, 50  # changes that come together are one


class Stopped(Exception):
    """Somebody asked to stop."""


class Stop:
    """Whether somebody asked to stop. What is running then is told at once."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self._tell: Callable[[], object] | None = None

    def ask(self) -> None:
        self.asked.set()
        if self._tell is not None:
            self._tell()

    @contextmanager
    def ending(self, tell: Callable[[], object]) -> Iterator[None]:
        """Call `tell` when asked to stop in this block, from whichever thread or signal that is."""
        self._tell = tell
        try:
            if self.asked.is_set():
                tell()
            yield
        finally:
            self._tell = None


@contextmanager
def on_signals(stop: Stop) -> Iterator[None]:
    """The first SIGINT or SIGTERM asks to stop; a second one ends the process as it always does."""
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in wanted}

    def handle(_number: int, _frame: FrameType | None) -> None:
        for number in wanted:
            signal.signal(number, before[number])
        stop.ask()

    for number in wanted:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number in wanted:
            signal.signal(number, before[number])


class Breaking:
    """A reporter of a run that ends it when asked to stop. Reports come between writes, so nothing is
    torn."""

    def __init__(self, inner: Reporter, stop: Stop) -> None:
        self._inner = inner
        self._stop = stop

    def step(self, name: str, noun: str, total: int | None) -> Callable[[int], None]:
        advance = self._inner.step(name, noun, total)

        def advanced(done: int) -> None:
            advance(done)
            if self._stop.asked.is_set():
                raise Stopped

        return advanced

    def say(self, line: str) -> None:
        self._inner.say(line)


class Bell(Protocol):
    """Waits until there may be something to do."""

    def wait(self, seconds: float) -> None:
        """Come back after so many seconds, or as soon as a file changes or stopping is asked for."""


class Timer:
    """Waits for time to pass."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def wait(self, seconds: float) -> None:
        self._stop.asked.wait(seconds)


class Notifier:
    """Waits for time to pass, or for a change below these paths, as the system reports it."""

    def __init__(self, paths: Sequence[Path], stop: Stop) -> None:
        self._stop = stop
        self._notify = RustNotify([str(p) for p in paths], False, False, 300, True, True)

    def wait(self, seconds: float) -> None:
        if not self._stop.asked.is_set():
            self._notify.watch(DEBOUNCE_MS, STEP_MS, int(seconds * 1000) + 1, self._stop.asked)

    def close(self) -> None:
        self._notify.close()


@contextmanager
def bell(paths: Sequence[Path], stop: Stop) -> Iterator[Bell]:
    """What to wait with."""
    if not paths:
        yield Timer(stop)
        return
    notifier = Notifier(paths, stop)
    try:
        yield notifier
    finally:
        notifier.close()


class WallClock:
    """The clock on the wall."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
