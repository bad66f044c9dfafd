"""What was asked for over the network, and when to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.records.ids import Id

FetchKind = Literal["feed", "page", "hook"]


@dataclass(frozen=True, slots=True)
class Fetch:
    """One address, and how asking there went last.

    `next_at` is when to ask again, in seconds since 1970; None: it is done with. A page has the `feed`
    that named it, the `mark` of what the feed said of it (when that changes, it is fetched again), and
    in `held` the entry itself, as a JSON article, until the page is known to be readable. `capture` is
    what it gave last, `fetched_at` when that was (UTC). `outcome` says in words how the last time went,
    `status` is that reply's HTTP status.
    """

    url: str
    kind: FetchKind
    next_at: float | None
    feed: str | None = None
    mark: str | None = None
    held: bytes | None = None
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    status: int | None = None
    outcome: str = ""
    fetched_at: str | None = None
    capture: Id | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A host that is left alone until a moment (seconds since 1970), after so many failures in a row."""

    host: str
    until: float
    failures: int
