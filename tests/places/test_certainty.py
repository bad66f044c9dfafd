"""The probability of a choice, and what is left open."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.config import Places as Settings
from reportedly.places import Places
from reportedly.places.certainty import Evidence, odds, probability
from tests.support import page

PART = st.floats(0, 1)
EVIDENCE = st.builds(
    Evidence,
    share=st.floats(-4.7, 4.7),
    local=PART,
    home=PART,
    rival=PART,
    outshone=PART,
    foreign=PART,
    own=PART,
    whole=PART,
    country=PART,
    kind=PART,
    known=PART,
)
AGAINST = {"rival", "outshone", "foreign"}


@given(EVIDENCE, st.sampled_from([f.name for f in fields(Evidence)]))
def test_more_evidence_never_makes_a_choice_less_likely(evidence: Evidence, name: str) -> None:
    more = replace(evidence, **{name: getattr(evidence, name) + 0.5})
    likelier, likely = probability(more), probability(evidence)
    assert likelier <= likely if name in AGAINST else likelier >= likely
    assert 0 <= likely <= 1


@given(PART)
def test_the_odds_of_a_share_are_even_at_one_half(share: float) -> None:
    assert odds(share) == -odds(1 - share) or abs(odds(share) + odds(1 - share)) < 1e-6


def test_a_small_town_abroad_is_left_open_where_its_namesakes_are_as_likely() -> None:
    text = "Lorries blocked Nairobi and Mombasa, police in Kenya said. A driver from Salem was held."
    careful = Places(Settings(min_probability=0.85)).find(page(text))
    places = {m.span.quote: m.place.resolved for m in careful}
    assert places["Nairobi"]
    assert not places.get("Salem", False)


def test_a_sea_is_as_sure_as_its_name_though_it_is_in_no_country(places: Places) -> None:
    text = "Ships left the Red Sea for Mombasa, the government of Kenya said."
    sure = {m.span.quote: m.probability for m in places.find(page(text))}
    assert (sure["Red Sea"] or 0) > 0.9


def test_a_home_makes_a_namesake_likelier(places: Places) -> None:
    from reportedly.places import Home

    text = "The council of Springfield met on Monday."
    away = places.find(page(text))
    home = places.find(page(text), Home("US", "US.IL"))
    assert [m.place.admin1 for m in home] == ["Illinois"]
    assert (home[0].probability or 0) > max((m.probability or 0 for m in away), default=0)
