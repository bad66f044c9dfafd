"""How long a host is left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.config import Watch
from reportedly.records import Quiet
from reportedly.retry_after import wait_asked
from reportedly.watch.pace import after_failure, draw, seconds

SETTINGS = Watch(first_wait=60, longest_wait=3600, longest_asked=7200)


def course(host: str, failures: int) -> list[float]:
    """The waits of so many failures in a row, each right when the host may be asked again."""
    quiet, now, waits = None, 0.0, []
    for _ in range(failures):
        quiet = after_failure(quiet, host, None, now, SETTINGS)
        waits.append(quiet.until - now)
        now = quiet.until
    return waits


@given(st.text(max_size=30), st.integers(1, 60))
def test_waits_grow_about_twofold_up_to_the_longest_and_are_the_same_each_time(host: str, times: int) -> None:
    waits = course(host, times)
    assert waits == course(host, times)
    for n, wait in enumerate(waits):
        middle = min(60 * 2**n, 3600)
        assert 0.75 * middle <= wait + 1e-6
        assert wait - 1e-6 < 1.25 * middle


@given(st.floats(0, 1e9), st.integers(0, 50))
def test_at_least_what_the_server_asks_is_waited_up_to_a_bound(asked: float, before: int) -> None:
    quiet = after_failure(Quiet("a", 0, before) if before else None, "a", asked, 1000.0, SETTINGS)
    assert quiet.until - 1000 >= min(asked, 7200) - 1e-6
    assert quiet.until - 1000 <= max(7200, 1.25 * 3600) + 1e-6


def test_hosts_that_fail_together_are_not_asked_together() -> None:
    assert len({round(draw(f"{n}.example", 1), 3) for n in range(100)}) > 90


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Wed, 09 Apr 2031 08:02:00 GMT", 120.0),
        ("Wed, 09 Apr 2031 07:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 40, None),
    ],
)
def test_what_retry_after_says(header: str | None, asks: float | None) -> None:
    assert wait_asked(header, datetime(2031, 4, 9, 8, 0, tzinfo=UTC)) == asks


@given(st.text(max_size=40))
def test_any_header_is_survived(header: str) -> None:
    asked = wait_asked(header, datetime(2031, 4, 9, tzinfo=UTC))
    assert asked is None or asked >= 0


@pytest.mark.parametrize(
    ("words", "span"), [("90s", 90), ("5m", 300), ("2 h", 7200), ("1d", 86400), ("30", 30)]
)
def test_spans_of_time_as_people_write_them(words: str, span: float) -> None:
    assert seconds(words) == span


@pytest.mark.parametrize("words", ["", "0m", "5 weeks", "-1m", "1e9"])
def test_what_is_no_span_says_what_is(words: str) -> None:
    with pytest.raises(ValueError, match="write for example 90s, 5m, 2h or 1d"):
        seconds(words)
