"""The executor: outcomes in order, and one bad payload never takes another with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportedly.config import Run, Settings
from reportedly.errors import ModelError, RejectedInput
from reportedly.outlets import Outlet
from reportedly.records import RejectReason, TimeMention
from reportedly.run import local
from reportedly.run.local import Local, chunks
from reportedly.run.worker import Failure, Outcome
from reportedly.stage import Each
from reportedly.store import Reader, Store

SETTINGS = replace(Settings(), run=Run(workers=2))


def _keys(_store: Reader, _settings: Settings) -> Mapping[str, str]:
    return {}


def _load(_store: Reader, _settings: Settings, keys: Sequence[str]) -> Sequence[str]:
    return keys


def _make(_settings: Settings) -> Any:
    return _act


def _act(word: str) -> list[TimeMention]:
    if word == "reject":
        raise RejectedInput(RejectReason.NO_TEXT, "nothing in it")
    if word == "who":
        raise RejectedInput(RejectReason.NO_TEXT, str(os.getpid()))
    if word == "defect":
        raise ValueError("unforeseen")
    if word == "crash":
        os._exit(7)
    if word == "hang":
        while True:
            time.monotonic()
    if word == "no model":
        raise ModelError("it is not installed")
    return []


def _limit(_settings: Settings) -> float:
    return 0.5


STAGE = Each("act", "1", ("times",), _keys, _load, _make, "words", chunk=3, seconds=_limit)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "crisis.db", create=True)
    yield store
    store.close()


def outcomes(db: Reader, words: Sequence[str]) -> list[Outcome]:
    with Local(SETTINGS, db) as executor:
        return list(executor.map(STAGE, [(word, "f-1") for word in words]))


def reasons(found: Sequence[Outcome]) -> list[RejectReason | None]:
    return [o.reason if isinstance(o, Failure) else None for o in found]


def test_outcomes_come_in_order_and_failures_stand_alone(db: Reader) -> None:
    found = outcomes(db, ["a", "reject", "b", "defect", "c", "d", "e"])
    assert reasons(found) == [None, RejectReason.NO_TEXT, None, RejectReason.FAILED, None, None, None]
    assert isinstance(found[3], Failure)
    assert "ValueError: unforeseen" in found[3].detail


def test_a_payload_that_kills_its_worker_is_the_only_one_rejected(db: Reader) -> None:
    assert reasons(outcomes(db, ["a", "crash", "b", "c"])) == [None, RejectReason.FAILED, None, None]


def test_a_payload_that_overruns_is_the_only_one_rejected(
    db: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "WARM_UP_SECONDS", 4.0)
    assert reasons(outcomes(db, ["a", "hang", "b", "c"])) == [None, RejectReason.TOO_SLOW, None, None]


def test_a_missing_model_stops_the_run(db: Reader) -> None:
    with pytest.raises(ModelError, match="not installed"):
        outcomes(db, ["a", "no model"])


def who(executor: Local, words: int) -> set[str]:
    """The worker processes that were at work on so many words."""
    found = list(executor.map(STAGE, [("who", "f-1")] * words))
    return {o.detail for o in found if isinstance(o, Failure)}


def test_little_to_do_starts_one_worker_and_much_all_of_them(db: Reader) -> None:
    with Local(SETTINGS, db) as executor:
        (one,) = who(executor, 3)
        assert who(executor, 6) == {one}
        assert one not in who(executor, 3 * (local.UNDER_WAY + 1))


def test_workers_stay_for_the_next_run_until_there_are_other_rules(db: Store) -> None:
    executor = Local(SETTINGS, db, keep=True)
    runs = []
    for outlets in ((), (), (Outlet("Almeda Post", "newspaper", "https://post.example/"),)):
        db.keep_outlets(outlets)
        with executor:
            executor.renew(SETTINGS)
            runs.append(who(executor, 1))
    executor.stop()
    assert runs[0] == runs[1]
    assert runs[0].isdisjoint(runs[2])


def test_chunks_keep_everything_in_order() -> None:
    assert list(chunks(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
