"""All that is known of a story, read from the store and put on common names.

Articles are read one by one; only here, with the whole story in view, does every claim learn the origin
of its sentence and every speaker the one name that the story knows them by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from reportedly.actors import Actors
from reportedly.outlets import year_of
from reportedly.reconcile.namesakes import on_common_places
from reportedly.reconcile.sides import Cast
from reportedly.records import Attribution, Claim, Dossier, Figure, Id, Origin
from reportedly.store import Reader


@lru_cache(maxsize=1)
def _actors() -> Actors:
    return Actors.load()


def dossiers(store: Reader, story_ids: Sequence[Id]) -> Iterator[Dossier]:
    """The dossiers of these stories, in this order."""
    stories = {s.id: s for s in store.stories(story_ids)}
    for story_id in story_ids:
        story = stories[story_id]
        own = {
            name: store.derived(name, [story_id]).get(story_id, [])
            for name in ("copies", "origins", "datings")
        }
        members = list(story.articles)
        read = {
            name: [row for rows in store.derived(name, members).values() for row in rows]
            for name in ("attributions", "places", "times", "figures", "claims")
        }
        rows: dict[str, Any] = {name: tuple(found) for name, found in (own | read).items()}
        dossier = Dossier(story=story, articles=tuple(store.articles(members).values()), **rows)
        yield on_common_names(on_common_places(dossier))


def on_common_names(dossier: Dossier) -> Dossier:
    """The dossier with one name a speaker and every claim's origin filled in."""
    names = [name for a in dossier.attributions for name in (a.speaker, *a.chain) if name]
    cast = Cast(dossier.claims)
    own = {name: actor.name for name in sorted(set(names)) if (actor := cast.own(name)) is not None}
    unified = _actors().unify(own.get(name, name) for name in names)
    common = {name: unified[own.get(name, name)] for name in sorted(set(names))}
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
