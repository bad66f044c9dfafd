"""One's own gazetteers: GeoNames dumps, tables of P-codes and GeoJSON become places that are looked up."""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import NotFound, StoreError
from reportedly.places import Gazetteer
from reportedly.places.importing import Tally, geojson, import_file
from reportedly.places.layers import forget, layers, sources


def line(number: int, name: str, lat: str, lon: str, other: str = "", **cells: str) -> str:
    values = [
        str(number),
        name,
        name,
        other,
        lat,
        lon,
        cells.get("kind", "P"),
        cells.get("code", "PPL"),
        "SY",
        "",
    ]
    values += [
        "12",
        "",
        "",
        "",
        cells.get("people", "0"),
        "",
        "300",
        "Asia/Damascus",
        cells.get("changed", "2025-03-01"),
    ]
    return "\t".join(values)


@pytest.fixture
def opened(gazetteer: Gazetteer, tmp_path: Path) -> Iterator[Gazetteer]:
    """The default gazetteer with what the test imported."""
    (tmp_path / "SY.txt").write_text(
        "\n".join(
            [
                line(9000001, "Qzarwalt", "35.9", "36.7", "Qezar Walt,قزروالت", changed="2025-04-02"),
                line(9000002, "Wadi Qzar", "35.8", "36.6", kind="H", code="STM"),
                line(9000003, "Old Qzar", "35.8", "36.6", code="PPLH"),
                line(9000004, "Nowhere", "", ""),
                line(170654, "Damascus", "33.5102", "36.29128", code="PPLC", people="1569394"),
            ]
        )
    )
    import_file(tmp_path / "SY.txt", where=tmp_path)
    both = Gazetteer(gazetteer.path, layers(tmp_path))
    yield both
    both.close()


def test_villages_of_a_geonames_dump_are_known_by_all_their_names(opened: Gazetteer) -> None:
    for name in ("Qzarwalt", "qezar walt", "قزروالت"):
        place = opened.lookup(name)[0].place
        assert (place.name, place.country, place.admin1, place.feature) == ("Qzarwalt", "SY", "Idlib", "PPL")
    assert opened.lookup("Wadi Qzar")[0].place.feature == "STM"
    assert opened.lookup("Old Qzar") == ()  # historical


def test_a_place_that_both_gazetteers_have_counts_once(opened: Gazetteer) -> None:
    numbers = [c.place.geonames_id for c in opened.lookup("Damascus")]
    assert len(numbers) == len(set(numbers))


def test_licence_date_and_what_was_left_out_are_kept_and_told(opened: Gazetteer, tmp_path: Path) -> None:
    told = sources(tmp_path)[-1]
    assert (told.name, told.licence, told.dated, told.left_out) == ("SY", "CC BY 4.0", "2025-04-02", 1)
    assert sources(tmp_path)[0].licence == "CC BY 4.0"
    forget("SY", tmp_path)
    assert layers(tmp_path) == []
    with pytest.raises(NotFound):
        forget("SY", tmp_path)


def test_a_zipped_dump_is_read_without_its_readme(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "XX.zip", "w") as archive:
        archive.writestr("readme.txt", "Readme for GeoNames")
        archive.writestr("XX.txt", line(9000001, "Qzarwalt", "35.9", "36.7"))
    assert import_file(tmp_path / "XX.zip", where=tmp_path).places == 1


TABLES = {
    "admin0Name_en,admin1Name_en,admin1Pcode,admin2Name_en,admin3Name_en,admin3Name_ar,admin3Pcode,latitude,longitude,date\n"
    "Syria,Idlib,SY07,Harim,Qzarwalt,قزروالت,SY070299,36.1,36.5,2024-05-01\n": ("ADM3", "Idlib"),
    "ADM1_EN;ADM1_PCODE;ADM3_EN;ADM3_PCODE;center_lat;center_lon\nIdlib;SY07;Qzarwalt;SY070299;36,1;36,5\n": (
        "ADM3",
        "Idlib",
    ),
    "name_en,name_ar,pcode,adm1_name,lat,lon\nQzarwalt,قزروالت,SY070299,Idlib,36.1,36.5\n,,SY0,Idlib,1,1\n": (
        "PPL",
        "Idlib",
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_p_codes(table: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "cod.csv").write_text(table, encoding="utf-8-sig")
    kept = import_file(tmp_path / "cod.csv", "villages", "CC BY-IGO", "2024-06-30", tmp_path)
    assert (kept.format, kept.licence, kept.dated) == (
        "P-code table",
        "CC BY-IGO",
        "2024-06-30",
    ) or "pcode" in table
    both = Gazetteer(gazetteer.path, layers(tmp_path))
    feature, division = TABLES[table]
    for name in ("Qzarwalt", "SY070299"):
        place = both.lookup(name)[0].place
        assert (place.latitude, place.longitude, place.feature, place.admin1) == (
            36.1,
            36.5,
            feature,
            division,
        )
        assert place.country == "SY"
    both.close()


def test_geojson_points_and_areas() -> None:
    square = [[[36.0, 35.0], [36.2, 35.0], [36.2, 35.2], [36.0, 35.2], [36.0, 35.0]]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Camp Olen", "alt_names": "Olen camp; Ulen"},
            "geometry": {"type": "Point", "coordinates": [36.5, 36.1]},
        },
        {
            "type": "Feature",
            "properties": {"name": "Sector C"},
            "geometry": {"type": "Polygon", "coordinates": square},
        },
        {"type": "Feature", "properties": {}, "geometry": None},
    ]
    tally = Tally()
    camp, sector = geojson(json.dumps({"type": "FeatureCollection", "features": features}), tally)
    assert (camp.latitude, camp.longitude) == (36.1, 36.5)
    assert camp.names == {"Camp Olen", "Olen camp", "Ulen"}
    assert (sector.latitude, sector.longitude) == pytest.approx((35.1, 36.1))
    assert 10 < sector.radius_km < 16
    assert tally.left_out == 1


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "{}", "lat,lon,name\n95,0,Off the globe\n", '{"features": 3}']
)
def test_a_file_without_places_is_refused_in_words(text: str, tmp_path: Path) -> None:
    file = tmp_path / ("x.geojson" if text.startswith("{") else "x.csv")
    file.write_text(text)
    with pytest.raises(StoreError, match="x\\."):
        import_file(file, where=tmp_path)
    assert layers(tmp_path) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_file_makes_the_import_crash(tmp_path: Path, text: str) -> None:
    for name in ("x.txt", "x.json"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with contextlib.suppress(StoreError):
            import_file(tmp_path / name, where=tmp_path)
