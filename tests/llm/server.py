"""A real server on loopback that speaks the API of chat completions, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


class Handler(BaseHTTPRequestHandler):
    """Notes a request and lets the server's behaviour answer it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        with self.server.lock:
            self.server.asked.append(body)
            self.server.heads.append({"path": self.path, **dict(self.headers.items())})
            turn = len(self.server.asked)
        self.server.behave(self, json.loads(body), turn)

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, data: bytes) -> None:
        """Send a byte now and then until the other side has had enough."""
        self.close_connection = True
        for byte in data:
            if self.server.ended.wait(0.02):
                return
            self.wfile.write(bytes([byte]))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


Behaviour = Callable[[Handler, Json, int], None]


class Server(ThreadingHTTPServer):
    """`behave` is called with each request and its number, from 1."""

    daemon_threads = True

    def __init__(self, behave: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behave = behave
        self.asked: list[bytes] = []
        self.heads: list[dict[str, str]] = []
        self.lock = threading.Lock()
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side hangs up on purpose."""


@contextmanager
def serving(behave: Behaviour) -> Iterator[Server]:
    """The server, until the block ends."""
    server = Server(behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def completion(content: str | None, **changes: Any) -> bytes:
    """A well-formed reply with this answer; `message`, `finish_reason` and the rest may be changed."""
    message = {"role": "assistant", "content": content, **changes.pop("message", {})}
    choice = {"index": 0, "message": message, "finish_reason": changes.pop("finish_reason", "stop")}
    reply = {
        "object": "chat.completion",
        "model": "reader-1-2031",
        "choices": [choice],
        "usage": {"prompt_tokens": 300, "completion_tokens": 40},
        **changes,
    }
    return json.dumps(reply).encode()


def answering(content: str, **changes: Any) -> Behaviour:
    """Always the same answer."""
    return lambda handler, _request, _turn: handler.reply(completion(content, **changes))


def sentences(request: Json) -> list[tuple[int, str]]:
    """The numbered sentences that a request is about."""
    part = json.loads(request["messages"][1]["content"])
    return [(s["number"], s["text"]) for s in part["sentences"]]


def claim(sentence: int, quote: str, trigger: str, kind: str, /, **changes: Any) -> Json:
    """A claim as a model gives it."""
    return {
        "sentence": sentence,
        "quote": quote,
        "trigger": trigger,
        "kind": kind,
        "polarity": "affirmed",
        "modality": "asserted",
        "actor": [],
        "recipient": [],
        "instrument": [],
        "place": None,
        "time": None,
        "said_by": [],
        "cue": None,
        "figures": [],
        **changes,
    }
