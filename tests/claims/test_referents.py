"""What "they", "the group" and "the attack" take up in the slots of claims, and where nothing is taken up."""

from __future__ import annotations

import pytest

from reportedly.claims import events
from reportedly.records import Claim, Place, PlaceMention
from tests import support


def claims(text: str, *towns: str) -> list[Claim]:
    """The claims of a page on which these invented towns are known."""
    page = support.page(text)
    places = []
    for n, town in enumerate(towns):
        at = -1
        while (at := page.article.text.find(town, at + 1)) >= 0:
            place = Place(town, 1.0 + n, 2.0, geonames_id=n + 1, feature="PPL")
            places.append(PlaceMention(page.article.span(at, at + len(town)), place, 0.9))
    return list(events.find(page, tuple(places), (), ()))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Northern Front, a militia, left the bridge. The militia killed two guards.", "Northern Front"),
        ("The Northern Front, a militia, left the bridge. The group killed two guards.", "Northern Front"),
        ("Hezbollah fired rockets at the port. The group killed two guards.", "Hezbollah"),
        ("Troops entered the village. They killed two guards.", "Troops"),
    ],
)
def test_who_did_it_is_named_with_a_score(text: str, name: str) -> None:
    [killing] = [c for c in claims(text) if c.kind == "kill"]
    [actor] = killing.actor
    assert actor.name == name
    assert actor.score is not None
    assert 0.5 <= actor.score < 1


def test_who_is_named_there_needs_no_score() -> None:
    [killing] = claims("Hezbollah killed two guards.")
    assert [n.score for n in killing.actor] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah and Hamas fired rockets. The group killed two guards.",
        "The Lake Bank shut its doors. The group killed two guards.",
        "Hezbollah fired rockets. The group of drivers killed two guards.",
        "Hezbollah fired rockets. A group killed two guards.",
    ],
)
def test_no_name_is_guessed(text: str) -> None:
    [killing] = [c for c in claims(text) if c.kind == "kill"]
    assert all(n.score is None and "h" not in n.name.lower()[:1] for n in killing.actor)


def test_the_attack_stands_where_the_attack_before_it_did() -> None:
    found = claims("An air strike hit Larnwick. The strike burned for hours.", "Larnwick")
    last = found[-1]
    assert last.place is not None
    assert last.place.place.name == "Larnwick"
    assert last.same_as in {c.id for c in found[:-1]}
    assert last.same_score is not None
    assert 0.5 <= last.same_score < 1


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a bus in Larnwick. Others attacked a train in Dolna. The attack killed two.",
        "Gunmen did not attack Larnwick. The attack killed two.",
        "Gunmen attacked a bus in Larnwick. An attack killed two.",
    ],
)
def test_an_attack_is_not_placed_by_a_guess(text: str) -> None:
    attack = next(
        c for c in claims(text, "Larnwick", "Dolna") if c.trigger.quote == "attack" and c.sentence.start > 20
    )
    assert (attack.place, attack.same_as, attack.same_score) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Gunmen abducted a priest in the port. He was killed on Sunday.", "kill", "priest"),
        ("Soldiers arrested the mayor. They took him to jail.", "arrest", "mayor"),
        ("The guards met Jon Brant. Gunmen abducted him later.", "abduct", "Jon Brant"),
        ("Gunmen stopped nine buses and burned them.", "arson", "buses"),
    ],
)
def test_who_something_is_done_to_is_named(text: str, kind: str, name: str) -> None:
    [one] = [c for c in claims(text) if c.kind == kind and c.recipient and c.recipient[0].score is not None]
    assert [n.name for n in one.recipient] == [name]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen kidnapped twelve students. They were freed on Sunday.", "release"),
        ("Troops and rebels fought on the hill. They burned the market.", "arson"),
    ],
)
def test_where_two_fit_nobody_is_named(text: str, kind: str) -> None:
    [one] = [c for c in claims(text) if c.kind == kind]
    slot = one.recipient if kind == "release" else one.actor
    assert slot == ()


def test_the_harm_that_the_attack_did_is_where_the_attack_was() -> None:
    told = claims("A car bomb exploded in Velmora. The attack killed nine people.", "Velmora")
    [killing] = [c for c in told if c.kind == "kill"]
    assert killing.place is not None
    assert killing.place.span.quote == "Velmora"
