"""Tells open pages that the account has changed, as server-sent events: which stories, and no more.

Whoever may not come in any more, because they were closed or have logged out, is told no more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from reportedly.desk.people import Someone
from reportedly.desk.shelf import Shelf
from reportedly.records import Id

router = APIRouter()
EVERY = 1.0  # seconds between looks at the database
MANY = 200  # stories named in one event; where more changed, none is named and all are meant
WAITING = 16  # events kept for a page that does not take them

Told = asyncio.Queue[list[Id] | None]  # None is the last


class News:
    """Looks for changes for all who listen; each has a queue of their own."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._listening: dict[Told, str] = {}  # with what they came in with, if it can end

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look from here on, in the background."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _watch(self) -> None:
        last = await run_in_threadpool(self._shelf.store.catalogue.last_change)
        while True:
            await asyncio.sleep(EVERY)
            if not self._listening:
                continue
            await self._send_away()
            now = await run_in_threadpool(self._shelf.store.catalogue.last_change)
            if now != last:
                self.tell(await run_in_threadpool(self._shelf.store.catalogue.stories_since, last, MANY + 1))
                last = now

    async def _send_away(self) -> None:
        came = {queue: key for queue, key in self._listening.items() if key}
        still = await run_in_threadpool(self._shelf.store.people.let_in) if came else set()
        for queue in (queue for queue, key in came.items() if key not in still):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    def tell(self, stories: Iterable[Id]) -> None:
        named = list(stories)
        for queue in self._listening:
            if not queue.full():
                queue.put_nowait(named if len(named) <= MANY else [])

    @asynccontextmanager
    async def listening(self, key: str) -> AsyncIterator[Told]:
        queue: Told = asyncio.Queue(WAITING)
        self._listening[queue] = key
        try:
            yield queue
        finally:
            self._listening.pop(queue)


@router.get("/live", response_class=EventSourceResponse)
async def live(request: Request, person: Someone) -> AsyncIterator[ServerSentEvent]:
    """One event a change: the ids of the stories that changed; none where there are too many to name."""
    news: News = request.app.state.news
    async with news.listening(person.key) as queue:
        yield ServerSentEvent(event="open", data=[], retry=5_000)
        while (stories := await queue.get()) is not None:
            yield ServerSentEvent(event="changed", data=stories)
