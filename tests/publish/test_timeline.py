"""Which day a development stands on, and how it is told."""

from __future__ import annotations

from dataclasses import replace

from reportedly.publish.timeline import timeline
from reportedly.reconcile import account_of, evidence
from reportedly.records import TimelineLine, TimeMention
from tests.reconcile.stories import Desk


def told(desk: Desk) -> tuple[TimelineLine, ...]:
    testimony = evidence.Testimony(desk.dossier())
    return timeline(testimony, account_of(testimony))


def test_the_day_it_happened_or_else_the_day_it_was_published() -> None:
    desk = Desk()
    a = desk.article("Troops captured Brenna on Friday.", "Shells fell on Torvik.", on="2031-05-04")
    desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-02")
    desk.claim(a, "fell", "shelling", place="Torvik")
    assert [(t.date, t.text) for t in told(desk)] == [
        ("2031-05-02", "Troops captured Brenna on Friday."),
        ("2031-05-04", "Shells fell on Torvik."),
    ]


def test_one_line_for_one_matter_with_its_origins() -> None:
    desk = Desk()
    for outlet in ("Gull Post", "Harbour Times"):
        a = desk.article(f"Troops captured Brenna, wrote {outlet}.", outlet=outlet)
        desk.claim(a, "captured", "captured", actor="army", place="Brenna", when="2031-05-02")
    (line,) = told(desk)
    assert (line.origins, line.status, len(line.citations)) == (2, "corroborated", 2)


def test_history_needs_its_day_and_what_is_to_come_must_be_planned() -> None:
    desk = Desk()
    a = desk.article(
        "Rebels captured Brenna on 3 June 2024.",
        "They had captured Torvik in 2023.",
        "Rebels plan to leave Brenna on 20 May.",
        "Snow will fall in Brenna on 21 May.",
    )
    desk.claim(a, "captured Brenna", "captured", place="Brenna", when="2024-06-03", modality="background")
    desk.claim(a, "captured Torvik", "captured", place="Torvik", when=("2023-01-01", "2023-12-31"),
               modality="background")  # fmt: skip
    desk.claim(a, "leave", "withdrew", place="Brenna", when="2031-05-20", modality="planned")
    desk.claim(a, "fall", "other", when="2031-05-21")
    assert [t.date for t in told(desk)] == ["2024-06-03", "2031-05-20"]


def test_what_is_threatened_or_denied_did_not_happen() -> None:
    desk = Desk()
    a = desk.article("The army threatened to shell Brenna.", "It did not shell Torvik.")
    desk.claim(a, "shell Brenna", "shelling", place="Brenna", modality="threatened")
    desk.claim(a, "shell Torvik", "shelling", place="Torvik", polarity="denied")
    assert told(desk) == ()


def test_what_has_gone_on_since_a_day_stands_on_the_day_it_was_reported() -> None:
    desk = Desk()
    a = desk.article("More than 4,000 people have fled Brenna since April 30.", on="2031-05-04")
    made = desk.claim(a, "fled", "displace", place="Brenna", when="2031-04-30")
    at = desk.span(a, "April 30")
    desk.claims[0] = replace(made, time=TimeMention(at, "2031-04-30", "2031-04-30", "date"))
    assert [t.date for t in told(desk)] == ["2031-05-04"]


def test_a_line_rests_on_those_that_give_its_figure() -> None:
    desk = Desk()
    a = desk.article("Some 900 people fled Brenna, an aid worker said.", on="2031-05-04")
    b = desk.article("Some 4,000 people fled Brenna.", on="2031-05-04", outlet="Lake Monitor")
    for article, words, value in ((a, "900", 900), (b, "4,000", 4000)):
        says = "aid worker" if article is a else ()
        flight = desk.claim(article, "fled", "displace", place="Brenna", when="2031-05-04", says=says)
        desk.figure(article, words, "displaced", value, claim=flight)
    (line,) = told(desk)
    assert (line.status, line.origins) == ("single_origin", 1)


def test_a_sentence_stands_on_one_day() -> None:
    desk = Desk()
    a = desk.article(
        "Troops entered Brenna on Sunday, five days after the truce was signed.", on="2031-05-04"
    )
    desk.claim(a, "entered", "entered", actor="army", place="Brenna", when="2031-05-04")
    desk.claim(a, "signed", "agreement", place="Brenna", when="2031-04-29")
    assert len(told(desk)) == 1
