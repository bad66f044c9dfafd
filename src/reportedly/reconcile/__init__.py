"""From the claims of a story to one account: findings, series, who holds what, agreements."""

from __future__ import annotations

from reportedly.reconcile.agreements import agreements
from reportedly.reconcile.clusters import cluster
from reportedly.reconcile.control import control
from reportedly.reconcile.evidence import Testimony
from reportedly.reconcile.findings import findings
from reportedly.reconcile.regrouping import regrouped
from reportedly.reconcile.series import series
from reportedly.records import Account, Dossier

__all__ = ["account_of", "reconcile"]


def reconcile(dossier: Dossier) -> Account:
    """What the claims of a story come to. Pure: the same dossier in any order gives the same account."""
    return account_of(Testimony(dossier))


def account_of(testimony: Testimony) -> Account:
    """The same, of claims that have been read as evidence."""
    matters = regrouped(testimony, cluster(testimony))
    return Account(
        findings=findings(testimony, matters),
        series=series(testimony, matters),
        control=control(testimony),
        agreements=agreements(testimony),
    )
