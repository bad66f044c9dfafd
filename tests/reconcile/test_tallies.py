"""What a name has to do with a story is counted by what happened to its claims, and by nothing else."""

from __future__ import annotations

from reportedly.reconcile import evidence, reconcile
from reportedly.reconcile.cards import card
from reportedly.reconcile.tallies import tallies
from reportedly.records import Account, BriefLine, Card, Part, Tally
from tests.reconcile.stories import Desk


def told(desk: Desk) -> tuple[evidence.Testimony, Account]:
    dossier = desk.dossier()
    return evidence.Testimony(dossier), reconcile(dossier)


def found(desk: Desk) -> dict[tuple[Part, str], Tally]:
    return {(t.part, t.key): t for t in tallies(*told(desk))}


def counts(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.claims, tally.first, tally.copied, tally.contradicted, tally.superseded


def test_whoever_is_copied_was_first_and_the_copyist_was_not() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna, Lake Monitor said.", outlet="Gull Post")
    b = desk.article("Troops captured Brenna, Lake Monitor said.", on="2031-05-05", outlet="Harbour Times")
    c = desk.article("Troops shelled Torvik, Lake Monitor said.", on="2031-05-05", outlet="Harbour Times")
    desk.copy(b, a)
    for article, trigger, kind, place in (
        (a, "captured", "captured", "Brenna"),
        (b, "captured", "captured", "Brenna"),
        (c, "shelled", "shelling", "Torvik"),
    ):
        desk.claim(article, trigger, kind, actor="Northern army", place=place, says="Lake Monitor")
    of = found(desk)
    assert counts(of["outlet", "Gull Post"]) == (1, 1, 1, 0, 0)
    assert counts(of["outlet", "Harbour Times"]) == (2, 1, 0, 0, 0)
    assert counts(of["speaker", "Lake Monitor"]) == (3, 2, 1, 0, 0)
    assert of["speaker", "Lake Monitor"].last_at == "2031-05-05"
    assert counts(of["place", "geonames 1"]) == (2, 1, 1, 0, 0)
    assert (of["place", "geonames 1"].name, of["place", "geonames 1"].country) == ("Brenna", "XX")
    assert of["place", "geonames 1"].findings != of["place", "geonames 2"].findings


def test_a_house_that_prints_its_own_words_again_is_not_copied() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna.", outlet="Gull Post")
    b = desk.article("Troops captured Brenna.", on="2031-05-05", outlet="Gull Post")
    desk.copy(b, a)
    for article in (a, b):
        desk.claim(article, "captured", "captured", place="Brenna")
    assert counts(found(desk)["outlet", "Gull Post"]) == (2, 1, 0, 0, 0)


def test_only_whoever_spoke_no_later_was_contradicted() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna, Anna Lind said.")
    b = desk.article("Nobody captured Brenna, Olaf Berg said.", on="2031-05-06")
    desk.claim(a, "captured", "captured", actor="Northern army", place="Brenna", says="Anna Lind")
    desk.claim(
        b, "captured", "captured", actor="Northern army", place="Brenna", says="Olaf Berg", polarity="denied"
    )
    of = found(desk)
    assert of["speaker", "Anna Lind"].contradicted == 1
    assert of["speaker", "Olaf Berg"].contradicted == 0


def test_two_figures_of_one_day_contradict_each_other() -> None:
    desk = Desk()
    for words, value, speaker in (
        ("Nine people were killed", 9, "Anna Lind"),
        ("Some 40 people were killed", 40, "Olaf Berg"),
    ):
        article = desk.article(f"{words} in Brenna, {speaker} said.")
        claim = desk.claim(article, "killed", "kill", place="Brenna", says=speaker)
        desk.figure(article, words.split()[-4], "killed", value, claim=claim, speaker=speaker, place="Brenna")
    of = found(desk)
    assert {key: t.contradicted for (part, key), t in of.items() if part == "speaker"} == {
        "Anna Lind": 1,
        "Olaf Berg": 1,
    }


def test_what_was_planned_and_has_come_is_superseded() -> None:
    desk = Desk()
    a = desk.article("Troops will capture Brenna, Anna Lind said.")
    b = desk.article("Troops captured Brenna, Olaf Berg said.", on="2031-05-06")
    desk.claim(
        a, "capture", "captured", actor="Northern army", place="Brenna", says="Anna Lind", modality="planned"
    )
    desk.claim(b, "captured", "captured", actor="Northern army", place="Brenna", says="Olaf Berg")
    of = found(desk)
    assert of["speaker", "Anna Lind"].superseded == 1
    assert of["speaker", "Olaf Berg"].superseded == 0


def test_a_neighbour_is_nobody_and_a_name_in_another_script_is_somebody() -> None:
    desk = Desk()
    for speaker in ("a neighbour", "محمد"):
        a = desk.article(f"Shells fell on Brenna, {speaker} said.", outlet=speaker)
        desk.claim(a, "fell", "shelling", place="Brenna", says=speaker)
    assert {key for part, key in found(desk) if part == "speaker"} == {"محمد"}


def test_a_card_tells_the_story_at_a_glance() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna, Lake Monitor said.", outlet="Gull Post")
    b = desk.article("The army has taken Brenna, Harbour council said.", on="2031-05-06", outlet="Gull Post")
    c = desk.article("Shells fell on Torvik.", on="2031-05-05", outlet="Harbour Times")
    desk.claim(a, "captured", "captured", actor="Northern army", place="Brenna", says="Lake Monitor")
    desk.claim(b, "taken", "captured", actor="Northern army", place="Brenna", says="Harbour council")
    desk.claim(c, "fell", "shelling", place="Torvik")
    testimony, account = told(desk)
    lines = [
        BriefLine("story-1", "fighting", "Shells fell.", (), 1, "single_origin"),
        BriefLine("story-1", "fighting", "Brenna was captured.", (), 2, "corroborated"),
        BriefLine("story-1", "fighting", "It is disputed.", (), 3, "disputed"),
    ]
    made = card(testimony, account, lines)
    assert isinstance(made, Card)
    assert (made.articles, made.origins, made.claims, made.findings) == (3, 3, 3, 2)
    assert (made.first_at, made.last_at) == ("2031-05-04", "2031-05-06")
    assert made.outlets == ("Gull Post", "Harbour Times")
    assert [key for key, _ in made.places] == ["geonames 1", "geonames 2"]
    assert made.countries == ("XX",)
    assert made.line == "Brenna was captured."
    assert card(testimony, account, ()).line is None
