"""What a brief says, on what, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportedly.publish.brief import brief
from reportedly.reconcile import account_of, evidence
from reportedly.records import Alteration, BriefLine
from tests.reconcile.stories import Desk

MONITOR: dict[str, Any] = {"says": "Lake Monitor", "role": "monitor"}
ARMY: dict[str, Any] = {"says": "army spokesman", "role": "army", "party": "North"}


def told(desk: Desk) -> tuple[BriefLine, ...]:
    testimony = evidence.Testimony(desk.dossier())
    return brief(testimony, account_of(testimony))


def test_control_names_sources_parties_and_what_is_disputed() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna on Saturday, the Lake Monitor said.", on="2031-05-03")
    b = desk.article("The town of Brenna was captured on Sunday, a spokesman said.")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-03", **MONITOR)
    desk.claim(b, "captured", "captured", place="Brenna", when="2031-05-04", **ARMY)
    (line,) = told(desk)
    assert (line.section, line.status, line.origins) == ("Control", "disputed", 2)
    assert line.text == (
        "Army took control of Brenna between 3 May 2031 and 4 May 2031, according to Lake Monitor and "
        "army spokesman (a party to the conflict). Sources differ on the date: 3 May 2031 (Lake Monitor), "
        "4 May 2031 (army spokesman)."
    )
    assert {s.article for s in line.citations} == {a.id, b.id}


def test_figures_stand_side_by_side_and_are_not_added_up() -> None:
    desk = Desk()
    a = desk.article("The Lake Monitor put the number at 4,000 since April 20.", on="2031-05-04")
    b = desk.article("The Relief Agency said at least 900 had fled in two days.", on="2031-05-05")
    desk.figure(a, "4,000", "displaced", 4000, speaker="Lake Monitor", since="2031-04-20", until="2031-05-04")
    flight = desk.claim(b, "fled", "displace", says="Relief Agency", role="aid")
    desk.figure(b, "900", "displaced", 900, claim=flight, speaker="Relief Agency", since="2031-05-03",
                until="2031-05-05", qualifier="at_least")  # fmt: skip
    (line,) = told(desk)
    assert line.section == "Displacement"
    assert "4,000 people, 20 April – 4 May 2031 (Lake Monitor, 4 May 2031)" in line.text
    assert "at least 900 people, 3–5 May 2031 (Relief Agency, 5 May 2031)" in line.text
    assert "4,900" not in line.text
    assert "not to be added up" in line.text


def test_what_only_a_party_says_is_marked() -> None:
    desk = Desk()
    a = desk.article("The army would answer any attack on Brenna, a spokesman warned.")
    desk.claim(a, "answer", "attack", actor="army", place="Brenna", modality="threatened", **ARMY)
    (line,) = told(desk)
    assert (line.section, line.status) == ("Threats and demands", "party_only")
    assert line.text.endswith("(Only a party to the conflict says so: army spokesman.)")


def test_a_rewrite_is_neither_quoted_nor_counted() -> None:
    desk = Desk()
    a = desk.article("Shells hit the mill in Torvik.", outlet="Gull Post")
    b = desk.article("Projectiles struck the factory in Torvik.", outlet="Spin")
    desk.copy(b, a)
    desk.claim(b, "struck", "shelling", actor="army", place="Torvik")
    desk.claim(a, "hit", "shelling", actor="army", place="Torvik")
    (line,) = told(desk)
    assert (line.text, line.origins) == ("Shells hit the mill in Torvik.", 1)


def test_one_article_gets_three_lines_and_no_sentence_twice() -> None:
    desk = Desk()
    places = ("Brenna", "Torvik")
    a = desk.article(
        *(f"Troops number {n} shelled a farm near {places[n % 2]} again and again." for n in range(8)),
        "Guns also fell silent and were heard again near Torvik farm.",
    )
    for n in range(8):
        desk.claim(
            a, f"number {n} shelled", "shelling", actor="army", place=places[n % 2], when=f"2031-04-{10 + n}"
        )
    desk.claim(a, "fell silent", "truce", actor="army", place="Torvik")
    desk.claim(a, "heard", "clash", actor="army", place="Torvik")
    lines = told(desk)
    assert len(lines) == 3
    assert len({line.text for line in lines}) == 3


def test_nothing_claimed_gives_no_line() -> None:
    desk = Desk()
    desk.article("The orchard bloomed.")
    assert told(desk) == ()


def test_a_toll_shows_what_was_said_before_and_what_a_copy_made_of_it() -> None:
    desk = Desk()
    reports = (("2031-05-04", 9, "Lake Monitor"), ("2031-05-05", 14, "doctor"), ("2031-05-06", 17, "doctor"))
    for day, value, speaker in reports:
        a = desk.article(f"The shelling of Brenna killed {value}, said the {speaker}.", on=day)
        death = desk.claim(a, "killed", "kill", place="Brenna", when="2031-05-04", says=speaker)
        desk.figure(a, str(value), "killed", value, claim=death, speaker=speaker, since="2031-05-04")
    original = desk.articles[2]
    rewrite = desk.article("The shelling of Brenna took 71 lives, said the doctor.", on="2031-05-07")
    desk.copy(rewrite, original)
    (link,) = desk.copies[0].sentences
    change = Alteration("number", desk.span(rewrite, "71"), desk.span(original, "17"))
    desk.copies[0] = replace(desk.copies[0], sentences=(replace(link, altered=(change,)),))
    death = desk.claim(rewrite, "took", "kill", place="Brenna", when="2031-05-04", says="doctor")
    desk.figure(rewrite, "71", "killed", 71, claim=death, speaker="doctor", since="2031-05-04")
    (line,) = [t for t in told(desk) if t.text.startswith("Killed:")]
    assert "17 people in Brenna, since 4 May 2031 (doctor, 6 May 2031); earlier 14, 5 May 2031." in line.text
    assert "A copy has 71 where its original has 17" in line.text
    assert "71 people" not in line.text
    assert any(s.article == rewrite.id for s in line.citations)


def test_what_only_a_relative_clause_tells_is_no_line() -> None:
    desk = Desk()
    a = desk.article("The Lake Monitor, which follows the fighting in Brenna, opened an office.")
    desk.claim(a, "fighting", "clash", place="Brenna")
    assert told(desk) == ()


def test_a_quoted_line_rests_only_on_what_backs_its_sentence() -> None:
    desk = Desk()
    a = desk.article("Fighting went on in Brenna on Sunday, residents said.", on="2031-05-04")
    b = desk.article("Clashes shook Brenna on Saturday.", on="2031-05-03", outlet="Gull Post")
    c = desk.article("The Lake Monitor, which follows the fighting in Brenna, moved its office.")
    desk.claim(a, "Fighting", "clash", place="Brenna", when="2031-05-04", says="residents")
    desk.claim(b, "Clashes", "clash", place="Brenna", when="2031-05-03")
    desk.claim(c, "fighting", "clash", place="Brenna")
    (line,) = told(desk)
    assert (line.status, line.origins, len(line.citations)) == ("single_origin", 1, 1)


def test_the_toll_of_a_young_war_has_a_line_and_that_of_an_old_one_has_none() -> None:
    desk = Desk()
    a = desk.article("The war has killed 9,000, the ministry said.", "It has displaced 80,000, it said.")
    killed = desk.figure(a, "9,000", "killed", 9000, speaker="Ministry")
    moved = desk.figure(a, "80,000", "displaced", 80_000, speaker="Ministry")
    desk.figures = [
        replace(killed, whole_conflict=True),
        replace(moved, whole_conflict=True, modality="background"),
    ]
    (line,) = told(desk)
    assert line.text == "Killed over the whole conflict: 9,000 people (Ministry, 4 May 2031)."


def test_two_numbers_of_one_speaker_are_not_called_counts_of_one_event() -> None:
    desk = Desk()
    for words, value, speaker in (
        ("hurt 40", 40, "Mayor"),
        ("hurt 90", 90, "Mayor"),
        ("hurt 50", 50, "Rescuers"),
    ):
        a = desk.article(f"A blast {words} in Brenna, they said.", outlet=words)
        claim = desk.claim(a, "hurt", "injure", place="Brenna", when="2031-05-04", says=speaker)
        desk.figure(a, str(value), "injured", value, claim=claim, speaker=speaker)
    line = next(line for line in told(desk) if "90 people" in line.text)
    assert "counts of one event" not in line.text
