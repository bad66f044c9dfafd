"""The borders of countries decode to closed rings inside the box that was asked for."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.places.basemap import borders, centre, clip, world


def test_rings_are_closed_and_on_the_globe() -> None:
    for border in world():
        assert border.ring[0] == border.ring[-1]
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in border.ring)


def test_no_ring_runs_around_the_globe_across_the_antimeridian() -> None:
    russia = [b for b in world() if b.country == "Russia"]
    widest = max(abs(a[0] - b[0]) for r in russia for a, b in zip(r.ring, r.ring[1:], strict=False))
    assert widest < 90
    assert max(russia, key=lambda b: centre(b.ring)[2]).box[1] > 20


def test_a_box_in_east_africa_holds_its_countries() -> None:
    found = {b.country for b in borders(-4.0, 34.0, 1.0, 41.0)}
    assert {"Kenya", "Tanzania"} <= found
    assert "Peru" not in found


@settings(max_examples=40)
@given(st.floats(-80, 70), st.floats(-170, 160), st.floats(0.5, 15), st.floats(0.5, 15))
def test_what_is_returned_is_cut_to_the_box(south: float, west: float, height: float, width: float) -> None:
    north, east = south + height, west + width
    for border in borders(south, west, north, east):
        assert all(
            west - 1e-6 <= x <= east + 1e-6 and south - 1e-6 <= y <= north + 1e-6 for x, y in border.ring
        )


def test_clip_of_a_square() -> None:
    square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))
    assert centre(clip(square, 1, 1, 3, 3)) == (2.0, 2.0, 4.0)
    assert clip(square, 5, 5, 6, 6) == ()
