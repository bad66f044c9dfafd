"""How much a request may bring and how long it may take over it, so that nobody can fill or hold the desk."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from reportedly.desk.access import refused

LARGEST = 1_000_000  # bytes of a body; the longest form, a brief of many stories, has some 200,000
SLOWEST = 30.0  # seconds that a head may take as a whole, and then a body
HEAD = 32_768  # bytes of a request's head: address and headers
CONNECTIONS = 1_000  # at once, those that wait for news among them
TOO_LARGE = f"The request is larger than {LARGEST:,} bytes."
CLOSE = {"Connection": "close"}


class Bounds:
    """Refuses heads (431) and bodies (413) that are too large, and bodies that do not come (408)."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST, slowest: float = SLOWEST) -> None:
        self._app, self._largest, self._slowest = app, largest, slowest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if head(scope) > HEAD:
            await refused(scope, 431, f"The request's head is larger than {HEAD:,} bytes.", CLOSE)(
                scope, receive, send
            )
            return
        told = Headers(scope=scope).get("content-length", "")
        if told.isdecimal() and int(told[:20]) > self._largest:
            await refused(scope, 413, TOO_LARGE, CLOSE)(scope, receive, send)
            return
        body = Body(receive, self._largest, asyncio.get_running_loop().time() + self._slowest)
        await self._app(scope, body.receive, send)


def head(scope: Scope) -> int:
    """Bytes of the address and the headers."""
    headers = sum(len(name) + len(value) for name, value in scope["headers"])
    return headers + len(scope.get("raw_path") or b"") + len(scope.get("query_string", b""))


class Body:
    """What comes of a body, counted. `until`: when all of it has to be there, on the clock of the loop."""

    def __init__(self, receive: Receive, largest: int, until: float) -> None:
        self._receive, self._left, self._until = receive, largest, until
        self._whole = False

    async def receive(self) -> Message:
        if self._whole:  # what follows says only that the other side has gone
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "The request did not come in time.", CLOSE) from error
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413, TOO_LARGE, CLOSE)
        self._whole = not message.get("more_body", False)
        return message


class Punctual(H11Protocol):
    """A connection that is closed when the head of a request does not come in time, counted from when one
    connected or began to send it (against "slow loris"); the server itself waits for ever."""

    slowest = SLOWEST
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:  # the head is there
            self._stop()
        elif self._late is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._late = self.loop.call_later(self.slowest, self.transport.close)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
