"""Which claims are one matter, what it rests on, and when it is disputed or overtaken."""

from __future__ import annotations

from dataclasses import replace

from reportedly.reconcile import reconcile
from reportedly.reconcile.whereabouts import Atlas
from reportedly.records import Finding, Place
from tests.reconcile.stories import Desk

MONITOR = {"says": "Lake Monitor", "role": "monitor"}
ARMY = {"says": "army spokesman", "role": "army", "party": "North"}


def found(desk: Desk) -> tuple[Finding, ...]:
    return reconcile(desk.dossier()).findings


def test_two_outlets_with_one_speaker_are_one_origin() -> None:
    desk = Desk()
    for outlet in ("Gull Post", "Harbour Times"):
        a = desk.article(f"Troops captured Brenna, the Lake Monitor told {outlet}.", outlet=outlet)
        desk.claim(a, "captured", "captured", actor="troops", place="Brenna", **MONITOR)
    (finding,) = found(desk)
    assert (finding.status, finding.origins) == ("single_origin", 1)
    assert len(finding.claims) == 2


def test_a_party_and_a_monitor_in_two_texts_corroborate() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna, the Lake Monitor said.")
    b = desk.article("The army captured the town of Brenna, a spokesman said.")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-04", **MONITOR)
    desk.claim(b, "captured", "captured", actor="army", place="Brenna", when="2031-05-04", **ARMY)
    (finding,) = found(desk)
    assert (finding.status, finding.origins) == ("corroborated", 2)
    assert finding.slots["place"][0].value == "Brenna"


def test_one_partys_two_speakers_are_party_only() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna, the army said.")
    b = desk.article("Troops captured Brenna, the defence ministry said.")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", **ARMY)
    desk.claim(b, "captured", "captured", place="Brenna", says="ministry", role="ministry", party="North")
    assert [f.status for f in found(desk)] == ["party_only"]


def test_a_rewrite_adds_no_origin_even_with_another_speaker() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna, the Lake Monitor said.", outlet="Gull Post")
    b = desk.article("Soldiers seized Brenna, the Monitor of Lakes said.", outlet="Spin")
    desk.copy(b, a)
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", **MONITOR)
    desk.claim(b, "seized", "captured", actor="army", place="Brenna", says="Monitor of Lakes")
    (finding,) = found(desk)
    assert finding.origins == 1
    assert finding.headline == "Troops captured Brenna, the Lake Monitor said."


def test_different_days_of_different_speakers_are_disputed() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna on Saturday, the Lake Monitor said.")
    b = desk.article("The army captured Brenna on Sunday, a spokesman said.")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-03", **MONITOR)
    desk.claim(b, "captured", "captured", actor="army", place="Brenna", when="2031-05-04", **ARMY)
    (finding,) = found(desk)
    assert finding.status == "disputed"
    assert {v.value for v in finding.slots["time"]} == {"2031-05-03", "2031-05-04"}


def test_most_of_a_town_against_all_of_it_is_disputed() -> None:
    desk = Desk()
    a = desk.article("Troops took full control of Brenna, the Lake Monitor said.")
    b = desk.article("Troops captured most of the town, the army said.")
    desk.claim(a, "took", "captured", actor="army", place="Brenna", **MONITOR)
    desk.claim(b, "captured", "captured", actor="army", place="Brenna", **ARMY)
    (finding,) = found(desk)
    assert finding.status == "disputed"
    assert {v.value for v in finding.slots["extent"]} == {"all", "most"}


def test_a_denial_disputes() -> None:
    desk = Desk()
    a = desk.article("Shells hit Torvik, the Lake Monitor said.")
    b = desk.article("The army denied that it had shelled Torvik.")
    desk.claim(a, "hit", "shelling", actor="army", place="Torvik", **MONITOR)
    desk.claim(b, "shelled", "shelling", actor="army", place="Torvik", polarity="denied", **ARMY)
    (finding,) = found(desk)
    assert finding.status == "disputed"
    assert {v.value for v in finding.slots["polarity"]} == {"affirmed", "denied"}
    assert finding.origins == 1  # a denial does not back what it denies


