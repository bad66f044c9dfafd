"""What a run did and what a database holds, in words for the terminal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.table import Table

from reportedly.pipeline import Summary
from reportedly.records import Reject, Spent
from reportedly.store import Reader

SHOWN = 10
OF_MODELS = ("questions", "unfounded")  # tables of no interest where no model is asked


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
    lines += asked(store, summary)
    lines.append(
        f"{summary.seen:,} pages seen; {db} holds {counts['articles']:,} articles in "
        f"{counts['stories']:,} stories, {counts['claims']:,} claims, {counts['findings']:,} findings."
    )
    lines.append(f"Next: reportedly brief --db {db}   or   reportedly report --db {db}")
    return lines


def asked(store: Reader, summary: Summary) -> list[str]:
    """What a language model was asked, what it cost, and which articles it has not done."""
    lines = [f"Language model {spent_words(s)}." for s in summary.spent]
    undone = summary.undone
    if undone:
        lines.append(
            f"{articles_words(len(undone))} not done by the language model; the rules read "
            f"{'it' if len(undone) == 1 else 'them'} instead, and the next run asks again "
            "where that may help:"
        )
        for article in undone[:SHOWN]:
            source, line = store.source_of("claims", article.article)
            named = f"{source}:{line}" if line else source
            lines.append(f"  {named}: {article.problem} - {article.detail}")
        if len(undone) > SHOWN:
            lines.append(f"  and {len(undone) - SHOWN:,} more")
    return lines


def spent_words(spent: Spent) -> str:
    """As "mistral: 12 answers; 3,400 tokens read, 560 written; cost 0.0123"."""
    cost = "" if spent.cost is None else f"; cost {spent.cost:,.4f}"
    answers = f"{spent.answered:,} answer{'s' if spent.answered != 1 else ''}"
    return f"{spent.model}: {answers}; {spent.tokens_in:,} tokens read, {spent.tokens_out:,} written{cost}"


def articles_words(count: int) -> str:
    return f"{count:,} article{'s were' if count != 1 else ' was'}"


def where(reject: Reject) -> str:
    """file or file:line"""
    return f"{reject.source}:{reject.line}" if reject.line else reject.source


def status(store: Reader, db: Path) -> list[Table]:
    """Counts of everything, rejects by reason, and what language models were asked."""
    holds = _table(f"{db}")
    for name, count in store.counts().items():
        if count or name not in OF_MODELS:
            holds.add_row(f"{count:,}", name)
    tables = [holds]
    reasons = Counter(str(r.reason) for r in store.rejects())
    if reasons:
        tables.append(_counted("Rejects by reason", reasons))
    spent = store.asked.spent()
    if spent:
        told = _table("Language models")
        for s in spent:
            told.add_row("", spent_words(s))
        tables.append(told)
    undone = Counter(str(u.problem) for u in store.asked.undone())
    if undone:
        tables.append(_counted("Not done by the model", undone))
    unfounded = Counter(u.part for found in store.derived("unfounded").values() for u in found)
    if unfounded:
        tables.append(_counted("Not in the article", unfounded))
    return tables


def _table(title: str) -> Table:
    """A table of two columns, the first for counts."""
    table = Table(title=title, title_justify="left", box=None, show_header=False, min_width=len(title))
    table.add_column(justify="right")
    table.add_column()
    return table


def _counted(title: str, reasons: Counter[str]) -> Table:
    """Reasons with their counts, the most frequent first."""
    table = _table(title)
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(f"{count:,}", reason)
    return table
