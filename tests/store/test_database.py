"""The store keeps what it is given, checks every span and shows one order whatever came first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import SpanError, StoreError
from reportedly.records import (
    Capture,
    CopiedSentence,
    Copy,
    Reject,
    RejectReason,
    Sighting,
    Span,
    Story,
    TimeMention,
)
from reportedly.store import Result, Store, one_writer, pack
from tests.support import article

TEXT = "Rain fell on the camp. Forty tents were lost."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "crisis.db", create=True)
    yield opened
    opened.close()


def found(text: str, source: str) -> tuple[Capture, Sighting]:
    capture = Capture.of("text/plain", text.encode())
    return capture, Sighting(capture.id, source, None, source)


def made(store: Store, key: str, fingerprint: str, *records: object) -> Result:
    return Result(key, fingerprint, pack(key, fingerprint, records, store.texts()))


def put_article(store: Store, text: str = TEXT, name: str = "a.txt") -> str:
    capture, sighting = found(text, name)
    store.add_found([(capture, sighting)])
    cleaned = article(text, name=name)
    store.write("clean", ("articles",), [made(store, capture.id, "f-1", cleaned)])
    return cleaned.id


def test_the_same_page_twice_is_one_capture_with_two_sightings(store: Store) -> None:
    store.add_found([found(TEXT, "b.txt"), found(TEXT, "a.txt")])
    store.add_found([found(TEXT, "a.txt")])
    assert store.counts()["captures"] == 1
    assert [s.source for s in store.first_sightings().values()] == ["a.txt"]


def test_a_span_that_does_not_quote_its_article_is_refused_and_nothing_is_written(store: Store) -> None:
    id_ = put_article(store)
    good = TimeMention(Span(id_, 0, 4, "Rain"), None, None, "date")
    bad = replace(good, span=Span(id_, 0, 4, "Snow"))
    with pytest.raises(SpanError, match=r"'Snow'.*reads 'Rain'"):
        store.write("claims", ("times",), [made(store, id_, "f-1", good, bad)])
    assert store.derived("times") == {}
    assert store.done("claims") == {}


def test_a_span_into_an_unknown_article_is_refused(store: Store) -> None:
    id_ = put_article(store)
    lost = TimeMention(Span("a-nowhere", 0, 4, "Rain"), None, None, "date")
    with pytest.raises(SpanError, match="not stored"):
        store.write("claims", ("times",), [made(store, id_, "f-1", lost)])


def test_writing_a_key_again_replaces_what_was_made_of_it(store: Store) -> None:
    id_ = put_article(store)
    first = TimeMention(Span(id_, 0, 4, "Rain"), "2024-01-01", "2024-01-01", "date")
    second = replace(first, latest="2024-01-02")
    store.write("claims", ("times",), [made(store, id_, "f-1", first)])
    store.write("claims", ("times",), [made(store, id_, "f-2", second)])
    assert store.derived("times") == {id_: [second]}
    assert store.done("claims") == {id_: "f-2"}


def test_what_was_made_of_a_story_that_is_gone_is_gone(store: Store) -> None:
    one, two = put_article(store), put_article(store, "Other words here.", "b.txt")
    apart = [Story("s-1", "one", None, None, (one,)), Story("s-2", "two", None, None, (two,))]
    with store.story_index() as index:
        index.replace_stories({}, {s.id: s for s in apart})
    link = CopiedSentence(Span(one, 0, 4, "Rain"), Span(two, 0, 5, "Other"), 0.9)
    store.write(
        "copies", ("copies",), [made(store, "s-2", "f-1", Copy(one, two, "near", "unknown", 0.5, (link,)))]
    )
    with store.story_index() as index:
        index.replace_stories({s.id: s for s in apart}, {"s-1": replace(apart[0], articles=(one, two))})
    assert store.derived("copies") == {}
    assert [s.articles for s in store.stories()] == [(one, two)]


def test_rejects_keep_file_line_and_reason(store: Store) -> None:
    store.add_found([Reject("x.jsonl", 3, RejectReason.NOT_JSON, "write one object a line")])
    assert store.rejects() == [Reject("x.jsonl", 3, RejectReason.NOT_JSON, "write one object a line")]
    store.forget_rejects(["x.jsonl"])
    assert store.rejects() == []


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    db = tmp_path / "crisis.db"
    with one_writer(db), pytest.raises(StoreError, match="another run is writing"), one_writer(db):
        pass


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all, this is certainly not a database." * 50)
    with pytest.raises(StoreError, match=r"letter\.txt cannot be used as a database"):
        Store.open(path)


def test_a_missing_database_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="reportedly run PAGES --db"):
        Store.open(tmp_path / "none.db")


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "crisis.db"
    Store.open(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    with pytest.raises(StoreError, match="newer reportedly"):
        Store.open(path)


def test_the_schema_is_what_the_migrations_make(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from reportedly.store.schema import metadata

    opened = Store.open(tmp_path / "crisis.db", create=True)
    with opened.engine.connect() as db:
        ours = {"include_name": lambda name, _kind, _parents: not (name or "").startswith("search")}  # FTS5's
        assert compare_metadata(MigrationContext.configure(db, opts=ours), metadata) == []
    opened.close()


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(["a.txt", "b.txt", "c.txt", "d.txt"]))
def test_rows_come_out_in_one_order_whatever_came_first(
    tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    opened = Store.open(tmp_path_factory.mktemp("db") / "crisis.db", create=True)
    for name in order:
        put_article(opened, f"Words of {name}.", name)
    ids = opened.article_ids()
    assert ids == sorted(ids)
    assert list(opened.article_marks()) == ids
    opened.close()
