"""Instants as they are kept: UTC in ISO 8601, ending in Z, so that of one precision the earlier text is the
earlier instant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

Precision = Literal["seconds", "milliseconds", "microseconds"]


def instant(moment: datetime, precision: Precision = "milliseconds") -> str:
    """As "2031-04-09T08:00:00.000Z". `moment` knows its time zone."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=precision) + "Z"


def now() -> str:
    return instant(datetime.now(UTC))
