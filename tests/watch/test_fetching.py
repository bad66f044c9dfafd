"""One request against servers that misbehave: bounded in time and bytes, and only ever to the address
judged."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
import tracemalloc

import pytest
import trustme

from reportedly.config import Watch
from reportedly.records import RejectReason
from reportedly.watch.door import Door, Lookup, parsed
from reportedly.watch.fetching import PROGRAM, Fetcher, Reply
from reportedly.watch.trouble import Trouble
from tests.watch.asking import PATIENT, SHORT, fetcher
from tests.watch.server import Behaviour, Handler, says, says_nothing, serving


def get(url: str, asks: Fetcher | None = None, limit: int = 10_000) -> Reply:
    return asyncio.run((asks or fetcher()).get(parsed(url), limit))


def trouble_of(behave: Behaviour, limit: int = 10_000, settings: Watch = PATIENT) -> Trouble:
    with serving({"/": behave}) as server, pytest.raises(Trouble) as caught:
        get(f"{server.url}/", fetcher(settings=settings), limit)
    return caught.value


def dripping_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    handler.forever(b"x-more: 1\r\n", 0.02)


def dripping_body(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.forever(b"x", 0.02)


def endless_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    handler.forever(b"x-more: " + b"1" * 8000 + b"\r\n", 0)


def endless_body(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.forever(b"x" * 8000, 0)


def nonsense(handler: Handler) -> None:
    handler.close_connection = True
    handler.wfile.write(b"220 mail.example ready\r\n\r\n")


def hanging_up(handler: Handler) -> None:
    handler.close_connection = True


def cut_short(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("content-length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<p>half")
    handler.close_connection = True


def cut_gzip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("content-encoding", "gzip")
    handler.send_header("connection", "close")
    handler.end_headers()
    handler.wfile.write(gzip.compress(b"<p>The river rose." * 100)[:40])
    handler.close_connection = True


BOMB = gzip.compress(b"\0" * 300_000_000, 9)


@pytest.mark.parametrize(
    ("behave", "reason", "passing"),
    [
        (says_nothing, RejectReason.TOO_SLOW, True),
        (dripping_head, RejectReason.TOO_SLOW, True),
        (dripping_body, RejectReason.TOO_SLOW, True),
        (endless_head, RejectReason.UNREACHABLE, True),
        (endless_body, RejectReason.TOO_LARGE, False),
        (nonsense, RejectReason.UNREACHABLE, True),
        (hanging_up, RejectReason.UNREACHABLE, True),
        (cut_short, RejectReason.UNREACHABLE, True),
        (cut_gzip, RejectReason.UNREACHABLE, True),
        (says(b"x" * 20_000), RejectReason.TOO_LARGE, False),
        (says(b"no gzip", content_encoding="gzip"), RejectReason.UNREADABLE, False),
        (says(b"x", content_encoding="br"), RejectReason.UNKNOWN_FORMAT, False),
        (says(b"x", content_encoding="gzip, gzip"), RejectReason.UNKNOWN_FORMAT, False),
        (says(b"busy", 429, retry_after="120"), RejectReason.UNREACHABLE, True),
        (says(b"broken", 503), RejectReason.UNREACHABLE, True),
    ],
)
def test_a_bad_server_is_told_in_words(behave: Behaviour, reason: RejectReason, passing: bool) -> None:
    began = time.monotonic()
    trouble = trouble_of(behave, settings=SHORT if reason is RejectReason.TOO_SLOW else PATIENT)
    assert (trouble.reason, trouble.passing) == (reason, passing)
    assert time.monotonic() - began < 10


def test_the_pause_that_a_server_asks_for_is_heard() -> None:
    assert trouble_of(says(b"", 429, retry_after="120")).after == 120


def test_a_gzip_bomb_is_not_unpacked() -> None:
    tracemalloc.start()
    trouble = trouble_of(says(BOMB, content_encoding="gzip"), limit=1_000_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert trouble.reason is RejectReason.TOO_LARGE
    assert most < 30_000_000


def test_gzip_is_unpacked_up_to_the_very_limit() -> None:
    body = b"<p>The river rose.</p>" * 40
    with serving(
        {"/": says(gzip.compress(body[:500]) + gzip.compress(body[500:]), content_encoding="gzip")}
    ) as s:
        assert get(s.url, limit=len(body)).body == body
        with pytest.raises(Trouble):
            get(s.url, limit=len(body) - 1)


def test_it_says_who_it_is_and_keeps_no_cookies() -> None:
    with serving({"/": says(b"ok", set_cookie="session=1")}) as server:
        for _ in range(2):
            get(f"{server.url}/")
    assert server.heads[1]["user-agent"] == PROGRAM
    assert "cookie" not in server.heads[1]
    assert server.heads[1]["Host"] == f"127.0.0.1:{server.server_port}"


# -- addresses -----------------------------------------------------------------------------------------


def answering(*addresses: str) -> Lookup:
    """A look-up that gives another address each time."""
    left = list(addresses)

    async def look(_host: str, _port: int) -> list[str]:
        return [left.pop(0) if len(left) > 1 else left[0]]

    return look


def only_first(address: str) -> str | None:
    """Stands for the open internet in these tests: 127.0.0.1 alone."""
    return None if address == "127.0.0.1" else "inside"


def test_a_name_that_changes_its_address_gains_nothing() -> None:
    """DNS rebinding: what was judged is what is connected to, and the next request is judged anew."""
    with serving({"/": says(b"open")}) as open_one:
        with serving({"/": says(b"inner")}, "127.0.0.2", open_one.server_port) as inner:
            door = Door(
                lookup=answering("127.0.0.1", "127.0.0.2"),
                judge=only_first,
                ports=frozenset({open_one.server_port}),
            )
            asks = Fetcher(door, PATIENT)
            url = f"http://rebinding.example:{open_one.server_port}/"
            assert get(url, asks).body == b"open"
            with pytest.raises(Trouble, match=r"leads to 127\.0\.0\.2: inside"):
                get(url, asks)
        assert inner.asked == []


def test_loopback_is_refused_unless_vouched_for() -> None:
    with serving({"/": says(b"secret")}) as server:
        with pytest.raises(Trouble, match="leads to port"):
            get(f"{server.url}/", fetcher(frozenset()))
        with pytest.raises(Trouble, match="leads to port"):
            get(f"http://localhost:{server.server_port}/", fetcher(frozenset({"127.0.0.1"})))
    assert server.asked == []


# -- certificates --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def named(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def over_tls(url_host: str, authority: trustme.CA, issued_for: str, trusts: ssl.SSLContext) -> bytes:
    with serving({"/": says(b"ok")}, tls=named(authority, issued_for)) as server:
        private = frozenset({url_host})
        asks = fetcher(private, answering("127.0.0.1"), authorities=trusts)
        return get(f"https://{url_host}:{server.server_port}/", asks).body


def test_a_certificate_is_checked_against_the_name_though_the_address_is_connected_to(
    authority: trustme.CA,
) -> None:
    assert over_tls("news.example", authority, "news.example", trusting(authority)) == b"ok"
    with pytest.raises(Trouble, match="its certificate is not valid for this name"):
        over_tls("news.example", authority, "other.example", trusting(authority))
    with pytest.raises(Trouble, match="its certificate is not valid"):
        over_tls("news.example", authority, "news.example", ssl.create_default_context())
