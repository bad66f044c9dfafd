"""One request, bounded in time and in bytes, both as they come over the line and unpacked."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from dataclasses import dataclass, field
from functools import lru_cache

import httpx

from reportedly import __version__
from reportedly.config import Watch
from reportedly.records import RejectReason
from reportedly.retry_after import wait_asked
from reportedly.watch.door import Door, Guarded, host_of
from reportedly.watch.trouble import Trouble

PROGRAM = f"reportedly/{__version__}"
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.1"
LATER = frozenset({408, 425, 429})  # as all of 5xx: trying again may go better
GZIP = 31  # zlib's name for gzip with its header and checksum
LONGEST_TAG = 500  # characters of an ETag or date that is sent back


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. The body is empty unless the status is 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes = b""

    def tag(self, name: str) -> str | None:
        """A validator (`etag`, `last-modified`) that can be sent back."""
        value = self.headers.get(name, "")
        return value if value and value.isascii() and len(value) <= LONGEST_TAG else None


@lru_cache(maxsize=1)
def trust() -> ssl.SSLContext:
    """The authorities whose certificates are taken; reading them takes longer than a request."""
    return httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Makes requests. Each has a connection of its own, no cookies, and nothing from the environment."""

    door: Door
    settings: Watch
    authorities: ssl.SSLContext = field(default_factory=trust)

    @property
    def name(self) -> str:
        """Who we say we are."""
        return f"{PROGRAM} ({self.settings.contact})" if self.settings.contact else PROGRAM

    async def get(
        self, url: httpx.URL, limit: int, headers: dict[str, str] | None = None, *, cut: bool = False
    ) -> Reply:
        """What an address gives, redirects and refusals as they are.

        `limit` bounds the body in bytes; with `cut` it is cut there, else that is Trouble. Raises Trouble,
        also for statuses that ask to come again later.
        """
        own = {"user-agent": self.name, "accept": ACCEPT, "accept-encoding": "gzip", "connection": "close"}
        return await self._bounded("GET", url, {**own, **(headers or {})}, None, limit, cut)

    async def post(self, url: httpx.URL, body: bytes, headers: dict[str, str]) -> Reply:
        """What comes back to a body that is sent; the reply itself is not read. Raises Trouble."""
        own = {"user-agent": self.name, "connection": "close"}
        return await self._bounded("POST", url, {**own, **headers}, body, 0, True)

    async def _bounded(
        self, method: str, url: httpx.URL, headers: dict[str, str], sent: bytes | None, limit: int, cut: bool
    ) -> Reply:
        host, known = host_of(url), self.settings
        try:
            async with asyncio.timeout(known.total_seconds):
                return await self._send(method, url, headers, sent, limit, cut)
        except TimeoutError as error:
            words = f"not there in full within {known.total_seconds:g} s"
            raise Trouble(RejectReason.TOO_SLOW, words, passing=True, host=host) from error
        except httpx.TimeoutException as error:
            words = f"{host} was silent for too long"
            raise Trouble(RejectReason.TOO_SLOW, words, passing=True, host=host) from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            words = f"{host} cannot be reached ({_plain(error)})"
            raise Trouble(RejectReason.UNREACHABLE, words, passing=True, host=host) from error

    async def _send(
        self, method: str, url: httpx.URL, headers: dict[str, str], sent: bytes | None, limit: int, cut: bool
    ) -> Reply:
        known = self.settings
        limits = httpx.Limits(max_keepalive_connections=0)  # no connection serves two names
        inner = httpx.AsyncHTTPTransport(verify=self.authorities, trust_env=False, limits=limits)
        timeout = httpx.Timeout(known.read_seconds, connect=known.connect_seconds)
        async with (
            httpx.AsyncClient(
                transport=Guarded(self.door, inner), trust_env=False, timeout=timeout, follow_redirects=False
            ) as client,
            client.stream(method, url, content=sent, headers=headers) as response,
        ):
            _may_pass(response, host_of(url))
            if response.status_code != 200 or not limit:
                return Reply(url, response.status_code, response.headers)
            body = await _body(response, limit, cut, host_of(url))
            return Reply(url, 200, response.headers, body)


def _may_pass(response: httpx.Response, host: str) -> None:
    """Raises Trouble for a status that asks to come again later."""
    status = response.status_code
    if status in LATER or status >= 500:
        after = wait_asked(response.headers.get("retry-after"))
        words = f"{host} asks to come later" if status in LATER else f"{host} has a fault of its own"
        raise Trouble(
            RejectReason.UNREACHABLE,
            f"{words} (status {status})",
            passing=True,
            after=after,
            status=status,
            host=host,
        )


async def _body(response: httpx.Response, limit: int, cut: bool, host: str) -> bytes:
    """The body, unpacked. What is packed is never unpacked further than the limit."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise Trouble(RejectReason.UNKNOWN_FORMAT, f"packed as {coding[:40]!r}, which was not asked for")
    unpacker = _Unpacker() if "gzip" in coding else None
    body, came = bytearray(), 0
    async for piece in response.aiter_raw():
        came += len(piece)
        try:
            body += unpacker.more(piece, limit + 1 - len(body)) if unpacker else piece
        except zlib.error as error:
            raise Trouble(RejectReason.UNREADABLE, f"damaged gzip ({error})", status=200) from error
        if max(len(body), came) > limit:
            if cut:
                return bytes(body[:limit])
            raise Trouble(RejectReason.TOO_LARGE, f"more than {limit:,} bytes", status=200)
    if unpacker and not unpacker.ended:
        raise Trouble(
            RejectReason.UNREACHABLE, f"{host} broke off in the middle", passing=True, status=200, host=host
        )
    return bytes(body)


class _Unpacker:
    """Unpacks gzip, of one member or several, never more than is asked for at a time."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(GZIP)
        self._begun = False

    @property
    def ended(self) -> bool:
        return self._member.eof or not self._begun

    def more(self, piece: bytes, most: int) -> bytes:
        out = b""
        while piece and len(out) < most:
            if self._member.eof:
                self._member = zlib.decompressobj(GZIP)
            self._begun = True
            out += self._member.decompress(piece, most - len(out))
            piece = self._member.unused_data
        return out


def _plain(error: Exception) -> str:
    """An error of the network in a few words, of ours only: no reply is quoted."""
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return (
            "its certificate is not valid for this name"
            if "match" in text
            else "its certificate is not valid"
        )
    return type(error).__name__
