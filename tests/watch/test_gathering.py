"""Feeds and the pages they link to come into the store, with where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.records import Reject, RejectReason
from reportedly.store import Result, Store
from reportedly.watch.fetching import Reply
from reportedly.watch.manners import Manners
from tests.watch.asking import PATIENT, SETTINGS, SHORT
from tests.watch.feeds import page, rss
from tests.watch.rounds import EVERY, Watch, linking, sightings, taken
from tests.watch.server import in_turn, says, says_nothing, sends_to, serving, with_etag


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "crisis.db", create=True)
    yield opened
    opened.close()


def test_the_pages_that_a_feed_links_to_are_taken_with_where_they_come_from(store: Store) -> None:
    with serving(
        {"/a": says(page("The river rose."), content_type="text/html"), "/b": sends_to("/a")}
    ) as server:
        server.paths["/feed"] = says(linking(server, "a"))
        watch = Watch(store, f"{server.url}/feed")
        watch.round()
    [article] = taken(store)
    assert article["url"] == f"{server.url}/a"
    assert article["published_at"] == "2031-04-09T08:00:00Z"
    assert "The river rose." in article["html"]
    assert sightings(store) == [(f"{server.url}/a", f"{server.url}/a", f"{server.url}/a")]
    kept = watch.fetch("/a")
    assert (kept.status, kept.feed, kept.next_at) == (200, watch.feed, None)
    assert kept.fetched_at is not None
    assert kept.fetched_at.startswith("2030-03-17T")
    assert kept.capture == next(iter(store.first_sightings()))


def test_without_following_the_entries_themselves_are_taken(store: Store) -> None:
    with serving({}) as server:
        server.paths["/feed"] = says(linking(server, "a", text="<p>The river rose.</p>"))
        Watch(store, f"{server.url}/feed", follow=False).round()
        assert server.pages == ["/feed"]
    [article] = taken(store)
    assert article["outlet"] == "Example Wire"
    assert sightings(store) == [(f"{server.url}/feed", f"{server.url}/a", f"{server.url}/a")]


def test_an_entry_that_moves_down_the_feed_is_the_same(store: Store) -> None:
    with serving({}) as server:
        first = linking(server, "a", text="The river rose.")
        both = linking(server, "b", "a", text="The river rose.")
        server.paths["/feed"] = in_turn(says(first), says(both))
        watch = Watch(store, f"{server.url}/feed", follow=False)
        watch.round()
        watch.round(EVERY)
    assert [a["url"] for a in taken(store)] == [f"{server.url}/a", f"{server.url}/b"]
    assert len(sightings(store)) == 2


def test_what_has_not_changed_is_not_sent_again(store: Store) -> None:
    with serving({"/a": says(page("The river rose."))}) as server:
        body = linking(server, "a")
        server.paths["/feed"] = with_etag(lambda: body, lambda: '"1"')
        watch = Watch(store, f"{server.url}/feed")
        watch.round()
        watch.round(EVERY)
    assert server.pages == ["/feed", "/a", "/feed"]
    assert server.heads[-1]["if-none-match"] == '"1"'
    assert watch.fetch("/feed").outcome == "not changed"
    assert len(taken(store)) == 1


def test_a_feed_is_polled_no_sooner_than_asked(store: Store) -> None:
    with serving({}) as server:
        server.paths["/feed"] = says(linking(server, "a"))
        watch = Watch(store, f"{server.url}/feed", follow=False)
        watch.round()
        watch.round(EVERY - 10)
        assert server.pages == ["/feed"]
        again = Watch(store, watch.feed, follow=False, clock=watch.clock)
        again.round()
        assert server.pages == ["/feed"]
        again.round(20)
    assert server.pages == ["/feed", "/feed"]


def test_an_entry_that_is_edited_is_fetched_again(store: Store) -> None:
    with serving({"/a": in_turn(says(page("4 were killed.")), says(page("6 were killed.")))}) as server:
        before = rss((f"{server.url}/a", "Four killed", "x"))
        after = rss((f"{server.url}/a", "Six killed", "x"))
        server.paths["/feed"] = in_turn(says(before), says(before), says(after))
        watch = Watch(store, f"{server.url}/feed")
        for later in (0.0, EVERY, EVERY):
            watch.round(later)
    assert server.pages.count("/a") == 2
    assert len(taken(store)) == 2


def test_two_feeds_that_name_one_page_fetch_it_once(store: Store) -> None:
    with serving({"/a": says(page("The river rose."))}) as server:
        server.paths["/one"] = says(rss((f"{server.url}/a", "One says", "x")))
        server.paths["/two"] = says(rss((f"{server.url}/a", "Another says", "y")))
        for feed in ("one", "two", "one"):
            Watch(store, f"{server.url}/{feed}").until_done()
    assert server.pages.count("/a") == 1


def test_a_feed_of_many_pages_does_not_keep_others_waiting(store: Store) -> None:
    settings = replace(SETTINGS, watch=replace(SETTINGS.watch, pages_a_round=4))
    paths = {f"/{name}": says(page(f"Of {name}.")) for name in ("x", *"abcdefgh")}
    with serving(paths) as server:
        server.paths["/many"] = says(linking(server, *"abcdefgh"))
        server.paths["/one"] = says(linking(server, "x"))
        watch = Watch(store, f"{server.url}/many", settings=settings)
        watch.made.urls = (f"{server.url}/many", f"{server.url}/one")
        watch.made.begin()
        watch.round()
    assert sorted(server.pages) == ["/a", "/b", "/many", "/one", "/x"]


def test_a_round_is_bounded_in_time(store: Store) -> None:
    settings = replace(SETTINGS, watch=replace(SETTINGS.watch, host_delay=50.0, round_seconds=120.0))
    paths = {f"/{name}": says(page(f"Of {name}.")) for name in "abcdefgh"}
    with serving(paths) as server:
        server.paths["/feed"] = says(linking(server, *"abcdefgh"))
        watch = Watch(store, f"{server.url}/feed", settings=settings)
        watch.round()
        assert len(server.pages) in range(3, 5)
        assert watch.made.waiting()
        watch.until_done()
    assert sorted(p for p in server.pages if p != "/feed") == [f"/{name}" for name in "abcdefgh"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", RejectReason.DECLINED),
        ("/robots/no", RejectReason.DISALLOWED),
        ("/loop", RejectReason.TOO_MANY_REDIRECTS),
        ("/inside", RejectReason.FORBIDDEN_ADDRESS),
        ("/huge", RejectReason.TOO_LARGE),
        ("/pdf", RejectReason.UNKNOWN_FORMAT),
        ("/image", RejectReason.UNKNOWN_FORMAT),
        ("/json", RejectReason.UNKNOWN_FORMAT),
        ("/empty", RejectReason.NO_TEXT),
        ("/broken", RejectReason.UNREACHABLE),
        ("/silent", RejectReason.TOO_SLOW),
    ],
)
def test_what_is_not_given_is_a_reject_and_the_entry_takes_its_place(
    store: Store, path: str, reason: RejectReason
) -> None:
    paths = {
        "/robots.txt": says(b"User-agent: *\nDisallow: /robots"),
        "/gone": says(b"", 410),
        "/loop": sends_to("/loop"),
        "/inside": sends_to("http://169.254.169.254/latest/meta-data/"),
        "/huge": says(b"<p>" + b"x" * 5_000_000),
        "/pdf": says(b"%PDF-1.7 \0\0\0", content_type="application/pdf"),
        "/image": says(b"\x89PNG\r\n\x1a\n\0\0", content_type="text/html"),
        "/json": says(b'{"text": "The river rose."}', content_type="text/html"),
        "/empty": says(b" "),
        "/broken": says(b"", 500),
        "/silent": says_nothing,
    }
    settings = replace(SETTINGS, watch=replace(SHORT if path == "/silent" else PATIENT, attempts=2))
    with serving(paths) as server:
        url = server.url + path
        server.paths["/feed"] = says(rss((url, "River", "The river rose by a metre.")))
        watch = Watch(store, f"{server.url}/feed", settings=settings)
        watch.until_done()
    [reject] = store.rejects()
    assert (reject.source, reject.reason) == (url, reason)
    assert reject.detail.endswith("what the feed says of it was taken instead")
    [article] = taken(store)
    assert article["text"] == "The river rose by a metre."
    assert article["url"] == url
    assert watch.said[-1][0] == url


def test_a_page_that_fails_is_tried_again_and_then_taken(store: Store) -> None:
    flaky = in_turn(says(b"", 503), says(b"", 502), says(page("The river rose.")))
    with serving({"/a": flaky}) as server:
        server.paths["/feed"] = says(linking(server, "a"))
        Watch(store, f"{server.url}/feed").until_done()
    assert len(taken(store)) == 1
    assert store.rejects() == []


def test_a_host_that_wants_quiet_does_not_cost_a_page_its_attempts(store: Store) -> None:
    busy = in_turn(*[says(b"", 429, retry_after="60")] * 8, says(page("The river rose.")))
    with serving({"/a": busy}) as server:
        server.paths["/feed"] = says(linking(server, "a"))
        Watch(store, f"{server.url}/feed").until_done()
    assert [a["url"] for a in taken(store)] == [f"{server.url}/a"]
    assert store.rejects() == []


def test_a_host_stays_quiet_over_a_restart(store: Store) -> None:
    with serving({"/feed": says(b"", 503, retry_after="900")}) as server:
        watch = Watch(store, f"{server.url}/feed")
        watch.round()
        Watch(store, watch.feed, clock=watch.clock).round(600)
        assert server.pages == ["/feed"]
        Watch(store, watch.feed, clock=watch.clock).round(600)
        assert server.pages == ["/feed", "/feed"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (page("No feed at all."), RejectReason.BAD_FEED),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', RejectReason.BAD_FEED),
        (b"<rss>" + b"<a>" * 5000, RejectReason.TOO_DEEP),
    ],
)
def test_what_is_no_feed_is_a_reject_until_it_is_one(store: Store, body: bytes, reason: RejectReason) -> None:
    with serving({}) as server:
        good = linking(server, "a", text="The river rose.")
        server.paths["/feed"] = in_turn(says(body), says(good))
        watch = Watch(store, f"{server.url}/feed", follow=False)
        watch.round()
        assert [(r.source, r.reason) for r in store.rejects()] == [(watch.feed, reason)]
        watch.until_done()
    assert store.rejects() == []
    assert len(taken(store)) == 1


def test_a_feed_that_is_refused_is_asked_more_and_more_seldom(store: Store) -> None:
    with serving({"/feed": says(b"", 404)}) as server:
        watch = Watch(store, f"{server.url}/feed")
        waits = []
        for _ in range(4):
            watch.round()
            due = watch.made.due_at()
            assert due is not None
            waits.append(due - watch.clock.now())
            watch.clock.time = due
    assert waits == [600, 1200, 2400, 4800]


def test_links_that_lead_nowhere_on_the_web_are_not_fetched(store: Store) -> None:
    items = [("javascript:alert(1)", "One", "Rain fell."), ("file:///etc/passwd", "Two", "Hail fell.")]
    with serving({"/feed": says(rss(*items, ("/rel", "Three", "Snow fell."), ("", "Four", "")))}) as server:
        Watch(store, f"{server.url}/feed").round()
        assert server.pages == ["/feed", "/rel"]
    assert [(r.line, r.reason) for r in store.rejects() if r.line] == [(4, RejectReason.NO_TEXT)]
    assert {a["text"] for a in taken(store)} == {"Rain fell.", "Hail fell.", "Snow fell."}


def test_a_page_says_its_charset_in_its_header(store: Store) -> None:
    body = page("Der Fluß stieg über die Ufer.").decode().encode("latin-1")
    with serving({"/a": says(body, content_type="text/html; charset=ISO-8859-1")}) as server:
        server.paths["/feed"] = says(linking(server, "a"))
        Watch(store, f"{server.url}/feed").round()
    assert "Fluß" in taken(store)[0]["html"]


def cleaned(store: Store, capture: str, *, reject: bool) -> None:
    """What the clean stage leaves of a page, in short."""
    why = Reject("a page", None, RejectReason.NO_TEXT, "only menus are left")
    result = Result(capture, "f-1", rejects=(why,) if reject else ())
    store.write("clean", ("articles",), [result])


def test_the_entry_takes_the_place_of_a_page_with_nothing_to_read(store: Store) -> None:
    with serving({"/menu": says(page("Home. Sign in."))}) as server:
        server.paths["/feed"] = says(linking(server, "menu", text="Rain flooded a camp."))
        watch = Watch(store, f"{server.url}/feed")
        watch.round()
        [capture] = store.first_sightings()
        assert not watch.made.unread()
        cleaned(store, capture, reject=True)
        assert watch.made.unread()
        assert not watch.made.unread()
    assert [a["text"] for a in taken(store) if "text" in a] == ["Rain flooded a camp."]
    assert watch.said[-1][1].endswith("what the feed says of it was taken instead")


def test_a_defect_in_one_feed_does_not_end_the_others(store: Store) -> None:
    class Faulty(Manners):
        async def get(self, url: str, limit: int, headers: dict[str, str] | None = None) -> Reply:
            if url.endswith("/bad"):
                raise ZeroDivisionError("a defect")
            return await super().get(url, limit, headers)

    with serving({}) as server:
        server.paths["/good"] = says(linking(server, "a", text="The river rose."))
        watch = Watch(store, f"{server.url}/bad", follow=False)
        polite = watch.made.manners
        watch.made.manners = Faulty(polite.fetcher, polite.clock, polite.quiet, polite.keep)
        watch.made.urls = (f"{server.url}/bad", f"{server.url}/good")
        watch.made.begin()
        watch.round()
    assert len(taken(store)) == 1
    assert [(r.source[-4:], r.reason) for r in store.rejects()] == [("/bad", RejectReason.FAILED)]
