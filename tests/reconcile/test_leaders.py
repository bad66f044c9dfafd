"""Offices that one article names alone and another with a person."""

from __future__ import annotations

import pytest

from reportedly.actors import Actors
from reportedly.claims.attribution import find
from reportedly.reconcile.leaders import leaders
from reportedly.records import Attribution
from tests.support import page

ACTORS = Actors.load()
ALONE = "The Observatory's director said ten had died."


def said(*texts: str) -> list[Attribution]:
    return [a for text in texts for a in find(page(text), ACTORS)]


@pytest.mark.parametrize(
    "other",
    [
        "The Observatory's director Rami Haddad said nine had died.",
        "Rami Haddad, the director of the Lake Observatory, said nine had died.",
        "Rami Haddad, head of the Lake Observatory, said nine had died.",
    ],
)
def test_an_office_is_the_person_whom_another_article_names_with_it(other: str) -> None:
    assert leaders(said(ALONE, other)) == {"Observatory's director": "Rami Haddad"}


@pytest.mark.parametrize(
    "others",
    [
        ["Rami Haddad, the director of the museum, said nine had died."],
        [
            "The Observatory's director Rami Haddad said nine had died.",
            "The Observatory's director Ana Lopez said nine had died.",
        ],
        ["Rami Haddad said nine had died."],
    ],
)
def test_an_office_of_another_body_or_of_two_persons_stays_without_a_name(others: list[str]) -> None:
    assert leaders(said(ALONE, *others)) == {}


def test_who_heads_a_body_speaks_for_it() -> None:
    [one] = said("Rami Haddad, who heads the Lake Observatory, said nine had died.")
    assert (one.speaker, one.role) == ("Rami Haddad", "monitor")


def test_an_office_speaks_for_its_body() -> None:
    [one] = said(ALONE)
    assert one.role == "monitor"
