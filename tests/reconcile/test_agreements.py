"""Truces, their parties and what is alleged."""

from __future__ import annotations

from reportedly.reconcile import reconcile
from tests.reconcile.stories import Desk


def test_a_truce_with_an_allegation_and_a_denial() -> None:
    desk = Desk()
    a = desk.article("The April 12 truce between Anland and Beland is fraying.")
    b = desk.article("Premier Odo said Beland was not honouring the truce.", "Beland denied breaking it.")
    desk.claim(a, "truce", "truce", actor="Anland", recipient="Beland", when="2031-04-12")
    breach = desk.claim(b, "honouring", "breach", actor="Beland", says="Odo")
    denial = desk.claim(b, "breaking", "breach", actor="Beland", says="Beland", polarity="denied")
    (agreement,) = reconcile(desk.dossier()).agreements
    assert agreement.name == "truce of 12 April 2031 between Anland and Beland"
    assert agreement.parties == ("Anland", "Beland")
    assert agreement.agreed_on == "2031-04-12"
    assert [(x.by, x.against, x.on, x.claim) for x in agreement.allegations] == [
        ("Odo", "Beland", "2031-05-04", breach.id)
    ]
    assert [x.claim for x in agreement.denials] == [denial.id]


def test_an_allegation_without_a_named_agreement_still_stands() -> None:
    desk = Desk()
    a = desk.article("Premier Odo said Beland was not honouring agreements.")
    desk.claim(a, "honouring", "breach", actor="Beland", says="Odo")
    (agreement,) = reconcile(desk.dossier()).agreements
    assert (agreement.name, agreement.parties, agreement.agreed_on) == ("agreement", (), None)
    assert agreement.allegations[0].against == "Beland"


def test_two_truces_are_two() -> None:
    desk = Desk()
    a = desk.article("A ceasefire was signed by Anland and Beland.", "Ceria and Doria reached a deal.")
    desk.claim(a, "signed", "agreement", actor="Anland", recipient="Beland", when="2031-05-01")
    desk.claim(a, "reached", "agreement", actor="Ceria", recipient="Doria", when="2031-05-03")
    names = [g.name for g in reconcile(desk.dossier()).agreements]
    assert names == [
        "ceasefire of 1 May 2031 between Anland and Beland",
        "deal of 3 May 2031 between Ceria and Doria",
    ]
