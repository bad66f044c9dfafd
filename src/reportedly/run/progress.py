"""Progress of a run: bars with rate and time left on a terminal, plain lines otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.progress import TimeRemainingColumn as TimeLeft
from rich.text import Text

T = TypeVar("T")


class Reporter(Protocol):
    """Hears how far a step is."""

    def step(self, name: str, noun: str, total: int | None) -> Callable[[int], None]:
        """A step begins; the function returned is called with how many more are done."""

    def say(self, line: str) -> None:
        """A plain remark."""


class Silent:
    """Says nothing."""

    def step(self, name: str, noun: str, total: int | None) -> Callable[[int], None]:
        return lambda _done: None

    def say(self, line: str) -> None:
        pass


class Lines:
    """One line a step when it ends, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._open: tuple[str, str, float] | None = None
        self._done = 0

    def step(self, name: str, noun: str, total: int | None) -> Callable[[int], None]:
        self.close()
        self._open, self._done = (name, noun, time.monotonic()), 0
        return self._advance

    def _advance(self, done: int) -> None:
        self._done += done

    def say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False)

    def close(self) -> None:
        if self._open and self._done:
            name, noun, began = self._open
            self.say(f"{name}: {self._done:,} {noun} in {time.monotonic() - began:.1f} s")
        self._open = None


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="dim")


class Bars:
    """A bar a step, with rate and time left."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("{task.fields[noun]}"),
            _Rate(),
            TimeLeft(compact=True),
            console=console,
        )
        self._progress.start()

    def step(self, name: str, noun: str, total: int | None) -> Callable[[int], None]:
        task = self._progress.add_task(name, total=total, noun=noun)
        return lambda done: self._progress.advance(task, done)

    def say(self, line: str) -> None:
        self._progress.console.print(line, markup=False, highlight=False)

    def close(self) -> None:
        self._progress.stop()


@contextmanager
def reporter(console: Console, *, quiet: bool = False) -> Iterator[Reporter]:
    """The reporter that fits where the output goes."""
    if quiet:
        yield Silent()
        return
    chosen = Bars(console) if console.is_terminal else Lines(console)
    try:
        yield chosen
    finally:
        chosen.close()


def counted(items: Iterable[T], advance: Callable[[int], None]) -> Iterator[T]:
    """The items, each reported as done when the next is asked for."""
    for item in items:
        yield item
        advance(1)