def test_two_tolls_of_one_attack_are_disputed_but_a_lower_bound_is_not() -> None:
    for qualifier, status in (("exact", "disputed"), ("at_least", "corroborated")):
        desk = Desk()
        a = desk.article("A shell killed 12 people in Torvik, the Lake Monitor said.")
        b = desk.article("The shelling of Torvik killed 15, a doctor said.")
        one = desk.claim(a, "killed", "kill", place="Torvik", when="2031-05-04", **MONITOR)
        two = desk.claim(b, "killed", "kill", place="Torvik", when="2031-05-04", says="doctor")
        desk.figure(a, "12", "killed", 12, claim=one, qualifier=qualifier)
        desk.figure(b, "15", "killed", 15, claim=two)
        (finding,) = found(desk)
        assert finding.status == status
        assert {v.value.rsplit(maxsplit=1)[-1] for v in finding.slots["killed"]} == {"12", "15"}


def test_a_threat_is_no_attack() -> None:
    desk = Desk()
    a = desk.article("Troops attacked Brenna, the Lake Monitor said.")
    b = desk.article("The army said it would attack Brenna.")
    desk.claim(a, "attacked", "attack", actor="army", place="Brenna", **MONITOR)
    desk.claim(b, "attack", "attack", actor="army", place="Brenna", modality="threatened", **ARMY)
    attack, threat = sorted(found(desk), key=lambda f: "modality" in f.slots)
    assert (attack.status, attack.origins, len(attack.claims)) == ("single_origin", 1, 1)
    assert threat.slots["modality"][0].value == "threatened"


def test_history_is_no_news() -> None:
    desk = Desk()
    a = desk.article("Rebels captured Brenna in 2012.", "Troops captured Brenna on Sunday.")
    desk.claim(a, "captured Brenna in", "captured", actor="rebels", place="Brenna", modality="background")
    desk.claim(a, "captured Brenna on", "captured", actor="army", place="Brenna", when="2031-05-04")
    (finding,) = found(desk)
    assert [v.value for v in finding.slots["actor"]] == ["army"]


def test_events_of_different_places_days_and_sides_stay_apart() -> None:
    desk = Desk()
    a = desk.article(
        "Shells fell in Brenna.",
        "Bombs fell in Torvik.",
        "More shells fell in Brenna a week later.",
        "Rebels fired on Brenna.",
        on="2031-05-20",
    )
    army = {"kind": "shelling", "actor": "army"}
    desk.claim(a, "Shells fell", place="Brenna", when="2031-05-04", **army)
    desk.claim(a, "Bombs fell", place="Torvik", when="2031-05-04", **army)
    desk.claim(a, "More shells", place="Brenna", when="2031-05-11", **army)
    desk.claim(a, "fired", "shelling", actor="rebels", place="Brenna", when="2031-05-04")
    assert len(found(desk)) == 4


def test_a_siege_is_overtaken_by_the_capture() -> None:
    desk = Desk()
    a = desk.article("Troops surrounded Brenna, the Lake Monitor said.", on="2031-05-02")
    b = desk.article("Troops captured Brenna, the Lake Monitor said.", on="2031-05-04")
    desk.claim(a, "surrounded", "besieged", actor="army", place="Brenna", **MONITOR)
    desk.claim(b, "captured", "captured", actor="army", place="Brenna", **MONITOR)
    assert {f.kind: f.status for f in found(desk)} == {
        "besieged": "superseded",
        "captured": "single_origin",
    }


def test_two_shellings_in_one_province_are_not_one() -> None:
    desk = Desk()
    a = desk.article("A rocket struck a bakery near the canal, killing a cook.")
    b = desk.article("Mortars damaged vineyards along the northern frontier.")
    desk.claim(a, "struck", "shelling", place="Lower Province")
    desk.claim(b, "damaged", "shelling", place="Lower Province")
    assert len(found(desk)) == 2


def test_a_denial_in_passing_disputes_nothing() -> None:
    desk = Desk()
    a = desk.article("Clashes went on in Brenna on Saturday.", outlet="Gull Post")
    b = desk.article("Troops took Brenna without further fighting in its streets.", outlet="Lake Monitor")
    desk.claim(a, "Clashes", "clash", place="Brenna", when="2031-05-03")
    desk.claim(b, "fighting", "clash", place="Brenna", when="2031-05-03", polarity="denied")
    (finding,) = found(desk)
    assert finding.status != "disputed"


