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

__all__ = ["reconcile"]


def reconcile(dossier: Dossier) -> Account:
    """What the claims of a story come to. Pure: the same dossier in any order gives the same account."""
    testimony = Testimony(dossier)
    matters = regrouped(testimony, cluster(testimony))
    return Account(
        findings=findings(testimony, matters),
        series=series(testimony, matters),
        control=control(testimony),
        agreements=agreements(testimony),
    )
