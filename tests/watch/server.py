"""A real server on loopback that behaves well or badly, path by path."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """Notes a request and lets the behaviour of its path answer it; a path without one is not there."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked.append(self.path)
            self.server.heads.append(dict(self.headers.items()))
        behave = self.server.paths.get(self.path.partition("?")[0])
        if behave is None:
            self.reply(b"not here", 404)
        else:
            behave(self)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        with self.server.lock:
            self.server.posted.append((dict(self.headers.items()), body))
        behave = self.server.paths.get(self.path)
        if behave is None:
            self.reply(b"", 204)
        else:
            behave(self)

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def forever(self, piece: bytes, pause: float) -> None:
        """Send a piece again and again until the other side has had enough."""
        self.close_connection = True
        while not self.server.ended.wait(pause):
            self.wfile.write(piece)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


Behaviour = Callable[[Handler], None]


class Server(ThreadingHTTPServer):
    """`paths` says how each path behaves."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, paths: dict[str, Behaviour], host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((host, port), Handler)
        self.host = host
        self.paths = paths
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.posted: list[tuple[dict[str, str], bytes]] = []
        self.lock = threading.Lock()
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.server_port}"

    @property
    def pages(self) -> list[str]:
        """What was asked for but robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side hangs up on purpose."""


@contextmanager
def serving(
    paths: dict[str, Behaviour], host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """The server, until the block ends."""
    server = Server(paths, host, port)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


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
