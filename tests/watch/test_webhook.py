"""Another program is told of what changed: signed, in order, until it has taken it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from standardwebhooks import Webhook, WebhookVerificationError

from reportedly.config import Watch
from reportedly.errors import SettingsError
from reportedly.store import Store, schema
from reportedly.store.fetches import Changed, Fetches
from reportedly.watch.telling import Teller
from reportedly.watch.webhook import AT_ONCE, SECRET, Hook
from tests.watch.asking import PATIENT, SHORT, Clock, fetcher
from tests.watch.server import Server, in_turn, says, says_nothing, serving

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CHANGE = Changed(
    1, "c-1", "f-1", "s-1", "2031-04-09T08:00:00Z", "new", "disputed", 2, "Six “killed”", "ATTACK"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "crisis.db", create=True)
    yield opened
    opened.close()


def changed(store: Store, *entries: str, what: str = "new") -> None:
    """Findings change, as the log has it."""
    with store.engine.begin() as db:
        for entry in entries:
            row = {"entry": entry, "finding": f"f-{entry}", "story": "s-1", "at": "2031-04-09T08:00:00Z"}
            said = {"status": "single_origin", "origins": 1, "headline": f"About {entry}", "told": ""}
            db.execute(insert(schema.changes), [{**row, **said, "what": what, "digest": entry}])


def teller(
    store: Store,
    server: Server,
    clock: Clock | None = None,
    said: list[str] | None = None,
    settings: Watch = PATIENT,
) -> Teller:
    hook = Hook(f"{server.url}/hook", b"a secret of this test", "https://desk.example")
    words = [] if said is None else said
    return Teller(
        hook, store, fetcher(settings=settings), clock or Clock(), lambda _what, told: words.append(told)
    )


def told(server: Server) -> list[list[tuple[str, str]]]:
    """For each delivery the entries and what became of them."""
    bodies = [json.loads(body)["data"]["findings"] for _, body in server.posted]
    return [[(f["entry"], f["change"]) for f in findings] for findings in bodies]


# -- one delivery ----------------------------------------------------------------------------------------


def delivered() -> tuple[dict[str, str], bytes]:
    hook = Hook.of("https://hooks.example/", {SECRET: KEY}, "https://desk.example/", plain=False)
    body = hook.body([CHANGE])
    return hook.headers(body, time.time()), body


def test_the_signature_is_what_the_standards_own_library_takes() -> None:
    headers, body = delivered()
    told: Any = Webhook(KEY).verify(body, headers)
    [finding] = told["data"]["findings"]
    assert told["type"] == "findings.changed"
    assert finding == {
        "id": "f-1",
        "entry": "c-1",
        "change": "new",
        "kind": "ATTACK",
        "headline": "Six “killed”",
        "status": "disputed",
        "origins": 2,
        "story": "s-1",
        "link": "https://desk.example/findings/f-1",
    }


@pytest.mark.parametrize("part", ["body", "webhook-id", "webhook-timestamp"])
def test_whatever_is_changed_on_the_way_breaks_it(part: str) -> None:
    headers, body = delivered()
    if part == "body":
        body = body.replace(b"disputed", b"single_origin")
    else:
        headers[part] = headers[part][:-1] + ("0" if headers[part][-1] != "0" else "1")
    with pytest.raises(WebhookVerificationError):
        Webhook(KEY).verify(body, headers)


def test_the_same_changes_have_the_same_id() -> None:
    assert delivered()[0]["webhook-id"] == delivered()[0]["webhook-id"]


@pytest.mark.parametrize(
    ("url", "secret", "says"),
    [
        ("http://hooks.example/", KEY, "must begin with https://"),
        ("ftp://hooks.example/", KEY, "must begin with https://"),
        ("hooks.example", KEY, "must begin with https://"),
        ("https://hooks.example/", "", "set REPORTEDLY_WEBHOOK_SECRET"),
        ("https://hooks.example/", "short", "16 bytes or more"),
        ("https://hooks.example/", "whsec_not base64!", "no base64"),
    ],
)
def test_what_is_unsafe_is_refused_without_showing_the_secret(url: str, secret: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        Hook.of(url, {SECRET: secret}, None, plain=False)
    assert not secret or secret not in str(caught.value)
    assert "secret" not in repr(Hook("https://a.example/", b"secret words here", None))


# -- one delivery after the other ------------------------------------------------------------------------


def test_it_is_told_of_what_changes_from_now_on_and_of_each_thing_once(store: Store) -> None:
    changed(store, "before")
    with serving({}) as server:
        tells = teller(store, server)
        tells.tell_all()
        changed(store, "a", "b")
        changed(store, "a", what="changed")
        tells.tell_all()
        tells.tell_all()
        changed(store, "b", what="gone")
        tells.tell_all()
        tells.close()
        again = teller(store, server)
        again.tell_all()
        again.close()
    assert told(server) == [[("b", "new"), ("a", "changed")], [("b", "gone")]]
    assert json.loads(server.posted[1][1])["data"]["findings"][0]["link"] is None


def test_many_changes_come_in_several_deliveries(store: Store) -> None:
    with serving({}) as server:
        tells = teller(store, server)
        changed(store, *(f"e{n:03}" for n in range(AT_ONCE + 5)))
        tells.tell_all()
        tells.close()
    assert [len(d) for d in told(server)] == [AT_ONCE, 5]


@pytest.mark.parametrize("status", [302, 400, 404, 410, 429, 500, 503])
def test_what_is_not_taken_is_sent_again_later_under_the_same_id(store: Store, status: int) -> None:
    clock, said = Clock(), list[str]()
    behave = in_turn(says(b"", status, location="http://127.0.0.1:1/"), says(b"", 200))
    with serving({"/hook": behave}) as server:
        tells = teller(store, server, clock, said)
        changed(store, "a")
        tells.tell_all()
        tells.tell_all()
        assert len(server.posted) == 1
        tells.close()
        due = tells.due_at()
        assert due is not None
        clock.time = due
        again = teller(store, server, clock, said)
        again.tell_all()
        again.close()
    assert told(server) == [[("a", "new")], [("a", "new")]]
    ids = {headers["webhook-id"] for headers, _ in server.posted}
    assert len(ids) == 1
    assert "again in" in said[0]
    assert said[-1] == "told of 1 findings"


def test_a_receiver_that_says_nothing_holds_nothing_up(store: Store) -> None:
    clock = Clock()
    with serving({"/hook": says_nothing}) as server:
        tells = teller(store, server, clock, settings=SHORT)
        changed(store, "a")
        tells.tell()
        assert tells.due_at() == clock.now() + 1.0  # under way, and looked at again in a second
        tells.close()
    assert Fetches(store.engine).known([f"{server.url}/hook"])[f"{server.url}/hook"].failures == 1


def test_a_hook_inside_is_not_told(store: Store) -> None:
    said: list[str] = []
    with serving({}) as server:
        hook = Hook(f"http://localhost:{server.server_port}/hook", b"a secret of this test")
        tells = Teller(hook, store, fetcher(), Clock(), lambda _what, words: said.append(words))
        changed(store, "a")
        tells.tell_all()
        tells.close()
    assert server.posted == []
    assert "leads to port" in said[0]
