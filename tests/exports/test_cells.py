"""Cells of untrusted words are safe in a spreadsheet, and read back as they are."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.exports.cells import Own, cell, joined, sheet

TEXTS = st.text(st.characters(codec=None), max_size=40)


@given(TEXTS)
@example("=HYPERLINK(1)")
@example(" \u202e=1+1")
@example("\x00@SUM(1)")
@example("\u2028+1")
def test_no_text_begins_like_a_formula(text: str) -> None:
    written = str(cell(text))
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert written.isprintable() or "\ufffd" in written or written == cell(written)


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers(-(10**9), 10**9)), max_size=6))
def test_rows_read_back(rows: list[tuple[str, int | None]]) -> None:
    out = io.BytesIO()
    with sheet(out) as made:
        made.head(("words", "number"))
        made.extend(rows)
    found = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert found[0] == ["words", "number"]
    assert found[1:] == [[str(cell(w)), "" if n is None else str(n)] for w, n in rows]


def test_numbers_keep_their_sign_and_words_of_ours_are_left_alone() -> None:
    assert cell(-33.5) == -33.5
    assert cell(12.0) == 12
    assert cell(Own("-33.9,18.4")) == "-33.9,18.4"
    assert cell("-33.9,18.4") == "'-33.9,18.4"


def test_joined_values_stay_apart() -> None:
    assert joined(["Harbour; Ledger", None, "Radio", "Radio", " "]) == "Harbour, Ledger; Radio"
