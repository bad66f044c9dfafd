"""Which judgements the account of each story follows, and what marks of them its stages depend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.reconcile.dossier import dossiers
from reportedly.records import Dossier, Id, Judgement, Target
from reportedly.review.effect import judged
from reportedly.review.standing import Standing, standing
from reportedly.store import Reader
from reportedly.stories import Ties

TOLD: tuple[Target, ...] = ("claim", "figure", "finding", "line")  # followed when a story is reconciled
GROUPED: tuple[Target, ...] = ("story", "articles")  # when articles are grouped: copies are of one story
COMPARED: tuple[Target, ...] = ("articles",)  # when the articles of a story are compared


@dataclass(frozen=True, slots=True)
class Followed:
    """The judgements that stand, by the articles that they bear on."""

    standing: Standing
    by_article: Mapping[Id, tuple[Judgement, ...]]

    def of(self, articles: Iterable[Id], targets: Iterable[Target]) -> tuple[Judgement, ...]:
        """Those on such targets in these articles, in the order in which they were made; no notes."""
        kinds = set(targets)
        found = {j.id: j for a in articles for j in self.by_article.get(a, ()) if j.target in kinds}
        return tuple(sorted(found.values(), key=lambda j: j.order))

    def marks(self, articles: Iterable[Id], targets: Iterable[Target]) -> list[str]:
        """What a fingerprint has of them: a judgement with the targets for which it is the last word."""
        return [f"{j.id} {' '.join(j.targets)}" for j in self.of(articles, targets)]


_KNOWN: dict[Path, tuple[tuple[int, str], Followed]] = {}  # by database, with the mark of its log


def followed(store: Reader) -> Followed:
    """The judgements that stand in this database now. The log is read again when it has grown."""
    mark = store.judged.mark()
    known = _KNOWN.get(store.path)
    if known is None or known[0] != mark:
        known = _KNOWN[store.path] = mark, _follow(store.judged.log())
    return known[1]


def _follow(log: Iterable[Judgement]) -> Followed:
    stands = standing(log)
    by_article: dict[Id, list[Judgement]] = defaultdict(list)
    for judgement in stands.used:
        for article in judgement.articles if judgement.verb != "note" else ():
            by_article[article].append(judgement)
    return Followed(stands, {a: tuple(found) for a, found in by_article.items()})


def judged_dossiers(store: Reader, story_ids: Sequence[Id]) -> Iterator[Dossier]:
    """The dossiers of these stories as people's judgements have them, in this order."""
    stands = followed(store)
    for dossier in dossiers(store, story_ids):
        yield judged(dossier, stands.of(dossier.story.articles, TOLD))


def ties(stands: Followed) -> Ties:
    """Which articles are of one story, and which are not: a copy is of the story of its original, and a split
    makes two stories of one."""
    used = stands.standing.used
    splits = [j for j in used if (j.target, j.verb) == ("story", "split")]
    merges = [j for j in used if (j.target, j.verb) == ("story", "merge") or j.verb == "copies"]
    return Ties(
        together=tuple(part for j in (*merges, *splits) for part in (j.targets, j.rest) if len(part) > 1),
        apart=tuple((j.targets, j.rest) for j in splits),
    )


def no_copies(store: Reader) -> set[frozenset[Id]]:
    """Pairs of articles that are no copies of each other."""
    return {frozenset(j.targets) for j in followed(store).standing.used if j.verb == "not_copies"}
