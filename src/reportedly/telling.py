"""The last stage, as those in stages.py: what the claims of a story come to, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportedly.config import Settings
from reportedly.records import Account, Dossier, Id, make_id
from reportedly.stage import Function
from reportedly.store import Reader


def reconcile_keys(store: Reader, _settings: Settings, only: Sequence[Id] | None = None) -> Mapping[Id, str]:
    """The keys of all stories, or of these."""
    from reportedly.review.following import TOLD, followed

    stories = store.stories(only)
    articles = None if only is None else [a for s in stories for a in s.articles]
    claims = store.done("claims", articles)
    copies, origins = store.done("copies", only), store.done("origins", only)
    judged = followed(store)
    return {
        s.id: make_id(
            "f",
            copies.get(s.id, ""),
            origins.get(s.id, ""),
            *(claims.get(a, "") for a in s.articles),
            *judged.marks(s.articles, TOLD),
        )
        for s in stories
    }


def dossiers(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[Dossier]:
    from reportedly.review.following import judged_dossiers

    return judged_dossiers(store, keys)


def make_reconcile(_settings: Settings) -> Function:
    from reportedly.publish.brief import brief
    from reportedly.publish.timeline import timeline
    from reportedly.reconcile import account_of
    from reportedly.reconcile.cards import card
    from reportedly.reconcile.evidence import Testimony
    from reportedly.reconcile.tallies import tallies
    from reportedly.review.effect import marked

    def run(dossier: Dossier) -> list[Any]:
        testimony = Testimony(dossier)
        account: Account = marked(account_of(testimony), dossier)
        lines = brief(testimony, account)
        return [
            *account.findings,
            *account.series,
            *account.control,
            *account.agreements,
            *lines,
            *timeline(testimony, account),
            card(testimony, account, lines),
            *tallies(testimony, account),
        ]

    return run
