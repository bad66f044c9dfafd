"""The rounds of watching: look, fetch, take in, bring the account up to date, tell, wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from reportedly import pipeline
from reportedly.config import Settings
from reportedly.errors import Busy
from reportedly.intake import read_file
from reportedly.records import Reject
from reportedly.run.local import Local, chunks
from reportedly.run.progress import Reporter
from reportedly.store import Store, one_writer
from reportedly.watch.folders import Folders, Settled
from reportedly.watch.gathering import Gatherer, Say, unseen
from reportedly.watch.manners import Clock
from reportedly.watch.stopping import Bell, Breaking, Stop, Stopped
from reportedly.watch.telling import Teller

LONGEST_WAIT = 3600.0  # seconds after which to look round in any case
BUSY = 10.0  # seconds after which to ask again for the database when another run has it
FILES_AT_ONCE = 64


@dataclass(slots=True)
class Watcher:
    """Goes round until asked to stop.

    `progress` makes the reporter of one bringing up to date. What is taken in is safe at once; the account
    follows when the write lock can be had, and after a kill with the first round of the next start.
    """

    store: Store
    settings: Settings
    folders: Folders
    gatherer: Gatherer
    clock: Clock
    stop: Stop
    say: Say
    progress: Callable[[], AbstractContextManager[Reporter]]
    teller: Teller | None = None
    _behind: bool = True  # the account, or that is not known
    _unsettled: bool = False
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner)  # one event loop for all rounds
    _workers: Local = field(init=False)  # and models that are loaded once

    def __post_init__(self) -> None:
        self._workers = Local(self.settings, self.store, keep=True)

    def watch(self, bell: Bell) -> None:
        """Round after round."""
        self.gatherer.begin()
        try:
            while not self.stop.asked.is_set():
                self._round()
                bell.wait(self._pause())
        except Stopped:
            pass

    def once(self) -> bool:
        """One round, with all that comes of it; whether the account is up to date."""
        self.gatherer.begin()
        try:
            self._look(everything=True)
            self._gather(all_feeds=True)
            while self.gatherer.waiting():
                self._gather()
            self._bring_up_to_date()
            if self.teller is not None:
                self.teller.tell_all()
        except Stopped:
            return False
        return not self._behind

    def close(self) -> None:
        """Wait for what is under way, which is bounded in time."""
        if self.teller is not None:
            self.teller.close()
        self._workers.stop()
        self._runner.close()

    def _round(self) -> None:
        self._look()
        self._gather()
        self._bring_up_to_date()
        if self.teller is not None:
            self.teller.tell()

    def _pause(self) -> float:
        """Seconds to wait for the next round."""
        now = self.clock.now()
        moments = [now + LONGEST_WAIT, self.gatherer.due_at()]
        if self.teller is not None:
            moments.append(self.teller.due_at())
        if self._unsettled:
            moments.append(now + self.settings.watch.settle_seconds)
        if self._behind:
            moments.append(now + BUSY)
        return max(0.0, min(m for m in moments if m is not None) - now)

    def _look(self, *, everything: bool = False) -> None:
        """Take in the files that are new; with `everything` also those that may still be written to."""
        if everything:
            self.folders.settle = 0.0
        new, self._unsettled = self.folders.look(self.clock.now())
        for batch in chunks(new, FILES_AT_ONCE):
            self._take(batch)
            if self.stop.asked.is_set():
                raise Stopped

    def _take(self, batch: list[Settled | Reject]) -> None:
        for item in batch:
            if isinstance(item, Reject):
                self.store.add_fetched([item], [], [item.source])
                self.say(item.source, f"{item.reason}: {item.detail}")
                continue
            new, again = 0, [item.at.source]
            for found in chunks(read_file(item.path, item.at, self.settings.intake), FILES_AT_ONCE):
                new += unseen(self.store, found)
                self.store.add_fetched(found, [], again)
                again = []
                for reject in (f for f in found if isinstance(f, Reject)):
                    self.say(reject.source, f"{reject.reason}: {reject.detail}")
            if new:
                self.say(item.at.source, "1 new page" if new == 1 else f"{new:,} new pages")
                self._behind = True
        self.folders.took(batch)

    def _gather(self, *, all_feeds: bool = False) -> None:
        """Fetch what is due, unless asked to stop."""
        before = self.gatherer.brought

        async def gathering() -> None:
            task = asyncio.ensure_future(self.gatherer.gather(all_feeds=all_feeds))
            loop = asyncio.get_running_loop()
            with self.stop.ending(lambda: loop.call_soon_threadsafe(task.cancel)):
                await task

        try:
            self._runner.run(gathering())
        except asyncio.CancelledError as error:
            raise Stopped from error
        self._behind = self._behind or self.gatherer.brought > before

    def _bring_up_to_date(self) -> None:
        """What `run` does, with the pages that are in the store."""
        if not self._behind:
            return
        try:
            with one_writer(self.store.path):
                self._run()
                while self.gatherer.unread():
                    self._run()
        except Busy as error:
            self.say(str(self.store.path), f"{error}; what has come is safe and will be read then")
            return
        self._behind = False

    def _run(self) -> None:
        with self.progress() as reporter:
            breaking = Breaking(reporter, self.stop)
            summary = pipeline.run([], self.store, self.settings, breaking, executor=self._workers)
        if any(summary.made.values()):
            read, told = summary.made["clean"], summary.made["reconcile"]
            self.say(str(self.store.path), f"pages read: {read:,}; stories told anew: {told:,}")
