"""Stories as people have joined and parted them, whether articles come at once or one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import config, stories
from reportedly.grouping import Change
from reportedly.linkage import groups
from reportedly.records import Gist
from reportedly.store import Store
from reportedly.stories import Ties
from tests.test_grouping import PAGES, STAGE, made

SETTINGS = config.Stories()
NODES = [f"a-{n:02}" for n in range(12)]
SETS = st.lists(st.sampled_from(NODES), min_size=1, max_size=4, unique=True).map(lambda s: tuple(sorted(s)))
TIES = st.builds(
    Ties,
    together=st.lists(SETS, max_size=3).map(tuple),
    apart=st.lists(st.tuples(SETS, SETS).filter(lambda p: not {*p[0]} & {*p[1]}), max_size=2).map(tuple),
)


@given(
    links=st.lists(
        st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from([0.2, 0.5, 0.9])).filter(
            lambda x: x[0] < x[1]
        ),
        max_size=20,
        unique_by=lambda x: x[:2],
    ),
    ties=TIES,
)
def test_nothing_apart_is_ever_in_one_group_and_all_else_that_is_tied_is(
    links: list[tuple[str, str, float]], ties: Ties
) -> None:
    sure = [(a, b) for a, b, likeness in links if likeness > 0.8]
    found = groups(NODES, links, sure, 0.4, ties.pairs(NODES), ties.apart)
    assert sorted(node for group in found for node in group) == NODES
    for group in map(set, found):
        assert not any(group & {*one} and group & {*other} for one, other in ties.apart)
    if not ties.apart:
        assert all(any({*tied} <= {*group} for group in found) for tied in ties.together)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("ties") / "crisis.db", create=True)
    yield opened
    opened.close()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=PAGES, before=TIES, after=TIES, cut=st.integers(0, 12))
def test_stories_are_those_of_all_articles_and_of_what_stands_now(
    store: Store, pages: list[tuple[list[list[str]], str | None]], before: Ties, after: Ties, cut: int
) -> None:
    """Ties change while articles come: the stories are as if all had been known from the start."""
    gists = made(pages)
    store.clear("stories", STAGE.tables)
    _take(store, gists[:cut], before, ())
    _take(store, gists[cut:], after, [g.article for g in gists[:cut]])
    assert tuple(store.stories()) == stories.group(gists, SETTINGS, after)


def _take(store: Store, coming: Sequence[Gist], ties: Ties, touched: Sequence[str]) -> None:
    with store.story_index() as index:
        change = Change(index, SETTINGS, ties)
        change.step(coming, ())
        change.touch(touched)
        change.tell()
