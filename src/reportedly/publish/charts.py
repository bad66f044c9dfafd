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
    amount_words,
    change_words,
    count_words,
    date_words,
    day_of,
    period_words,
    plain,
    short_day,
)
from reportedly.publish.edition import Lookups
from reportedly.publish.svg import node, percent, title, words
from reportedly.records import Point, Series, TimelineLine

DENSITY_DAYS = 200  # longer timelines get no strip
DENSITY_HEIGHT = 44.0
DAY_WIDTH = 28.0

AXIS = 18.0  # pixels: the height of the line of ticks
MIDDLE = 10.0  # of the drawing in a row
PANEL = (2.0, 97.0)  # per cent of a drawing's width that its scale takes
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
            ", ".join(filter(None, (amount_words(p, lookups.figures), change_words(p, lookups.figures)))),
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


@dataclass(frozen=True, slots=True)
class FigureChart:
    """Drawings for the rows of a table: the period each value covers, its size, and both axes."""

    dates: Markup | None
    sizes: Markup
    periods: tuple[Markup, ...]
    values: tuple[Markup, ...]
    log: bool


def figure_chart(rows: Sequence[FigureRow]) -> FigureChart | None:
    """What to draw beside each value: the period it covers as a bar, the day it was said as a dot, its size.

    None where fewer than two values can be drawn.
    """
    drawn = [row for row in rows if row.point.low is not None or row.point.high is not None]
    if len(drawn) < 2:
        return None
    sizes = size_scale(drawn)
    days = [d for row in rows for d in row_days(row.point) if d]
    dates = Scale(min(days).toordinal() - 0.5, max(days).toordinal() + 0.5, PANEL) if days else None
    day_ticks = (
        [(d.toordinal(), day_label(d, days)) for d in date_ticks(min(days), max(days))] if days else []
    )
    told = "how many, logarithmic scale" if sizes.log else "how many"
    return FigureChart(
        axis(dates, day_ticks, "days") if dates else None,
        axis(sizes, [(v, compact(v)) for v in value_ticks(sizes)], told),
        tuple(period(row, dates, [at for at, _ in day_ticks]) for row in rows),
        tuple(amount(row, sizes) for row in rows),
        sizes.log,
    )


def size_scale(drawn: Sequence[FigureRow]) -> Scale:
    values = [v for row in drawn for v in (row.point.low, row.point.high) if v is not None]
    if uses_log(drawn):
        least = min(v for v in values if v > 0)
        low, high = 10 ** math.floor(math.log10(least)), 10 ** math.ceil(math.log10(max(values)))
        return Scale(low, high, PANEL, log=True)
    step = tick_step(max(values) or 1.0)
    return Scale(0.0, step * math.ceil(max(values) / step) or 1.0, PANEL)


def row_days(point: Point) -> tuple[date | None, date | None, date | None]:
    return day_of(point.window_start), day_of(point.window_end), day_of(point.as_of)


def axis(scale: Scale, ticks: Sequence[tuple[float, str]], name: str) -> Markup:
    """The labels of a column of drawings."""
    labels = []
    for value, text in ticks:
        x = scale.at(value)
        anchor = "start" if x < PANEL[0] + 6 else "end" if x > PANEL[1] - 6 else "middle"
        labels.append(words(text, percent(x), AXIS - 4, "tick", anchor))
    return drawing(f"Axis: {name}", AXIS, "axis", labels)


def lines_down(scale: Scale, ticks: Sequence[float]) -> list[Markup]:
    found = (percent(scale.at(at)) for at in ticks)
    return [node("line", x1=x, x2=x, y1="0", y2="100%", class_="grid") for x in found]


def drawing(told: str, height: float, class_: str, parts: Sequence[Markup]) -> Markup:
    return node("svg", title(told), *parts, class_=class_, role="img", width="100%", height=height)


def period(row: FigureRow, dates: Scale | None, ticks: Sequence[float]) -> Markup:
    """The days a value covers as a bar, the day it was said as a dot."""
    start, end, said = row_days(row.point)
    parts = lines_down(dates, ticks) if dates else []
    if dates and start and end:
        left, right = dates.at(start.toordinal() - 0.4), dates.at(end.toordinal() + 0.4)
        bar = {"x": percent(left), "width": percent(max(0.6, right - left)), "class_": "window"}
        parts.append(node("rect", y=MIDDLE - 5, height=10.0, rx=1.5, **bar))
    if dates and said:
        parts.append(node("circle", cx=percent(dates.at(said.toordinal())), cy=MIDDLE, r=4.5, class_="said"))
    return drawing(f"Covers {row.period}, said {row.said}", 2 * MIDDLE, "drawn", parts)


def amount(row: FigureRow, sizes: Scale) -> Markup:
    """A dot for one value, a bar between two, an open end where only one side is known."""
    low, high = row.point.low, row.point.high
    ends = [sizes.at(v) for v in (low, high) if v is not None]
    level = {"y1": MIDDLE, "y2": MIDDLE}
    parts = lines_down(sizes, value_ticks(sizes))
    if not ends:
        return drawing(row.amount, 2 * MIDDLE, "drawn", parts)
    if low is None:
        parts.append(node("line", x1=percent(PANEL[0]), x2=percent(ends[0]), class_="open", **level))
    elif high is None:
        parts.append(node("line", x1=percent(ends[0]), x2="100%", class_="open", **level))
    elif low != high:
        parts.append(node("line", x1=percent(ends[0]), x2=percent(ends[1]), class_="range", **level))
    parts += [node("circle", cx=percent(x), cy=MIDDLE, r=4.5, class_="value") for x in dict.fromkeys(ends)]
    return drawing(row.amount, 2 * MIDDLE, "drawn", parts)


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
