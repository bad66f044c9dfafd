"""The side file of formats with one value where claims give several: every value, and which was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from reportedly.exports.cells import Row, Sheet, joined, sheet
from reportedly.exports.events import Event, events, left_out
from reportedly.exports.telling import Filters, Telling, sources, tellings
from reportedly.exports.values import Dated, Number, Placed, Support
from reportedly.records import Figure, Finding
from reportedly.store import Reader

COLUMNS = (
    *("row", "finding", "story", "column", "value", "low", "high", "qualifier", "origins"),
    *("speakers", "sources", "claims", "used"),
)
LEFT_OUT = "(no row)"


@contextmanager
def opened(out: BinaryIO | None) -> Iterator[Sheet | None]:
    """The side file with its heading, if it is wanted."""
    if out is None:
        yield None
        return
    with sheet(out) as made:
        made.head(COLUMNS)
        yield made


@dataclass(frozen=True, slots=True)
class Given:
    """A format that flattens: its columns, the row of an event, None where it makes none, and the rows of its
    values for the side file."""

    columns: Sequence[str]
    row: Callable[[Telling, Event], Row | None]
    values: Callable[[Telling, Event], Iterable[Row]]


def write(store: Reader, out: BinaryIO, filters: Filters, values: BinaryIO | None, given: Given) -> None:
    """The events to `out`, and every value to `values`, if that is given."""
    with sheet(out) as rows, opened(values) as side:
        rows.head(given.columns)
        for telling in tellings(store, filters):
            for event in events(telling):
                row = given.row(telling, event)
                if row is not None:
                    rows.add(row)
                if side is not None:
                    side.extend(given.values(telling, event))
            if side is not None:
                side.extend(no_events(telling))


@dataclass(frozen=True, slots=True)
class Value:
    """One value for a column. `used` is "yes", "no", or why it could not be."""

    column: str
    value: str
    support: Support
    used: str
    figure: Figure | None = None


def rows(telling: Telling, event: Event, row: str | None, values: Iterable[Value]) -> Iterator[Row]:
    """The values of one event; `row` is the id of the row they stand beside, if it makes one."""
    for v in values:
        bounds = (v.figure.low, v.figure.high, v.figure.qualifier) if v.figure else (None, None, None)
        outlets = sources(telling.articles(c.article for c in telling.claims(v.support.claims)))
        whose = joined(v.support.speakers), joined(outlets), joined(v.support.claims)
        where = row, event.finding.id, event.finding.story
        yield (*where, v.column, v.value, *bounds, v.support.origins, *whose, v.used)


def no_events(telling: Telling) -> Iterator[Row]:
    """The findings of a story that are no events."""
    return (no_row(finding, why) for finding, why in left_out(telling))


def no_row(finding: Finding, why: str) -> Row:
    """A finding that makes no row, with the reason."""
    blank = None, None, None
    end = finding.origins, None, None, joined(finding.claims), why
    return (None, finding.id, finding.story, LEFT_OUT, finding.headline, *blank, *end)


def of_numbers(column: str, found: Iterable[Number], *used: Number | None) -> Iterator[Value]:
    for n in found:
        words = "yes" if n in used else n.unused or "no"
        yield Value(column, n.figure.span.quote, n.support, words, n.figure)


def of_dates(column: str, found: Iterable[Dated], used: Dated | None) -> Iterator[Value]:
    for d in found:
        yield Value(column, d.days.text(), d.support, "yes" if d is used else "no")


def of_places(column: str, found: Iterable[Placed], used: Placed | None) -> Iterator[Value]:
    for p in found:
        yield Value(column, p.place.name, p.support, "yes" if p is used else "no")


def of_slot(column: str, event: Event, slot: str, used: Iterable[str]) -> Iterator[Value]:
    """The values of a slot of the finding itself."""
    taken = set(used)
    for v in event.finding.slots.get(slot, ()):
        support = Support(v.origins, v.speakers, v.claims)
        yield Value(column, v.value, support, "yes" if v.value in taken else "no")
