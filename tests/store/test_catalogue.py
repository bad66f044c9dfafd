"""Lists of stories and names are what the stories are, in whatever order these were written and went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Card, Finding, Id, Reject, RejectReason, SlotValue, Story, Tally
from reportedly.store import Result, Store, pack
from reportedly.store.catalogue import Order, Wanted
from reportedly.store.names import NameOrder

TABLES = (
    "findings",
    "series",
    "control",
    "agreements",
    "brief",
    "timeline",
    "cards",
    "facets",
    "tallies",
    "texts",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "crisis.db", create=True)
    yield opened
    opened.close()


def card(story: Id, **fields: Any) -> Card:
    plain = Card(
        id=story,
        title=f"Story {story}",
        first_at="2031-05-01",
        last_at="2031-05-04",
        articles=2,
        origins=1,
        claims=3,
        findings=1,
        statuses={"single_origin": 1},
        outlets=("Post",),
        languages=("en",),
        countries=("XX",),
        places=(("at 1.00 2.00", "Brenna"),),
        kinds=("clash",),
    )
    return replace(plain, **fields)


def tally(key: str, **fields: Any) -> Tally:
    return replace(Tally("speaker", key, key, None, "2031-05-04", 3, 2, 1, 0, 0, ("f-1",)), **fields)


def finding(story: Id, *claims: Id, **fields: Any) -> Finding:
    slots: dict[str, tuple[SlotValue, ...]] = {"killed": (SlotValue("3", 1, (), claims),)}
    plain = Finding(
        f"f-{'-'.join(claims)}", story, "clash", "A bridge fell.", "single_origin", 1, slots, claims
    )
    return replace(plain, **fields)


def tell(store: Store, story: Id, *records: object) -> None:
    """Write a story's account."""
    with store.story_index() as index:
        if not store.stories([story]):
            index.replace_stories({}, {story: Story(story, "", None, None, (f"a-{story}",))})
    rows = pack(story, "f", records, store.texts())
    store.write("reconcile", TABLES, [Result(story, "f", rows)])


def part(store: Store, *stories: Id) -> None:
    """Let stories go, as when they merge with others."""
    gone = {s.id: s for s in store.stories(stories)}
    with store.story_index() as index:
        index.replace_stories(gone, {})


def listed(store: Store, order: Order = "changed", **wanted: Any) -> list[Id]:
    return [row.card.id for row in store.catalogue.stories(Wanted(**wanted), order).rows]


def test_stories_come_in_each_order_and_page_by_page(store: Store) -> None:
    for n in range(7):
        tell(
            store,
            f"s-{n}",
            card(f"s-{n}", origins=n % 3, last_at=f"2031-05-{9 - n:02}", statuses={"disputed": n}),
        )
    for order in get_args(Order):
        whole = listed(store, order)
        assert sorted(whole) == [f"s-{n}" for n in range(7)]
        pages, after = [], None
        while True:
            page = store.catalogue.stories(order=order, after=after, limit=3)
            pages += [row.card.id for row in page.rows]
            if (after := page.next) is None:
                break
        assert pages == whole
    assert listed(store, "latest") == [f"s-{n}" for n in range(7)]
    assert listed(store, "disputed") == [f"s-{n}" for n in reversed(range(7))]
    assert listed(store, "changed") == [f"s-{n}" for n in reversed(range(7))]


def test_a_list_has_only_what_is_wanted(store: Store) -> None:
    tell(store, "s-1", card("s-1", countries=("XX", "XY"), kinds=("clash",), outlets=("Post", "Herald")))
    tell(store, "s-2", card("s-2", first_at="2031-06-01", last_at="2031-06-02T10:00:00Z", languages=("fr",)))
    tell(
        store,
        "s-3",
        card("s-3", title="Ferry sinks off Torvik", first_at=None, last_at=None, statuses={"disputed": 2}),
    )
    assert listed(store, country="XY") == ["s-1"]
    assert listed(store, outlet="Herald", kind="clash") == ["s-1"]
    assert listed(store, language="fr") == ["s-2"]
    assert listed(store, status="disputed") == ["s-3"]
    assert listed(store, words="torvik ferr*") == ["s-3"]
    assert listed(store, since="2031-06-02") == ["s-2"]
    assert listed(store, until="2031-06-02", since="2031-06-02") == ["s-2"]
    assert listed(store, until="2031-05-30") == ["s-1"]
    assert listed(store, place="at 1.00 2.00") == ["s-3", "s-2", "s-1"]
    assert store.catalogue.values("country") == [("XX", 3), ("XY", 1)]
    part(store, "s-1", "s-2")
    assert store.catalogue.values("country") == [("XX", 1)]
    assert listed(store) == ["s-3"]


def test_a_story_told_the_same_has_not_changed(store: Store) -> None:
    tell(store, "s-1", card("s-1"), finding("s-1", "c-1"))
    since = store.catalogue.cards(["s-1"])["s-1"].changed_at
    tell(store, "s-1", card("s-1"), finding("s-1", "c-1"))
    assert store.catalogue.cards(["s-1"])["s-1"].changed_at == since
    assert listed(store, changed_since=since) == []
    tell(store, "s-1", card("s-1"), finding("s-1", "c-1", status="disputed"))
    assert listed(store, changed_since=since) == ["s-1"]


