"""A name of a place that one article leaves open, as the other articles of its story have it.

One article says "Salem" and no more, another of the story "Salem, Oregon": where all the other articles that
resolve a name mean one place, it is that place here too, and the mention says in which article it was
resolved. What an article resolved itself stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportedly.places import same_place
from reportedly.places.normalise import key, skeletons
from reportedly.records import Dossier, Id, Place, PlaceMention

Told = Mapping[str, tuple[Place, Id]]


def on_common_places(dossier: Dossier) -> Dossier:
    """The dossier with the names of places resolved that the story tells."""
    told = places_told(dossier.places)
    if not told:
        return dossier
    return replace(
        dossier,
        places=tuple(resolved(m, told) for m in dossier.places),
        figures=tuple(replace(f, place=resolved(f.place, told)) if f.place else f for f in dossier.figures),
        claims=tuple(replace(c, place=resolved(c.place, told)) if c.place else c for c in dossier.claims),
    )


def places_told(mentions: Iterable[PlaceMention]) -> dict[str, tuple[Place, Id]]:
    """The place of every name that all who resolve it mean alike, with the first article (by id) to do so.

    Names by their key, and by their skeletons, so that other romanisations are found too.
    """
    meant: defaultdict[str, list[PlaceMention]] = defaultdict(list)
    for mention in mentions:
        if mention.place.resolved and mention.place.geonames_id is not None and mention.role != "demonym":
            for name in names(mention):
                meant[name].append(mention)
    found = {}
    for name, those in sorted(meant.items()):
        first = min(those, key=lambda m: (m.span.article, m.span.start))
        if all(same_place(first.place, other.place) for other in those):
            found[name] = (first.place, first.span.article)
    return found


def resolved(mention: PlaceMention, told: Told) -> PlaceMention:
    """The mention, resolved as the story has it where its own article leaves it open."""
    if mention.place.resolved or mention.role == "demonym":
        return mention
    known = next((told[name] for name in names(mention) if name in told), None)
    if known is None or known[1] == mention.span.article:
        return mention
    return replace(mention, place=known[0], resolved_in=known[1])


def names(mention: PlaceMention) -> tuple[str, ...]:
    """What a mention is looked up by, the surest first."""
    quote = mention.span.quote
    return (key(quote), *(f"={bones}" for bones in skeletons(quote)))
