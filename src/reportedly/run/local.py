"""Runs stages on this machine's cores. One verb, `map`; nothing else knows an executor.

A chunk that overruns its time or kills its worker is tried again task by task, so that only the
task at fault is rejected.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from itertools import islice
from typing import Any, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from reportedly.config import Settings
from reportedly.places.layers import mark as gazetteers
from reportedly.records import RejectReason
from reportedly.run import ahead
from reportedly.run.worker import Failure, Outcome, Task, prepare, start, work, work_on
from reportedly.stage import Stage, Waiting
from reportedly.store import Reader, pack
from reportedly.store.packing import Row

T = TypeVar("T")
WARM_UP_SECONDS = 120.0  # a worker may have to load its models first
UNDER_WAY = 16  # chunks a worker: enough that a long one does not leave the others without work


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


class Executor(Protocol):
    """What runs the function of a stage on many keys."""

    def map(self, stage: Stage, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """One outcome a task, in order."""

    def warm(self, stages: Sequence[Stage]) -> None:
        """Prepare for these stages, to come soon, where that costs nothing."""


class Here:
    """This process: for a little work at once, without starting others. Nothing limits how long it takes."""

    def __init__(self, settings: Settings, store: Reader) -> None:
        self._settings = settings
        self._store = store

    def map(self, stage: Stage, tasks: Iterable[Task]) -> Iterator[Outcome]:
        for chunk in chunks(tasks, stage.chunk):
            yield from work_on(self._store, stage, self._settings, chunk)

    def warm(self, stages: Sequence[Stage]) -> None:
        pass


class Local:
    """A pool of worker processes, started when first needed, and no more of them than there is work for: each
    loads the models. With `keep` they stay when a run has ended well, for the next."""

    def __init__(self, settings: Settings, store: Reader, *, keep: bool = False) -> None:
        self.settings = settings
        self.store = store
        self._keep = keep
        self._pool: ProcessPool | None = None
        self._size = 0
        self._known: object = None

    @property
    def workers(self) -> int:
        """How many there may be."""
        return self.settings.run.workers or max(2, os.cpu_count() or 2)

    def __enter__(self) -> Local:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None or not self._keep:
            self.stop()

    def stop(self) -> None:
        """End the workers, whatever they do; what they did is written, or will be done again."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
        self._pool, self._size = None, 0

    def renew(self, settings: Settings) -> None:
        """Work with these settings from now on. Workers that have read other outlets, rules or gazetteers
        than there are now give way to new ones."""
        known = settings, self.store.own_outlets(), self.store.own_rules(), gazetteers()
        if known != self._known:
            self.stop()
        self.settings, self._known = settings, known

    def map(self, stage: Stage, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """One outcome a task, in order, with a bounded number under way."""
        if isinstance(stage, Waiting):
            yield from self._waited(stage, tasks)
            return
        limit = stage.seconds(self.settings) if stage.seconds else None
        tasks = list(tasks)
        self._provide(-(-len(tasks) // stage.chunk))
        waiting: deque[tuple[list[Task], Future[list[Outcome]]]] = deque()
        for chunk in chunks(tasks, stage.chunk):
            waiting.append((chunk, self._submit(stage, chunk, limit)))
            if len(waiting) >= self.workers * UNDER_WAY:
                yield from self._collect(stage, limit, *waiting.popleft())
        while waiting:
            yield from self._collect(stage, limit, *waiting.popleft())

    def _waited(self, stage: Waiting, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """As `map`, for a stage that waits for another machine: in this process, on one event loop."""
        run: Any = stage.make(self.settings)
        texts, at_once = self.store.texts(), max(1, stage.at_once(self.settings))
        under_way: deque[asyncio.Task[list[Row]]] = deque()

        async def rows(task: Task, payload: Any) -> list[Row]:
            return pack(*task, await run(payload), texts)

        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            for task in tasks:
                (payload,) = stage.load(self.store, self.settings, [task[0]])
                under_way.append(loop.create_task(rows(task, payload)))
                if len(under_way) >= at_once:
                    yield loop.run_until_complete(under_way.popleft())
            while under_way:
                yield loop.run_until_complete(under_way.popleft())

    def warm(self, stages: Sequence[Stage]) -> None:
        """Let workers that have nothing to do load what these stages need; none are started for it."""
        for _ in range(self._size):
            self._started().schedule(prepare, args=(stages, self.settings, self.store.path))

    def _provide(self, chunks: int) -> None:
        """Have workers for so many chunks. Few that are there will do, unless there is much more to do."""
        if self._size < self.workers and chunks > UNDER_WAY:
            self.stop()
        self._size = self._size or min(self.workers, chunks)

    def _started(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(max_workers=self._size, context=ahead.context(), initializer=start)
        return self._pool

    def _submit(self, stage: Stage, chunk: Sequence[Task], limit: float | None) -> Future[list[Outcome]]:
        timeout = WARM_UP_SECONDS + limit * len(chunk) if limit is not None and len(chunk) > 1 else None
        if limit is not None and len(chunk) == 1:
            timeout = WARM_UP_SECONDS / 4 + limit
        future: Future[list[Outcome]] = self._started().schedule(
            work, args=(stage, self.settings, self.store.path, chunk), timeout=timeout
        )
        return future

    def _collect(
        self, stage: Stage, limit: float | None, chunk: list[Task], future: Future[list[Outcome]]
    ) -> list[Outcome]:
        try:
            return future.result()
        except (FutureTimeout, ProcessExpired) as error:
            if len(chunk) > 1:
                return [
                    self._collect(stage, limit, [task], self._submit(stage, [task], limit))[0]
                    for task in chunk
                ]
            if isinstance(error, FutureTimeout):
                return [
                    Failure(
                        RejectReason.TOO_SLOW, f"took longer than {limit:g} s; save the page as plain text"
                    )
                ]
            return [
                Failure(RejectReason.FAILED, f"the reader crashed on it ({error}); save it as plain text")
            ]
