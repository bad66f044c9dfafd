"""The stages on who took what from whom, as those in stages.py: passages, copies, origins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportedly.config import Settings
from reportedly.records import Article, Id, Judgement, Parse, Passage, make_id
from reportedly.stage import Function
from reportedly.stages import basis, parses_of
from reportedly.store import Reader

PASSAGES = "2"  # the version of the stage and, with it, of what is kept of each pair

# -- passages: what articles of different stories have in common ----------------------------------


def apart_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    marks = store.article_marks()
    return {
        a: make_id("f", *(f"{b}={marks[b]}" for b in (a, *others))) for a, others in store.apart().items()
    }


def articles_apart(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    """What an article was found to have in common with others, as far as that still holds, and what it takes
    to compare it with the rest: one that a new article meets is not compared again with all the others."""
    near, known = _promising(store, keys), store.derived("passages", keys)
    marks = store.article_marks(sorted({end for a, others in near.items() for end in (a, *others)}))
    common = basis(store, settings)
    for a in keys:
        wanted = {b: make_id("f", PASSAGES, *common, marks[a], marks[b]) for b in near[a]}
        kept = {p.id: p for p in known.get(a, ()) if wanted.get(p.id) == p.mark}
        new = [b for b in wanted if b not in kept]
        articles = list(store.articles([a, *new]).values()) if new else []
        yield [*kept.values()], articles, [wanted[b] for b in new], parses_of(store, settings, articles)


def _promising(store: Reader, keys: Sequence[Id]) -> dict[Id, list[Id]]:
    """For each article those of other stories that it may have a passage in common with, by id."""
    from reportedly.copies.passages import meeting, promising

    apart = store.apart(keys)
    ends = {end for a, others in apart.items() for end in (a, *others)}
    gists = {article: rows[0] for article, rows in store.derived("gists", sorted(ends)).items()}
    met = {(a, b): meeting(gists[a], gists[b]) for a, others in apart.items() for b in others}
    wanted = {at for (a, b), places in met.items() for i, j in places for at in ((a, i), (b, j))}
    read = store.sentences(wanted)
    return {
        a: [b for b in others if any(promising(read[a, i], read[b, j]) for i, j in met[a, b])]
        for a, others in apart.items()
    }


def make_passages(settings: Settings) -> Function:
    from reportedly.copies.passages import passages
    from reportedly.language import Encoder

    encoder = Encoder.shared()

    def run(payload: tuple[list[Passage], list[Article], list[str], Mapping[Id, Parse]]) -> list[Passage]:
        kept, articles, marks, parses = payload
        new = passages(articles, marks, parses, encoder.encode, settings.copies) if articles else []
        return sorted([*kept, *new], key=lambda p: p.id)

    return run


# -- copies: who took which sentence from whom, and when each was published -----------------------


def story_keys(store: Reader, _settings: Settings, only: Sequence[Id] | None = None) -> Mapping[Id, str]:
    """The keys of all stories, or of these."""
    from reportedly.review.following import COMPARED, followed

    stories, judged = store.stories(only), followed(store)
    marks = store.article_marks(None if only is None else [a for s in stories for a in s.articles])
    return {
        s.id: make_id("f", *(f"{a}={marks[a]}" for a in s.articles), *judged.marks(s.articles, COMPARED))
        for s in stories
    }


def stories_with_articles(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    from reportedly.review.following import COMPARED, followed

    stories, judged = {s.id: s for s in store.stories(keys)}, followed(store)
    for key in keys:
        articles = list(store.articles(stories[key].articles).values())
        compared = articles if len(articles) > 1 else []
        yield articles, parses_of(store, settings, compared), judged.of(stories[key].articles, COMPARED)


def make_copies(settings: Settings) -> Function:
    from reportedly.copies.decided import decided
    from reportedly.copies.pairs import compare
    from reportedly.dating import date
    from reportedly.language import Encoder

    encoder = Encoder.shared()

    def run(payload: tuple[list[Article], Mapping[Id, Parse], Sequence[Judgement]]) -> list[Any]:
        articles, parses, judgements = payload
        copies = compare(articles, parses, encoder.encode, settings.copies)
        copies = decided(copies, judgements, articles, parses, encoder.encode, settings.copies)
        return [*copies, *date(articles, copies)]

    return run


# -- origins: which texts the sentences of a story come from ---------------------------------------


def origin_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    from reportedly.copies.beyond import Surroundings, around
    from reportedly.copies.linked import places

    near, marks, done = around(store), store.article_marks(), store.done("copies")
    keys = {}
    for story in store.stories():
        beside = near.get(story.id, Surroundings())
        parts = [f"{a}={marks[a]}" for a in (*story.articles, *beside.articles)]
        parts += [repr((c.article, c.of, c.kind, c.direction, places(c))) for c in beside.copies]
        keys[story.id] = make_id("f", done.get(story.id, ""), *parts)
    return keys


def stories_with_copies(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    from reportedly.copies.beyond import around, traced_with

    near, stories = around(store), {s.id: s for s in store.stories(keys)}
    for key in keys:
        yield stories[key], *traced_with(store, stories[key], near.get(key))


def make_origins(_settings: Settings) -> Function:
    from reportedly.copies.origins import trace

    return lambda payload: trace(*payload)
