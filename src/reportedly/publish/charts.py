"""Charts as inline SVG: how dense a timeline is, and a figure's reported values beside each other.

Nothing is drawn between two values: a line would claim a course that nobody reported.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from reportedly.publish.display import (
    STATUS_WORDS,
    amount_words,
    count_words,
    date_words,
    day_of,
    period_words,
    plain,
    short_day,
    shorten,
)
from reportedly.publish.edition import Lookups
from reportedly.publish.svg import node, percent, title, words
from reportedly.records import Point, Series, TimelineLine

DENSITY_DAYS = 200  # longer timelines get no strip
DENSITY_HEIGHT = 44.0
DAY_WIDTH = 28.0

HEAD = 36.0  # pixels above the first row of a figure chart
ROW = 60.0  # pixels a row
TIME = (1.0, 58.0)  # per cent of the width: the panel of dates
VALUE = (66.0, 96.0)  # and that of values
LABEL_CHARACTERS = 46
LOG_FROM = 100.0  # highest over lowest value from which the scale is logarithmic
STEPS = (1, 2, 3, 7, 14, 28, 61, 91, 182, 365, 730, 1826, 3652)  # days between ticks


def density(lines: Sequence[TimelineLine]) -> Markup | None:
    """A strip of bars, one a day, as high as the day has lines. None for fewer than two days or too many."""
    counts = Counter(day for line in lines if (day := day_of(line.date)))
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    days = (last - first).days + 1
    if days > DENSITY_DAYS:
        return None
    top, floor = max(counts.values()), DENSITY_HEIGHT - 16
    marks = []
    for day in sorted(counts):
        height = (floor - 2) * counts[day] / top
        told = f"{date_words(day.isoformat())}: {count_words(counts[day], 'line')}"
        marks.append(
            node(
                "rect",
                title(told),
                x=percent(100 * ((day - first).days + 0.15) / days),
                y=floor - height,
                width=percent(70 / days),
                height=height,
                class_="bar",
            )
        )
    axis = node("line", x1="0", x2="100%", y1=floor, y2=floor, class_="axis")
    ends = (
        words(short_day(first), 0.0, DENSITY_HEIGHT - 3),
        words(short_day(last), "100%", DENSITY_HEIGHT - 3, anchor="end"),
    )
    return node(
        "svg",
        title(f"Lines a day from {date_words(first.isoformat())} to {date_words(last.isoformat())}"),
        *marks,
        axis,
        *ends,
        class_="density",
        role="img",
        width=max(140.0, days * DAY_WIDTH),
        height=DENSITY_HEIGHT,
    )


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One reported value in words."""

    point: Point
    amount: str
    speaker: str
    said: str
    period: str


