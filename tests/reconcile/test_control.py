"""Who holds a place, on whose word, and since when."""

from __future__ import annotations

from typing import Any

from reportedly.reconcile import reconcile
from reportedly.records import Control
from tests.reconcile.stories import Desk

MONITOR: dict[str, Any] = {"says": "Lake Monitor", "role": "monitor"}
ARMY: dict[str, Any] = {"says": "army spokesman", "role": "army", "party": "North"}


def held(desk: Desk) -> Control:
    (control,) = reconcile(desk.dossier()).control
    return control


def test_a_partys_word_alone_is_a_claim() -> None:
    desk = Desk()
    a = desk.article("The army captured Brenna, a spokesman said.")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-04", **ARMY)
    control = held(desk)
    assert (control.holder, control.status, control.origins) == ("army", "claimed", 1)


def test_a_party_and_a_monitor_confirm_and_their_days_are_both_kept() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna on Saturday, the Lake Monitor said.")
    b = desk.article("The town of Brenna was captured on Sunday, a spokesman said.")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-03", **MONITOR)
    desk.claim(b, "captured", "captured", place="Brenna", when="2031-05-04", **ARMY)
    control = held(desk)
    assert (control.holder, control.status) == ("army", "confirmed")
    assert (control.since_earliest, control.since_latest) == ("2031-05-03", "2031-05-04")
    assert control.speakers == ("Lake Monitor", "army spokesman")


def test_the_last_to_take_it_holds_it() -> None:
    desk = Desk()
    a = desk.article("The army captured Brenna.", on="2031-05-02")
    b = desk.article("Rebels recaptured Brenna.", on="2031-05-09")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-02")
    desk.claim(b, "recaptured", "captured", actor="rebels", place="Brenna", when="2031-05-09")
    control = held(desk)
    assert (control.holder, control.since_earliest, len(control.claims)) == ("rebels", "2031-05-09", 1)


def test_two_sides_on_one_day_contest() -> None:
    desk = Desk()
    a = desk.article("The army captured Brenna, a spokesman said.")
    b = desk.article("Rebels said they had captured Brenna.")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-04", **ARMY)
    desk.claim(
        b, "captured", "captured", actor="rebels", place="Brenna", when="2031-05-04", says="rebels", party="S"
    )
    assert held(desk).status == "contested"


def test_history_threats_and_denials_take_no_place() -> None:
    desk = Desk()
    a = desk.article("Rebels captured Brenna.", "The army will capture Brenna.", "It did not take Brenna.")
    desk.claim(a, "captured", "captured", actor="rebels", place="Brenna", modality="background")
    desk.claim(a, "capture Brenna.", "captured", actor="army", place="Brenna", modality="planned")
    desk.claim(a, "take", "captured", actor="army", place="Brenna", polarity="denied")
    assert reconcile(desk.dossier()).control == ()


def test_the_town_is_the_one_that_the_article_last_spoke_of() -> None:
    desk = Desk()
    a = desk.article("Rebels withdrew from Brenna late on Saturday.", "Troops took the town that night.")
    desk.claim(a, "withdrew", "withdrew", actor="rebels", place="Brenna", when="2031-05-03")
    desk.claim(a, "took the town", "captured", actor="army", recipient="town", when="2031-05-03")
    control = held(desk)
    assert (control.place.name, control.holder, control.since_earliest) == ("Brenna", "army", "2031-05-03")
