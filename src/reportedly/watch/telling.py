"""Telling a hook beside the work: deliveries are sent by a thread, so that a slow receiver holds nothing
up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from reportedly.records import Fetch, Quiet
from reportedly.store import Store
from reportedly.store.fetches import Changed, Fetches
from reportedly.watch.fetching import Fetcher
from reportedly.watch.gathering import Say
from reportedly.watch.manners import Clock
from reportedly.watch.pace import after_failure
from reportedly.watch.trouble import Trouble, trouble_of
from reportedly.watch.webhook import AT_ONCE, Hook


class Teller:
    """Tells a hook of each change once it is in the log, in order, again and again until it is taken.

    How far it was told is kept in the store under the hook's address. A hook that is new is told of what
    changes from now on.
    """

    def __init__(self, hook: Hook, store: Store, fetcher: Fetcher, clock: Clock, say: Say) -> None:
        self._hook = hook
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._say = say
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="webhook")
        self._under_way: tuple[Future[None], Sequence[Changed]] | None = None
        self._row = self._known()

    def due_at(self) -> float | None:
        """When to look again, in seconds since 1970; None: when something has changed."""
        if self._under_way is not None:
            return self._clock.now() + 1.0
        return self._row.next_at

    def tell(self) -> None:
        """Note how the last delivery went, and begin the next if it is time and there is something to
        tell."""
        self._collect(wait=False)
        if self._under_way is not None or (self._row.next_at or 0.0) > self._clock.now():
            return
        changes = Fetches(self._store.engine).changed(int(self._row.mark or 0), AT_ONCE)
        if not changes:
            self._row = replace(self._row, next_at=None)
            return
        sent = self._hook.deliver(self._hook.body(changes), self._fetcher, self._clock.now())
        self._under_way = self._thread.submit(asyncio.run, sent), changes

    def tell_all(self) -> None:
        """Deliver all there is, one after the other, until it is told or fails."""
        self.tell()
        while self._under_way is not None:
            self._collect(wait=True)
            if self._row.failures == 0:
                self.tell()

    def close(self) -> None:
        """Wait for what is under way; it is bounded in time."""
        self._collect(wait=True)
        self._thread.shutdown()

    def _collect(self, *, wait: bool) -> None:
        if self._under_way is None or not (wait or self._under_way[0].done()):
            return
        (sent, changes), self._under_way = self._under_way, None
        try:
            sent.result()
        except Exception as error:
            self._failed(trouble_of(error))
            return
        words = f"told of {len(changes)} findings"
        told = str(changes[-1].number)
        self._keep(replace(self._row, mark=told, failures=0, next_at=None, status=200, outcome=words))
        self._say(self._hook.url, words)

    def _failed(self, trouble: Trouble) -> None:
        now, before = self._clock.now(), self._row.failures
        quiet = after_failure(
            Quiet("", 0.0, before) if before else None,
            self._hook.url,
            trouble.after,
            now,
            self._fetcher.settings,
        )
        words = f"{trouble.detail}; again in {quiet.until - now:,.0f} s"
        status, failures = trouble.status, quiet.failures
        self._keep(replace(self._row, next_at=quiet.until, failures=failures, status=status, outcome=words))
        self._say(self._hook.url, words)

    def _known(self) -> Fetch:
        fetches, url = Fetches(self._store.engine), self._hook.url
        known = fetches.known([url]).get(url)
        if known is None or known.kind != "hook":
            known = Fetch(url, "hook", None, mark=str(fetches.told()))
            self._store.add_fetched([], [known])
        return known

    def _keep(self, row: Fetch) -> None:
        self._row = row
        self._store.add_fetched([], [row])
