"""What people decided is what is exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.exports import FORMATS
from reportedly.review.making import judge
from reportedly.review.values import value
from reportedly.store import Store
from tests.exports import sample
from tests.exports.reading import beside, rows, written


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Store]:
    """The store after an editor has mended one toll and rejected the other."""
    store = sample.stored(tmp_path / "judged.db")
    figures = {f.span.quote: f for found in store.derived("figures").values() for f in found}
    judge(
        store,
        "Ilse Marn",
        "correct",
        "figure",
        [figures["at least 12"].id],
        slot="figure",
        value=value("figure", "11"),
    )
    judge(store, "Ilse Marn", "reject", "figure", [figures["14"].id], why="of another day")
    sample.tell(store, next(s for s in store.stories() if s.title.startswith("Market")))
    yield store
    store.close()


def test_a_corrected_toll_is_exported_as_corrected_and_a_rejected_one_is_not(judged: Store) -> None:
    (row,) = [r for r in rows(judged, "acled") if r["fatalities"]]
    assert row["fatalities"] == "11"
    told = {v["low"]: v["used"] for v in beside(judged, "acled") if v["column"] == "fatalities"}
    assert told["11"] == "yes"
    assert "14" not in told
    (event,) = rows(judged, "ucdp-ged")
    assert (event["best"], event["high"]) == ("11", "11")
    assert b",11,11," in written(judged, "hxl")


def test_that_it_was_corrected_is_told_but_not_by_whom(judged: Store) -> None:
    features = json.loads(written(judged, "geojson"))["features"]
    assert [f["properties"]["corrected"] for f in features if f["properties"]["killed"]] == [True]
    for name in FORMATS:
        assert b"Ilse Marn" not in written(judged, name)
