"""Charts: what stands where, and what is never drawn."""

from __future__ import annotations

from lxml import etree  # type: ignore[import-untyped]

from reportedly.publish import charts
from reportedly.publish.edition import StoryAccount
from reportedly.records import Point, Series, TimelineLine
from tests.publish.sample import LOWER, edition


def story() -> StoryAccount:
    return edition().stories[0]


def chart(series: Series) -> etree._Element:
    drawn = charts.figure_chart(charts.figure_rows(series, story().lookups()), "Displaced")
    assert drawn is not None
    return etree.fromstring(str(drawn))


def point(
    low: float | None, high: float | None, speaker: str = "Lena Sorrel", as_of: str = "2031-03-10"
) -> Point:
    return Point(as_of, low, high, "2031-03-01", as_of, speaker, 1, (), (), "single_origin")


def series(*points: Point) -> Series:
    return Series("ser-1", "s-1", "displaced", "person", LOWER, points)


def test_each_value_is_named_with_its_speaker() -> None:
    shown = chart(story().account.series[1])
    words = [t.text for t in shown.iter("text")]
    assert "at least 388,000" in words
    assert "United Nations" in words
    assert "Lena Sorrel, Lantern" in words


def test_a_superseded_value_is_grey_and_says_so() -> None:
    gone = [g for g in chart(story().account.series[0]).iter("g") if "gone" in g.get("class", "")]
    assert len(gone) == 1
    assert any("superseded" in (t.text or "") for t in gone[0].iter("text"))


def test_no_line_joins_two_values() -> None:
    shown = chart(story().account.series[1])
    assert not list(shown.iter("path", "polyline"))
    for row in shown.iter("g"):
        marks = [e for e in row.iter("line") if e.get("class") in ("open", "range")]
        assert all(e.get("y1") == e.get("y2") for e in marks)


def test_the_bar_covers_the_period_and_the_dot_is_the_day_it_was_said() -> None:
    row = next(iter(chart(series(point(5, 5), point(7, 7, "B", "2031-03-20"))).iter("g")))
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
    assert "how many (log scale)" in str(charts.figure_chart(wide, "x"))


def test_odd_values_are_drawn_or_left_out() -> None:
    for points in (
        (point(0, 0), point(0, 0, "B")),
        (point(None, 3), point(2, None)),
        (point(None, None), point(1, 1), point(2, 2)),
        (point(0.5, 0.7), point(1e9, 2e9, "B"), point(0, 0, "C")),
    ):
        chart(series(*points))
    assert charts.figure_chart(charts.figure_rows(series(point(None, None)), story().lookups()), "x") is None


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
