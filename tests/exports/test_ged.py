"""UCDP-GED-shaped rows: the columns, best, low and high, precision, and what is left to UCDP."""

from __future__ import annotations

import pytest

from reportedly.claims.ontology import kinds
from reportedly.exports.ged import codebook, grid_cell
from reportedly.store import Store
from tests.exports.reading import beside, rows, written

# As the codebook of version 24.1 lists them.
LISTED = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id",
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a",
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date",
    "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2",
    "latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec",
    "date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob",
)
COLUMNS = " ".join(LISTED).split()


def test_the_columns_are_geds(store: Store) -> None:
    assert written(store, "ucdp-ged").decode().partition("\r\n")[0].split(",") == COLUMNS
    assert len(COLUMNS) == 49


def test_an_event_has_its_best_low_and_high_estimate(store: Store) -> None:
    (row,) = rows(store, "ucdp-ged")
    assert (row["best"], row["low"], row["high"]) == ("12", "12", "14")
    assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2031-03-10", "2031-03-10", "1")
    assert (row["where_prec"], row["event_clarity"], row["region"]) == ("1", "1", "Europe")
    assert row["geom_wkt"] == "POINT (43.42 42.27)"
    assert row["number_of_sources"] == "2"
    assert row["side_a"] == "Army"
    for unknown in ("type_of_violence", "side_b", "conflict_name", "deaths_civilians", "country_id", "gwnoa"):
        assert row[unknown] == ""


def test_its_sources_stand_entry_by_entry(store: Store) -> None:
    (row,) = rows(store, "ucdp-ged")
    offices, days = row["source_office"].split("; "), row["source_date"].split("; ")
    assert dict(zip(offices, days, strict=True)) == {
        "Harbour Ledger": "2031-03-11",
        "Meridian Press": "2031-03-11",
        "Flashworld": "2031-03-12",
    }
    assert row["source_article"].startswith('"Harbour Ledger,2031-03-11,')


def test_an_event_without_a_death_is_listed_beside(store: Store) -> None:
    left = [v["used"] for v in beside(store, "ucdp-ged") if v["column"] == "(no row)"]
    assert "no death that stands" in left
    assert "no armed force" in left


def test_cells_of_the_grid_are_numbered_as_prio_numbers_them() -> None:
    assert grid_cell(-89.9, -179.9) == 1
    assert grid_cell(-55.75, -69.25) == 49182  # the first cell with land
    assert grid_cell(90, 180) == 720 * 360


def test_its_kinds_are_kinds() -> None:
    assert set(codebook().kinds) | set(codebook().one_sided) <= kinds().keys()


@pytest.mark.parametrize("column", ["latitude", "longitude", "best"])
def test_numbers_are_numbers(store: Store, column: str) -> None:
    assert all(float(row[column]) for row in rows(store, "ucdp-ged"))
