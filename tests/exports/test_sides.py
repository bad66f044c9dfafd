"""Sides of a conflict: what they make of an event's type, and what stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.claims.ontology import kinds
from reportedly.exports import acled, ged
from reportedly.exports.events import Event, Party, event_of
from reportedly.exports.telling import Filters, tellings
from reportedly.records import Place
from reportedly.store import Store
from tests.publish.sample import article

HERE, ELSEWHERE = Place("Velmora", 42.27, 43.42, country="GE"), Place("Ost", 1.0, 1.0, country="FR")
ARMY = Party("Georgian armed forces", "army", "state", "GE")
REBELS = Party("the rebels", "armed_group", "armed", None)
GROUP = Party("Northern Front", "armed_group", "armed", None)
PEOPLE = Party("residents", "witness", "civilians", None)
CONVOY = Party("convoy", None, None, None)


@pytest.fixture
def event(store: Store) -> Event:
    telling = next(t for t in tellings(store, Filters()) if len(t.findings) > 1)
    return event_of(telling, telling.findings[0])


def of(event: Event, kind: str, *actors: Party, on: tuple[Party, ...] = ()) -> Event:
    return replace(event, kind=kinds()[kind], actors=actors, recipients=on)


@pytest.mark.parametrize(
    ("kind", "actors", "on", "type_"),
    [
        ("captured", (ARMY,), (), ("Battles", "Government regains territory")),
        ("captured", (REBELS,), (), ("Battles", "Non-state actor overtakes territory")),
        ("captured", (), (), ("Battles", "")),
        ("attack", (REBELS,), (PEOPLE,), ("Violence against civilians", "Attack")),
        ("attack", (REBELS,), (ARMY,), ("Battles", "Armed clash")),
        ("attack", (REBELS,), (CONVOY,), ("", "")),
        ("use_force", (ARMY,), (PEOPLE,), ("", "")),
    ],
)
def test_the_type_follows_the_sides(
    event: Event, kind: str, actors: tuple[Party, ...], on: tuple[Party, ...], type_: tuple[str, str]
) -> None:
    found = acled.codebook().type_of(of(event, kind, *actors, on=on))
    assert (found.event, found.sub_event) == type_


@pytest.mark.parametrize(
    ("party", "place", "label"),
    [
        (ARMY, HERE, "State forces"),
        (ARMY, ELSEWHERE, "External/Other forces"),
        (ARMY, None, "State forces"),
        (REBELS, HERE, "Rebel group"),
        (GROUP, HERE, None),
        (PEOPLE, HERE, "Civilians"),
        (CONVOY, HERE, None),
        (None, HERE, None),
    ],
)
def test_the_sort_of_an_actor_is_told_or_left_open(
    party: Party | None, place: Place | None, label: str | None
) -> None:
    assert acled.codebook().inter_of(party, place, None) == label


def test_a_protest_is_by_protesters() -> None:
    assert (
        acled.codebook().inter_of(None, HERE, acled.codebook().there(kinds()["protest"]).inter1)
        == "Protesters"
    )


@pytest.mark.parametrize(
    ("kind", "one", "other", "violence"),
    [
        ("clash", ARMY, GROUP, 1),
        ("clash", GROUP, REBELS, 2),
        ("shelling", ARMY, PEOPLE, 3),
        ("execute", GROUP, None, 3),
        ("shelling", ARMY, None, None),
        ("shelling", None, PEOPLE, None),
    ],
)
def test_the_type_of_violence_needs_both_sides(
    event: Event, kind: str, one: Party | None, other: Party | None, violence: int | None
) -> None:
    assert ged.codebook().violence_of(of(event, kind), one, other) == violence


def test_a_place_or_thing_is_no_actor_and_an_ally_no_opponent(event: Event) -> None:
    assert of(event, "shelling", ARMY, GROUP, on=(CONVOY,)).others == ()
    assert of(event, "clash", ARMY, GROUP).others == (GROUP,)
    assert of(event, "shelling", ARMY, on=(CONVOY, PEOPLE)).others == (PEOPLE,)


@pytest.mark.parametrize(
    ("outlets", "scale"), [(["Reuters"], "National"), (["AFP"], "International"), (["Harbour"], None)]
)
def test_the_scale_of_a_source_is_known_for_known_outlets(outlets: list[str], scale: str | None) -> None:
    made = tuple(article(o, "Rain fell on Ost.\n", o, "2031-03-01") for o in outlets)
    place = Place("Ost", 51.0, 0.0, country="GB")
    assert acled._scale(made, place, acled.codebook()) == scale
    assert acled._scale(made, None, acled.codebook()) is None
