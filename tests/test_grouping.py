"""Stories grow as articles come and go, and are always those of all articles taken at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import config, stories
from reportedly.gists import sketch
from reportedly.grouping import candidates, take_in
from reportedly.pipeline import STAGES
from reportedly.records import Gist, Id, Story
from reportedly.stage import Growing
from reportedly.store import Store

SETTINGS = config.Stories()
(STAGE,) = (stage for stage in STAGES if isinstance(stage, Growing))
SENTENCES = [
    ["=trvk", "levee", "flood", "breach", "monday", "night"],
    ["=dlk", "mayor", "family", "levee", "evacuate", "=trvk"],
    ["=blmr", "shelter", "gym", "bed", "=trvk", "blanket"],
    ["=almd", "driver", "strike", "vote", "raise", "union"],
    ["=vlrd", "union", "secretary", "shift", "=almd", "raise"],
    ["=srkf", "dam", "flood", "spillway", "valley", "breach"],
    ["=lnd", "governor", "flood", "=srkf", "pump", "sandbag"],
]
DAYS = [None, "2031-04-08", "2031-04-09T06:00:00Z", "2031-04-12", "2031-04-20", "2031-06-01"]

PAGES = st.lists(
    st.tuples(st.lists(st.sampled_from(SENTENCES), max_size=4), st.sampled_from(DAYS)), max_size=12
)


def made(pages: Sequence[tuple[list[list[str]], str | None]]) -> list[Gist]:
    return [sketch(f"a-{n:02}", at, f"Page {n}", sentences) for n, (sentences, at) in enumerate(pages)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("db") / "crisis.db", create=True)
    yield opened
    opened.close()


@pytest.fixture
def empty(store: Store) -> Store:
    store.clear(STAGE.name, STAGE.tables)
    return store


def take(store: Store, coming: Sequence[Gist], going: Sequence[Id] = ()) -> tuple[Story, ...]:
    with store.story_index() as index:
        take_in(index, coming, going, SETTINGS)
    return tuple(store.stories())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAGES, st.randoms(use_true_random=False), st.sampled_from([1, 2, 4, 256]))
def test_any_order_and_any_batches_give_the_same_stories(
    store: Store, pages: list[tuple[list[list[str]], str | None]], random: Random, crowd: int
) -> None:
    """Whatever arrives when, and also where buckets get crowded, empty again, or articles change."""
    store.clear(STAGE.name, STAGE.tables)
    gists = made(pages)
    waiting = list(gists)
    random.shuffle(waiting)
    passing = [replace(g, article=f"a-9{n}") for n, g in enumerate(gists[::2])]  # come with the first, and go
    with mock.patch.object(stories, "CROWD", crowd), mock.patch.object(stories, "FORMULA", crowd):
        take(store, passing)
        while waiting:
            size = random.randint(1, len(waiting))
            take(store, waiting[:size])
            waiting = waiting[size:]
        take(store, [replace(g, terms={}) for g in gists[::3]])  # changed, and changed back
        take(store, gists[::3], [g.article for g in passing])
        assert tuple(store.stories()) == stories.group(gists, SETTINGS)


def day(after: int) -> str:
    return (date(2031, 4, 8) + timedelta(days=after)).isoformat()


FLOOD = [sketch(f"a-f{n}", day(n), None, SENTENCES[n : n + 2]) for n in range(2)]
STRIKE = [sketch(f"a-s{n}", day(n), None, [SENTENCES[3], SENTENCES[4]]) for n in range(2)]
BOTH = sketch("a-both", day(1), None, [SENTENCES[0], SENTENCES[1], SENTENCES[3], SENTENCES[4]])


def test_the_id_of_a_story_survives_later_articles(empty: Store) -> None:
    (before,) = take(empty, FLOOD[:1])
    (after,) = take(empty, FLOOD[1:])
    assert after.id == before.id
    assert len(after.articles) == 2


def test_stories_that_merge_leave_a_way_from_the_old_id(empty: Store) -> None:
    late = sketch("a-late", day(3), None, [SENTENCES[0]])
    early = sketch("a-early", day(2), None, [SENTENCES[2][1:]])
    apart = take(empty, [late, early])
    assert len(apart) == 2
    joining = replace(
        early, article="a-join", terms={**early.terms, **late.terms}, prints=early.prints + late.prints
    )
    (merged,) = take(empty, [joining])
    assert {empty.story_now(s.id) for s in apart} == {merged.id}
    assert merged.id in {s.id for s in apart}


def test_a_split_leaves_the_id_with_the_part_of_the_earliest_article(empty: Store) -> None:
    late = sketch("a-late", day(3), None, [SENTENCES[0]])
    early = sketch("a-early", day(2), None, [SENTENCES[2][1:]])
    joining = replace(
        early, article="a-join", terms={**early.terms, **late.terms}, prints=early.prints + late.prints
    )
    joining = replace(joining, published_at=day(5))
    (whole,) = take(empty, [late, early, joining])
    parts = {s.id: s.articles for s in take(empty, [], ["a-join"])}
    assert parts[whole.id] == ("a-early",)
    assert len(parts) == 2


def test_an_id_that_never_was_leads_nowhere(empty: Store) -> None:
    take(empty, FLOOD)
    assert empty.story_now("s-0000000000000000") is None


def test_candidates_come_from_the_index_and_are_few(empty: Store) -> None:
    take(empty, [*FLOOD, *STRIKE])
    with empty.story_index() as index:
        assert candidates(index, replace(FLOOD[0], article="a-new"), SETTINGS) == ["a-f0", "a-f1"]


def test_what_is_taken_out_leaves_nothing_behind(empty: Store) -> None:
    take(empty, [*FLOOD, *STRIKE, BOTH])
    assert take(empty, [], [g.article for g in (*FLOOD, *STRIKE, BOTH)]) == ()
    with empty.story_index() as index:
        placed = stories.buckets(BOTH, SETTINGS)
        assert set(index.sizes(placed.all).values()) == {0}
        assert index.standing(placed.all) == {}
        assert index.links_of(["a-both"]) == set()
