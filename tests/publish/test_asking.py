"""Articles by the names a person has for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.errors import NotFound
from reportedly.publish.asking import asked, story_of
from reportedly.records import Article, Capture, Sighting
from reportedly.store import Result, Store, pack
from tests.support import article


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "crisis.db", create=True)
    yield opened
    opened.close()


def put(store: Store, text: str, *names: str, url: str | None = None, seen_at: str | None = None) -> Article:
    """An article under these names, the first being its input id."""
    capture = Capture.of("text/plain", text.encode())
    store.add_found([(capture, Sighting(capture.id, f"{n}.zip", None, n, seen_at)) for n in names])
    made = replace(article(text, "Post", name=names[0]), url=url)
    store.write(
        "clean", ("articles",), [Result(capture.id, "f", pack(capture.id, "f", [made], store.texts()))]
    )
    return made


def test_an_article_is_found_by_id_input_id_and_address(store: Store) -> None:
    one = put(store, "Rain fell.", "a.txt", "again/a.txt", url="https://post.example/a")
    two = put(store, "Snow fell.", "b.txt", seen_at="https://feed.example/b")
    for name in (one.id, "a.txt", "again/a.txt", "https://post.example/a"):
        assert asked(store, name).id == one.id
    for name in ("b.txt", "https://feed.example/b"):
        assert asked(store, name).id == two.id


def test_an_unknown_name_says_where_names_are(store: Store) -> None:
    put(store, "Rain fell.", "a.txt")
    for name in ("c.txt", "https://post.example/c"):
        with pytest.raises(NotFound, match="reportedly export articles"):
            asked(store, name)


def test_a_name_of_several_lists_them_with_their_ids(store: Store) -> None:
    both = [put(store, text, "page.txt") for text in ("Rain fell.", "Snow fell.")]
    with pytest.raises(NotFound) as error:
        asked(store, "page.txt")
    assert "2 articles" in str(error.value)
    assert all(a.id in str(error.value) for a in both)


def test_an_article_in_no_story_yet_says_what_to_do(store: Store) -> None:
    one = put(store, "Rain fell.", "a.txt")
    with pytest.raises(NotFound, match="finish the run"):
        story_of(store, one.id)
