"""The list of outlets, and finding them."""

from __future__ import annotations

import pytest

from reportedly.outlets import Outlets, credited

LIST = Outlets.load()


def test_every_entry_can_be_found_and_is_sourced() -> None:
    for outlet in LIST.entries:
        assert LIST.find(outlet.name) is outlet
        assert outlet.source.startswith("https://")
        assert outlet.country is None or len(outlet.country) == 2
        assert outlet.kind != "state_media" or outlet.party
        for domain in outlet.domains:
            assert LIST.by_domain(f"https://www.{domain}/a") is outlet


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("the jordan times", "Jordan Times"),
        ("AP", "Associated Press"),
        ("TRTWorld", "TRT World"),
        ("Nobody", None),
    ],
)
def test_find(name: str, wanted: str | None) -> None:
    found = LIST.find(name)
    assert (found.name if found else None) == wanted


@pytest.mark.parametrize("url", ["https://notreuters.com/", "https://com/", "nonsense", "http://[bad", ""])
def test_other_addresses(url: str) -> None:
    assert LIST.by_domain(url) is None


def test_mentions_are_spans_and_the_longest_wins() -> None:
    text = "Sky News said, citing Reuters and Al Jazeera English; the dawn came, Dawn said. AFPtv too."
    found = LIST.mentioned(text)
    assert [text[a:b] for a, b, _ in found] == ["Sky News", "Reuters", "Al Jazeera English"]
    assert [o.name for *_, o in LIST.mentioned("Dawn, AP", expected=True)] == ["Dawn", "Associated Press"]


def test_credits() -> None:
    assert credited("Al Jazeera, AP and news agencies") == ("Al Jazeera", "Associated Press", "news agencies")
    assert credited("Nora Lind") == ()
