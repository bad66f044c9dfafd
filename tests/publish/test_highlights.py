"""A text cut at its marks is the whole text, and every character has just the marks that cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.publish.highlights import Mark, pieces

TEXT = "The armoured column left. Residents said shells fell on the market at dawn, killing nine."
marks = st.lists(
    st.builds(
        lambda a, b, layer: Mark(min(a, b), max(a, b), layer, layer),
        st.integers(-3, len(TEXT) + 3),
        st.integers(-3, len(TEXT) + 3),
        st.sampled_from(["claim", "place", "time", "removed"]),
    ),
    max_size=12,
)
bounds = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)


@given(marks, bounds)
def test_pieces_join_to_the_text_and_carry_what_covers_them(found: list[Mark], within: list[int]) -> None:
    start, end = within
    cut = list(pieces(TEXT, start, end, found))
    assert "".join(p.text for p in cut) == TEXT[start:end]
    for piece in cut:
        for at in range(piece.start, piece.start + len(piece.text)):
            covering = [m for m in found if m.start <= at < m.end]
            assert sorted(piece.marks, key=repr) == sorted(covering, key=repr)


@given(marks)
def test_the_order_of_marks_does_not_matter(found: list[Mark]) -> None:
    assert list(pieces(TEXT, 0, len(TEXT), found)) == list(pieces(TEXT, 0, len(TEXT), found[::-1]))
