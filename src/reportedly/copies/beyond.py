"""Copies between articles of different stories, and what the origins of a story's sentences depend on.

Origins are told story by story, but a sentence may have come from an article of another story, and that
from a third. What hangs together so is the same from wherever one looks, and so every story comes to the
same origins of the sentences it shares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.copies.linked import Groups, Place, is_derived, places, shared
from reportedly.records import Article, Copy, Id, Story

if TYPE_CHECKING:
    from reportedly.store import Reader

Stories = Mapping[Id, Id]  # the story of each article


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a story is to be traced with besides its own: articles of others, sorted, and the copies between
    any two of these and of its own, sorted."""

    articles: tuple[Id, ...] = ()
    copies: tuple[Copy, ...] = ()


def copies_beyond(store: Reader, stories: Stories) -> tuple[Copy, ...]:
    """The copies between articles of different stories that the store has."""
    from reportedly.review.following import no_copies

    apart = no_copies(store)
    found = (p.copy for rows in store.derived("passages").values() for p in rows if p.copy is not None)
    return settled((c for c in found if frozenset((c.article, c.of)) not in apart), stories)


def around(store: Reader) -> dict[Id, Surroundings]:
    """The surroundings of every story that shares a sentence with another."""
    stories = store.membership()
    beyond = copies_beyond(store, stories)
    touched = sorted({stories[end] for c in beyond for end in (c.article, c.of)})
    return surroundings(beyond, store.derived("copies", touched), stories)


def traced_with(store: Reader, story: Story, near: Surroundings | None) -> tuple[list[Article], list[Copy]]:
    """The articles of a story and of its surroundings, if it has any, and the copies between any of them."""
    if near is None:
        return list(store.articles(story.articles).values()), store.derived("copies", [story.id]).get(
            story.id, []
        )
    return list(store.articles([*story.articles, *near.articles]).values()), list(near.copies)


def settled(found: Iterable[Copy], stories: Stories) -> tuple[Copy, ...]:
    """The copies between articles of different stories, sorted by article and of.

    Two articles alone cannot tell an excerpt from background that everyone repeats: what stands in more than
    two stories neither of them took from the other.
    """
    copies = sorted((c for c in found if _apart(c, stories)), key=lambda c: (c.article, c.of))
    spread: dict[Place, int] = {}
    for members in _sentences(copies).sets():
        spread.update(dict.fromkeys(members, len({stories[place[0]] for place in members})))
    return tuple(_settled(copy, min(spread[a] for a, _ in places(copy))) for copy in copies)


def _apart(copy: Copy, stories: Stories) -> bool:
    one, two = stories.get(copy.article), stories.get(copy.of)
    return one is not None and two is not None and one != two


def _settled(copy: Copy, least: int) -> Copy:
    if least <= 2 or is_derived(copy):
        return copy
    return shared(copy, f"what they have in common stands in {least} stories and more")


def surroundings(
    beyond: Sequence[Copy], within: Mapping[Id, Sequence[Copy]], stories: Stories
) -> dict[Id, Surroundings]:
    """For each story that shares a sentence with another, what its origins depend on.

    `beyond` are copies between stories, as `settled`; `within` those inside the stories that they touch.
    """
    copies = [*beyond, *(copy for story in sorted(within) for copy in within[story])]
    texts: Groups[Id] = Groups()
    for copy in copies:
        texts.find(copy.article), texts.find(copy.of)
        if is_derived(copy):
            texts.join(copy.article, copy.of)
    family = {article: members for members in texts.sets() for article in members}
    near: dict[Id, set[Id]] = defaultdict(set)
    for sentences in _sentences(copies).sets():
        standing = {stories[article] for article, _, _ in sentences}
        if len(standing) > 1:
            reached = {kin for article, _, _ in sentences for kin in family[article]}
            for story in standing:
                near[story] |= reached
    of_article: dict[Id, list[Copy]] = defaultdict(list)
    members: dict[Id, list[Id]] = defaultdict(list)
    for copy in copies:
        of_article[copy.article].append(copy)
    for article in of_article:
        members[stories[article]].append(article)
    found = {}
    for story, reached in sorted(near.items()):
        inside = (c for a in reached.union(members[story]) for c in of_article.get(a, ()))
        known = [c for c in inside if c.of in reached or stories[c.of] == story]
        outside = tuple(sorted(a for a in reached if stories[a] != story))
        found[story] = Surroundings(outside, tuple(sorted(known, key=lambda c: (c.article, c.of))))
    return found


def _sentences(copies: Iterable[Copy]) -> Groups[Place]:
    """Sentences that are linked, however far."""
    groups: Groups[Place] = Groups()
    for copy in copies:
        for one, two in places(copy):
            groups.join(one, two)
    return groups
