"""What the tests ask with: a clock that never waits, short limits, and one call for one request."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field, replace

from reportedly.config import Settings, Watch
from reportedly.records import Quiet
from reportedly.watch.door import Door, Lookup, lookup
from reportedly.watch.fetching import Fetcher, Reply, trust
from reportedly.watch.manners import Manners

LOCAL = frozenset({"127.0.0.1"})
PATIENT = Watch()  # for servers that answer, on machines that may be busy
SHORT = Watch(read_seconds=0.25, total_seconds=0.6)  # for servers that do not
SETTINGS = replace(Settings(), watch=PATIENT)


@dataclass
class Clock:
    """A time that passes by itself only when somebody waits."""

    time: float = 1_900_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


def fetcher(
    private: frozenset[str] = LOCAL,
    look: Lookup = lookup,
    settings: Watch = PATIENT,
    authorities: ssl.SSLContext | None = None,
) -> Fetcher:
    return Fetcher(Door(private, look), settings, authorities or trust())


def manners(clock: Clock, asks: Fetcher | None = None, quiet: dict[str, Quiet] | None = None) -> Manners:
    return Manners(asks or fetcher(), clock, {} if quiet is None else quiet, lambda _host, _quiet: None)


def get(url: str, made: Manners | None = None, limit: int = 100_000) -> Reply:
    return asyncio.run((made or manners(Clock())).get(url, limit))
