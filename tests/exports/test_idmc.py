"""Figures of displacement in the words of IDMC's Helix."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.exports.idmc import helix
from reportedly.exports.points import Reported
from reportedly.records import Point, Series
from reportedly.store import Store
from tests.exports import sample
from tests.exports.reading import rows, written

# The labels of its enumerations.
QUANTIFIERS = {"More than", "Less than", "Exact", "Approximately"}
CATEGORIES = {
    "IDPs",
    "Internal Displacements",
    "Returnees",
    "Return",
    "People displaced across borders",
    "Cross-border Flight",
}
TERMS = {
    *(
        "Evacuated",
        "Displaced",
        "Forced to flee",
        "Relocated",
        "Sheltered",
        "In relief camp",
        "Destroyed housing",
    ),
    *(
        "Partially destroyed housing",
        "Uninhabitable housing",
        "Homeless",
        "Affected",
        "Returns",
        "Multiple/Other",
    ),
}


def test_a_figure_of_displacement_is_a_row(store: Store) -> None:
    (row,) = rows(store, "idmc")
    assert (row["Quantifier"], row["Reported"], row["Unit"]) == ("More than", "50000", "Person")
    assert (row["Figure term"], row["Figure Category"], row["Stock or flow"]) == (
        "Displaced",
        "Internal Displacements",
        "flow",
    )
    assert (row["Start date"], row["End date"], row["Start date accuracy"]) == (
        "2031-03-01",
        "2031-03-13",
        "Day",
    )
    assert (row["Country"], row["ISO3"], row["Location accuracy"]) == ("Georgia", "GEO", "ADM2")
    assert row["Location List"] == "-42.43,-43.2"
    assert (row["Sources"], row["Publishers"]) == ("Lantern", "Meridian Press")
    assert row["Source Excerpt"] == sample.FLIGHT.strip()
    for unknown in (
        "Figure Role",
        "Figure cause",
        "Household Size",
        "Type of point",
        "Displacement Occurred",
    ):
        assert row[unknown] == ""


def test_the_words_are_helixs() -> None:
    known = helix()
    assert {*known.quantifiers.values(), known.range} == QUANTIFIERS
    assert {c for t in known.terms for c in (t.stock, t.flow) if c} <= CATEGORIES
    assert {t.term for t in known.terms if t.term} <= TERMS
    assert "Recommended figure" not in known.roles.values()


def test_columns_are_named_once(store: Store) -> None:
    header = written(store, "idmc").decode().partition("\r\n")[0].split(",")
    assert header == list(helix().columns)
    assert len(set(header)) == len(header)


@pytest.mark.parametrize(
    ("kind", "term", "always"),
    [("displace", "Displaced", None), ("shelter", "Sheltered", "stock"), ("evacuate", "Evacuated", "flow")],
)
def test_the_term_follows_the_kind_of_claim(kind: str, term: str, always: str | None) -> None:
    page = sample.flight()
    series = Series("ser", "s", "displaced", "person", None, ())
    point = Point(None, 1.0, 1.0, None, None, None, 1, (), (), "single_origin")
    claims = (replace(page.claims[0], kind=kind),)
    found = helix().term_of(Reported(series, point, page.figures[0], claims, ()))
    assert found is not None
    assert (found.term, found.always) == (term, always)
