"""ACLED-shaped rows: the codebook's columns and names, the most conservative figure, all values beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.claims.ontology import kinds
from reportedly.exports.acled import Type, codebook
from reportedly.exports.geography import Step, country, precision, regions
from reportedly.records import Place
from reportedly.store import Store
from tests.exports.reading import beside, rows, written

# As the codebook lists them.
LISTED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1",
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country",
    "admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes",
    "fatalities tags timestamp",
)
COLUMNS = " ".join(LISTED).split()
SUB_EVENTS = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
        *("Remote explosive/landmine/IED", "Grenade"),
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
        *("Headquarters or base established", "Looting/property destruction"),
        *("Non-violent transfer of territory", "Other"),
    },
}


def shelling(store: Store) -> dict[str, str]:
    return next(r for r in rows(store, "acled") if r["source"].endswith("Flashworld"))


def test_the_columns_are_the_codebooks_31(store: Store) -> None:
    header = written(store, "acled").decode().partition("\r\n")[0]
    assert header.split(",") == COLUMNS
    assert len(COLUMNS) == 31


def test_the_lowest_figure_that_stands_is_taken_and_the_notes_say_so(store: Store) -> None:
    row = shelling(store)
    assert row["fatalities"] == "12"
    assert "the most conservative of" in row["notes"]
    assert "at least 12" in row["notes"]
    assert "14" in row["notes"]
    assert "21" not in row["notes"]


def test_the_side_file_has_every_value_with_what_became_of_it(store: Store) -> None:
    told = {v["value"]: v for v in beside(store, "acled") if v["column"] == "fatalities"}
    used = {value: v["used"] for value, v in told.items()}
    assert used == {"at least 12": "yes", "14": "no", "at least 21": "altered in copying"}
    assert told["14"]["speakers"] == "doctors at the clinic"
    assert told["14"]["sources"] == "Harbour Ledger"
    assert told["at least 12"]["row"] == shelling(store)["event_id_cnty"]


def test_a_row_says_what_is_known_and_nothing_more(store: Store) -> None:
    row = shelling(store)
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2031-03-10", "2031", "1")
    assert (row["event_type"], row["disorder_type"]) == ("Explosions/Remote violence", "Political violence")
    assert row["sub_event_type"] == "Shelling/artillery/missile attack"
    assert (row["actor1"], row["inter1"]) == ("Army", "State forces")
    assert (row["iso"], row["country"], row["region"]) == ("268", "Georgia", "Caucasus and Central Asia")
    assert (row["location"], row["latitude"], row["geo_precision"]) == ("Velmora", "42.27", "1")
    for unknown in ("actor2", "inter2", "interaction", "source_scale", "tags", "assoc_actor_1", "admin2"):
        assert row[unknown] == ""


def test_a_date_that_is_not_told_stays_empty(store: Store) -> None:
    row = next(r for r in rows(store, "acled") if "Lower Sarn" in r["location"])
    assert row["event_date"] == row["year"] == row["time_precision"] == row["fatalities"] == ""
    assert "date not told; first reported 2031-03-13" in row["notes"]
    assert row["latitude"] == "-42.43"
    assert row["civilian_targeting"] == ""


def test_what_did_not_happen_makes_no_row_but_is_listed_beside(store: Store) -> None:
    assert not [r for r in rows(store, "acled") if "River Radio" in r["source"]]
    left = {v["value"]: v["used"] for v in beside(store, "acled") if v["column"] == "(no row)"}
    assert left["The army plans to shell Velmora again."] == "not told as having happened: planned"
    assert left["The rebels did not shell Velmora, their spokesman said."] == "only denied"


def test_a_hostile_page_cannot_put_a_formula_into_a_cell(store: Store) -> None:
    cells = [c for r in (*rows(store, "acled"), *beside(store, "acled")) for c in r.values()]
    bad = [c for c in cells if "HYPERLINK" in c or "calc" in c]
    assert bad
    assert all(c.startswith("'=") for c in bad)
    assert not [c for c in cells if "\x1b" in c or "\u202e" in c]


@pytest.mark.parametrize("code", sorted(kinds()))
def test_every_kind_has_types_there_or_says_why_not(code: str) -> None:
    there = codebook().kinds[code]
    assert bool(there.types) != bool(there.why)
    for type_ in there.types:
        assert type_.sub_event in {"", *SUB_EVENTS.get(type_.event, ())}
        assert type_.event in {"", *SUB_EVENTS}


def test_the_ontology_names_the_same_event_types() -> None:
    for kind in kinds().values():
        named = {part.strip().partition(" / ")[0] for part in (kind.acled or "").split(";")}
        assert {t.event for t in codebook().kinds[kind.code].types if t.event} <= named


def test_a_kind_of_the_users_own_goes_by_its_entry_in_the_ontology() -> None:
    kind = replace(kinds()["protest"], code="sit_in", acled="Protests / Peaceful protest")
    assert codebook().there(kind).types == (Type("Protests", "Peaceful protest"),)
    either = replace(kind, acled="Riots / Mob violence; Riots / Violent demonstration")
    assert codebook().there(either).types == (Type("Riots"),)
    assert codebook().there(replace(kind, acled=None)).why
    assert codebook().there(replace(kind, acled="Picnics")).why


def test_no_kind_is_mapped_that_does_not_exist() -> None:
    assert codebook().kinds.keys() == kinds().keys()


def test_the_types_are_the_codebooks() -> None:
    assert {event: set(subs) for event, subs in codebook().types.items()} == SUB_EVENTS


def test_every_country_is_in_one_region_of_each() -> None:
    listed = [code for codes in regions().acled.values() for code in codes]
    assert len(listed) == len(set(listed))
    assert all(country(code) for code in listed)
    assert [c for c in listed if not regions().in_ucdp(c)] == ["AQ", "BV", "GS", "HM", "TF"]  # Antarctica
    assert (regions().in_acled("SY"), regions().in_ucdp("EG")) == ("Middle East", "Middle East")


@pytest.mark.parametrize(
    ("feature", "radius", "code"),
    [
        ("PPL", 9.0, 1),
        ("ADM1", 80.0, 3),
        ("ADM2", 20.0, 2),
        ("PCLI", 300.0, None),
        (None, 20.0, 2),
        (None, 70.0, 3),
    ],
)
def test_how_exactly_a_place_is_known(feature: str | None, radius: float, code: int | None) -> None:
    place = Place("Ost", 1.0, 1.0, feature=feature, radius_km=radius)
    assert precision(place, codebook().geo_precision) == code
    assert precision(Place("Ost"), codebook().geo_precision) is None
    assert Step(1).fits(place)
