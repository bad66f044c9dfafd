"""The frame of real servers on loopback; each behaves in its own way (watch/server.py, llm/server.py)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

S = TypeVar("S", bound="Loopback")


class Answering(BaseHTTPRequestHandler):
    """Answers requests, quietly."""

    protocol_version = "HTTP/1.1"

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


class Loopback(ThreadingHTTPServer):
    """`heads` are the headers of what was asked; `ended` is set when the server is about to close."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler: type[Answering], host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((host, port), handler)
        self.host = host
        self.heads: list[dict[str, str]] = []
        self.lock = threading.Lock()
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side hangs up on purpose."""


@contextmanager
def running(server: S) -> Iterator[S]:
    """The server, until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
