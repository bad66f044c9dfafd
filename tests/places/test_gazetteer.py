"""The compiled gazetteer: what it knows, and that processes may race to make it."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.places import Gazetteer
from reportedly.places.compiling import publish
from reportedly.places.sources import Row, readable, town_radius


def features(gazetteer: Gazetteer, name: str) -> set[tuple[str | None, str | None]]:
    return {(c.place.country, c.place.feature) for c in gazetteer.lookup(name)}


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Nairobi", "KE", "PPLC"),
        ("Kiev", "UA", "PPLC"),
        ("UK", "GB", "PCLI"),
        ("the Netherlands", "NL", "PCLI"),
        ("Ivory Coast", "CI", "PCLI"),
        ("Cabo Delgado", "MZ", "ADM1"),
        ("Black Sea", None, "SEA"),
        ("Donbass", "UA", "RGN"),
        ("north darfur", "SD", "ADM1"),
    ],
)
def test_names_of_all_kinds_are_known(
    gazetteer: Gazetteer, name: str, country: str | None, feature: str
) -> None:
    assert (country, feature) in features(gazetteer, name)


def test_a_heard_spelling_finds_the_town(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Khan Sheykhoun al-Jadida") == ()
    assert any(c.place.name == "Al Ḩasakah" and not c.exact for c in gazetteer.similar("al-Hassakeh"))


def test_the_largest_towns_of_a_box_come_first(gazetteer: Gazetteer) -> None:
    towns = gazetteer.around(-2.0, 36.0, -0.5, 37.5, 3)
    assert len(towns) == 3
    assert towns[0].name == "Nairobi"
    assert all(-2.0 <= (t.latitude or 0) <= -0.5 for t in towns)
    assert gazetteer.around(-60.0, -120.0, -59.0, -119.0, 3) == ()


def test_division_has_a_middle_a_radius_and_its_seats_other_names(gazetteer: Gazetteer) -> None:
    area = next(c.place for c in gazetteer.lookup("Rakka") if c.place.feature == "ADM1")
    assert area.country == "SY"
    assert 20 < (area.radius_km or 0) < 200


def test_town_radius_grows_from_2_to_15_km() -> None:
    assert town_radius(0) == 2.0 < town_radius(50_000) < town_radius(500_000) < town_radius(9_000_000) == 15.0


@pytest.mark.parametrize(
    ("name", "kept"), [("Ḩalab", True), ("al-Bab", True), ("swldw", False), ("LHR", False)]
)
def test_machine_transliterations_and_codes_are_left_out(name: str, kept: bool) -> None:
    assert readable(name) is kept


def test_what_is_not_a_gazetteer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"no database")
    with pytest.raises(StoreError, match="not a compiled gazetteer"):
        Gazetteer.open(tmp_path / "x.sqlite")
    with pytest.raises(StoreError):
        Gazetteer.open(tmp_path / "absent.sqlite")


ROWS = [
    Row("Olen", 1.0, 2.0, "PPL", 3.0, "SY", "SY.99", n, 1000 - n, frozenset({f"Olen {n}"}))
    for n in range(300)
]


def _publish(path: str) -> None:
    for _ in range(5):
        publish(Path(path), ROWS)


def test_processes_that_race_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    context = multiprocessing.get_context("spawn")
    racers = [context.Process(target=_publish, args=(str(path),)) for _ in range(2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(60)
    assert [racer.exitcode for racer in racers] == [0, 0]
    assert list(tmp_path.iterdir()) == [path]
    store = sqlite3.connect(path)
    assert store.execute("SELECT count(*) FROM place").fetchone() == (300,)
    assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()
    gazetteer = Gazetteer.open(path)
    assert gazetteer.lookup("olen 7")[0].place.geonames_id == 7
    gazetteer.close()


@pytest.mark.parametrize(
    ("name", "country"),
    [("Харків", "UA"), ("Харьков", "UA"), ("إدلب", "SY"), ("Şanlıurfa", "TR"), ("Λάρισα", "GR")],
)
def test_names_in_their_own_scripts_are_known(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert gazetteer.lookup(name)[0].place.country == country
