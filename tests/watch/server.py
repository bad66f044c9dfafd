"""A real server on loopback that behaves well or badly, path by path."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.loopback import Answering, Loopback, running


class Handler(Answering):
    """Notes a request and lets the behaviour of its path answer it; a path without one is not there."""

    server: Server

    def do_GET(self) -> None:  # noqa: N802 - as the standard library calls it
        with self.server.lock:
            self.server.asked.append(self.path)
            self.server.heads.append(dict(self.headers.items()))
        behave = self.server.paths.get(self.path.partition("?")[0])
        if behave is None:
            self.reply(b"not here", 404)
        else:
            behave(self)

    def do_POST(self) -> None:  # noqa: N802 - as the standard library calls it
        body = self.rfile.read(int(self.headers["content-length"]))
        with self.server.lock:
            self.server.posted.append((dict(self.headers.items()), body))
        behave = self.server.paths.get(self.path)
        if behave is None:
            self.reply(b"", 204)
        else:
            behave(self)

    def forever(self, piece: bytes, pause: float) -> None:
        """Send a piece again and again until the other side has had enough."""
        self.close_connection = True
        while not self.server.ended.wait(pause):
            self.wfile.write(piece)


Behaviour = Callable[[Handler], None]


class Server(Loopback):
    """`paths` says how each path behaves."""

    def __init__(self, paths: dict[str, Behaviour], host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(Handler, host, port)
        self.paths = paths
        self.asked: list[str] = []
        self.posted: list[tuple[dict[str, str], bytes]] = []

    @property
    def pages(self) -> list[str]:
        """What was asked for but robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


def serving(
    paths: dict[str, Behaviour], host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AbstractContextManager[Server]:
    """The server, until the block ends."""
    server = Server(paths, host, port)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    return running(server)


def says(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """Always the same reply."""
    return lambda handler: handler.reply(body, status, **headers)


def says_nothing(handler: Handler) -> None:
    """The connection stays open until the server ends."""
    handler.close_connection = True
    handler.server.ended.wait(30)


def sends_to(where: str, status: int = 302) -> Behaviour:
    return says(b"", status, location=where)


def with_etag(body: Callable[[], bytes], etag: Callable[[], str]) -> Behaviour:
    """The body, or 304 if the other side has it."""

    def behave(handler: Handler) -> None:
        if handler.headers.get("if-none-match") == etag():
            handler.reply(b"", 304)
        else:
            handler.reply(body(), etag=etag())

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One after the other; the last for good."""
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        with handler.server.lock:
            now = left.pop(0) if len(left) > 1 else left[0]
        now(handler)

    return behave
