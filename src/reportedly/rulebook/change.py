"""What other rules make of the same pages: what appears, what vanishes, what is read otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from reportedly.reading import Page
from reportedly.records import Attribution, Claim, Figure, Id, Named, Span

What = Literal["claims", "figures", "attributions"]
WHATS: tuple[What, ...] = ("claims", "figures", "attributions")


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is compared: where its words stand, and what it says, field by field."""

    what: What
    article: Id
    start: int
    end: int
    quote: str
    sentence: str
    says: tuple[tuple[str, str], ...]

    @property
    def told(self) -> dict[str, str]:
        return dict(self.says)


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after; None where there is none."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        row = self.after or self.before
        assert row is not None
        return row

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that say something else, for a row that is there before and after."""
        if self.before is None or self.after is None:
            return ()
        then, now = self.before.told, self.after.told
        wording = () if self.before.quote == self.after.quote else ("words",)
        return (*(f for f in then if then[f] != now[f]), *wording)


def row(record: Claim | Figure | Attribution, page: Page) -> Row:
    """A record as it is compared."""
    if isinstance(record, Claim):
        return _row("claims", page, record.trigger, _claim(record))
    if isinstance(record, Figure):
        return _row("figures", page, record.span, _figure(record))
    return _row("attributions", page, record.cue or record.content[0], _attribution(record))


def compare(before: Sequence[Row], after: Sequence[Row]) -> list[Change]:
    """The rows that differ, in the order of articles and of where they stand."""
    rows = sorted([*((r, 0) for r in before), *((r, 1) for r in after)], key=lambda x: (_place(x[0]), x[1]))
    changes: list[Change] = []
    for _, together in groupby(rows, key=lambda x: (x[0].article, x[0].what)):
        own = list(together)
        changes += _paired([r for r, side in own if not side], [r for r, side in own if side])
    return sorted(changes, key=lambda c: _place(c.row))


def counts(changes: Sequence[Change]) -> dict[What, Counter[str]]:
    """How many of each sort of record appear, vanish and change; and of the changed, in which fields."""
    found: dict[What, Counter[str]] = {what: Counter() for what in WHATS}
    for change in changes:
        tally = found[change.row.what]
        tally["appear" if change.before is None else "vanish" if change.after is None else "change"] += 1
        tally.update(change.fields)
    return found


def _paired(before: list[Row], after: list[Row]) -> Iterator[Change]:
    """Rows of the same words belong together, then those whose words overlap."""
    left = list(after)
    unpaired: list[Row] = []
    for then in before:
        same = [r for r in left if (r.start, r.end) == (then.start, then.end)]
        if not same:
            unpaired.append(then)
            continue
        now = min(same, key=lambda r: r.says != then.says)
        left.remove(now)
        if now.says != then.says:
            yield Change(then, now)
    for then in unpaired:
        over = next((r for r in left if r.start < then.end and then.start < r.end), None)
        if over is not None:
            left.remove(over)
        yield Change(then, over)
    yield from (Change(None, now) for now in left)


def _place(row: Row) -> tuple[str, str, int, int, tuple[tuple[str, str], ...]]:
    return row.article, row.what, row.start, row.end, row.says


def _row(what: What, page: Page, span: Span, says: dict[str, str]) -> Row:
    inside = [x for x in page.lines if x.sentence.start <= span.start < x.sentence.end]
    sentence = inside[0].text if inside else span.quote
    return Row(what, span.article, span.start, span.end, span.quote, sentence, tuple(says.items()))


def _claim(claim: Claim) -> dict[str, str]:
    return {
        "kind": claim.kind,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "actor": _names(claim.actor),
        "recipient": _names(claim.recipient),
        "instrument": _names(claim.instrument),
        "place": claim.place.span.quote if claim.place else "",
        "time": claim.time.span.quote if claim.time else "",
        "speaker": " / ".join(claim.chain),
    }


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "measure": figure.measure,
        "unit": figure.unit,
        "low": str(figure.low),
        "high": str(figure.high),
        "qualifier": figure.qualifier,
        "modality": figure.modality,
        "window": f"{figure.window_start or ''}..{figure.window_end or ''}",
        "place": figure.place.span.quote if figure.place else "",
        "speaker": figure.speaker or "",
    }


def _attribution(said: Attribution) -> dict[str, str]:
    return {
        "source": said.source.quote if said.source else "",
        "speaker": said.speaker or "",
        "content": " ... ".join(span.quote for span in said.content),
        "act": said.act,
    }


def _names(named: Sequence[Named]) -> str:
    return ", ".join(n.name for n in named)
