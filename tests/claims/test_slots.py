"""Who, to whom and with what, as wires, monitors and state media word it, and which place is the event's."""

from __future__ import annotations

import pytest

from reportedly.claims import events
from reportedly.records import Claim, Place, PlaceMention
from tests import support


def claims(text: str, *towns: str) -> list[Claim]:
    """The claims of a text in which these invented towns are known."""
    page = support.page(text)
    places = [
        PlaceMention(
            page.article.span(text.index(town), text.index(town) + len(town)),
            Place(town, 1.0 + n, 2.0, geonames_id=n + 1, feature="PPL"),
            0.9,
        )
        for n, town in enumerate(towns)
    ]
    places.sort(key=lambda m: m.span.start)
    return list(events.find(page, tuple(places), (), ()))


def slots(claim: Claim) -> tuple[list[str], list[str], list[str]]:
    names = [[n.name for n in slot] for slot in (claim.actor, claim.recipient, claim.instrument)]
    return names[0], names[1], names[2]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient", "instrument"),
    [
        # what hangs on the verb of a happening, or on the participle behind it, is the happening's
        (
            "Clashes erupted on Friday between the army and the brigade.",
            "clash",
            ["army", "brigade"],
            [],
            [],
        ),
        (
            "Clashes over land between farmers and herders killed nine.",
            "clash",
            ["farmers", "herders"],
            [],
            [],
        ),
        ("Nine died in a raid claimed by the brigade.", "attack", ["brigade"], [], []),
        ("An attack carried out by the brigade was condemned.", "attack", ["brigade"], [], []),
        ("A device planted by the brigade went off.", "bombing", ["brigade"], [], ["device"]),
        ("Fighting between the army and the brigade raged on.", "clash", ["army", "brigade"], [], []),
        # what is undertaken is nobody who does it
        ("An attempt to abduct the trader was reported.", "abduct", [], ["trader"], []),
        ("The rebels' attempt to abduct the trader failed.", "abduct", ["rebels"], ["trader"], []),
        ("The first group to attack the fort was the brigade.", "attack", ["first group"], ["fort"], []),
        # a happening and the verb that says what it befell are one
        ("Army air strikes hit the market.", "air_strike", ["Army"], ["market"], []),
        (
            "The clinic was hit by army air strikes.",
            "air_strike",
            ["army"],
            ["clinic"],
            ["army air strikes"],
        ),
        ("Explosions rocked the harbour.", "bombing", [], ["harbour"], []),
        ("Soldiers and militiamen fought street battles.", "clash", ["Soldiers", "militiamen"], [], []),
        # who suffered or only saw it did not do it
        ("The convoy suffered an attack.", "attack", [], ["convoy"], []),
        ("The navy repelled a rebel assault.", "attack", ["rebel"], ["navy"], []),
        ("Residents reported an explosion.", "bombing", [], [], []),
        # things act for somebody
        ("Nine soldiers died in a drone attack.", "kill", [], ["soldiers"], ["drone attack"]),
        ("Nine drivers were killed when a shell hit the queue.", "kill", [], ["drivers"], ["shell"]),
        ("Nine drivers were killed by snipers.", "kill", ["snipers"], ["drivers"], []),
        (
            "Helicopters dropped chlorine on the suburb.",
            "chemical_attack",
            ["Helicopters"],
            ["suburb"],
            ["chlorine"],
        ),
        (
            "Jets dropped barrel bombs on the suburb.",
            "air_strike",
            ["Jets"],
            ["suburb"],
            ["barrel bombs"],
        ),
        (
            "Soldiers shelled the village with artillery.",
            "shelling",
            ["Soldiers"],
            ["village"],
            ["artillery"],
        ),
        (
            "Police fired live ammunition at the marchers.",
            "use_force",
            ["Police"],
            ["marchers"],
            ["live ammunition"],
        ),
        # the agent, wherever the parse hangs it
        ("The bridge was blown up by retreating militants.", "bombing", ["militants"], ["bridge"], []),
        (
            "The town was surrounded on three sides by troops and their allies.",
            "besieged",
            ["troops", "allies"],
            ["town"],
            [],
        ),
        ("The convoy came under attack from gunmen.", "attack", ["gunmen"], ["convoy"], []),
        ("The port is under the control of the brigade.", "holds", ["brigade"], ["port"], []),
        ("Shelling by the army wounded nine drivers.", "shelling", ["army"], [], []),
        ("The army's recapture of the port was hailed.", "captured", ["army"], ["port"], []),
        ("The navy launched its biggest missile attack.", "shelling", ["navy"], [], ["missile"]),
        # not the object of the verb beside it, nor the noun of a light verb
        ("The minister met with the elders and pledged aid.", "meet", ["minister"], ["elders"], []),
        ("Gunmen exchanged fire with soldiers.", "clash", ["Gunmen"], ["soldiers"], []),
        ("Gunmen set fire to vehicles.", "arson", ["Gunmen"], ["vehicles"], []),
        (
            "Fourteen of its members were arrested by the army.",
            "arrest",
            ["army"],
            ["members"],
            [],
        ),
        ("The generals agreed to a truce.", "truce", ["generals"], [], []),
        ("Norland and Carvania traded accusations of looting.", "accuse", ["Norland", "Carvania"], [], []),
        ("Two bombs ripped through the depot.", "bombing", [], ["depot"], ["bombs"]),
        ("Suicide bombers attacked the academy.", "suicide_attack", ["Suicide bombers"], ["academy"], []),
        (
            "The coastguard stopped nine migrants and returned them to the port.",
            "return",
            ["coastguard"],
            ["migrants"],
            [],
        ),
    ],
)
def test_slots(text: str, kind: str, actor: list[str], recipient: list[str], instrument: list[str]) -> None:
    claim = next(c for c in claims(text) if c.kind == kind)
    assert slots(claim) == (actor, recipient, instrument)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Raiders ransacked the warehouse.", "loot"),
        ("Survivors in the valley received tents.", "deliver_aid"),
        ("Nine families are sheltering in a school.", "shelter"),
        ("The brigade handed over nine prisoners to the Red Cross.", "release"),
        ("The herders were driven from their homes.", "displace"),
        ("Nine migrants drowned on Sunday.", "kill"),
        ("The clerk was stoned to death.", "kill"),
        ("Ceasefire violations by both sides continued.", "breach"),
        ("The truce was broken by the brigade.", "breach"),
        ("Bandits seized nine schoolgirls.", "abduct"),
        ("Soldiers raped women in the village.", "attack_on_civilians"),
        ("The agency appealed for $9 million.", "appeal_aid"),
        ("The militia handed control of the port to the coastguard.", "lost"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kind in [c.kind for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunners shot down two missiles over the port.", "shelling"),
        ("The dam burst at noon.", "bombing"),
        ("The truce was broken by the brigade.", "truce"),
        ("Ceasefire violations by both sides continued.", "truce"),
    ],
)
def test_no_such_kind(text: str, kind: str) -> None:
    assert kind not in [c.kind for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "kind", "town"),
    [
        ("Clashes between the army and the brigade in Velmora killed nine.", "clash", "Velmora"),
        ("Clashes broke out between the army and the brigade in Velmora.", "clash", "Velmora"),
        ("Soldiers prevented ambulances from entering Velmora.", "block_aid", "Velmora"),
        ("Nine migrants drowned off Velmora.", "kill", "Velmora"),
        ("Nine hundred refugees returned to Velmora from Ostrava.", "return", "Velmora"),
        ("Velmora has been under siege by the brigade.", "besieged", "Velmora"),
    ],
)
def test_the_place_is_the_events(text: str, kind: str, town: str) -> None:
    towns = [t for t in ("Velmora", "Ostrava") if t in text]
    claim = next(c for c in claims(text, *towns) if c.kind == kind)
    assert claim.place is not None
    assert claim.place.span.quote == town


def test_a_bound_of_a_superlative_is_no_time_of_the_event() -> None:
    from reportedly import times

    page = support.page("The navy launched its biggest missile attack since May.")
    [claim] = events.find(page, (), times.find(page), ())
    assert claim.time is None
    assert claim.modality == "asserted"
