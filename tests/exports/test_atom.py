"""The feed of changed findings: valid, stable ids, and a date that moves only when the finding does."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from reportedly.store import Store
from tests.exports import sample
from tests.exports.reading import written

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "growing.db", create=True)
    yield made
    made.close()


def feed(store: Store, **filters: str) -> Any:
    found = feedparser.parse(written(store, "atom", **filters))
    assert not found.bozo, found.get("bozo_exception")
    return found


def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))


def test_it_fits_the_grammar_of_rfc_4287(store: Store, empty: Store) -> None:
    for made in (store, empty):
        grammar().assertValid(etree.fromstring(written(made, "atom")))


def test_that_grammar_finds_a_missing_date_and_an_address_that_is_none(store: Store) -> None:
    good = written(store, "atom")
    for broken in (good.replace(b"<updated>", b"<updated>soon", 1), good.replace(b' href="', b' src="', 1)):
        assert not grammar().validate(etree.fromstring(broken))


def test_it_has_what_rfc_4287_requires(store: Store) -> None:
    root = ET.fromstring(written(store, "atom"))
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for node in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = node.findall(f"{ATOM}{name}")
            assert found.text
        assert datetime.fromisoformat(node.findtext(f"{ATOM}updated") or "").tzinfo
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(set(ids)) == len(ids) == 6
    for entry in entries:  # one alternate link a type, each link with its address
        assert len([x for x in entry.findall(f"{ATOM}link") if x.get("rel") == "alternate"]) == 1
        assert all(x.get("href") for x in entry.findall(f"{ATOM}link"))


def test_a_feed_reader_reads_it_back(store: Store) -> None:
    found = feed(store)
    assert found.version == "atom10"
    entry = next(
        e
        for e in found.entries
        if "corroborated" in {t.term for t in e.tags} and "shelling" in {t.term for t in e.tags}
    )
    assert entry.title.startswith("Army shells fell on the market of Velmora")
    assert {x.href for x in entry.links if x.rel == "via"} == {
        "https://meridian.example/12",
        "http://ledger.example/a?b=1&c=2",
    }
    assert "2 independent origins" in entry.summary


def test_the_words_of_a_hostile_page_stay_words(store: Store) -> None:
    found = next(e for e in feed(store).entries if "HYPERLINK" in e.title)
    assert "&lt;b&gt;won&lt;/b&gt;" in found.summary or "<b>won</b>" in found.summary
    assert "\x1b" not in written(store, "atom").decode()


def grown(store: Store, *pages: int) -> dict[str, Any]:
    """The entries of the store after these pages of the sample have been read, by id."""
    told, _ = sample.pages()
    chosen = [told[n] for n in pages]
    there = set(store.article_ids())
    sample.put_pages(store, [p for p in chosen if p.article.id not in there])
    sample.put_story(store, "Market shelled in Velmora", chosen, [])
    return {e.id: e for e in feed(store).entries}


def test_an_entry_keeps_its_id_when_claims_are_added_and_its_date_moves(empty: Store) -> None:
    before = grown(empty, 0)
    after = grown(empty, 0, 2)
    assert before.keys() == after.keys()
    for id_, entry in before.items():
        assert after[id_].updated > entry.updated
        assert after[id_].published == entry.published
        assert [x.href for x in after[id_].links if x.rel == "alternate"] != [
            x.href for x in entry.links if x.rel == "alternate"
        ]


def test_a_date_stays_when_nothing_has_changed(empty: Store) -> None:
    before, again = grown(empty, 0), grown(empty, 0)
    assert {i: e.updated for i, e in before.items()} == {i: e.updated for i, e in again.items()}


def test_only_what_is_new_moves_and_stands_first(empty: Store) -> None:
    before = grown(empty, 0)
    after = grown(empty, 0, 3)
    new = after.keys() - before.keys()
    assert len(new) == 2
    assert {i for i, e in after.items() if i in before and e.updated != before[i].updated} == set()
    assert set(list(after)[:2]) == new


def test_an_entry_stays_what_it_is_when_its_story_gets_another_name(empty: Store) -> None:
    before = grown(empty, 0)
    told, _ = sample.pages()
    (story,) = empty.stories()
    sample.put_pages(empty, [told[2]])
    merged = [told[2], told[0]]
    sample.put_story(empty, "Market shelled", merged, [], instead_of=[story.id])
    after = {e.id: e for e in feed(empty).entries}
    assert before.keys() == after.keys()
    assert empty.stories()[0].id != story.id


def test_it_is_of_the_days_and_the_story_asked_for(store: Store) -> None:
    today = feed(store).entries[0].updated[:10]
    assert len(feed(store, since=today).entries) == 6
    assert feed(store, since="2999-01-01").entries == []
    assert feed(store, until="2001-01-01").entries == []
    ids = {s.title: s.id for s in store.stories()}
    assert len(feed(store, story=ids["Flight from Lower Sarn"]).entries) == 1


def test_an_empty_store_gives_an_empty_feed(empty: Store) -> None:
    assert feed(empty).entries == []
