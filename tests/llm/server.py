"""A real server on loopback that speaks the API of chat completions, well or badly."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from tests.loopback import Answering, Loopback, running

Json = dict[str, Any]


class Handler(Answering):
    """Notes a request and lets the server's behaviour answer it."""

    server: Server

    def do_POST(self) -> None:  # noqa: N802 - as the standard library calls it
        body = self.rfile.read(int(self.headers["content-length"]))
        with self.server.lock:
            self.server.asked.append(body)
            self.server.heads.append({"path": self.path, **dict(self.headers.items())})
            turn = len(self.server.asked)
        self.server.behave(self, json.loads(body), turn)

    def drip(self, data: bytes) -> None:
        """Send a byte now and then until the other side has had enough."""
        self.close_connection = True
        for byte in data:
            if self.server.ended.wait(0.02):
                return
            self.wfile.write(bytes([byte]))


Behaviour = Callable[[Handler, Json, int], None]


class Server(Loopback):
    """`behave` is called with each request and its number, from 1."""

    def __init__(self, behave: Behaviour) -> None:
        super().__init__(Handler)
        self.behave = behave
        self.asked: list[bytes] = []

    @property
    def url(self) -> str:
        return f"{super().url}/v1"


def serving(behave: Behaviour) -> AbstractContextManager[Server]:
    """The server, until the block ends."""
    return running(Server(behave))


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
