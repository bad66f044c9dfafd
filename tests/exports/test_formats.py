"""What all formats have in common: filters, the same bytes, and one story at a time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reportedly.errors import NotFound
from reportedly.exports import FORMATS, write
from reportedly.exports.telling import Filters, tellings
from reportedly.store import Store
from reportedly.stories import story_id
from tests.exports import sample
from tests.exports.reading import rows, written

EVERY = sorted(FORMATS)
BY_DAY = sorted(FORMATS.keys() - {"atom"})  # whose days are those of the change


@pytest.mark.parametrize("name", EVERY)
def test_the_same_store_gives_the_same_bytes(store: Store, name: str) -> None:
    assert written(store, name) == written(store, name)


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"atom", "acled"}))  # those have the time of storing
def test_the_order_of_arrival_does_not_matter(store: Store, name: str, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other.db", create=True)
    told, copies = sample.pages()
    sample.put_pages(other, [sample.flight(), *reversed(told)])
    sample.put_story(other, "Flight from Lower Sarn", [sample.flight()], [])
    sample.put_story(other, "Market shelled in Velmora", told, copies)
    assert written(other, name) == written(store, name)
    other.close()


@pytest.mark.parametrize("name", EVERY)
def test_one_story_is_a_part_of_all(store: Store, name: str) -> None:
    parts = [written(store, name, story=s.id) for s in store.stories()]
    whole = written(store, name)
    assert all(len(part) <= len(whole) for part in parts)
    assert len(set(parts)) == len(parts)


@pytest.mark.parametrize("name", BY_DAY)
def test_only_what_was_reported_on_the_days_asked_for(store: Store, name: str) -> None:
    early, late = written(store, name, until="2031-03-12"), written(store, name, since="2031-03-13")
    assert b"Flight from Lower Sarn" not in early
    assert b"Velmora" not in late
    nothing = written(store, name, since="2040-01-01")
    assert len(nothing) <= min(len(early), len(late))


@pytest.mark.parametrize("name", EVERY)
def test_a_store_without_pages_can_be_written(name: str, tmp_path: Path) -> None:
    empty = Store.open(tmp_path / "empty.db", create=True)
    written(empty, name)
    empty.close()


def test_a_story_that_is_not_there_is_said(store: Store) -> None:
    for name in BY_DAY:
        with pytest.raises(NotFound, match="there is no story s-none"):
            write(name, store, io.BytesIO(), story="s-none")


def test_stories_are_told_one_by_one(store: Store) -> None:
    found = tellings(store, Filters())
    assert next(found).story.id < next(found).story.id
    assert next(found, None) is None


def test_an_id_of_a_merged_story_leads_to_where_it_is_now(store: Store) -> None:
    story = next(s for s in store.stories() if len(s.articles) > 1)
    former = story_id(story.articles[1])
    assert rows(store, "acled", story=former) == rows(store, "acled", story=story.id)


def test_the_files_stay_open(store: Store) -> None:
    for name in EVERY:
        out, values = io.BytesIO(), io.BytesIO()
        write(name, store, out, values=values)
        assert not out.closed
        assert not values.closed
        assert bool(values.getvalue()) == FORMATS[name].flattens