def test_a_denial_of_something_else_at_the_place_disputes_nothing() -> None:
    desk = Desk()
    a = desk.article("Gunmen attacked a checkpoint in Brenna.", outlet="Gull Post")
    b = desk.article("The ministry denied that the hospital in Brenna was hit.", outlet="Harbour Times")
    desk.claim(a, "attacked", "attack", place="Brenna", when="2031-05-03")
    desk.claim(b, "hit", "attack", place="Brenna", when="2031-05-03", polarity="denied", says="ministry")
    (finding,) = found(desk)
    assert finding.status != "disputed"


def test_a_headline_is_no_finding_beside_its_text() -> None:
    desk = Desk()
    a = desk.article("Army takes town", "Troops captured Brenna on Sunday.", on="2031-05-04")
    headline, body = a.sentences
    desk.articles[0] = replace(a, sentences=(replace(headline, role="headline"), body))
    desk.claim(a, "takes", "captured", actor="army", place="Torvik")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-04")
    (finding,) = found(desk)
    assert len(finding.claims) == 2
    assert finding.headline == "Troops captured Brenna on Sunday."


def test_a_small_area_and_its_town_are_one_place() -> None:
    town = Place("Brenna", 10.0, 20.0, 1, "XX", "01", "PPL", 3.0)
    district = Place("Brenna", 10.01, 20.01, None, "XX", "01", "ADM2", 5.0)
    province = Place("Brenna", 10.01, 20.01, 9, "XX", "01", "ADM1", 80.0)
    atlas = Atlas([district, province, town])
    assert atlas.key(district) == atlas.key(town) != atlas.key(province)
    assert atlas.place(atlas.key(district)) == town
    assert not atlas.broad(district)


def test_the_sentence_shown_is_the_one_that_brings_a_toll_up_to_date() -> None:
    desk = Desk()
    early = desk.article("The mine collapse in Brenna killed 43 miners.", on="2031-05-03")
    dead = desk.claim(early, "killed", "kill", place="Brenna", when="2031-05-03", actor="mine collapse")
    desk.figure(early, "43", "killed", 43, claim=dead)
    late = desk.article("The death toll from the mine in Brenna rose to 70 from 43.", on="2031-05-04")
    toll = desk.claim(late, "death toll", "kill", place="Brenna", when="2031-05-03")
    then = desk.figure(late, "43", "killed", 43, claim=toll)
    now = desk.figure(late, "70", "killed", 70, claim=toll)
    desk.figures = [desk.figures[0], replace(then, delta="former"), replace(now, former=then.id)]
    (finding,) = reconcile(desk.dossier()).findings
    assert finding.headline.startswith("The death toll")
    assert {v.value for v in finding.slots["killed"]} == {"43", "70"}


def test_a_count_of_a_month_is_no_count_of_one_days_attack() -> None:
    desk = Desk()
    a = desk.article("Shells killed 12 in Brenna on Sunday.", on="2031-05-04")
    day = desk.claim(a, "killed", "kill", place="Brenna", when="2031-05-04")
    desk.figure(a, "12", "killed", 12, claim=day)
    b = desk.article("Rescuers counted 450 dead in Brenna over the past month.", on="2031-05-04")
    month = desk.claim(b, "dead", "kill", place="Brenna", when=("2031-04-04", "2031-05-04"), says="Rescuers")
    desk.figure(b, "450", "killed", 450, claim=month, speaker="Rescuers")
    assert [f.status for f in reconcile(desk.dossier()).findings] == ["single_origin", "single_origin"]


def test_a_figure_in_words_is_told_in_words() -> None:
    desk = Desk()
    a = desk.article("Shells killed dozens in Brenna.")
    claim = desk.claim(a, "killed", "kill", place="Brenna")
    made = desk.figure(a, "dozens", "killed", 24, claim=claim, qualifier="about")
    desk.figures = [replace(made, high=99)]
    (finding,) = reconcile(desk.dossier()).findings
    assert [v.value for v in finding.slots["killed"]] == ["dozens (24 to 99)"]


def test_no_finding_rests_on_plain_saying_though_one_rests_on_what_was_announced() -> None:
    desk = Desk()
    a = desk.article("The army said the town was quiet. The army announced a new commander.")
    desk.claim(a, "said", "statement", actor="army", rule="plain.say")
    announced = desk.claim(a, "announced", "statement", actor="army", rule="statement.announce")
    assert [f.claims for f in found(desk)] == [(announced.id,)]
