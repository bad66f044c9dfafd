"""The exchange contract: every KIND as plain rows for JSON Lines.

Rows are built from the store alone and ordered by content, so that the same store contents give the same
bytes. A field named in the contract keeps its name, type and meaning; fields may be added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from reportedly.copies.beyond import copies_beyond
from reportedly.publish.decisions import judgements
from reportedly.reconcile.dossier import dossiers
from reportedly.records import (
    Alteration,
    Article,
    Attribution,
    Claim,
    CopiedSentence,
    Copy,
    Figure,
    Id,
    Named,
    Origin,
    Place,
    PlaceMention,
    Removed,
    Span,
    TimeMention,
)
from reportedly.store import Reader

Row = dict[str, Any]
Stories = Sequence[Id] | None  # None: all


def rows(store: Reader, kind: str, stories: Stories = None) -> Iterator[Row]:
    """The rows of one KIND; of the kinds in OF_STORIES also those of some stories alone, story by story.

    Raises KeyError for a kind that is not in KINDS.
    """
    return KINDS[kind](store, stories)


def line(row: Row) -> bytes:
    """One row as a line of JSON."""
    return msgspec.json.encode(row) + b"\n"


# -- parts ----------------------------------------------------------------------------------------


def span(value: Span | Removed | None) -> Row | None:
    return None if value is None else {"start": value.start, "end": value.end, "quote": value.quote}


def cited(value: Span) -> Row:
    return {"article": value.article, "start": value.start, "end": value.end, "quote": value.quote}


def place(value: Place | None) -> Row | None:
    return (
        None
        if value is None
        else {
            "name": value.name,
            "latitude": value.latitude,
            "longitude": value.longitude,
            "geonames_id": value.geonames_id,
            "country": value.country,
            "admin1": value.admin1,
            "feature": value.feature,
            "radius_km": value.radius_km,
        }
    )


def placed(value: PlaceMention | None) -> Row | None:
    """A mention with its place, flat."""
    return None if value is None else {**cited(value.span), **(place(value.place) or {})}


def _named(values: Iterable[Named]) -> list[Row]:
    return [{**(span(v.span) or {}), "name": v.name, "score": v.score} for v in values]


def _plain(record: Any) -> Row:
    row: Row = msgspec.to_builtins(record)
    return row


# -- kinds ----------------------------------------------------------------------------------------


def articles(store: Reader, stories: Stories = None) -> Iterator[Row]:
    dates = {d.article: d for rows in store.derived("datings", stories).values() for d in rows}
    for article in _articles(store, stories):
        dating = dates.get(article.id)
        yield {
            "id": article.id,
            "input_id": article.input_id,
            "url": article.url,
            "outlet": article.outlet,
            "title": article.title,
            "published_at": dating.published_at if dating else article.published_at,
            "published_from": dating.published_from if dating else article.published_from,
            "language": article.language,
            "text": article.text,
            "sentences": [[s.start, s.end] for s in article.sentences],
            "removed": [{**(span(r) or {}), "reason": r.reason} for r in article.removed],
            "author": article.author,
            "credits": list(article.credits),
            "dated_by": dating.evidence if dating else None,
        }


def rejects(store: Reader, _stories: Stories = None) -> Iterator[Row]:
    for reject in store.rejects():
        yield _plain(reject)


def stories(store: Reader, ids: Stories = None) -> Iterator[Row]:
    found = store.stories(ids)
    dates = store.publication_dates(None if ids is None else [a for s in found for a in s.articles])
    for story in found:
        days = sorted(d for a in story.articles if (d := dates.get(a)))
        first, last = (days[0], days[-1]) if days else (story.first_at, story.last_at)
        yield {**_plain(story), "first_at": first, "last_at": last}


STORIES_MOST = 10_000  # in which one text stands, where single stories are asked for
BESIDE = {"gender", "attribution"}  # types of alteration that the contract has no word for
WITHIN = {"place": "name"}  # and those that it has under a wider word


def copies(store: Reader, stories: Stories = None) -> Iterator[Row]:
    """Those between articles of different stories come last, and only where all are asked for: whether such
    a pair is a copy hangs on how many stories have the same text."""
    for copy in _owned(store, "copies", stories):
        yield copy_row(copy)
    if stories is None:
        for copy in copies_beyond(store, store.membership()):
            yield copy_row(copy)


def copy_row(copy: Copy) -> Row:
    return {
        "article": copy.article,
        "of": copy.of,
        "kind": copy.kind,
        "direction": copy.direction,
        "coverage": copy.coverage,
        "sentences": [_copied(s) for s in copy.sentences],
        "evidence": list(copy.evidence),
        "update": copy.update,
    }


def _copied(sentence: CopiedSentence) -> Row:
    return {
        "span": span(sentence.span),
        "of_span": span(sentence.of_span),
        "similarity": sentence.similarity,
        "altered": [_altered(a) for a in sentence.altered if a.type not in BESIDE],
        "altered_beside": [_altered(a) for a in sentence.altered if a.type in BESIDE],
    }


def _altered(alteration: Alteration) -> Row:
    """An alteration by a type that the contract has, and by the more exact one that the comparison gave."""
    return {
        "type": WITHIN.get(alteration.type, alteration.type),
        "kind": alteration.type,
        "span": span(alteration.span),
        "of_span": span(alteration.of_span),
    }


def origins(store: Reader, stories: Stories = None) -> Iterator[Row]:
    """Every text once, with all its sentences in whichever stories they stand."""
    parts: dict[Id, list[Origin]] = defaultdict(list)
    if stories is None:
        for origin in _owned(store, "origins", None):
            parts[origin.id].append(origin)
    else:
        own = {o.id for o in _owned(store, "origins", stories)}
        parts |= store.named("origins", own, STORIES_MOST)
    for id_, found in sorted(parts.items()):
        sentences = sorted((s for o in found for s in o.sentences), key=lambda s: (s.article, s.start))
        yield {
            "id": id_,
            "sentences": [{"article": s.article, "start": s.start, "end": s.end} for s in sentences],
            "credited_to": found[0].credited_to,
            "stories": sorted(o.story for o in found),
            "root": found[0].root,
        }


def attributions(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for dossier in _dossiers(store, stories):
        for item in dossier.attributions:
            yield _attribution(item)


def _attribution(item: Attribution) -> Row:
    return {
        "id": item.id,
        "article": item.article,
        "source": span(item.source),
        "cue": span(item.cue),
        "content": [span(c) for c in item.content],
        "speech": item.speech,
        "speaker": item.speaker,
        "chain": list(item.chain),
        "role": item.role,
        "party": item.party,
        "rule": item.rule,
        "act": item.act,
        "score": item.score,
    }


def places(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for item in (mention for dossier in _dossiers(store, stories) for mention in dossier.places):
        yield {
            **cited(item.span),
            **(place(item.place) or {}),
            "score": item.score,
            "alternatives": [place(a) for a in item.alternatives],
            "role": item.role,
            "probability": item.probability,
            "off_km": item.off_km,
            "resolved_in": item.resolved_in,
        }


def _time(item: TimeMention | None) -> Row | None:
    return (
        None
        if item is None
        else {
            **cited(item.span),
            "earliest": item.earliest,
            "latest": item.latest,
            "kind": item.kind,
        }
    )


def times(store: Reader, stories: Stories = None) -> Iterator[Row]:
    owners = None if stories is None else [a for s in store.stories(stories) for a in s.articles]
    for item in _owned(store, "times", owners):
        yield _time(item) or {}


def figures(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for dossier in _dossiers(store, stories):
        for item in dossier.figures:
            yield _figure(item)


def _figure(item: Figure) -> Row:
    return {
        "id": item.id,
        **cited(item.span),
        "measure": item.measure,
        "unit": item.unit,
        "low": _number(item.low),
        "high": _number(item.high),
        "qualifier": item.qualifier,
        "window_start": item.window_start,
        "window_end": item.window_end,
        "place": placed(item.place),
        "speaker": item.speaker,
        "claim": item.claim,
        "part_of": item.part_of,
        "delta": item.delta,
        "former": item.former,
        "whole_conflict": item.whole_conflict,
    }


def _number(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def claims(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for dossier in _dossiers(store, stories):
        for item in dossier.claims:
            yield _claim(item)


def _claim(item: Claim) -> Row:
    return {
        "id": item.id,
        "article": item.article,
        "sentence": span(item.sentence),
        "trigger": span(item.trigger),
        "kind": item.kind,
        "polarity": item.polarity,
        "modality": item.modality,
        "actor": _named(item.actor),
        "recipient": _named(item.recipient),
        "instrument": _named(item.instrument),
        "place": placed(item.place),
        "time": _time(item.time),
        "figures": list(item.figures),
        "chain": list(item.chain),
        "origin": item.origin,
        "attribution": item.attribution,
        "role": item.role,
        "party": item.party,
        "rule": item.rule,
        "same_as": item.same_as,
        "same_score": item.same_score,
    }


def findings(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for finding in _owned(store, "findings", stories):
        yield _plain(finding)


def series(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for item in _owned(store, "series", stories):
        row = _plain(item)
        for point in row["points"]:
            point["low"], point["high"] = _number(point["low"]), _number(point["high"])
        yield row


def control(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for item in _owned(store, "control", stories):
        yield _plain(item)


def agreements(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for item in _owned(store, "agreements", stories):
        yield _plain(item)


def timeline(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for item in sorted(_owned(store, "timeline", stories), key=lambda t: (t.date, t.story)):
        yield {**_plain(item), "citations": [cited(c) for c in item.citations]}


def brief(store: Reader, stories: Stories = None) -> Iterator[Row]:
    for item in _owned(store, "brief", stories):
        yield {**_plain(item), "citations": [cited(c) for c in item.citations]}


# -- reading --------------------------------------------------------------------------------------


def _articles(store: Reader, stories: Stories) -> Iterator[Article]:
    ids = store.article_ids() if stories is None else [a for s in store.stories(stories) for a in s.articles]
    for at in range(0, len(ids), 200):
        yield from store.articles(ids[at : at + 200]).values()


def _owned(store: Reader, table: str, owners: Sequence[Id] | None) -> Iterator[Any]:
    """The records of a table, by owner and then as their stage ordered them."""
    for owned in store.derived(table, owners).values():
        yield from owned


def _dossiers(store: Reader, stories: Stories) -> Iterator[Any]:
    return dossiers(store, [s.id for s in store.stories(stories)])


KINDS: dict[str, Callable[[Reader, Stories], Iterator[Row]]] = {
    f.__name__: f
    for f in (
        articles,
        rejects,
        stories,
        copies,
        origins,
        attributions,
        places,
        times,
        figures,
        claims,
        findings,
        series,
        control,
        agreements,
        timeline,
        brief,
        judgements,
    )
}
OF_STORIES = tuple(kind for kind in KINDS if kind not in ("rejects", "judgements"))
