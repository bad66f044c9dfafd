"""The list of outlets, and finding them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportedly.errors import RuleError
from reportedly.outlets import Affiliation, Membership, Outlet, Outlets, credited, family_of, same_house, use

LIST = Outlets.load()


def test_every_entry_can_be_found_and_is_sourced() -> None:
    for outlet in LIST.entries:
        assert LIST.find(outlet.name) is outlet
        assert outlet.source.startswith("https://")
        assert outlet.country is None or len(outlet.country) == 2
        assert outlet.kind != "state_media" or outlet.party
        sources = [a.source for a in outlet.affiliations] + [f.source for f in outlet.families]
        assert all(source.startswith("https://") for source in sources)
        for domain in outlet.domains:
            assert LIST.by_domain(f"https://www.{domain}/a") is outlet


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("the jordan times", "Jordan Times"),
        ("AP", "Associated Press"),
        ("TRTWorld", "TRT World"),
        ("Nobody", None),
    ],
)
def test_find(name: str, wanted: str | None) -> None:
    found = LIST.find(name)
    assert (found.name if found else None) == wanted


@pytest.mark.parametrize("url", ["https://notreuters.com/", "https://com/", "nonsense", "http://[bad", ""])
def test_other_addresses(url: str) -> None:
    assert LIST.by_domain(url) is None


def test_mentions_are_spans_and_the_longest_wins() -> None:
    text = "Sky News said, citing Reuters and Al Jazeera English; the dawn came, Dawn said. AFPtv too."
    found = LIST.mentioned(text)
    assert [text[a:b] for a, b, _ in found] == ["Sky News", "Reuters", "Al Jazeera English"]
    assert [o.name for *_, o in LIST.mentioned("Dawn, AP", expected=True)] == ["Dawn", "Associated Press"]


def test_credits() -> None:
    assert credited("Al Jazeera, AP and news agencies") == ("Al Jazeera", "Associated Press", "news agencies")
    assert credited("Nora Lind") == ()


# -- whose voice, whose text, and when ------------------------------------------------------------

TITLES = "https://quay.example/titles"
DAILY = Outlet(
    "Harbour Daily",
    "newspaper",
    "https://harbour.example/about",
    "TN",
    affiliations=(
        Affiliation("Pier Party", source=TITLES, until=2012),
        Affiliation("Dock League", source=TITLES, since=2015, until=2020),
    ),
    families=(Membership("Quay Media", source=TITLES, since=2016, until=2021),),
)


@pytest.fixture
def own() -> Iterator[None]:
    use((DAILY,))
    yield
    use(())


@pytest.mark.parametrize(
    ("year", "party", "family"),
    [
        (2011, "Pier Party", None),
        (2013, None, None),
        (2016, "Dock League", "Quay Media"),
        (2020, "Dock League", "Quay Media"),
        (2021, None, "Quay Media"),
        (None, "Dock League", "Quay Media"),
    ],
)
def test_affiliations_and_families_hold_in_their_years(
    year: int | None, party: str | None, family: str | None
) -> None:
    assert DAILY.party_in(year) == party
    assert DAILY.family_in(year) == family


def test_every_family_of_the_list_has_two_members() -> None:
    families = [{m.family for m in o.families} for o in LIST.entries]
    for family in set().union(*families):
        assert sum(family in f for f in families) > 1, family


def test_state_agencies_are_agencies_too() -> None:
    assert {o.name for o in LIST.entries if o.wire and o.kind != "state_media"} == set()
    for name in ("AP", "SANA", "TASS"):
        found = LIST.find(name)
        assert found is not None
        assert found.is_agency


def test_names_of_one_outlet_are_one_house() -> None:
    assert same_house("AP", "Associated Press")
    assert same_house("Pier Radio", "pier radio")
    assert not same_house("Reuters", "AFP")
    assert not same_house(None, None)


@pytest.mark.usefixtures("own")
def test_ones_own_outlets_are_known_and_take_the_place_of_listed_ones() -> None:
    assert Outlets.load().find("the harbour daily") is DAILY
    assert credited("Harbour Daily and Reuters") == ("Harbour Daily", "Reuters")
    assert family_of("Harbour Daily", "2018-03-01") == "Quay Media"
    assert family_of("Harbour Daily", "2023-03-01T10:00:00Z") is None
    use((Outlet("Reuters", "site", TITLES),))
    found = Outlets.load().find("Reuters")
    assert found is not None
    assert not found.is_agency


def test_two_outlets_cannot_have_one_name() -> None:
    with pytest.raises(RuleError, match="belongs to"):
        Outlets.of((DAILY, Outlet("Other", "site", TITLES, aliases=("Harbour Daily",))))
