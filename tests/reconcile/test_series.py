"""Figures over time: one point a value, speaker and window; nothing added up."""

from __future__ import annotations

from dataclasses import replace

from reportedly.publish.display import amount_words
from reportedly.reconcile import reconcile
from reportedly.records import Alteration, PlaceMention, Point
from tests.reconcile.stories import PLACES, Desk


def points(desk: Desk) -> tuple[Point, ...]:
    (series,) = reconcile(desk.dossier()).series
    return series.points


def test_different_windows_stand_side_by_side() -> None:
    desk = Desk()
    a = desk.article("Some 4,000 fled since April 20.", "Of these 900 left in two days.")
    desk.figure(a, "4,000", "displaced", 4000, speaker="Lake Monitor", since="2031-04-20", until="2031-05-04")
    desk.figure(a, "900", "displaced", 900, speaker="Relief Agency", since="2031-05-03", until="2031-05-04")
    assert [(p.low, p.status) for p in points(desk)] == [(4000, "single_origin"), (900, "single_origin")]


def test_one_value_of_one_speaker_is_one_point() -> None:
    desk = Desk()
    for n in range(3):
        a = desk.article(f"Report {n}: 4,000 fled, the Lake Monitor said.", on=f"2031-05-0{4 + n}")
        desk.figure(a, "4,000", "displaced", 4000, speaker="Lake Monitor", since="2031-04-20")
    (point,) = points(desk)
    assert (point.as_of, point.origins, len(point.figures)) == ("2031-05-04", 1, 3)


def test_a_copy_makes_no_point_of_its_own() -> None:
    desk = Desk()
    a = desk.article("Some 4,000 fled in two days, the Lake Monitor said.", on="2031-05-04")
    b = desk.article("About 4,000 escaped in two days.", on="2031-05-06")
    desk.copy(b, a)
    desk.figure(a, "4,000", "displaced", 4000, speaker="Lake Monitor", since="2031-05-03", until="2031-05-04")
    desk.figure(b, "4,000", "displaced", 4000, since="2031-05-05", until="2031-05-06")
    (point,) = points(desk)
    assert (point.as_of, point.speaker, point.window_start) == ("2031-05-04", "Lake Monitor", "2031-05-03")


def test_a_later_figure_of_the_same_speaker_supersedes() -> None:
    desk = Desk()
    for day, value in (("2031-05-04", 4000), ("2031-05-05", 5200)):
        a = desk.article(f"On {day} it said {value} had fled.", on=day)
        desk.figure(a, str(value), "displaced", value, speaker="Lake Monitor", since="2031-04-20")
    assert [(p.low, p.status) for p in points(desk)] == [(4000, "superseded"), (5200, "single_origin")]


def test_two_speakers_for_one_window_are_disputed() -> None:
    desk = Desk()
    for speaker, value in (("Lake Monitor", 4000), ("Relief Agency", 9000)):
        a = desk.article(f"The {speaker} said {value} had fled.")
        desk.figure(a, str(value), "displaced", value, speaker=speaker, since="2031-04-20")
    assert {p.status for p in points(desk)} == {"disputed"}


def test_history_and_other_measures_make_no_series() -> None:
    desk = Desk()
    a = desk.article("The war has killed 100,000.", "Troops hold 70 per cent.", "The army denied killing 30.")
    old = desk.claim(a, "killed", "kill", modality="background")
    desk.figure(a, "100,000", "killed", 100000, claim=old)
    desk.figure(a, "70", "share", 70, unit="percent")
    denied = desk.claim(a, "killing", "kill", polarity="denied")
    desk.figure(a, "30", "killed", 30, claim=denied)
    assert reconcile(desk.dossier()).series == ()


def test_a_number_that_a_copy_altered_is_nobodys() -> None:
    desk = Desk()
    a = desk.article("Shells killed 14 people in Brenna, a doctor said.", on="2031-05-04")
    b = desk.article("Shells killed 41 persons in Brenna, a doctor said.", on="2031-05-05")
    desk.copy(b, a)
    (copy,) = desk.copies
    (link,) = copy.sentences
    change = Alteration("number", desk.span(b, "41"), desk.span(a, "14"))
    desk.copies[0] = replace(copy, sentences=(replace(link, altered=(change,)),))
    for article, value in ((a, 14), (b, 41)):
        death = desk.claim(article, "killed", "kill", place="Brenna", says="doctor")
        desk.figure(article, str(value), "killed", value, claim=death, speaker="doctor")
    assert [(p.low, p.status) for p in points(desk)] == [(14, "single_origin")]
    (finding,) = reconcile(desk.dossier()).findings
    assert [v.value for v in finding.slots["killed"]] == ["14"]


def test_what_may_be_counted_one_day_is_no_point() -> None:
    desk = Desk()
    a = desk.article("As many as 4,000 may flee.")
    made = desk.figure(a, "4,000", "displaced", 4000)
    desk.figures[0] = replace(made, modality="possible")
    assert reconcile(desk.dossier()).series == ()


def test_a_headline_repeats_its_text() -> None:
    desk = Desk()
    a = desk.article("Nine killed in Brenna", "Shells killed 9 people in Brenna, a doctor said.")
    headline, body = a.sentences
    desk.articles[0] = replace(a, sentences=(replace(headline, role="headline"), body))
    desk.figure(a, "Nine", "killed", 9)
    desk.figure(a, "9", "killed", 9, speaker="doctor")
    (point,) = points(desk)
    assert point.speaker == "doctor"


