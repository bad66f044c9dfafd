"""Pages that listen for news, over real connections."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from reportedly.desk import accounts
from reportedly.store import Reader
from reportedly.store.people import People
from tests.desk.browsing import serving

WORDS = "a long enough password"


@contextmanager
def listening(address: str, header: str) -> Iterator[socket.socket]:
    """A stream of news that has begun."""
    parts = urlsplit(address)
    with socket.create_connection((str(parts.hostname), int(parts.port or 80)), timeout=30) as opened:
        opened.sendall(f"GET /live HTTP/1.1\r\nHost: {parts.netloc}\r\n{header}\r\n\r\n".encode())
        begun = b""
        while b"event: open" not in begun:
            begun += opened.recv(4096)
            assert begun.startswith(b"HTTP/1.1 200")
        yield opened


def ended(stream: socket.socket) -> bool:
    """Whether the other side says, in a while, that there is no more."""
    found = b""
    while more := stream.recv(4096):
        found += more
    return found.endswith(b"0\r\n\r\n")


def is_open(stream: socket.socket) -> bool:
    """Whether the other side may say more."""
    stream.setblocking(False)
    try:
        while stream.recv(4096):
            pass
    except BlockingIOError:
        return True
    return False


def test_a_stream_ends_when_whoever_listens_may_not_come_in_any_more(copied: Path) -> None:
    store = Reader.open(copied)
    people = store.people
    sessions = {}
    for name in ("Ada", "Bo", "Cy"):
        accounts.add(people, name, "reader", WORDS)
        sessions[name] = accounts.let_in(people, name, WORDS)
    token = accounts.give_token(people, "Cy", "script", ("read",), None)
    ends = (
        (f"Cookie: reportedly_session={sessions['Ada']}", lambda: closed(people, "Ada")),
        (
            f"Cookie: reportedly_session={sessions['Bo']}",
            lambda: people.close_session(accounts.key_of(str(sessions["Bo"]))),
        ),
        (f"Authorization: Bearer {token}", lambda: people.drop_token("Cy", "script")),
    )
    with (
        serving(copied) as address,
        listening(address, f"Cookie: reportedly_session={sessions['Cy']}") as stays,
    ):
        for header, end in ends:
            with listening(address, header) as stream:
                end()
                assert ended(stream)
        assert is_open(stays)
    store.close()


def closed(people: People, name: str) -> None:
    user = people.user(name)
    assert user is not None
    people.keep(replace(user, closed_at="2031-01-01T00:00:00.000Z"))
