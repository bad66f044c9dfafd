"""Nobody can fill the desk, hold it, or make it log what is no fault of its own."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send
from uvicorn.server import ServerState

from reportedly.desk.bounds import CONNECTIONS, HEAD, LARGEST, Body, Bounds, Punctual
from tests.desk.browsing import ADDRESS, RUN, serving
from tests.desk.conftest import Desk

FORM = {"content-type": "application/x-www-form-urlencoded"}
LISTENERS = 200
CHANGED = re.compile(rb"event: changed\s+data: (\[.*?\])")
SENT = (
    ("/login", FORM["content-type"]),
    ("/judge", "multipart/form-data; boundary=x"),
    ("/api/v1/judgements", "application/json"),
)


@pytest.mark.parametrize("path", ["/judge", "/login", "/api/v1/judgements"])
def test_a_body_that_is_too_large_is_refused(desk: Desk, path: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(LARGEST // 50_000 + 1):
            yield b"a" * 50_000

    kind = {"content-type": "application/json"} if path.startswith("/api") else FORM
    for content in (b"a" * (LARGEST + 1), pieces()):
        answer = desk.http.post(path, content=content, headers=kind)
        assert answer.status_code == 413
        assert f"{LARGEST:,}" in answer.text
        assert answer.headers["content-type"].startswith(
            "application/problem+json" if path.startswith("/api") else ("text/plain", "text/html")
        )
    assert desk.http.get("/login").status_code == 200


def test_a_form_has_only_so_many_fields_of_only_such_a_size(desk: Desk) -> None:
    for content in ("&".join(f"a{n}=1" for n in range(2_001)), f"a={'b' * 100_001}"):
        assert desk.http.post("/login", content=content, headers=FORM).status_code == 400
    files = {"csrf": ("a.txt", b"x")}
    assert desk.http.post("/login", files=files).status_code == 400


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    """The clock runs for the body as a whole, not from piece to piece."""

    async def ask(slowest: float) -> list[Message]:
        sent: list[Message] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            while (await receive())["more_body"]:
                pass

        async def receive() -> Message:
            await asyncio.sleep(0.01)
            return {"type": "http.request", "body": b"a", "more_body": True}

        async def send(message: Message) -> None:
            sent.append(message)

        await Bounds(app, slowest=slowest)({"type": "http", "path": "/", "headers": []}, receive, send)
        return sent

    with pytest.raises(Exception, match="did not come in time") as refused:
        asyncio.run(ask(0.1))
    assert refused.value.status_code == 408  # type: ignore[attr-defined]


def test_what_follows_a_body_is_waited_for_as_long_as_it_takes() -> None:
    async def ask() -> Message:
        messages: list[Message] = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]

        async def receive() -> Message:
            return messages.pop(0)

        body = Body(receive, 10, 0.0 + asyncio.get_running_loop().time() + 60)
        await body.receive()
        body._until = 0.0  # long ago
        return await body.receive()

    assert asyncio.run(ask())["type"] == "http.disconnect"


def test_a_head_that_does_not_come_is_not_waited_for_and_an_answer_is() -> None:
    """Whoever sends a head piece by piece is cut off; whoever waits for an answer, or for news, is not."""

    class Hurried(Punctual):
        slowest = 0.2

    async def ask() -> bytes:
        cut_off = asyncio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await cut_off.wait()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

        async def drip() -> None:
            reading, writing = await asyncio.open_connection(*address)
            ended = asyncio.create_task(reading.read())
            while not ended.done():
                writing.write(b"GET / HTTP/1.1\r\nHost: a\r\n" if not dripped else b"x: y\r\n")
                dripped.append(1)
                await asyncio.wait((ended,), timeout=0.02)
            assert ended.result() == b""
            writing.close()
            cut_off.set()

        dripped: list[int] = []
        config, state = uvicorn.Config(app, lifespan="off"), ServerState()
        loop = asyncio.get_running_loop()
        async with await loop.create_server(lambda: Hurried(config, state, {}), "127.0.0.1", 0) as server:
            address = server.sockets[0].getsockname()
            reading, writing = await asyncio.open_connection(*address)
            writing.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            async with asyncio.timeout(20):
                await drip()
                answer = await reading.read()
            writing.close()
            return answer

    assert asyncio.run(ask()).startswith(b"HTTP/1.1 204")


# -- over a real connection -----------------------------------------------------------------------


@contextmanager
def connected(address: str, request: str) -> Iterator[socket.socket]:
    """A connection on which something has been sent."""
    parts = urlsplit(address)
    with socket.create_connection((str(parts.hostname), int(parts.port or 80)), timeout=30) as opened:
        opened.sendall(request.encode())
        yield opened


@pytest.fixture(scope="module")
def served(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    db = tmp_path_factory.mktemp("bounds") / "crisis.db"
    shutil.copy(demo_db, db)
    with serving(db) as address:
        yield address


def test_a_head_has_only_such_a_size(served: str) -> None:
    with httpx.Client(base_url=served) as http:
        assert http.get("/login", headers={"x-much": "a" * HEAD}).status_code in (400, 431)
        assert http.get("/login", headers={f"x-{n}": "a" * 99 for n in range(90)}).status_code == 200
        assert http.get(f"/search?q={'a' * 600}").status_code == 422
        assert http.get("/login").status_code == 200


def test_many_listen_and_leave_and_the_desk_goes_on(served: str) -> None:
    """Each holds a connection and no thread: pages come as before. Were one kept of all that have left, the
    last round would be refused, since it is beyond what may be open at once."""
    host = urlsplit(served).netloc
    listen = f"GET /live HTTP/1.1\r\nHost: {host}\r\n\r\n"
    with httpx.Client(base_url=served, timeout=30) as http:
        for _ in range(CONNECTIONS // LISTENERS + 1):
            with ExitStack() as stack:
                held = [stack.enter_context(connected(served, listen)) for _ in range(LISTENERS)]
                assert all(b"200 OK" in one.recv(4096) for one in held)
                assert http.get("/login").status_code == 200
        with ExitStack() as stack:
            held = [stack.enter_context(connected(served, listen)) for _ in range(LISTENERS)]
            assert all(b"200 OK" in one.recv(4096) for one in held)
            finding = http.get("/api/v1/findings?limit=1").json()["items"][0]
            made = {"verb": "reject", "target": "finding", "ids": [finding["id"]], "why": "not so"}
            assert http.post("/api/v1/judgements", json=made).status_code == 201
            assert all(finding["story"] in told(one) for one in held)


def told(connection: socket.socket) -> str:
    """The stories of the next change that is told."""
    found = b""
    while not (event := CHANGED.search(found)):
        more = connection.recv(65_536)
        assert more
        found += more
    return event[1].decode()


def test_whoever_leaves_in_the_middle_of_a_form_is_no_fault(demo_db: Path, tmp_path: Path) -> None:
    db = tmp_path / "crisis.db"
    shutil.copy(demo_db, db)
    command = [sys.executable, "-c", RUN, "desk", "--db", str(db), "--port", "0", "--no-show"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = ADDRESS.search(process.stderr.readline())
        assert found
        address = found[0].rstrip("/")
        host = urlsplit(address).netloc
        for path, kind in SENT:
            head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\nContent-Length: 5000"
            with connected(address, f"{head}\r\n\r\n--x"):
                pass
        with httpx.Client(base_url=address) as http:
            assert http.get("/login").status_code == 200
        process.terminate()
        said = process.stderr.read()
    assert said == ""
