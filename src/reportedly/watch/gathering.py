"""Fetching what is due: feeds, and the pages that their entries link to.

Whatever comes is written with how it went in one transaction, so that a kill loses nothing and nothing is
taken twice: a feed's validators are kept only together with the pages that it named, and a page is done
with only together with its capture.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

import msgspec

from reportedly.config import Settings
from reportedly.instants import instant
from reportedly.intake import Found
from reportedly.intake.given import Given
from reportedly.records import Fetch, Reject
from reportedly.store import Store
from reportedly.store.fetches import Fetches
from reportedly.watch import feeds, pages
from reportedly.watch.door import host_of, parsed
from reportedly.watch.fetching import Reply
from reportedly.watch.manners import Clock, Manners
from reportedly.watch.trouble import Trouble, trouble_of

DAY = 86_400.0
MOST_DOUBLINGS = 10

Say = Callable[[str, str], None]  # what was asked for, and how it went


@dataclass(slots=True)
class Gatherer:
    """Fetches what is due of the feeds at `urls`, every so many seconds; with `follow` also the pages they
    link to."""

    store: Store
    settings: Settings
    manners: Manners
    clock: Clock
    say: Say
    urls: tuple[str, ...]
    every: float
    follow: bool
    brought: int = 0  # captures that were not there before

    @property
    def fetches(self) -> Fetches:
        return Fetches(self.store.engine)

    def begin(self) -> None:
        """Make what is known of the feeds fit what is wanted now."""
        now, known = self.clock.now(), self.fetches.known(self.urls)
        rows = [known.get(url, Fetch(url, "feed", now)) for url in self.urls]
        soon = [replace(r, kind="feed", next_at=min(r.next_at or now, now + self.every)) for r in rows]
        self.store.add_fetched([], [r for r in soon if r != known.get(r.url)])

    def due_at(self) -> float | None:
        """When something is to be fetched next, in seconds since 1970; None: nothing ever is."""
        known = self.fetches.known(self.urls).values()
        moments = [self._when(row) for row in known]
        page = self.fetches.next_page(self.urls)
        return min([*moments, *([] if page is None else [page])], default=None)

    async def gather(self, *, all_feeds: bool = False) -> None:
        """Fetch what is due by now, host by host; `all_feeds` also those that were polled lately."""
        now = self.clock.now()
        known = self.fetches.known(self.urls)
        rows = [known[url] for url in self.urls if all_feeds or self._when(known[url]) <= now]
        await self._each_host(rows)
        now, share = self.clock.now(), max(1, self.settings.watch.pages_a_round // max(1, len(self.urls)))
        due = [row for url in self.urls for row in self.fetches.pages([url], now, share)]
        await self._each_host(due, until=now + self.settings.watch.round_seconds)

    def waiting(self) -> bool:
        """Whether pages are due now."""
        return bool(self.fetches.pages(self.urls, self.clock.now(), 1))

    def unread(self) -> bool:
        """Take the entries whose pages turned out to have nothing to read; whether there were any."""
        found: dict[str, tuple[Fetch, Reject]] = {row.url: (row, why) for row, why in self.fetches.unread()}
        taken = False
        for row, why in found.values():
            own = self._held(row)
            taken = taken or bool(own)
            words = f"nothing to read on the page ({why.reason}); {_instead(own)}"
            self._write(own, [replace(row, held=None, outcome=words)], ())
            self.say(row.url, words)
        self.fetches.let_go()
        return taken

    def _when(self, row: Fetch) -> float:
        """When a feed may be asked again."""
        return max(row.next_at or 0.0, self.manners.quiet_until(_host(row.url)))

    async def _each_host(self, rows: Sequence[Fetch], until: float = math.inf) -> None:
        """Several hosts at a time, each for one thing after the other. What is not begun by then stays
        due."""
        places = asyncio.Semaphore(max(1, self.settings.watch.hosts_at_once))

        async def one(group: list[Fetch]) -> None:
            async with places:
                for row in group:
                    if self.clock.now() > until:
                        return
                    await (self._feed(row) if row.kind == "feed" else self._page(row))

        ordered = sorted(rows, key=lambda r: _host(r.url))
        async with asyncio.TaskGroup() as tasks:
            for _, group in groupby(ordered, key=lambda r: _host(r.url)):
                tasks.create_task(one(list(group)))

    # -- feeds -------------------------------------------------------------------------------------

    async def _feed(self, row: Fetch) -> None:
        try:
            reply = await self.manners.get(row.url, self.settings.intake.max_feed_bytes, _conditions(row))
            same = reply.status == 304
            entries = [] if same else feeds.entries(reply.body, str(reply.url), self.settings.intake)
        except Exception as error:
            self._feed_failed(row, trouble_of(error))
            return
        if same:
            self._unchanged(row, self.clock.now() + self.every)
        else:
            self._feed_came(row, reply, entries)

    def _feed_came(self, row: Fetch, reply: Reply, entries: Sequence[feeds.Entry]) -> None:
        found: list[Found] = []
        named: dict[str, Fetch] = {}
        known = self.fetches.known([e.name for e in entries if e.link])
        for entry in entries:
            if self.follow and entry.link:
                before = known.get(entry.link)
                if before is None or (before.feed == row.url and before.mark != entry.mark):
                    named.setdefault(entry.link, self._wanted(before, entry, row.url))
            elif entry.given.has_text:
                found.append(feeds.as_article(entry.name, entry.given, row.url))
            else:
                found.append(feeds.without_text(entry, row.url))
        new = unseen(self.store, found)
        words = f"{len(entries)} entries, " + (
            f"{len(named)} pages to fetch" if self.follow else f"{new} new"
        )
        again, now = self.clock.now() + self.every, self._moment()
        done = replace(row, next_at=again, failures=0, status=200, outcome=words, fetched_at=now)
        done = replace(done, etag=reply.tag("etag"), modified=reply.tag("last-modified"))
        self._write(found, [done, *named.values()], [row.url])
        self.say(row.url, words)

    def _wanted(self, before: Fetch | None, entry: feeds.Entry, feed: str) -> Fetch:
        """The page of an entry, to be fetched now."""
        plain = before or Fetch(entry.name, "page", None, feed)
        held = entry.given.encoded()
        return replace(plain, next_at=self.clock.now(), mark=entry.mark, held=held, failures=0)

    def _feed_failed(self, row: Fetch, trouble: Trouble) -> None:
        """A feed is never given up; what does not pass by itself is asked for more and more seldom."""
        now, failures = self.clock.now(), row.failures + 1
        if trouble.passing:
            again = max(self._again(trouble), now + 1)
        else:
            again = now + min(self.every * 2 ** min(failures, MOST_DOUBLINGS), max(self.every, DAY))
        lasting = not trouble.passing or failures >= self.settings.watch.attempts
        rejects = [Reject(row.url, None, trouble.reason, trouble.detail)] if lasting else []
        row = replace(row, next_at=again, failures=failures, status=trouble.status, outcome=trouble.detail)
        self._write(rejects, [row], [row.url] if lasting else ())
        self.say(row.url, f"{trouble.detail}; again in {_span(again - now)}")

    # -- pages -------------------------------------------------------------------------------------

    async def _page(self, row: Fetch) -> None:
        try:
            reply = await self.manners.get(row.url, self.settings.intake.max_page_bytes, _conditions(row))
            found = None if reply.status == 304 else pages.as_article(reply, row.url, _entry(row))
        except Exception as error:
            self._page_failed(row, trouble_of(error))
            return
        if found is None:
            self._unchanged(replace(row, held=None), None)
        else:
            self._page_came(row, reply, found)

    def _page_came(self, row: Fetch, reply: Reply, found: Found) -> None:
        assert not isinstance(found, Reject)
        words = f"{len(reply.body):,} bytes" + ("" if unseen(self.store, [found]) else ", known already")
        row = replace(
            row,
            next_at=None,
            failures=0,
            status=200,
            outcome=words,
            etag=reply.tag("etag"),
            modified=reply.tag("last-modified"),
            fetched_at=self._moment(),
            capture=found[0].id,
        )
        self._write([found], [row], [row.url])
        self.say(row.url, words)

    def _page_failed(self, row: Fetch, trouble: Trouble) -> None:
        """Try again later, or give the page up and take what the feed says of it."""
        now = self.clock.now()
        failures = row.failures + (trouble.after is None)
        if trouble.passing and failures < self.settings.watch.attempts:
            again = max(self._again(trouble), now + 1)
            row = replace(
                row, next_at=again, failures=failures, status=trouble.status, outcome=trouble.detail
            )
            self._write([], [row], ())
            if trouble.host:  # else its host is left alone, which was said
                self.say(row.url, f"{trouble.detail}; again in {_span(again - now)}")
            return
        own = self._held(row)
        words = f"{trouble.detail}; {_instead(own)}"
        reject = Reject(row.url, None, trouble.reason, words)
        row = replace(row, next_at=None, held=None, failures=failures, status=trouble.status, outcome=words)
        self._write([*own, reject], [row], [row.url])
        self.say(row.url, words)

    def _held(self, row: Fetch) -> list[Found]:
        """The entry of a page as an article of its own, if it has a text."""
        entry = _entry(row)
        if entry is None or not entry.has_text:
            return []
        return [feeds.as_article(row.url, entry, row.feed or row.url)]

    # -- both --------------------------------------------------------------------------------------

    def _unchanged(self, row: Fetch, again: float | None) -> None:
        row = replace(row, next_at=again, failures=0, status=304, outcome="not changed")
        self._write([], [row], [row.url])
        self.say(row.url, row.outcome)

    def _again(self, trouble: Trouble) -> float:
        """When what failed may be tried again."""
        asked = self.clock.now() + (trouble.after or 0.0) if not trouble.host else 0.0
        return max(self.manners.quiet_until(trouble.host), asked)

    def _write(self, found: Sequence[Found], fetches: Sequence[Fetch], again: Sequence[str]) -> None:
        self.brought += unseen(self.store, found)
        self.store.add_fetched(found, fetches, again)

    def _moment(self) -> str:
        return instant(datetime.fromtimestamp(self.clock.now(), UTC), "seconds")


def unseen(store: Store, found: Sequence[Found]) -> int:
    """How many captures of what was found are not in the store yet."""
    ids = {f[0].id for f in found if not isinstance(f, Reject)}
    return len(ids) - Fetches(store.engine).captured(sorted(ids))


def _conditions(row: Fetch) -> dict[str, str]:
    """Send it only if it has changed since."""
    wanted = {"if-none-match": row.etag, "if-modified-since": row.modified}
    return {name: value for name, value in wanted.items() if value}


def _entry(row: Fetch) -> Given | None:
    return msgspec.json.decode(row.held, type=Given) if row.held else None


def _host(url: str) -> str:
    return host_of(parsed(url))


def _instead(own: Sequence[Found]) -> str:
    return "what the feed says of it was taken instead" if own else "the feed has no text of it"


def _span(seconds: float) -> str:
    """A span of time in the unit that fits."""
    for size, unit in ((DAY, "d"), (3600.0, "h"), (60.0, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
