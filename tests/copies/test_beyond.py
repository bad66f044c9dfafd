"""Copies between stories, and origins that are the same from whichever story one looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.copies.beyond import settled, surroundings
from reportedly.copies.origins import trace
from reportedly.copies.passages import promising
from reportedly.records import Article, CopiedSentence, Copy, Story
from tests.support import article

LINES = 3  # sentences of an article here


def plain(name: str) -> Article:
    text = "\n".join(f"{name} reports the {n} thing of the day." for n in ("first", "second", "third"))
    return replace(article(text, name=name), id=name)


ARTICLES = {name: plain(name) for name in ("a-1", "a-2", "a-3", "b-1", "b-2", "c-1", "c-2")}


def linked(late: str, early: str, places: Sequence[tuple[int, int]], kind: str, direction: str) -> Copy:
    one, two = ARTICLES[late], ARTICLES[early]
    spans = [[x.span(s.start, s.end) for s in x.sentences] for x in (one, two)]
    found = tuple(CopiedSentence(spans[0][i], spans[1][j], 1.0) for i, j in sorted(set(places)))
    return Copy(late, early, kind, direction, round(len(found) / LINES, 4), found)  # type: ignore[arg-type]


def excerpt(late: str, early: str, *places: tuple[int, int]) -> Copy:
    return linked(late, early, places, "excerpt", "likely")


def of_names(articles: Sequence[str]) -> dict[str, str]:
    """Articles are in the story of their letter."""
    return {name: f"s-{name[0]}" for name in articles}


def test_a_sentence_in_two_stories_is_an_excerpt() -> None:
    copy = excerpt("b-1", "a-1", (0, 2))
    assert settled([copy], of_names(["a-1", "b-1"])) == (copy,)


def test_what_three_stories_have_is_background() -> None:
    copies = [excerpt("b-1", "a-1", (0, 2)), excerpt("c-1", "a-1", (1, 2))]
    found = settled(copies, of_names(["a-1", "b-1", "c-1"]))
    assert [(c.kind, c.direction) for c in found] == [("shared", "unknown")] * 2
    assert "3 stories" in found[0].evidence[0]


def test_a_passage_with_a_sentence_of_its_own_stays_an_excerpt() -> None:
    """Background that is taken along with news does not hide that the news was taken."""
    copies = [excerpt("b-1", "a-1", (0, 2), (1, 1)), excerpt("c-1", "a-1", (1, 2))]
    found = settled(copies, of_names(["a-1", "b-1", "c-1"]))
    assert [c.kind for c in found] == ["excerpt", "shared"]


def test_articles_that_have_come_into_one_story_are_left_to_it() -> None:
    copy = excerpt("b-1", "a-1", (0, 2))
    assert settled([copy], {"a-1": "s-a", "b-1": "s-a"}) == ()


def origins(copies: Sequence[Copy]) -> dict[str, dict[tuple[str, int], str]]:
    """For each story, traced with its surroundings, the origin of each of its sentences."""
    stories = of_names(list(ARTICLES))
    beyond = [c for c in copies if stories[c.article] != stories[c.of]]
    within = {
        story: [c for c in copies if stories[c.article] == stories[c.of] == story]
        for story in set(stories.values())
    }
    near = surroundings(beyond, within, stories)
    found = {}
    for story in sorted(set(stories.values())):
        own = tuple(sorted(a for a in stories if stories[a] == story))
        around = near.get(story)
        members = [*own, *(around.articles if around else ())]
        copies_here = around.copies if around else within[story]
        traced = trace(Story(story, "", None, None, own), [ARTICLES[a] for a in members], copies_here)
        found[story] = {(s.article, s.start): o.id for o in traced for s in o.sentences}
    return found


def test_a_sentence_that_went_through_three_stories_has_one_origin() -> None:
    found = origins([excerpt("b-1", "a-1", (0, 0)), excerpt("c-1", "b-1", (2, 0))])
    start = [s.start for s in ARTICLES["a-1"].sentences]
    first = found["s-a"]["a-1", start[0]]
    assert found["s-b"]["b-1", start[0]] == found["s-c"]["c-1", start[2]] == first
    assert found["s-b"]["b-1", start[1]] != first


def test_what_was_taken_from_a_rewrite_is_the_originals() -> None:
    rewrite = linked("a-2", "a-1", [(0, 0), (1, 1), (2, 2)], "rewrite", "certain")
    found = origins([rewrite, excerpt("b-1", "a-2", (1, 1))])
    start = [s.start for s in ARTICLES["a-1"].sentences]
    assert found["s-b"]["b-1", start[1]] == found["s-a"]["a-1", start[0]]


@st.composite
def all_copies(draw: st.DrawFn) -> list[Copy]:
    names = sorted(ARTICLES)
    made: list[Copy] = []
    for late, early in draw(st.sets(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=8)):
        if early < late and not any({c.article, c.of} == {late, early} for c in made):
            places = draw(st.lists(st.tuples(*[st.integers(0, LINES - 1)] * 2), min_size=1, max_size=LINES))
            kind = draw(st.sampled_from(["excerpt", "shared", "rewrite", "near"]))
            direction = "unknown" if kind == "shared" else draw(st.sampled_from(["unknown", "likely"]))
            made.append(linked(late, early, places, kind, direction))
    return sorted(made, key=lambda c: (c.article, c.of))


@given(all_copies())
def test_traced_story_by_story_as_traced_at_once(copies: list[Copy]) -> None:
    """Every sentence has the origin that it has when all articles are looked at together."""
    whole = trace(Story("s", "", None, None, tuple(ARTICLES)), list(ARTICLES.values()), copies)
    texts = {(s.article, s.start): o.id for o in whole for s in o.sentences}
    found = {place: id_ for story in origins(copies).values() for place, id_ in story.items()}
    assert found == texts


def test_sentences_with_many_words_in_common_are_worth_a_look() -> None:
    sentence = "The bakery on Linden Street gave its last bread to the people of the lower town."
    assert promising(sentence, sentence.replace("gave", "handed").replace("last", "final"))
    assert not promising(sentence, "The bakery on Linden Street burned down.")
    assert not promising(sentence, "Nobody in the ministry would say who had opened the gate.")
