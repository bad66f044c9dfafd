"""Asking politely: one request at a time a host and not too soon, as robots.txt allows, and not again soon
after it failed. Every address that a redirect leads to is judged like the first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import httpx
from protego import Protego

from reportedly.config import Watch
from reportedly.records import Quiet, RejectReason
from reportedly.watch.door import forbidden, host_of, parsed
from reportedly.watch.fetching import Fetcher, Reply
from reportedly.watch.pace import after_failure
from reportedly.watch.trouble import Trouble

TOKEN = "reportedly"  # noqa: S105 - the name that robots.txt files know us by
ROBOTS_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB must be read
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HOPS_TO_ROBOTS = 5  # RFC 9309, 2.3.1.2
ROBOTS_KEPT = 200  # sites whose robots.txt is kept in memory


class Clock(Protocol):
    """The time, and waiting for it to pass."""

    def now(self) -> float:
        """Seconds since 1970."""

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""


@dataclass(slots=True)
class _Host:
    """One request at a time, and when the next may be sent."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class _Robots:
    rules: Protego
    until: float


@dataclass(slots=True)
class Manners:
    """Asks hosts, and learns from how they answer.

    `quiet` holds the hosts that failed; `keep` is called with each change to it (None: all is well again).
    """

    fetcher: Fetcher
    clock: Clock
    quiet: dict[str, Quiet]
    keep: Callable[[str, Quiet | None], None]
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _robots: dict[str, _Robots] = field(default_factory=dict)

    def quiet_until(self, host: str) -> float:
        """Until when a host is to be left alone; 0: it is not."""
        return self.quiet[host].until if host in self.quiet else 0.0

    async def get(self, url: str, limit: int, headers: dict[str, str] | None = None) -> Reply:
        """What an address gives after all redirects: a reply with status 200 or 304. Raises Trouble."""
        at = parsed(url)
        for _ in range(self.fetcher.settings.max_redirects + 1):
            self.fetcher.door.check(at)
            try:
                rules = await self._rules(at)
                if not rules.can_fetch(str(at), TOKEN):
                    raise Trouble(
                        RejectReason.DISALLOWED, f"robots.txt of {host_of(at)} asks not to fetch it"
                    )
                reply = await self._asked(at, limit, headers)
            except Trouble as trouble:
                self._failed(trouble)
                raise
            self._went_well(host_of(at))
            if reply.status not in REDIRECTS:
                return _taken(reply)
            at = _next(at, reply)
        raise Trouble(
            RejectReason.TOO_MANY_REDIRECTS,
            f"sent on more than {self.fetcher.settings.max_redirects} times, last to {at}",
            status=reply.status,
        )

    async def _asked(
        self, url: httpx.URL, limit: int, headers: dict[str, str] | None = None, *, cut: bool = False
    ) -> Reply:
        """One request, in the host's turn."""
        name = host_of(url)
        host = self._hosts.setdefault(name, _Host())
        async with host.turn:
            now = self.clock.now()
            if self.quiet_until(name) > now:
                raise self._left_alone(name)
            if host.free_at > now:
                await self.clock.sleep(host.free_at - now)
            try:
                return await self.fetcher.get(url, limit, headers, cut=cut)
            finally:
                delay = max(host.delay, self.fetcher.settings.host_delay)
                host.free_at = self.clock.now() + delay

    def _left_alone(self, host: str) -> Trouble:
        seconds = self.quiet_until(host) - self.clock.now()
        return Trouble(
            RejectReason.UNREACHABLE,
            f"{host} is left alone for {seconds:,.0f} s more",
            passing=True,
            after=seconds,
        )

    async def _rules(self, url: httpx.URL) -> Protego:
        """What robots.txt says where this address stands (RFC 9309): asked for once a while."""
        origin = str(url.copy_with(raw_path=b"/robots.txt"))
        known = self._robots.get(origin)
        if known is None or known.until <= self.clock.now():
            settings = self.fetcher.settings
            known = _Robots(await self._read(parsed(origin)), self.clock.now() + settings.robots_seconds)
            self._robots[origin] = known
            if len(self._robots) > ROBOTS_KEPT:
                del self._robots[min(self._robots, key=lambda o: self._robots[o].until)]
            host = self._hosts.setdefault(host_of(url), _Host())
            host.delay = max(host.delay, pause_of(known.rules, settings))
        return known.rules

    async def _read(self, at: httpx.URL) -> Protego:
        """The rules at an address. What is not there, or not to be had, forbids nothing; a server that
        fails is Trouble, since nobody knows then what it would forbid."""
        for _ in range(HOPS_TO_ROBOTS + 1):
            reply = await self._asked(at, ROBOTS_BYTES, cut=True)
            if reply.status not in REDIRECTS:
                return Protego.parse(reply.body.decode("utf-8", "replace"))
            at = _next(at, reply)
        return Protego.parse("")

    def _failed(self, trouble: Trouble) -> None:
        """Leave a host alone that failed, unless that is why it failed."""
        if not trouble.passing or not trouble.host:
            return
        before, now = self.quiet.get(trouble.host), self.clock.now()
        quiet = after_failure(before, trouble.host, trouble.after, now, self.fetcher.settings)
        self.quiet[trouble.host] = quiet
        self.keep(trouble.host, quiet)

    def _went_well(self, host: str) -> None:
        if self.quiet.pop(host, None) is not None:
            self.keep(host, None)


def pause_of(rules: Protego, settings: Watch) -> float:
    """Seconds between two requests that robots.txt asks for, as far as we go along with that; 0: it does
    not."""
    asked = rules.crawl_delay(TOKEN) or 0.0
    return min(asked, settings.longest_delay) if asked > 0 else 0.0  # also where it is no number


def _next(at: httpx.URL, reply: Reply) -> httpx.URL:
    """Where a redirect leads. Raises Trouble."""
    to = parsed(reply.headers.get("location", ""), str(at))
    if at.scheme == "https" and to.scheme != "https":
        raise forbidden(f"is sent on from https to {to.scheme}, where anybody on the way could change it")
    return to


def _taken(reply: Reply) -> Reply:
    """Raises Trouble for a status that says that there is nothing for us."""
    if reply.status in (200, 304):
        return reply
    words = {401: "asks for a password", 403: "does not give it to programs", 404: "has no such page"}
    words |= {402: "wants payment", 410: "has removed it", 451: "may not give it, by law"}
    said = words.get(reply.status, "does not give it")
    raise Trouble(
        RejectReason.DECLINED, f"{host_of(reply.url)} {said} (status {reply.status})", status=reply.status
    )
