"""GeoJSON that a library for it takes, with the point of each place and how far around it may be."""

from __future__ import annotations

import json

import geojson

from reportedly.store import Store
from tests.exports.reading import written


def test_the_library_finds_it_valid(store: Store) -> None:
    made = geojson.loads(written(store, "geojson").decode())
    assert isinstance(made, geojson.FeatureCollection)
    assert made.is_valid, made.errors()
    assert len(made.features) == 6
    assert all(feature.is_valid for feature in made.features)
    assert geojson.loads(geojson.dumps(made)) == made


def test_a_point_is_longitude_before_latitude_with_its_radius(store: Store) -> None:
    features = json.loads(written(store, "geojson"))["features"]
    fled = next(f for f in features if f["properties"]["kind"] == "displace")
    assert fled["geometry"] == {"type": "Point", "coordinates": [-43.2, -42.43]}
    assert (fled["properties"]["radius_km"], fled["properties"]["place"]) == (18.0, "Lower Sarn district")
    assert fled["properties"]["date"] is None
    assert fled["properties"]["sources"][0]["url"] == "https://meridian.example/13"


def test_a_finding_without_a_place_has_no_geometry(store: Store) -> None:
    features = json.loads(written(store, "geojson"))["features"]
    (denied,) = [f for f in features if f["properties"]["denied"]]
    assert denied["geometry"] is None
    assert denied["properties"]["radius_km"] is None


def test_every_value_is_there_with_whose_it_is(store: Store) -> None:
    features = json.loads(written(store, "geojson"))["features"]
    (killed,) = [f["properties"]["killed"] for f in features if f["properties"]["kind"] == "kill"]
    assert {k["value"]: (k["speakers"], k["unused"]) for k in killed} == {
        "at least 12": (["Lake Watch"], None),
        "at least 21": (["Lake Watch"], "altered in copying"),
        "14": (["doctors at the clinic"], None),
    }


def test_an_address_that_is_none_is_left_out(store: Store) -> None:
    urls = [
        s["url"]
        for f in json.loads(written(store, "geojson"))["features"]
        for s in f["properties"]["sources"]
    ]
    assert None in urls
    assert all(u is None or u.startswith("http") for u in urls)
