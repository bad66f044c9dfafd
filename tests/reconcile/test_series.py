"""Figures over time: one point a value, speaker and window; nothing added up."""

from __future__ import annotations

from reportedly.reconcile import reconcile
from reportedly.records import Point
from tests.reconcile.stories import Desk


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
