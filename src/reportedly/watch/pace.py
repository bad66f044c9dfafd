"""How long a host is left alone: between two requests, and after it failed. Pure; the clock is the
caller's."""

from __future__ import annotations

import re
from hashlib import sha256

from reportedly.config import Watch
from reportedly.records import Quiet

SPREAD = 0.5  # the jitter: waits lie between 0.75 and 1.25 of their middle
MOST_DOUBLINGS = 40


def after_failure(before: Quiet | None, host: str, asked: float | None, now: float, settings: Watch) -> Quiet:
    """A host failed at `now`: for how long it is left alone.

    Waits double with each failure in a row up to the longest one, and at least what the server asked for is
    waited. Jitter keeps hosts that fail together from being asked together again; it is drawn from the
    host's name and the number of failures, so that the same course of things gives the same waits.
    """
    failures = (before.failures if before else 0) + 1
    middle = min(settings.first_wait * 2 ** min(failures - 1, MOST_DOUBLINGS), settings.longest_wait)
    wait = middle * (1 - SPREAD / 2 + SPREAD * draw(host, failures))
    wanted = min(asked or 0.0, settings.longest_asked)
    return Quiet(host, now + max(wait, wanted), failures)


def draw(host: str, failures: int) -> float:
    """A number from 0 to below 1 that looks random and is the same each time."""
    digest = sha256(f"{failures}/{host}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def seconds(words: str) -> float:
    """A span of time as people write it: 90s, 5m, 2h, 1d. Raises ValueError."""
    match = re.fullmatch(r"([0-9]{1,6})\s*([smhd]?)", words.strip().lower())
    if not match or not int(match.group(1)):
        raise ValueError(f"{words!r} is no span of time; write for example 90s, 5m, 2h or 1d")
    return float(int(match.group(1)) * UNITS[match.group(2) or "s"])
