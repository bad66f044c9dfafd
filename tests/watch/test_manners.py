"""Asking politely: robots.txt, redirects, the pace of a host."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from reportedly.records import Quiet, RejectReason
from reportedly.watch.door import Door, parsed
from reportedly.watch.manners import TOKEN, pause_of
from reportedly.watch.trouble import Trouble
from tests.watch.asking import PATIENT, Clock, fetcher, get, manners
from tests.watch.server import in_turn, says, sends_to, serving


def refused(url: str, clock: Clock | None = None) -> Trouble:
    with pytest.raises(Trouble) as caught:
        get(url, manners(clock or Clock()))
    return caught.value


def test_a_page_is_given_after_redirects() -> None:
    paths = {"/a": sends_to("/b", 301), "/b": sends_to("c", 307), "/c": says(b"here")}
    with serving(paths) as server:
        reply = get(f"{server.url}/a#part")
    assert (reply.body, str(reply.url)) == (b"here", f"{server.url}/c")


def test_a_loop_of_redirects_ends() -> None:
    with serving({"/a": sends_to("/b"), "/b": sends_to("/a")}) as server:
        assert refused(f"{server.url}/a").reason is RejectReason.TOO_MANY_REDIRECTS
    assert len(server.pages) == PATIENT.max_redirects + 1


@pytest.mark.parametrize(
    "where",
    [
        "http://localhost/",
        "http://127.0.0.2/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706434/",
        "http://10.0.0.1/",
        "//192.168.0.1/admin",
        "file:///etc/passwd",
        "http://user:pw@127.0.0.1/",
        "ftp://8.8.8.8/",
        "http://[::ffff:127.0.0.2]/",
    ],
)
def test_a_redirect_inside_is_not_followed(where: str) -> None:
    with serving({"/a": sends_to(where)}) as server:
        trouble = refused(f"{server.url}/a")
    assert trouble.reason is RejectReason.FORBIDDEN_ADDRESS
    assert not trouble.passing
    assert server.pages == ["/a"]


@given(st.text(max_size=60) | st.from_regex(r"(https?:)?//[^ ]{0,30}(:[0-9]{1,6})?/.{0,10}"))
def test_whatever_a_server_sends_on_to_is_an_address_or_trouble(where: str) -> None:
    try:
        url = parsed(where, "https://news.example/a")
        Door().check(url)
    except Trouble:
        return
    assert url.scheme in ("http", "https")
    assert url.host
    assert url.port in (None, 80, 443)


# -- robots.txt ----------------------------------------------------------------------------------------


def test_what_robots_txt_disallows_is_not_asked_for() -> None:
    robots = b"User-agent: *\nDisallow: /\n\nUser-agent: reportedly\nDisallow: /private\n"
    with serving({"/robots.txt": says(robots), "/private/a": says(b"x"), "/a": says(b"ok")}) as server:
        made = manners(Clock())
        assert get(f"{server.url}/a", made).body == b"ok"
    assert server.asked == ["/robots.txt", "/a"]
    with serving({"/robots.txt": says(robots), "/private/a": says(b"x")}) as server:
        assert refused(f"{server.url}/private/a").reason is RejectReason.DISALLOWED
    assert server.pages == []


def test_a_redirect_to_what_is_disallowed_is_not_followed() -> None:
    robots = says(b"User-agent: *\nDisallow: /b")
    with serving({"/robots.txt": robots, "/a": sends_to("/b"), "/b": says(b"x")}) as server:
        assert refused(f"{server.url}/a").reason is RejectReason.DISALLOWED
    assert server.pages == ["/a"]


@pytest.mark.parametrize("status", [404, 403, 401])
def test_without_robots_txt_all_is_allowed(status: int) -> None:
    with serving({"/robots.txt": says(b"User-agent: *\nDisallow: /", status), "/a": says(b"ok")}) as server:
        assert get(f"{server.url}/a").body == b"ok"


def test_while_robots_txt_fails_nothing_is_asked_for() -> None:
    with serving({"/robots.txt": says(b"", 503), "/a": says(b"ok")}) as server:
        assert refused(f"{server.url}/a").passing
    assert server.pages == []


def test_a_huge_robots_txt_is_read_as_far_as_it_must_be() -> None:
    robots = b"User-agent: *\nDisallow: /a\n" + b"# more\n" * 300_000
    with serving({"/robots.txt": says(robots), "/a": says(b"x")}) as server:
        assert refused(f"{server.url}/a").reason is RejectReason.DISALLOWED


@given(
    st.text(max_size=300) | st.from_regex(r"(?:(?:User-agent|Disallow|Crawl-delay|Allow) ?: .{0,20}\n){1,8}")
)
def test_whatever_robots_txt_says_something_follows(text: str) -> None:
    rules = Protego.parse(text)
    assert rules.can_fetch("https://news.example/a?b=c", TOKEN) in (True, False)
    assert 0 <= pause_of(rules, PATIENT) <= PATIENT.longest_delay


def test_robots_txt_is_asked_for_once_a_day() -> None:
    clock = Clock()
    made = manners(clock)
    with serving({"/a": says(b"ok")}) as server, asyncio.Runner() as runner:
        for wait in (0, 3600, 90_000):
            clock.time += wait
            runner.run(made.get(f"{server.url}/a", 100))
    assert server.asked == ["/robots.txt", "/a", "/a", "/robots.txt", "/a"]


# -- pace ----------------------------------------------------------------------------------------------


def test_requests_to_a_host_keep_their_distance() -> None:
    clock = Clock()
    made = manners(clock)

    async def three(url: str) -> None:
        await asyncio.gather(*(made.get(f"{url}/{name}", 100) for name in "abc"))

    with serving({f"/{name}": says(b"ok") for name in "abc"}) as server:
        asyncio.run(three(server.url))
    assert len(server.pages) == 3
    assert len(clock.slept) >= 3
    assert all(wait == pytest.approx(PATIENT.host_delay) for wait in clock.slept)


def test_a_longer_distance_that_robots_txt_asks_for_is_kept_up_to_a_bound() -> None:
    for asked, kept in ((30, 30.0), (99999, PATIENT.longest_delay)):
        clock = Clock()
        robots = says(f"User-agent: *\nCrawl-delay: {asked}".encode())
        with serving({"/robots.txt": robots, "/a": says(b"ok")}) as server, asyncio.Runner() as runner:
            made = manners(clock)
            runner.run(made.get(f"{server.url}/a", 100))
            runner.run(made.get(f"{server.url}/a", 100))
        assert clock.slept[-1] == pytest.approx(kept)


def test_a_host_that_asks_for_a_pause_gets_it() -> None:
    clock, quiet = Clock(), dict[str, Quiet]()
    made = manners(clock, quiet=quiet)
    began = clock.now()
    with serving({"/a": in_turn(says(b"", 429, retry_after="600"), says(b"ok"))}) as server:
        for _ in range(3):
            with pytest.raises(Trouble):
                get(f"{server.url}/a", made)
        assert server.pages == ["/a"]
        assert quiet["127.0.0.1"].until >= began + 600
        clock.time = quiet["127.0.0.1"].until
        assert get(f"{server.url}/a", made).body == b"ok"
    assert quiet == {}


def test_a_host_that_fails_again_is_left_alone_longer() -> None:
    clock, quiet = Clock(), dict[str, Quiet]()
    made = manners(clock, quiet=quiet)
    waits = []
    with serving({"/robots.txt": says(b""), "/a": says(b"", 500)}) as server:
        for _ in range(4):
            with pytest.raises(Trouble):
                get(f"{server.url}/a", made)
            waits.append(quiet["127.0.0.1"].until - clock.now())
            clock.time = quiet["127.0.0.1"].until
    assert all(later > 1.2 * sooner for sooner, later in pairwise(waits))


def test_refusals_are_told_apart_from_failures() -> None:
    with serving({"/a": says(b"", 403)}) as server:
        trouble = refused(f"{server.url}/a")
    assert trouble.reason is RejectReason.DECLINED
    assert "does not give it to programs (status 403)" in trouble.detail


def test_a_host_that_is_not_there_is_left_for_later() -> None:
    with serving({}) as server:
        url = server.url
    assert refused(f"{url}/").passing


def test_the_contact_is_sent_along() -> None:
    asks = fetcher(settings=replace(PATIENT, contact="desk@news.example"))
    with serving({"/a": says(b"ok")}) as server:
        asyncio.run(manners(Clock(), asks).get(f"{server.url}/a", 100))
    assert server.heads[0]["user-agent"].endswith("(desk@news.example)")
