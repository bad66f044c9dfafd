"""Actors by name, by other words, by their state; and names that are one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.actors import Actor, Actors
from reportedly.claims import attribution
from reportedly.knowledge import load
from reportedly.outlets import Affiliation, Outlet, use
from reportedly.who import States, World
from tests.support import page

ACTORS = Actors.load()


@pytest.mark.parametrize(
    ("phrase", "name", "kind", "party"),
    [
        ("the Norwegian army", "Norwegian armed forces", "army", "Norway"),
        ("Norwegian government forces", "Norwegian armed forces", "army", "Norway"),
        ("Kenyan-backed Norwegian forces", "Norwegian armed forces", "army", "Norway"),
        ("Oslo", "Norwegian government", "government", "Norway"),
        ("Norway's Defence Ministry", "Norwegian defence ministry", "ministry", "Norway"),
        ("Ministry of Defence of Norway", "Norwegian defence ministry", "ministry", "Norway"),
        ("senior Norwegian officials", "Norwegian government", "government", "Norway"),
        ("Norwegian state television", "Norwegian state media", "state_media", "Norway"),
        ("Norway", "Norway", "state", "Norway"),
        ("South Sudanese troops", "South Sudanese armed forces", "army", "South Sudan"),
        ("Norwegian rebels", "Norwegian rebels", "armed_group", "rebels"),
        ("Norwegian-backed rebels", "rebels", "armed_group", "rebels"),
        ("the U.N.", "United Nations", "un", None),
        ("WHO", "World Health Organization", "un", None),
        ("Hizbollah", "Hezbollah", "armed_group", "Hezbollah"),
        ("the Taliban's", "Taliban", "armed_group", "Taliban"),
        (
            "London-based Syrian Observatory of Human Rights",
            "Syrian Observatory for Human Rights",
            "monitor",
            None,
        ),
    ],
)
def test_find(phrase: str, name: str, kind: str, party: str | None) -> None:
    found = ACTORS.find(phrase)
    assert found is not None
    assert (found.name, found.kind, found.party) == (name, kind, party)


@pytest.mark.parametrize(
    "phrase", ["us", "who", "it", "care", "the baker", "", "Norwegian", "!!", "a" * 5000]
)
def test_what_is_no_actor(phrase: str) -> None:
    assert ACTORS.find(phrase) is None


def test_every_name_finds_itself() -> None:
    world = load("reportedly", "actors.yaml", World)
    states = load("reportedly", "states.yaml", States)
    names = [a.name for a in (*world.actors, *world.generic)] + [s.name for s in states.states]
    known = {name: ACTORS.find(name) for name in names}
    assert {n for n, a in known.items() if a is None} == set()
    canonical = {a.name for a in known.values() if a is not None}
    assert all(found is not None and found.name == n for n in canonical for found in [ACTORS.find(n)])


def test_codes_are_unique() -> None:
    codes = [s.code for s in load("reportedly", "states.yaml", States).states]
    assert len(codes) == len(set(codes)) > 190


def test_the_army_is_that_of_the_party_given() -> None:
    assert ACTORS.resolve("the army", "Norway") == Actor("Norwegian armed forces", "army", "Norway", "NO")
    assert ACTORS.resolve("government forces", "Norway") == ACTORS.find("Norwegian forces")
    assert ACTORS.resolve("the army", None) is None
    assert ACTORS.resolve("the Kenyan army", "Norway") == ACTORS.find("Kenyan army")
    assert ACTORS.resolve("rescuers", "Norway") is None


@pytest.mark.parametrize(
    ("published_at", "party"),
    [
        ("2011-05-02", "Pier Party"),
        ("2013-05-02", None),
        ("2018-05-02", "Dock League"),
        (None, "Dock League"),
    ],
)
def test_an_outlet_speaks_for_whom_it_belonged_to_that_year(
    published_at: str | None, party: str | None
) -> None:
    about = "https://harbour.example/about"
    ties = (
        Affiliation("Pier Party", source=about, until=2012),
        Affiliation("Dock League", source=about, since=2015),
    )
    use((Outlet("Harbour Daily", "newspaper", about, affiliations=ties),))
    try:
        told = page("The bridge was closed on Monday, Harbour Daily reported.", published_at)
        (found,) = attribution.find(told, Actors.load())
    finally:
        use(())
    assert (found.speaker, found.party) == ("Harbour Daily", party)


def test_focus_is_the_state_whose_forces_act() -> None:
    text = "Norwegian troops took the port. Norwegian warplanes bombed a bridge. Kenya hosts the talks."
    assert ACTORS.focus(page(text)) == "Norway"
    assert ACTORS.focus(page("It rained in the valley.")) is None
    both = "Norwegian troops took the port. Kenyan troops took the bridge."
    assert ACTORS.focus(page(both)) is None


@pytest.mark.parametrize(
    ("names", "canonical"),
    [
        (["Omar Abdul Karim", "Omar Abdel Karim", "Abdel Karim"], 1),
        (["Brant", "Jon Brant", "Jon K. Brant"], 1),
        (["J. Brant", "Jon Brant"], 1),
        (["Brant", "Jon Brant", "Ann Brant"], 3),
        (["J. Brant", "Jon Brant", "Jane Brant"], 3),
        (["Hasan al-Masri", "Hassan el-Masri", "Masri"], 1),
        (["a witness", "witness", "residents"], 3),
        (
            [
                "IDMC",
                "Internal Displacement Monitoring Centre",
                "the Internal Displacement Monitoring Center",
            ],
            1,
        ),
        (["Jon Brant", "Jon Brandt"], 2),
    ],
)
def test_unify(names: list[str], canonical: int) -> None:
    assert len(set(ACTORS.unify(names).values())) == canonical


PARTS = st.tuples(
    st.sampled_from(["Jon", "J.", "John", "Ann", "Mohammed", "Muhammad", ""]),
    st.sampled_from(["", "", "K.", "Karim", "Abdul", "Abdel"]),
    st.sampled_from(["Brant", "Brandt", "Rahman", "al-Rahman", "Rehman", "Lopez", "IDMC", "witness"]),
)
NAMES = st.lists(PARTS.map(lambda p: " ".join(w for w in p if w)), max_size=8)


@settings(max_examples=300, deadline=None)
@given(NAMES)
def test_unify_depends_on_no_order_and_changes_nothing_twice(names: list[str]) -> None:
    once = ACTORS.unify(names)
    assert set(once) == set(names)
    assert ACTORS.unify(sorted(names, reverse=True)) == once
    again = ACTORS.unify(once.values())
    assert all(again[name] == name for name in once.values())


@pytest.mark.parametrize(
    "phrase",
    [
        "regime forces",
        "the Syrian army",
        "government troops",
        "Syrian government forces",
        "pro-government fighters",
        "regime warplanes",
        "the SAA",
        "army soldiers",
    ],
)
def test_the_forces_of_a_state_are_one_actor_in_its_story(phrase: str) -> None:
    assert ACTORS.resolve(phrase, "Syria") == ACTORS.find("Syrian armed forces")


@pytest.mark.parametrize(
    ("phrases", "name"),
    [
        (("Israeli troops", "the IDF", "the Israeli military"), "Israel Defense Forces"),
        (("the Sudanese army", "SAF", "Sudanese soldiers"), "Sudanese Armed Forces"),
        (("Myanmar's military", "the Tatmadaw", "Burmese troops"), "Tatmadaw"),
        (("Ukrainian soldiers", "the AFU"), "Ukrainian armed forces"),
    ],
)
def test_an_army_keeps_the_name_it_gives_itself(phrases: tuple[str, ...], name: str) -> None:
    assert {found.name for p in phrases if (found := ACTORS.find(p))} == {name}


def test_a_group_that_changed_sides_is_on_that_of_the_year() -> None:
    of = {year: ACTORS.in_year(year).find("RSF") for year in (2019, 2024)}
    assert {year: actor.party for year, actor in of.items() if actor} == {
        2019: "Sudan",
        2024: "Rapid Support Forces",
    }
    assert ACTORS.find("RSF") == of[2024]


@pytest.mark.parametrize(
    ("name", "year", "party"),
    [
        ("the Taliban", 2000, "Afghanistan"),
        ("the Taliban", 2015, "Taliban"),
        ("the Taliban", 2023, "Afghanistan"),
        ("the Taliban", None, "Taliban"),
        ("YPG", 2014, "YPG"),
        ("YPG", 2019, "Syrian Democratic Forces"),
        ("ISIS", 2010, "Al-Qaeda"),
        ("ISIS", 2016, "Islamic State"),
        ("HTS", 2020, "Hay'at Tahrir al-Sham"),
        ("HTS", 2026, "Syria"),
        ("the Nusra Front", 2018, "Hay'at Tahrir al-Sham"),
    ],
)
def test_sides_are_those_of_the_year_and_the_longest_where_no_year_is_known(
    name: str, year: int | None, party: str
) -> None:
    actor = ACTORS.in_year(year).find(name)
    assert actor is not None
    assert actor.party == party


def test_a_dated_side_names_its_source_and_does_not_overlap_another() -> None:
    world = load("reportedly", "actors.yaml", World)
    for known in world.actors:
        years = [range(side.since or 0, (side.until or 9999) + 1) for side in known.sides]
        assert all(side.source.startswith("https://") for side in known.sides), known.name
        assert sum(map(len, years)) == len({year for span in years for year in span}), known.name


def test_a_group_that_nobody_lists_stays_what_the_text_calls_it() -> None:
    assert ACTORS.resolve("the Copper Kite Brigade", "Syria") is None
    assert ACTORS.unify(["Copper Kite Brigade", "regime forces"])["Copper Kite Brigade"] == (
        "Copper Kite Brigade"
    )
