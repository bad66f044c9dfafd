"""What happened at another time, behind "since" and "before": its place and day are its own."""

from __future__ import annotations

import pytest

from reportedly import times
from reportedly.claims import events
from reportedly.records import Claim
from tests import support
from tests.claims.test_events import named

PUBLISHED = "2024-03-15"  # a Friday


def read(text: str, *names: str) -> dict[str, Claim]:
    """The claims of a sentence by the words of their triggers."""
    page = support.page(text, PUBLISHED)
    found = events.find(page, [named(text, name) for name in names], times.find(page), ())
    return {c.trigger.quote: c for c in found}


def place(claim: Claim) -> str | None:
    return claim.place.span.quote if claim.place else None


def day(claim: Claim) -> str | None:
    return claim.time.earliest if claim.time else None


def test_what_a_fight_is_measured_from_did_not_happen_where_the_fight_is() -> None:
    text = (
        "Troops entered Velmora on Tuesday, in the heaviest fighting since a truce was signed five days ago."
    )
    told = read(text, "Velmora")
    assert (place(told["fighting"]), day(told["fighting"])) == ("Velmora", "2024-03-12")
    assert (place(told["truce was signed"]), day(told["truce was signed"])) == (None, "2024-03-10")


def test_a_fight_does_not_get_the_place_and_day_of_what_it_is_measured_from() -> None:
    text = (
        "The heaviest fighting since a truce was signed in Ostrava on Sunday killed nine people in Velmora."
    )
    told = read(text, "Ostrava", "Velmora")
    assert (place(told["truce was signed"]), day(told["truce was signed"])) == ("Ostrava", "2024-03-10")
    assert (place(told["fighting"]), day(told["fighting"])) == ("Velmora", None)
    assert (place(told["killed"]), day(told["killed"])) == ("Velmora", None)


def test_so_of_a_noun() -> None:
    told = read(
        "Nine people died in Velmora in the first raid since the truce in Ostrava.", "Velmora", "Ostrava"
    )
    assert (place(told["raid"]), place(told["truce"])) == ("Velmora", "Ostrava")


def test_what_happened_before_another_thing_has_its_own_day() -> None:
    told = read("Troops took Velmora before fighting broke out in Dolna on Tuesday.", "Velmora", "Dolna")
    assert (place(told["took"]), day(told["took"])) == ("Velmora", None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Troops have shelled Velmora since Monday.", "2024-03-11"),
        ("Troops shelled Velmora before dawn on Monday.", "2024-03-11"),
    ],
)
def test_a_plain_day_behind_such_a_word_is_the_events(text: str, wanted: str) -> None:
    assert (day(read(text, "Velmora")["shelled"]) or "")[:10] == wanted


def test_news_measured_from_old_history_is_news() -> None:
    told = read("It was the worst raid in Velmora since the war began in 2011.", "Velmora")
    assert told["raid"].modality == "asserted"
    assert told["began"].modality == "background"


@pytest.mark.parametrize(
    "text",
    [
        "Since the mutiny of 2009, nine thousand people have fled Velmora.",
        "Nine thousand people have fled Velmora since the war began in 2011.",
    ],
)
def test_what_has_gone_on_since_old_history_is_no_news(text: str) -> None:
    assert read(text, "Velmora")["fled"].modality == "background"