def test_what_changed_is_told_with_what_was_before(store: Store) -> None:
    tell(store, "s-1", finding("s-1", "c-1"), finding("s-1", "c-2"))
    tell(store, "s-1", finding("s-1", "c-1", "c-3", origins=2, status="corroborated"), finding("s-1", "c-2"))
    four = {"killed": (SlotValue("4", 1, (), ("c-1",)),)}
    tell(store, "s-1", finding("s-1", "c-1", "c-3", origins=2, status="corroborated", slots=four))
    told = [(n.what, n.was, n.now) for n in store.catalogue.changes(["s-1"]).rows]
    assert told == [
        ("gone", None, None),
        ("value", "killed 3", "killed 4"),
        ("status", "single_origin", "corroborated"),
        ("new", None, None),
        ("new", None, None),
    ]
    tell(
        store,
        "s-1",
        finding("s-1", "c-1", "c-3", origins=2, status="corroborated", slots=four),
        finding("s-1", "c-2"),
    )
    assert [n.what for n in store.catalogue.changes(["s-1"], limit=1).rows] == ["new"]
    assert store.catalogue.changed_counts(["s-1"], None) == {"s-1": 2}


def test_findings_of_a_story_that_merged_with_another_move(store: Store) -> None:
    tell(store, "s-1", finding("s-1", "c-1"))
    tell(store, "s-2", finding("s-2", "c-2"))
    part(store, "s-2")
    store.forget("reconcile", TABLES, ["s-1"])
    tell(store, "s-1", finding("s-1", "c-1"), finding("s-1", "c-2"))
    assert [(n.what, n.story) for n in store.catalogue.changes().rows] == [
        ("moved", "s-1"),
        ("gone", "s-2"),
        ("new", "s-2"),
        ("new", "s-1"),
    ]


counts = st.integers(0, 9)
tallies = st.dictionaries(
    st.sampled_from("ABCD"),
    st.builds(
        lambda claims, first, day: (claims, first, f"2031-05-0{day}"), counts, counts, st.integers(1, 9)
    ),
    max_size=4,
)
steps = st.lists(st.tuples(st.sampled_from(["s-1", "s-2", "s-3"]), st.none() | tallies), max_size=8)


@settings(max_examples=40, deadline=None)
@given(steps=steps)
def test_totals_are_the_sums_of_what_stands(
    tmp_path_factory: pytest.TempPathFactory, steps: Sequence[Any]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("totals") / "crisis.db", create=True)
    stands: dict[Id, dict[str, tuple[int, int, str]]] = {}
    for story, names in steps:
        if names is None:
            part(store, story)
            stands.pop(story, None)
        else:
            tell(store, story, *(tally(k, claims=c, first=f, last_at=d) for k, (c, f, d) in names.items()))
            stands[story] = names
    expected: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for names in stands.values():
        for key, row in names.items():
            expected[key].append(row)
    found = {t.key: t for t in store.catalogue.names.totals("speaker").rows}
    assert {key: (t.stories, t.claims, t.first, t.last_at) for key, t in found.items()} == {
        key: (len(rows), sum(r[0] for r in rows), sum(r[1] for r in rows), max(r[2] for r in rows))
        for key, rows in expected.items()
    }
    searched = {hit.record for k in "ABCD" for hit in store.finder.find(k).rows if hit.kind == "name"}
    assert searched == found.keys()
    store.close()


def test_names_come_in_each_order_and_only_those_wanted(store: Store) -> None:
    tell(store, "s-1", card("s-1"), tally("Ana Brandt", claims=9), tally("Ben Øst", first=8, country="XX"))
    tell(store, "s-2", card("s-2"), tally("Ana Brandt", last_at="2031-06-01"), tally("Torvik", part="place"))
    names = store.catalogue.names
    for order in get_args(NameOrder):
        first = names.totals("speaker", order, limit=1)
        second = names.totals("speaker", order, first.next, limit=1)
        keys = [t.key for t in (*first.rows, *second.rows)]
        assert sorted(keys) == ["Ana Brandt", "Ben Øst"]
        assert second.next is None
        assert all(x != y for x, y in pairwise(keys))
    assert [t.key for t in names.totals("speaker", "name").rows] == ["Ana Brandt", "Ben Øst"]
    assert [t.key for t in names.totals("speaker", words="ost").rows] == ["Ben Øst"]
    assert [t.key for t in names.totals("speaker", country="XX").rows] == ["Ben Øst"]
    assert [t.key for t in names.totals("speaker", since="2031-06-01").rows] == ["Ana Brandt"]
    assert [story for story, _ in names.tallies("speaker", "Ana Brandt").rows] == ["s-2", "s-1"]
    assert [t.claims for t in names.of_story("s-1", "speaker")] == [9, 3]
    assert names.one("speaker", "nobody") is None


def test_rejects_page_in_the_order_in_which_they_are_read(store: Store) -> None:
    rejects = [
        Reject(f"{s}.jsonl", n or None, r, "why")
        for s in "ab"
        for n in (0, 2, 10)
        for r in list(RejectReason)[:2]
    ]
    store.add_found(rejects)
    seen: list[Reject] = []
    after = None
    while True:
        page = store.catalogue.rejects(after, limit=5)
        seen += page.rows
        if (after := page.next) is None:
            break
    assert seen == store.rejects()
    assert store.catalogue.inputs().rejects == 12
