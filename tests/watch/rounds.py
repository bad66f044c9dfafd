"""A gatherer to go round with, and what it has brought."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from reportedly.config import Settings
from reportedly.records import Fetch
from reportedly.store import Store, schema
from reportedly.store.fetches import Fetches
from reportedly.watch.gathering import Gatherer
from tests.watch.asking import SETTINGS, Clock, fetcher, manners
from tests.watch.feeds import rss
from tests.watch.server import Server

EVERY = 300.0


@dataclass
class Watch:
    """A gatherer of one feed, and what it said."""

    store: Store
    feed: str
    follow: bool = True
    settings: Settings = SETTINGS
    clock: Clock = field(default_factory=Clock)
    said: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        kept = Fetches(self.store.engine)
        polite = manners(self.clock, fetcher(settings=self.settings.watch), kept.quiet())
        polite.keep = kept.hush
        self.made = Gatherer(
            self.store,
            self.settings,
            polite,
            self.clock,
            lambda what, words: self.said.append((what, words)),
            (self.feed,),
            EVERY,
            self.follow,
        )
        self.made.begin()

    def round(self, later: float = 0.0) -> None:
        self.clock.time += later
        asyncio.run(self.made.gather())

    def until_done(self, rounds: int = 40) -> None:
        """Rounds, each when the next thing is due, until only the feed is left to poll."""
        for _ in range(rounds):
            due = self.made.due_at()
            assert due is not None
            self.clock.time = max(self.clock.time, due)
            asyncio.run(self.made.gather())
            if Fetches(self.store.engine).next_page([self.feed]) is None:
                return
        raise AssertionError("it does not come to an end")

    def fetch(self, path: str) -> Fetch:
        url = path if "://" in path else self.feed.rsplit("/", 1)[0] + path
        return Fetches(self.store.engine).known([url])[url]


def taken(store: Store) -> list[dict[str, Any]]:
    """The captures, as the JSON articles they are, by address."""
    with store.engine.connect() as db:
        bodies = db.execute(select(schema.captures.c.content)).scalars()
        return sorted((json.loads(b) for b in bodies), key=lambda g: (g.get("url") or "", str(g)))


def sightings(store: Store) -> list[tuple[str, str, str | None]]:
    table = schema.sightings.c
    with store.engine.connect() as db:
        rows = db.execute(select(table.source, table.input_id, table.url).order_by(table.source))
        return [tuple(row) for row in rows]


def linking(server: Server, *names: str, text: str = "In short.") -> bytes:
    return rss(*((f"{server.url}/{name}", f"About {name}", text) for name in names))
