"""All that is known of a story, read from the store and put on common names.

Articles are read one by one; only here, with the whole story in view, does every claim learn the origin
of its sentence and every speaker the one name that the story knows them by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from reportedly.actors import Actors
from reportedly.outlets import year_of
from reportedly.reconcile.leaders import leaders
from reportedly.reconcile.namesakes import on_common_places
from reportedly.reconcile.sides import Cast
from reportedly.records import Attribution, Claim, Dossier, Figure, Id, Origin, Story
from reportedly.store import Reader

OF_STORIES = ("copies", "origins", "datings")
OF_ARTICLES = ("attributions", "places", "times", "figures", "claims")
TOGETHER = 100  # articles whose stories are read at once


@lru_cache(maxsize=1)
def _actors() -> Actors:
    return Actors.load()


def dossiers(store: Reader, story_ids: Sequence[Id]) -> Iterator[Dossier]:
    """The dossiers of these stories, in this order."""
    stories = {s.id: s for s in store.stories(story_ids)}
    for batch in together(stories[i] for i in story_ids):
        members = [a for story in batch for a in story.articles]
        articles = store.articles(members)
        of_stories = {name: store.derived(name, [s.id for s in batch]) for name in OF_STORIES}
        of_articles = {name: store.derived(name, members) for name in OF_ARTICLES}
        for story in batch:
            rows: dict[str, Any] = {
                name: tuple(found.get(story.id, ())) for name, found in of_stories.items()
            }
            for name, found in of_articles.items():
                rows[name] = tuple(row for a in sorted(story.articles) for row in found.get(a, ()))
            own = tuple(articles[a] for a in story.articles if a in articles)
            yield on_common_names(on_common_places(Dossier(story=story, articles=own, **rows)))


def together(stories: Iterable[Story]) -> Iterator[list[Story]]:
    """The stories in lists to read from the store at once: of one long story, or of many short ones, so that
    a store of short stories costs few queries and memory follows the longest."""
    batch: list[Story] = []
    size = 0
    for story in stories:
        if batch and size + len(story.articles) > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(story)
        size += len(story.articles)
    if batch:
        yield batch


def on_common_names(dossier: Dossier) -> Dossier:
    """The dossier with one name a speaker and every claim's origin filled in."""
    names = [name for a in dossier.attributions for name in (a.speaker, *a.chain) if name]
    cast = Cast(dossier.claims)
    own = {name: actor.name for name in sorted(set(names)) if (actor := cast.own(name)) is not None}
    unified = _actors().unify(own.get(name, name) for name in names)
    common = {name: unified[own.get(name, name)] for name in sorted(set(names))}
    common |= {name: common[person] for name, person in leaders(dossier.attributions).items()}
    where = _origin_of(dossier.origins)
    dates = {a.id: a.published_at for a in dossier.articles} | {
        d.article: d.published_at for d in dossier.datings
    }
    actors = {article: _actors().in_year(year_of(at)) for article, at in dates.items()}
    return replace(
        dossier,
        attributions=tuple(_attribution(a, common) for a in dossier.attributions),
        figures=tuple(_figure(f, common) for f in dossier.figures),
        claims=tuple(_claim(c, common, where, actors[c.article]) for c in dossier.claims),
    )


def _origin_of(origins: Sequence[Origin]) -> dict[tuple[Id, int], Id]:
    """(article, start of a sentence) to the origin that holds the sentence."""
    return {(s.article, s.start): o.id for o in origins for s in o.sentences}


def _attribution(attribution: Attribution, common: Mapping[str, str]) -> Attribution:
    speaker = common.get(attribution.speaker, attribution.speaker) if attribution.speaker else None
    return replace(attribution, speaker=speaker, chain=_chain(attribution.chain, common))


def _figure(figure: Figure, common: Mapping[str, str]) -> Figure:
    return replace(figure, speaker=common.get(figure.speaker, figure.speaker)) if figure.speaker else figure


def _claim(
    claim: Claim, common: Mapping[str, str], where: Mapping[tuple[Id, int], Id], actors: Actors
) -> Claim:
    chain = _chain(claim.chain, common)
    known = actors.find(chain[-1]) if chain and chain != claim.chain else None
    return replace(
        claim,
        chain=chain,
        party=claim.party or (known.party if known is not None else None),
        origin=where.get((claim.article, claim.sentence.start), claim.origin),
    )


def _chain(chain: Sequence[str], common: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(common.get(name, name) for name in chain)
