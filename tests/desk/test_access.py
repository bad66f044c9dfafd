"""Who comes in, and what they may do there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from reportedly.cli import app as cli
from reportedly.desk import accounts
from reportedly.desk.access import Rules, host_name
from reportedly.desk.accounts import AccountError
from reportedly.desk.app import Options, make_app
from reportedly.desk.serving import is_loopback, settled
from reportedly.errors import ReportedlyError
from reportedly.store import Reader
from tests.desk.conftest import Desk, token_in

WORDS = "four words of a password"
Open = Callable[..., Desk]


@pytest.fixture
def team(copied: Path, open_desk: Open) -> Desk:
    """A desk with a user of each role, named after it."""
    store = Reader.open(copied)
    for role in ("reader", "analyst", "editor", "admin"):
        accounts.add(store.people, role, role, WORDS)
    store.close()
    return open_desk(local=False)


def come(desk: Desk, name: str, password: str = WORDS) -> int:
    return desk.post("/login", {"name": name, "password": password}).status_code


def test_without_users_whoever_sits_there_may_do_all(desk: Desk) -> None:
    assert "admin" in desk.page("/")


def test_with_users_everybody_logs_in_and_out(team: Desk) -> None:
    answer = team.http.get("/stories?q=x")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/stories%3Fq%3Dx"
    assert come(team, "editor", "not the password at all") == 403
    assert come(team, "nobody") == 403
    assert team.http.get("/").status_code == 303
    assert come(team, "editor") == 303
    page = team.page("/")
    assert "editor" in page
    assert team.post("/logout", {}, csrf=token_in(page)).status_code == 303
    assert team.http.get("/").status_code == 303


def test_the_session_is_kept_from_scripts_and_other_sites(team: Desk) -> None:
    answer = team.post("/login", {"name": "reader", "password": WORDS})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    held = answer.cookies["reportedly_session"]
    store = team.store()
    assert store.people.session(held) is None  # what the browser holds is not what is kept
    assert store.people.session(accounts.key_of(held)) is not None
    store.close()


@pytest.mark.parametrize(
    ("role", "judge", "publish", "people"),
    [
        ("reader", 403, 403, 403),
        ("analyst", 303, 403, 403),
        ("editor", 303, 200, 403),
        ("admin", 303, 200, 200),
    ],
)
def test_each_role_may_what_it_may(team: Desk, role: str, judge: int, publish: int, people: int) -> None:
    assert come(team, role) == 303
    store = team.store()
    story, own = next(iter(store.derived("findings").items()))
    store.close()
    csrf = token_in(team.page("/"))
    given = {"verb": "note", "target": "finding", "ids": own[0].id, "why": "seen"}
    assert team.post("/judge", given, csrf=csrf).status_code == judge
    assert team.http.get(f"/publish?story={story}").status_code == publish
    assert team.http.get("/people").status_code == people


def test_read_only_means_everybody(open_desk: Open, copied: Path) -> None:
    store = Reader.open(copied)
    claim = next(c.id for own in store.derived("claims").values() for c in own)
    store.close()
    shown = open_desk(read_only=True)
    given = {"verb": "reject", "target": "claim", "ids": claim}
    assert shown.post("/judge", given).status_code == 403
    assert 'action="/judge"' not in shown.page("/")


def test_visitors_read_where_the_desk_is_public(copied: Path, open_desk: Open) -> None:
    store = Reader.open(copied)
    accounts.add(store.people, "Ada", "editor", WORDS)
    store.close()
    shown = open_desk(local=False, public=True)
    assert "visitor" in shown.page("/")
    assert shown.http.get("/people").status_code == 403


def test_another_site_can_neither_post_nor_rebind(desk: Desk) -> None:
    given = {"verb": "note", "target": "claim", "ids": "c-1", "why": "x"}
    for foreign in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "https://elsewhere.example"},
    ):
        assert desk.http.post("/judge", data=given, headers=foreign).status_code == 403
    assert desk.http.get("/", headers={"host": "elsewhere.example"}).status_code == 421
    assert desk.http.get("/", headers={"host": "localhost.elsewhere.example"}).status_code == 421


def test_tries_are_limited(team: Desk) -> None:
    tries = [come(team, "admin", f"wrong password number {n}") for n in range(7)]
    assert tries[:5] == [403] * 5
    assert tries[5:] == [429] * 2


def test_a_token_may_no_more_than_its_scopes_and_its_user(team: Desk) -> None:
    store = team.store()
    claim = next(c.id for own in store.derived("claims").values() for c in own)
    held = {
        (user, scope): accounts.give_token(store.people, user, scope, (scope,), 1)
        for user in ("reader", "analyst")
        for scope in ("read", "judge")
    }
    given = {"verb": "note", "target": "claim", "ids": [claim], "why": "seen"}
    for (user, scope), token in held.items():
        headers = {"authorization": f"Bearer {token}"}
        assert team.http.get("/api/v1/stories", headers=headers).status_code == 200
        wanted = 201 if (user, scope) == ("analyst", "judge") else 403
        assert team.http.post("/api/v1/judgements", json=given, headers=headers).status_code == wanted
    assert store.judged.log()[-1].by == "analyst"
    assert store.people.drop_token("analyst", "judge")
    gone = {"authorization": f"Bearer {held['analyst', 'judge']}"}
    assert team.http.get("/api/v1/stories", headers=gone).status_code == 401
    store.close()


def test_whoever_is_closed_or_has_another_password_is_out_at_once(team: Desk) -> None:
    from dataclasses import replace

    store = team.store()
    assert come(team, "analyst") == 303
    team.page("/")
    user = store.people.user("analyst")
    assert user is not None
    store.people.keep(replace(user, password=accounts.hashed("another long password")))
    assert team.http.get("/").status_code == 303
    assert come(team, "analyst", "another long password") == 303
    store.people.keep(replace(user, closed_at="2026-01-01T00:00:00.000Z"))
    assert team.http.get("/").status_code == 303
    assert come(team, "analyst") == 403
    store.close()


def test_what_is_done_is_in_the_log(team: Desk) -> None:
    come(team, "admin", "wrong password of mine")
    come(team, "admin")
    page = team.page("/people")
    assert "login refused" in page
    assert "wrong password" not in page


def test_passwords_are_long_and_kept_as_argon2(copied: Path) -> None:
    store = Reader.open(copied)
    with pytest.raises(AccountError, match="at least 12"):
        accounts.add(store.people, "Ada", "reader", "short")
    made = accounts.add(store.people, "Ada", "reader", WORDS)
    assert made.password.startswith("$argon2id$")
    with pytest.raises(AccountError, match="already"):
        accounts.add(store.people, "Ada", "reader", WORDS)
    store.close()


def test_beyond_the_machine_only_with_users_and_it_says_how(copied: Path) -> None:
    with pytest.raises(ReportedlyError, match="reportedly users add NAME"):
        settled(Options(copied), "0.0.0.0")
    assert settled(Options(copied), "127.0.0.1").rules.local
    store = Reader.open(copied)
    accounts.add(store.people, "Ada", "admin", WORDS)
    store.close()
    assert not settled(Options(copied), "0.0.0.0").rules.local
    assert not settled(Options(copied), "127.0.0.1").rules.local


def test_what_stands_in_front_of_it_makes_it_reachable_too(copied: Path) -> None:
    """A proxy on this machine comes from the loopback address: whoever comes through it sits elsewhere."""
    named = Options(copied, Rules(names=("desk.example",)))
    for options, proxy in ((named, None), (Options(copied), "127.0.0.1"), (named, "127.0.0.1")):
        with pytest.raises(ReportedlyError, match="reportedly users add NAME"):
            settled(options, "127.0.0.1", proxy)
    shown = settled(Options(copied, Rules(public=True, read_only=True)), "127.0.0.1", "127.0.0.1")
    assert not shown.rules.local


def test_one_visitor_does_not_shut_out_another(copied: Path) -> None:
    app = make_app(Options(copied, Rules(local=False, public=True, rate="2/minute")))
    headers = {"host": "localhost"}
    with TestClient(app, client=("192.0.2.1", 1)) as one, TestClient(app, client=("192.0.2.2", 1)) as other:
        assert [one.get("/stories", headers=headers).status_code for _ in range(3)] == [200, 200, 429]
        assert other.get("/stories", headers=headers).status_code == 200


def test_a_token_is_given_listed_and_taken_back_on_the_command_line(copied: Path) -> None:
    def users(*args: str) -> Result:
        return CliRunner().invoke(cli, ["users", *args, "--db", str(copied)], env={"COLUMNS": "200"})

    store = Reader.open(copied)
    accounts.add(store.people, "Ada", "admin", WORDS)
    assert users("token", "Ada", "nightly").exit_code == 2
    assert users("token", "Ada", "nightly", "--scope", "read").stdout.startswith("rpt_")
    assert "nightly (read)" in users("list").stdout
    assert "was taken back" in users("token", "Ada", "nightly", "--drop").stderr
    assert store.people.tokens("Ada") == []
    assert [e.what for e in store.people.log()] == ["token taken back", "token given"]
    store.close()


@pytest.mark.parametrize(
    ("host", "name"),
    [("localhost:8765", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"),
     ("Desk.Example.:443", "desk.example"), ("", "")],
)  # fmt: skip
def test_the_name_in_a_host_header(host: str, name: str) -> None:
    assert host_name(host) == name


def test_loopback_addresses() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "desk.example", "")))


def test_every_answer_forbids_what_no_page_needs(desk: Desk) -> None:
    for path in ("/", "/static/desk.css", "/api/v1/stories", "/nowhere"):
        headers = desk.http.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
