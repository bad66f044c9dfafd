"""What a run did and what a database holds, in words for the terminal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.table import Table

from reportedly.pipeline import Summary
from reportedly.records import Reject
from reportedly.store import Reader

SHOWN = 10


def after_run(store: Reader, summary: Summary, db: Path) -> list[str]:
    """What was read and rejected, and what to do next."""
    counts = store.counts()
    lines = []
    if summary.rejected:
        mine = store.rejects()
        lines.append(f"{len(mine)} input{'s' if len(mine) != 1 else ''} could not be taken:")
        lines += [f"  {where(r)}: {r.reason} - {r.detail}" for r in mine[:SHOWN]]
        if len(mine) > SHOWN:
            lines.append(f"  and {len(mine) - SHOWN} more: reportedly export rejects --db {db}")
    lines.append(
        f"{summary.seen:,} pages seen; {db} holds {counts['articles']:,} articles in "
        f"{counts['stories']:,} stories, {counts['claims']:,} claims, {counts['findings']:,} findings."
    )
    lines.append(f"Next: reportedly brief --db {db}   or   reportedly report --db {db}")
    return lines


def where(reject: Reject) -> str:
    """file or file:line"""
    return f"{reject.source}:{reject.line}" if reject.line else reject.source


def status(store: Reader, db: Path) -> list[Table]:
    """Counts of everything, and rejects by reason."""
    holds = Table(title=f"{db}", title_justify="left", box=None, show_header=False)
    holds.add_column(justify="right")
    holds.add_column()
    for name, count in store.counts().items():
        holds.add_row(f"{count:,}", name)
    reasons = Counter(str(r.reason) for r in store.rejects())
    if not reasons:
        return [holds]
    rejected = Table(title="Rejects by reason", title_justify="left", box=None, show_header=False)
    rejected.add_column(justify="right")
    rejected.add_column()
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        rejected.add_row(f"{count:,}", reason)
    return [holds, rejected]
