"""Whose text each sentence is, and how many independent witnesses a claim has."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.copies.linked import Groups
from reportedly.copies.origins import collapse, count, of_families, standing, trace
from reportedly.outlets import Membership, Outlet, use
from reportedly.records import Article, CopiedSentence, Copy, CopyKind, Direction, Origin, Story
from tests.copies.reports import ORIGINAL, OTHER, REWRITE, SHARER, compared, damaged, made
from tests.support import article


def story(*articles: Article) -> Story:
    return Story("s-1", "Flood", None, None, tuple(sorted(a.id for a in articles)))


def plain(name: str, outlet: str | None = None, names: tuple[str, ...] = ()) -> Article:
    text = "\n".join(f"{name} reports the {n} thing of the day." for n in ("first", "second", "third"))
    return replace(article(text, outlet, name=name), id=name, credits=names)


def link(a: Article, b: Article, *pairs: tuple[int, int]) -> tuple[CopiedSentence, ...]:
    spans = {x.id: [x.span(s.start, s.end) for s in x.sentences] for x in (a, b)}
    return tuple(CopiedSentence(spans[a.id][i], spans[b.id][j], 1.0) for i, j in pairs)


def copy(
    a: Article,
    b: Article,
    *pairs: tuple[int, int],
    kind: CopyKind = "rewrite",
    direction: Direction = "likely",
    coverage: float = 1.0,
) -> Copy:
    return Copy(a.id, b.id, kind, direction, coverage, link(a, b, *pairs))


def by_sentence(origins: tuple[Origin, ...]) -> dict[tuple[str, int], Origin]:
    found: dict[tuple[str, int], Origin] = {}
    for origin in origins:
        for span in origin.sentences:
            assert (span.article, span.start) not in found, "a sentence in two origins"
            found[span.article, span.start] = origin
    return found


def test_every_sentence_is_in_exactly_one_origin() -> None:
    articles = [
        made(ORIGINAL, "o", outlet="Post"),
        damaged(REWRITE, "r"),
        made(SHARER, "s"),
        made(OTHER, "x"),
    ]
    copies = compared(*articles)
    origins = trace(story(*articles), articles, copies)
    placed = by_sentence(origins)
    assert set(placed) == {(a.id, s.start) for a in articles for s in a.sentences}
    original, rewrite, sharer, _ = articles
    assert placed[rewrite.id, rewrite.sentences[0].start].root == original.id
    assert placed[rewrite.id, rewrite.sentences[0].start].credited_to == "Post"
    wave = next(s for s in sharer.sentences if s.reading.startswith("The wave"))
    third = placed[sharer.id, wave.start]
    assert third.root is None
    assert {s.article for s in third.sentences} == {original.id, rewrite.id, sharer.id}
    assert placed[sharer.id, sharer.sentences[0].start].root == sharer.id


def test_what_a_copy_adds_counts_with_its_original() -> None:
    a, b = plain("a"), plain("b")
    origins = trace(story(a, b), [a, b], [copy(b, a, (0, 0), (1, 1))])
    assert [(o.root, len(o.sentences)) for o in origins] == [("a", 6)]


def test_a_chain_of_copies_ends_at_its_first_text() -> None:
    a, b, c = plain("a"), plain("b"), plain("c")
    copies = [copy(b, a, (0, 0)), copy(c, b, (0, 0))]
    assert collapse([a, b, c], copies) == {"a": "a", "b": "a", "c": "a"}
    assert {o.root for o in trace(story(a, b, c), [c, a, b], copies)} == {"a"}


def test_copies_in_a_circle_still_have_one_root() -> None:
    a, b, c = plain("a"), plain("b"), plain("c")
    copies = [copy(b, a, (0, 0)), copy(c, b, (0, 0)), copy(a, c, (0, 0))]
    assert set(collapse([a, b, c], copies).values()) == {"a"}


def test_two_prints_of_one_text_count_once_whichever_was_first() -> None:
    a, b = plain("a"), plain("b")
    copies = [copy(b, a, (0, 0), (1, 1), (2, 2), kind="near", direction="unknown")]
    assert collapse([a, b], copies) == {"a": "a", "b": "a"}
    assert len(trace(story(a, b), [a, b], copies)) == 1


def test_an_excerpt_leaves_the_rest_of_an_article_its_own() -> None:
    a, b = plain("a"), plain("b")
    copies = [copy(b, a, (0, 2), kind="excerpt", coverage=0.33)]
    placed = by_sentence(trace(story(a, b), [a, b], copies))
    assert [placed["b", s.start].root for s in b.sentences] == ["a", "b", "b"]


def test_a_shared_sentence_is_credited_to_the_agency_both_name() -> None:
    a, b = plain("a", "Post", ("Post", "Reuters")), plain("b", "Echo", ("Echo", "Reuters"))
    copies = [copy(b, a, (0, 0), kind="shared", direction="unknown", coverage=0.33)]
    third = [o for o in trace(story(a, b), [a, b], copies) if o.root is None]
    assert [(o.credited_to, len(o.sentences)) for o in third] == [("Reuters", 2)]


def test_a_sentence_shared_with_the_agencys_own_copy_is_the_agencys() -> None:
    a, b = plain("a", "Post", ("Post",)), plain("b", "Echo", ("Reuters",))
    copies = [copy(a, b, (0, 0), kind="shared", direction="unknown", coverage=0.33)]
    origins = {o.root: o for o in trace(story(a, b), [a, b], copies)}
    assert set(origins) == {"a", "b"}
    assert origins["b"].credited_to == "Reuters"
    assert {s.article for s in origins["b"].sentences} == {"a", "b"}
    assert origins["a"].credited_to == "Post"


def test_order_of_input_changes_nothing() -> None:
    articles = [plain(n) for n in "abcd"]
    a, b, c, d = articles
    copies = [
        copy(b, a, (0, 0), (1, 2)),
        copy(c, b, (1, 1), kind="shared", direction="unknown", coverage=0.3),
        copy(d, c, (2, 2), kind="near", direction="unknown"),
    ]
    first = trace(story(*articles), articles, copies)
    shuffler = random.Random(3)
    for _ in range(5):
        shuffler.shuffle(articles)
        shuffler.shuffle(copies)
        assert trace(story(*articles), articles, copies) == first


def test_an_agency_is_one_whatever_name_it_goes_by() -> None:
    a, b = plain("a", "AP"), plain("b", "Echo", ("Echo", "Associated Press"))
    copies = [copy(b, a, (0, 0), kind="shared", direction="unknown", coverage=0.33)]
    placed = by_sentence(trace(story(a, b), [a, b], copies))
    assert placed["b", b.sentences[0].start].credited_to == "Associated Press"


def test_a_byline_credits_an_agency_as_a_credit_line_does() -> None:
    a = replace(plain("a", "Echo"), author="Reuters staff")
    (origin,) = trace(story(a), [a], [])
    assert origin.credited_to == "Reuters"


def family(name: str) -> Outlet:
    page = "https://quay.example/titles"
    return Outlet(
        name, "newspaper", page, families=(Membership("Quay Media", source=page, since=2016, until=2020),)
    )


@pytest.fixture
def quay() -> Iterator[None]:
    use((family("Pier Post"), family("Dock Echo")))
    yield
    use(())


@pytest.mark.usefixtures("quay")
def test_two_outlets_of_one_family_are_one_origin_for_what_they_write_themselves() -> None:
    a, b = (replace(plain(n, o), published_at=d) for n, o, d in
        (("a", "Pier Post", "2018-05-02"), ("b", "Dock Echo", "2018-05-01")))  # fmt: skip
    roots = of_families(collapse([a, b], []), [a, b])
    assert roots == {"a": "b", "b": "b"}
    origins = trace(story(a, b), [a, b], [])
    carriers = [(o.id, o.id) for o in origins]
    assert count(carriers, standing(origins, collapse([a, b], []))) == 2
    assert count(carriers, standing(origins, roots)) == 1


@pytest.mark.usefixtures("quay")
@pytest.mark.parametrize("day", ["2015-12-31", "2021-01-01"])
def test_a_family_holds_in_its_years_only(day: str) -> None:
    a, b = (replace(plain(n, o), published_at=day) for n, o in (("a", "Pier Post"), ("b", "Dock Echo")))
    assert of_families({"a": "a", "b": "b"}, [a, b]) == {"a": "a", "b": "b"}


@pytest.mark.usefixtures("quay")
def test_an_agencys_copy_is_the_agencys_in_a_family_too() -> None:
    a = replace(plain("a", "Pier Post", ("Reuters",)), published_at="2018-05-02")
    b = replace(plain("b", "Dock Echo", ("AFP",)), published_at="2018-05-01")
    assert of_families({"a": "a", "b": "b"}, [a, b]) == {"a": "a", "b": "b"}


@pytest.mark.usefixtures("quay")
def test_a_text_that_a_family_shares_is_credited_to_it() -> None:
    a, b = (
        replace(plain(n, o), published_at="2018-05-02") for n, o in (("a", "Pier Post"), ("b", "Dock Echo"))
    )
    copies = [copy(b, a, (0, 0), kind="shared", direction="unknown", coverage=0.33)]
    third = [o for o in trace(story(a, b), [a, b], copies) if o.root is None]
    assert [o.credited_to for o in third] == ["Quay Media"]


# -- counting -------------------------------------------------------------------------------------


def test_two_outlets_quoting_one_spokesman_are_one_witness() -> None:
    assert count([("o1", "Army"), ("o2", "Army")], {"o1": ("a",), "o2": ("b",)}) == 1


def test_a_sentence_in_two_articles_is_one_origin() -> None:
    assert count([("o1", "o1")], {"o1": ("a", "b")}) == 1


def test_two_speakers_in_two_articles_are_two_witnesses() -> None:
    assert count([("o1", "Army"), ("o2", "Monitor")], {"o1": ("a",), "o2": ("b",)}) == 2


def test_there_are_never_more_witnesses_than_underived_articles() -> None:
    carriers = [("o1", "Army"), ("o2", "Monitor"), ("o3", "Mayor")]
    assert count(carriers, {"o1": ("a",), "o2": ("a", "b"), "o3": ("a", "b")}) == 2


def test_no_carrier_is_no_witness() -> None:
    assert count([], {}) == 0


def test_origins_stand_in_root_articles() -> None:
    articles = [made(ORIGINAL, "o"), damaged(REWRITE, "r"), made(SHARER, "s")]
    copies = compared(*articles)
    origins = trace(story(*articles), articles, copies)
    roots = standing(origins, collapse(articles, copies))
    (third,) = [o for o in origins if o.root is None]
    assert roots[third.id] == tuple(sorted((articles[0].id, articles[2].id)))
    assert all(roots[o.id] == (o.root,) for o in origins if o.root)


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24)


@settings(max_examples=80, deadline=None)
@given(EDGES)
def test_sets_are_the_connected_components(edges: list[tuple[int, int]]) -> None:
    groups: Groups[int] = Groups()
    graph: nx.Graph[int] = nx.Graph()
    for n in range(8):
        groups.find(n)
        graph.add_node(n)
    for a, b in edges:
        groups.join(a, b)
        graph.add_edge(a, b)
    assert {frozenset(s) for s in groups.sets()} == {frozenset(c) for c in nx.connected_components(graph)}


@settings(max_examples=80, deadline=None)
@given(EDGES, EDGES)
def test_count_is_the_lesser_of_two_maximum_matchings(
    spoken: list[tuple[int, int]], printed: list[tuple[int, int]]
) -> None:
    roots: dict[str, tuple[str, ...]] = {f"o{n}": () for n in range(8)}
    for a, b in printed:
        roots[f"o{a}"] += (f"a{b}",)
    carriers = [(f"o{a}", f"w{b}") for a, b in spoken]
    used = {o for o, _ in carriers}
    expected = []
    for pairs in (carriers, [(o, x) for o in used for x in roots[o]]):
        graph: nx.Graph[str] = nx.Graph(pairs)
        left = {a for a, _ in pairs}
        matching = nx.bipartite.hopcroft_karp_matching(graph, left) if pairs else {}
        expected.append(len(matching) // 2)
    assert count(carriers, roots) == min(expected)
    assert count(carriers, roots) <= len({x for o in used for x in roots[o]})
    assert count(reversed(carriers), roots) == count(carriers, roots)