def test_the_toll_of_an_event_is_one_series_and_only_its_own_speaker_supersedes() -> None:
    desk = Desk()
    reports = (("2031-05-04", 9, "Lake Monitor"), ("2031-05-05", 14, "doctor"), ("2031-05-06", 17, "doctor"))
    for day, value, speaker in reports:
        a = desk.article(f"The shelling of Brenna killed {value}, said the {speaker}.", on=day)
        death = desk.claim(a, "killed", "kill", place="Brenna", when="2031-05-04", says=speaker)
        desk.figure(a, str(value), "killed", value, claim=death, speaker=speaker, since="2031-05-04")
    assert [(p.low, p.status) for p in points(desk)] == [
        (9, "single_origin"),
        (14, "superseded"),
        (17, "single_origin"),
    ]


def test_a_figure_of_a_wider_area_supersedes_too() -> None:
    desk = Desk()
    a = desk.article("Some 4,000 fled, the Lake Monitor said.", on="2031-05-04")
    b = desk.article("Some 5,200 fled in Lower Province, the Lake Monitor said.", on="2031-05-06")
    desk.figure(a, "4,000", "displaced", 4000, speaker="Lake Monitor", since="2031-04-20")
    made = desk.figure(b, "5,200", "displaced", 5200, speaker="Lake Monitor", since="2031-04-20")
    desk.figures[1] = replace(made, place=PlaceMention(made.span, PLACES["Lower Province"], 0.9))
    series = reconcile(desk.dossier()).series
    assert {p.low: p.status for s in series for p in s.points} == {4000: "superseded", 5200: "single_origin"}


def test_a_toll_that_rose_has_a_superseded_point_before_it() -> None:
    desk = Desk()
    a = desk.article("The toll rose to 70 from 43, the ministry said.")
    then = desk.figure(a, "43", "killed", 43, speaker="Ministry")
    now = desk.figure(a, "70", "killed", 70, speaker="Ministry")
    desk.figures = [replace(then, delta="former"), replace(now, former=then.id)]
    told = [(p.low, p.status) for p in points(desk)]
    assert told == [(43, "superseded"), (70, "single_origin")]


def test_what_a_toll_was_before_is_the_point_that_somebody_reported_then() -> None:
    desk = Desk()
    early = desk.article("The mine killed 43, the ministry said.", on="2031-05-03")
    desk.figure(early, "43", "killed", 43, speaker="Ministry")
    late = desk.article("The toll rose to 70 from 43.", on="2031-05-05")
    then = replace(desk.figure(late, "43", "killed", 43), delta="former")
    now = replace(desk.figure(late, "70", "killed", 70), former=then.id)
    desk.figures = [desk.figures[0], then, now]
    told = [(p.as_of, p.low, p.status, len(p.figures)) for p in points(desk)]
    assert told == [("2031-05-03", 43, "superseded", 2), ("2031-05-05", 70, "single_origin", 1)]


def test_how_many_more_is_never_a_total() -> None:
    desk = Desk()
    a = desk.article("Another 5 died, bringing the toll to 70.")
    more = replace(desk.figure(a, "5", "killed", 5), delta="increment")
    desk.figures = [more, desk.figure(a, "70", "killed", 70)]
    assert [p.low for p in points(desk)] == [70]


def test_how_many_more_on_a_day_is_told_as_more_and_disputes_no_total() -> None:
    desk = Desk()
    a = desk.article("Another 5 died on May 4, the ministry said.")
    more = desk.figure(a, "5", "killed", 5, speaker="Ministry", since="2031-05-04", until="2031-05-04")
    b = desk.article("The monitor counted 70 dead on May 4.")
    total = desk.figure(b, "70", "killed", 70, speaker="Monitor", since="2031-05-04", until="2031-05-04")
    desk.figures = [replace(more, delta="increment"), total]
    figures = {f.id: f for f in desk.figures}
    told = sorted((amount_words(p, figures), p.status) for p in points(desk))
    assert told == [("5 more", "single_origin"), ("70", "single_origin")]


def test_what_a_war_has_come_to_is_apart_from_what_one_attack_did() -> None:
    desk = Desk()
    a = desk.article("Shells killed 12 in Brenna.", "The war has killed 9,000, the ministry said.")
    near = desk.claim(a, "killed 12", "kill", place="Brenna")
    desk.figure(a, "12", "killed", 12, claim=near, place="Brenna")
    far = desk.claim(a, "killed 9,000", "kill", place="Brenna", says="Ministry")
    toll = desk.figure(a, "9,000", "killed", 9000, claim=far, place="Brenna", speaker="Ministry")
    desk.figures[1] = replace(toll, whole_conflict=True)
    account = reconcile(desk.dossier())
    assert [(s.whole_conflict, [p.low for p in s.points]) for s in account.series] == [
        (False, [12]),
        (True, [9000]),
    ]
    assert len(account.findings) == 2
    assert not [f for f in account.findings if f.status == "disputed"]


def test_a_speakers_later_toll_of_a_war_supersedes_the_earlier() -> None:
    desk = Desk()
    for day, value in (("2031-05-04", 9000), ("2031-05-20", 9300)):
        a = desk.article(f"The war has killed {value}, the ministry said.", on=day)
        desk.figure(a, str(value), "killed", value, speaker="Ministry")
    desk.figures = [replace(f, whole_conflict=True) for f in desk.figures]
    assert [(p.low, p.status) for p in points(desk)] == [(9000, "superseded"), (9300, "single_origin")]
