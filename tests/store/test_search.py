"""What is typed is never wrong, what is stored is found, what is gone is not, and hits are marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportedly.errors import NotFound
from reportedly.records import Article, Capture, Dating, Sighting, Story
from reportedly.store import Result, Store, pack, search
from reportedly.store.finder import By, Narrowed
from reportedly.stories import story_id
from tests.support import article

TEXTS = {
    "camp": "Rain fell on the camp near Brenna. Forty tents were lost in the flood.",
    "bridge": "The Brenna bridge is closed. Crossing by ferry is possible.",
    "arabic": "قال مُتحدث إن الجسر في برينا مغلق.",
    "cyrillic": "Мост в Бренне закрыт, сообщил мэр.",
    "accents": "El río creció en Peñablanca, según Łukasz Ørsted.",
}
DAYS = {
    "camp": "2031-05-04",
    "bridge": "2031-05-06",
    "arabic": "2031-05-05",
    "cyrillic": None,
    "accents": None,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "crisis.db", create=True)
    for name, words in TEXTS.items():
        put(opened, name, words)
    yield opened
    opened.close()


def put(store: Store, name: str, words: str) -> Article:
    capture = Capture.of("text/plain", name.encode())
    made = replace(
        article(words, outlet=f"{name} post", published_at=DAYS.get(name), name=name), capture=capture.id
    )
    store.add_found([(capture, Sighting(capture.id, name, None, name))])
    rows = pack(capture.id, "f", [made], store.texts())
    store.write("clean", ("articles",), [Result(capture.id, "f", rows)])
    return made


def found(store: Store, typed: str, **narrowed: str) -> set[str]:
    page = store.finder.find(typed, Narrowed(**narrowed))  # type: ignore[arg-type]
    return {(hit.outlet or "").removesuffix(" post") for hit in page.rows}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("brenna", {"camp", "bridge"}),
        ("BRENNA bridge", {"bridge"}),
        ('"bridge is closed"', {"bridge"}),
        ('"closed bridge"', set()),
        ("cross*", {"bridge"}),
        ("cross", set()),
        ("brenna -ferry", {"camp"}),
        ("-ferry", set()),
        ("متحدث", {"arabic"}),  # stored with a vowel sign
        ("مُتَحَدِّث", {"arabic"}),
        ("БРЕННЕ", {"cyrillic"}),
        ("rio penablanca", {"accents"}),
        ("lukasz orsted", {"accents"}),
        ("", set()),
        ('"" * - "', set()),
    ],
)
def test_words_are_found_in_any_script_and_case(store: Store, typed: str, expected: set[str]) -> None:
    assert found(store, typed) == expected


def test_a_search_is_narrowed_by_day_outlet_and_language(store: Store) -> None:
    assert found(store, "brenna", since="2031-05-05") == {"bridge"}
    assert found(store, "brenna", until="2031-05-04") == {"camp"}
    assert found(store, "brenna", since="2031-05-05", until="2031-05-05") == set()
    assert found(store, "brenna", outlet="camp post") == {"camp"}
    assert found(store, "brenna", language="fr") == set()
    assert found(store, "brenna", kind="finding") == set()


def test_the_sentence_that_has_the_most_is_shown_with_its_place(store: Store) -> None:
    (hit,) = store.finder.find("tents flood").rows
    assert [p.text for p in hit.pieces if p.found] == ["tents", "flood"]
    assert TEXTS["camp"][hit.start : hit.end] == "".join(p.text for p in hit.pieces)


def test_what_is_read_again_or_dated_anew_is_found_once_where_it_belongs(store: Store) -> None:
    again = put(store, "camp", TEXTS["camp"])
    assert found(store, "tents") == {"camp"}
    story = Story(story_id(again.id), "", None, None, (again.id,))
    with store.story_index() as index:
        index.replace_stories({}, {story.id: story})
    dating = Dating(again.id, "2031-06-01", "inferred", "said so")
    rows = pack(story.id, "f", [dating], store.texts())
    store.write("copies", ("copies", "datings"), [Result(story.id, "f", rows)])
    assert found(store, "tents", since="2031-05-30") == {"camp"}
    assert found(store, "tents", until="2031-05-30") == set()
    store.forget("clean", ("articles",), [])
    assert found(store, "brenna") == set()


def test_pages_go_on_where_the_last_one_ended(store: Store) -> None:
    for n in range(7):
        put(store, f"more {n}", f"Brenna again, report {n}." + " filler" * n)
    for by in get_args(By):
        seen, after = [], None
        while True:
            page = store.finder.find("brenna", by=by, after=after, limit=2)
            seen += [hit.record for hit in page.rows]
            if (after := page.next) is None:
                break
        assert len(seen) == len(set(seen)) == 9
    latest = [hit.day for hit in store.finder.find("brenna", by="latest").rows]
    assert latest == sorted(latest, key=lambda day: day or "", reverse=True)


@pytest.mark.parametrize("after", ["x", "WzFd", "bm9uc2Vuc2U", "W251bGwsbnVsbF0", "é", quote("[1e999,1]")])
def test_a_cursor_that_is_none_is_no_page(store: Store, after: str) -> None:
    with pytest.raises(NotFound):
        store.finder.find("brenna", after=after)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("search") / "crisis.db", create=True)
    put(opened, "camp", TEXTS["camp"])
    yield opened
    opened.close()


@settings(max_examples=200, deadline=None)
@given(typed=st.text(max_size=60) | st.text(alphabet='"*-():^{}+ANDORNOTEAR \x00', max_size=30))
@example(typed="\ud800")
@example(typed='NEAR("a b", 2) AND words : x')
@example(typed="🜁 𞤀 ﷺ ½")
def test_whatever_is_typed_is_no_error(shared: Store, typed: str) -> None:
    for by in get_args(By):
        shared.finder.find(typed, by=by)


@settings(max_examples=200, deadline=None)
@given(words=st.text(max_size=120), typed=st.text(max_size=30), longest=st.integers(10, 200))
def test_pieces_are_the_text(words: str, typed: str, longest: int) -> None:
    made = search.pieces(words, search.terms(typed), longest)
    shown = "".join(p.text for p in made if p.text != "…" or p.found)
    assert shown in words
    if len(words) <= longest:
        assert "".join(p.text for p in made) == words


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.text(alphabet="abcéñłا بـأØ", min_size=1, max_size=6), min_size=1, max_size=5))
def test_a_text_has_its_own_words(words: list[str]) -> None:
    text = " ".join(words)
    asked = search.terms(text)
    assert all(not term.without for term in asked)
    if asked:
        assert search.marks(text, asked)


def test_kept_searches_are_each_persons_own(store: Store) -> None:
    finder = store.finder
    finder.save("ana", "mine", "q=brenna")
    finder.save("ben", "mine", "q=ferry")
    finder.save("ana", "mine", "q=tents")
    assert [(s.name, s.query) for s in finder.saved("ana")] == [("mine", "q=tents")]
    assert finder.drop("ana", "mine")
    assert not finder.drop("ana", "mine")
    assert [s.query for s in finder.saved("ben")] == ["q=ferry"]
