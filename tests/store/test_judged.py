"""The log of judgements is only added to, by any number of people, also while a run is writing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportedly.records import Judgement, Place, Value
from reportedly.store import Reader, Store, one_writer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "crisis.db", create=True)
    yield opened
    opened.close()


def note(by: str, why: str, at: str = "") -> Judgement:
    return Judgement("", at, by, "note", "claim", ("c-1",), why=why)


def test_a_judgement_comes_back_as_it_was_kept(store: Store) -> None:
    place = Place("Brenna", 36.1, 10.2, country="TN", radius_km=2.5)
    made = Judgement(
        "", "2031-04-09T10:00:00+02:00", "Ada", "correct", "claim", ("c-1", "c-2"), "misread", "place",
        Value(place=place), articles=("a-1",), story="s-1", after=("j-0",),
    )  # fmt: skip
    kept = store.judged.append(made)
    assert kept.at == "2031-04-09T08:00:00.000000Z"
    assert store.judged.log() == [kept]
    assert store.judged.find([kept.id, "j-0"]) == {kept.id: kept}
    assert kept.named().id == kept.id


def test_each_is_later_than_the_one_before_whatever_the_clock_says(store: Store) -> None:
    times = ("2031-04-09T10:00:00+00:00", "2031-04-09T09:00:00+00:00", "2031-04-09T10:00:00+00:00")
    kept = [store.judged.append(note("Ada", str(n), at)) for n, at in enumerate(times)]
    assert store.judged.log() == kept
    assert sorted(j.at for j in kept) == [j.at for j in kept]
    assert len({j.at for j in kept}) == 3
    assert store.judged.mark() == (3, kept[-1].at)


def test_many_judge_at_once_while_a_run_holds_the_lock_and_writes(store: Store, tmp_path: Path) -> None:
    people = [f"Person {n}" for n in range(6)]

    def decide(by: str) -> None:
        own = Reader.open(tmp_path / "crisis.db")
        for n in range(10):
            own.judged.append(note(by, str(n)))
        own.close()

    with one_writer(tmp_path / "crisis.db"), ThreadPoolExecutor(len(people)) as pool:
        waiting = [pool.submit(decide, by) for by in people]
        for _ in range(30):
            store.add_found([])
            store.write("copies", ("copies",), [])
        for done in waiting:
            done.result()
    log = store.judged.log()
    assert {(j.by, j.why) for j in log} == {(by, str(n)) for by in people for n in range(10)}
    assert len({j.at for j in log}) == len({j.id for j in log}) == 60
