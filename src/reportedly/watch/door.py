"""Every connection goes to an address that was looked up and judged right before.

Names are looked up once a connection, all addresses they lead to are judged, and the connection is made to
one of these by its number, so that a name which is answered differently the next moment (DNS rebinding) gains
nothing. TLS still checks the certificate against the name.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from reportedly.records import RejectReason
from reportedly.watch.addresses import why_not
from reportedly.watch.trouble import Trouble

PORTS = {"http": 80, "https": 443}
MOST_ADDRESSES = 4  # of one name that are tried

Lookup = Callable[[str, int], Awaitable[list[str]]]
Judge = Callable[[str], str | None]


async def lookup(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order in which the system would try them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def parsed(url: str, base: str | None = None) -> httpx.URL:
    """A web address, perhaps given relative to another, without its fragment. Raises Trouble."""
    try:
        whole = (httpx.URL(base).join(url) if base else httpx.URL(url)).copy_with(fragment=None)
        str(whole)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise forbidden(f"is no address that can be read ({error})") from error
    return whole


def host_of(url: httpx.URL) -> str:
    """The host as it is asked for, in ASCII."""
    return url.raw_host.decode("ascii").lower()


def forbidden(words: str) -> Trouble:
    return Trouble(RejectReason.FORBIDDEN_ADDRESS, words)


@dataclass(frozen=True, slots=True)
class Door:
    """Says which addresses may be asked. `private` are hosts that the user vouches for: they may stand
    anywhere, on any port."""

    private: frozenset[str] = frozenset()
    lookup: Lookup = lookup
    judge: Judge = why_not
    ports: frozenset[int] = frozenset(PORTS.values())

    def check(self, url: httpx.URL) -> None:
        """Refuse what needs no look-up to be refused. Raises Trouble."""
        host = host_of(url)
        if url.scheme not in PORTS or not host:
            raise forbidden("begins with neither http:// nor https://")
        if url.userinfo:
            raise forbidden("has a user name or password in it, which is not sent")
        port = _port(url)
        if host not in self.private and port not in self.ports:
            raise forbidden(f"leads to port {port}; only {_listed(self.ports)} are asked")

    async def addresses(self, url: httpx.URL) -> list[str]:
        """Where to connect to, by number. Raises Trouble if any address of the host is inside a network."""
        self.check(url)
        host = host_of(url)
        try:
            found = await self.lookup(host, _port(url))
        except UnicodeError as error:
            raise forbidden("has a host name that cannot be") from error
        except OSError as error:
            raise Trouble(
                RejectReason.UNREACHABLE, f"{host} is not known ({error.strerror})", passing=True, host=host
            ) from error
        for address in found:
            if host not in self.private and (what := self.judge(address)):
                raise forbidden(f"{host} leads to {address}: {what}")
        if not found:
            raise Trouble(RejectReason.UNREACHABLE, f"{host} has no address", passing=True, host=host)
        return found[:MOST_ADDRESSES]


@dataclass(frozen=True, slots=True)
class Guarded(httpx.AsyncBaseTransport):
    """Sends requests through a door: to an address that it let pass, under the name that was asked for."""

    door: Door
    inner: httpx.AsyncHTTPTransport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        addresses = await self.door.addresses(request.url)
        for n, address in enumerate(addresses, 1):
            try:
                return await self.inner.handle_async_request(_to(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if n == len(addresses):
                    raise
        raise AssertionError("a host has an address, or addresses() raises")

    async def aclose(self) -> None:
        await self.inner.aclose()


def _port(url: httpx.URL) -> int:
    return PORTS[url.scheme] if url.port is None else url.port


def _listed(ports: frozenset[int]) -> str:
    return " and ".join(map(str, sorted(ports)))


def _to(request: httpx.Request, address: str) -> httpx.Request:
    """The request to an address. The Host header has the name already; TLS is told it here."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host_of(request.url)},
    )
