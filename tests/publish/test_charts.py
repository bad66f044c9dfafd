"""Charts: what stands where, and what is never drawn."""

from __future__ import annotations

from lxml import etree
from markupsafe import Markup

from reportedly.publish import charts
from reportedly.publish.edition import StoryAccount
from reportedly.records import Point, Series, TimelineLine
from tests.publish.sample import LOWER, edition


def story() -> StoryAccount:
    return edition().stories[0]


def chart(series: Series) -> charts.FigureChart:
    drawn = charts.figure_chart(charts.figure_rows(series, story().lookups()))
    assert drawn is not None
    return drawn


def parts(drawing: Markup) -> etree._Element:
    return etree.fromstring(str(drawing))


def point(
    low: float | None, high: float | None, speaker: str = "Lena Sorrel", as_of: str = "2031-03-10"
) -> Point:
    return Point(as_of, low, high, "2031-03-01", as_of, speaker, 1, (), (), "single_origin")


def series(*points: Point) -> Series:
    return Series("ser-1", "s-1", "displaced", "person", LOWER, points)


def test_each_value_has_a_period_and_a_size_that_say_in_words_what_they_draw() -> None:
    shown = chart(story().account.series[1])
    assert len(shown.periods) == len(shown.values) == len(story().account.series[1].points)
    assert "at least 388,000" in [parts(v).findtext("title") for v in shown.values]
    assert all((parts(p).findtext("title") or "").startswith("Covers ") for p in shown.periods)


def test_no_line_joins_two_values() -> None:
    for drawing in (*chart(story().account.series[1]).values, *chart(story().account.series[1]).periods):
        assert not list(parts(drawing).iter("path", "polyline"))
        marks = [e for e in parts(drawing).iter("line") if e.get("class") in ("open", "range")]
        assert all(e.get("y1") == e.get("y2") for e in marks)


def test_the_bar_covers_the_period_and_the_dot_is_the_day_it_was_said() -> None:
    row = parts(chart(series(point(5, 5), point(7, 7, "B", "2031-03-20"))).periods[0])
    bar, said = row.find("rect"), row.find("circle")
    assert bar is not None
    assert said is not None
    left = float(bar.get("x", "").rstrip("%"))
    right = left + float(bar.get("width", "").rstrip("%"))
    assert left < float(said.get("cx", "").rstrip("%")) <= right


def test_the_scale_is_logarithmic_beyond_two_orders_of_magnitude() -> None:
    wide = charts.figure_rows(series(point(30, 30), point(40000, 40000, "B")), story().lookups())
    near = charts.figure_rows(series(point(30, 30), point(400, 400, "B")), story().lookups())
    assert charts.uses_log(wide)
    assert not charts.uses_log(near)
    drawn = charts.figure_chart(wide)
    assert drawn is not None
    assert drawn.log
    assert "logarithmic" in drawn.sizes


def test_odd_values_are_drawn_or_left_out() -> None:
    for points in (
        (point(0, 0), point(0, 0, "B")),
        (point(None, 3), point(2, None)),
        (point(None, None), point(1, 1), point(2, 2)),
        (point(0.5, 0.7), point(1e9, 2e9, "B"), point(0, 0, "C")),
    ):
        chart(series(*points))
    assert charts.figure_chart(charts.figure_rows(series(point(None, None)), story().lookups())) is None


def test_speakers_are_kept_together_in_order_of_first_word() -> None:
    rows = charts.figure_rows(
        series(
            point(1, 1, "B", "2031-03-02"), point(2, 2, "A", "2031-03-01"), point(3, 3, "B", "2031-03-05")
        ),
        story().lookups(),
    )
    assert [r.speaker for r in rows] == ["A", "B", "B"]


def test_the_density_strip_has_a_bar_a_day() -> None:
    drawn = charts.density(story().timeline)
    bars = list(etree.fromstring(str(drawn)).iter("rect"))
    assert len(bars) == len({line.date for line in story().timeline})


def test_one_day_gets_no_strip() -> None:
    line = TimelineLine("s-1", "2031-03-01", "x", (), 1, "single_origin")
    assert charts.density([line, line]) is None
    assert charts.density([]) is None
