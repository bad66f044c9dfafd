"""A process that is killed at any moment loses nothing and takes nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reportedly.records import Fetch, Reject, RejectReason
from reportedly.store import Store
from tests.watch.asking import Clock
from tests.watch.feeds import page
from tests.watch.rounds import Watch, linking, sightings, taken
from tests.watch.server import Server, says, serving, with_etag


class Killed(BaseException):
    """The process ends here."""


class Dying(Store):
    """A store whose process is killed right before or right after a write."""

    left = 0
    after = False

    def add_fetched(self, found: Sequence[Any], fetches: Iterable[Fetch], again: Iterable[str] = ()) -> None:
        self.left -= 1
        if self.left < 0 and not self.after:
            raise Killed
        super().add_fetched(found, fetches, again)
        if self.left < 0:
            raise Killed


def changing(server: Server) -> Callable[[], bytes]:
    return lambda: linking(server, *"abcd")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("writes", range(7))
def test_a_kill_at_any_write_loses_and_doubles_nothing(tmp_path: Path, writes: int, after: bool) -> None:
    paths = {f"/{name}": says(page(f"Of {name} there is this.")) for name in "abc"}
    with serving(paths) as server:
        server.paths["/feed"] = with_etag(changing(server), lambda: '"1"')
        dying = Dying.open(tmp_path / "a.db", create=True)
        dying.left, dying.after = writes, after
        clock = Clock()
        with suppress(Killed, BaseExceptionGroup):
            Watch(dying, f"{server.url}/feed", clock=clock).until_done()
        dying.close()
        store = Store.open(tmp_path / "a.db")
        Watch(store, f"{server.url}/feed", clock=clock).until_done()
        whole = Store.open(tmp_path / "b.db", create=True)
        Watch(whole, f"{server.url}/feed").until_done()
    assert taken(store) == taken(whole)
    assert sightings(store) == sightings(whole)
    assert store.rejects() == whole.rejects()
    assert [r.reason for r in store.rejects()] == [RejectReason.DECLINED]
    assert isinstance(store.rejects()[0], Reject)
    store.close()
    whole.close()