def figure_rows(series: Series, lookups: Lookups) -> tuple[FigureRow, ...]:
    """The points, those of one speaker together, speakers in the order in which they first spoke."""
    first: dict[str, str] = {}
    for point in series.points:
        name = point.speaker or ""
        first[name] = min(first.get(name, "~"), point.as_of or "~")
    ordered = sorted(
        series.points,
        key=lambda p: (first[p.speaker or ""], p.speaker or "", p.as_of or "~", p.low or p.high or 0.0),
    )
    return tuple(
        FigureRow(
            p,
            amount_words(p, lookups.figures),
            plain(p.speaker or "") or "no speaker named",
            date_words(p.as_of),
            period_words(p.window_start, p.window_end),
        )
        for p in ordered
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to per cent of the width."""

    low: float
    high: float
    panel: tuple[float, float]
    log: bool = False

    def at(self, value: float) -> float:
        low, high, here = self.low, self.high, value
        if self.log:
            low, high, here = math.log10(low), math.log10(high), math.log10(max(value, self.low))
        share = (here - low) / (high - low) if high > low else 0.5
        return self.panel[0] + min(1.0, max(0.0, share)) * (self.panel[1] - self.panel[0])


def uses_log(rows: Sequence[FigureRow]) -> bool:
    """Whether the positive values span more than two orders of magnitude."""
    values = [v for row in rows for v in (row.point.low, row.point.high) if v]
    return bool(values) and max(values) / min(values) > LOG_FROM


def figure_chart(rows: Sequence[FigureRow], name: str) -> Markup | None:
    """Each value on a row: the period it covers as a bar, the day it was said as a dot, and its size.

    None where fewer than two values can be drawn.
    """
    drawn = [row for row in rows if row.point.low is not None or row.point.high is not None]
    if len(drawn) < 2:
        return None
    values = [v for row in drawn for v in (row.point.low, row.point.high) if v is not None]
    log = uses_log(drawn)
    if log:
        least = min(v for v in values if v > 0)
        sizes = Scale(
            10 ** math.floor(math.log10(least)), 10 ** math.ceil(math.log10(max(values))), VALUE, log=True
        )
    else:
        step = tick_step(max(values) or 1.0)
        sizes = Scale(0.0, step * math.ceil(max(values) / step) or 1.0, VALUE)
    days = [d for row in drawn for d in row_days(row.point) if d]
    dates = Scale(min(days).toordinal() - 0.5, max(days).toordinal() + 0.5, TIME) if days else None
    height = HEAD + ROW * len(drawn) + 4
    parts = [title(name), *grid(dates, sizes, days, height)]
    for n, row in enumerate(drawn):
        parts.append(figure_row(row, HEAD + n * ROW, dates, sizes))
    return node("svg", *parts, class_="figures", role="img", width="100%", height=height)


def row_days(point: Point) -> tuple[date | None, date | None, date | None]:
    return day_of(point.window_start), day_of(point.window_end), day_of(point.as_of)


def grid(dates: Scale | None, sizes: Scale, days: Sequence[date], height: float) -> list[Markup]:
    """The two axes, with a thin line down from each tick."""
    ticks = [(sizes.at(v), compact(v)) for v in value_ticks(sizes)]
    heads = [words("how many" + (" (log scale)" if sizes.log else ""), percent(VALUE[0]), 12, "head")]
    if dates:
        ticks += [(dates.at(d.toordinal()), day_label(d, days)) for d in date_ticks(min(days), max(days))]
        heads.append(words("period covered, day said", "0", 12, "head"))
    lines = [
        node("line", x1=percent(x), x2=percent(x), y1=HEAD - 4, y2=height, class_="grid") for x, _ in ticks
    ]
    labels = [
        words(text, percent(x), 27, "tick", "start" if x < TIME[0] + 4 else "middle") for x, text in ticks
    ]
    return [*heads, *lines, *labels]


def figure_row(row: FigureRow, top: float, dates: Scale | None, sizes: Scale) -> Markup:
    point, y = row.point, top + 48
    note = f" · {STATUS_WORDS[point.status]}" if point.status in ("superseded", "disputed") else ""
    parts = [
        title(f"{row.amount}, {row.speaker}, said {row.said}, covers {row.period}{note}"),
        node("line", x1="0", x2="100%", y1=top, y2=top, class_="rule"),
        words(row.amount + note, "0", top + 18, "amount"),
        words(shorten(row.speaker, LABEL_CHARACTERS), "0", top + 34, "speaker"),
    ]
    start, end, said = row_days(point)
    if dates and start and end:
        left, right = dates.at(start.toordinal() - 0.4), dates.at(end.toordinal() + 0.4)
        parts.append(
            node(
                "rect",
                x=percent(left),
                y=y - 4,
                width=percent(max(0.4, right - left)),
                height=8,
                rx=1.5,
                class_="window",
            )
        )
    if dates and said:
        parts.append(node("circle", cx=percent(dates.at(said.toordinal())), cy=y, r=4.5, class_="said"))
    parts += value_marks(point, y, sizes)
    return node("g", *parts, class_="row gone" if point.status == "superseded" else "row")


def value_marks(point: Point, y: float, sizes: Scale) -> list[Markup]:
    """A dot for one value, a bar between two, an open end where only one side is known."""
    low, high = point.low, point.high
    ends = [sizes.at(v) for v in (low, high) if v is not None]
    marks = []
    if low is None:
        marks.append(node("line", x1=percent(VALUE[0]), x2=percent(ends[0]), y1=y, y2=y, class_="open"))
    elif high is None:
        marks.append(node("line", x1=percent(ends[0]), x2="100%", y1=y, y2=y, class_="open"))
    elif low != high:
        marks.append(node("line", x1=percent(ends[0]), x2=percent(ends[1]), y1=y, y2=y, class_="range"))
    marks += [node("circle", cx=percent(x), cy=y, r=4, class_="value") for x in dict.fromkeys(ends)]
    return marks


def date_ticks(first: date, last: date) -> list[date]:
    """Up to four days at even steps, within the two given."""
    span = (last - first).days
    step = next((s for s in STEPS if span / s <= 3), max(1, span // 3))
    return [first + timedelta(days=n) for n in range(0, span + 1, step)]


def day_label(day: date, days: Sequence[date]) -> str:
    if (max(days) - min(days)).days > 300:
        return f"{short_day(day).split()[1]} {day.year}"
    return short_day(day)


def value_ticks(scale: Scale) -> list[float]:
    """Round values: powers of ten on a logarithmic scale, else up to three multiples of 1, 2 or 5."""
    if scale.log:
        powers = range(round(math.log10(scale.low)), round(math.log10(scale.high)) + 1)
        return [10.0**p for p in powers[:: max(1, math.ceil(len(powers) / 4))]]
    step = tick_step(scale.high)
    return [n * step for n in range(4) if n * step <= scale.high * 1.001]


def tick_step(high: float) -> float:
    """A 1, 2, 2.5 or 5 with zeros that divides a scale up to `high` into two or three parts."""
    unit = 10.0 ** math.floor(math.log10(high / 2))
    return next(m * unit for m in (1, 2, 2.5, 5, 10) if m * unit >= high / 3)


def compact(value: float) -> str:
    """As "250", "20k", "1.5M"."""
    for size, mark in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{mark}"
    return f"{value:g}"
