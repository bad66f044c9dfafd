"""What somebody decided, in words."""

from __future__ import annotations

import pytest

from reportedly.publish.judged import judgement_words
from reportedly.records import Judgement, Place, Slot, Target, Value, Verb


def decided(verb: Verb, target: Target, slot: Slot | None = None, value: Value | None = None) -> Judgement:
    return Judgement("j-1", "", "Ada", verb, target, ("a-1", "a-2"), slot=slot, value=value)


@pytest.mark.parametrize(
    ("judgement", "beside", "alone"),
    [
        (decided("reject", "finding"), "rejected", "rejected 2 claims of a finding"),
        (decided("note", "claim"), "left a note", "left a note on a claim"),
        (
            decided("correct", "figure", "figure", Value(low=1200, high=1500, qualifier="about")),
            "corrected the figure to about 1,200 to 1,500",
            "corrected the figure to about 1,200 to 1,500",
        ),
        (
            decided("correct", "claim", "time", Value(earliest="2031-03-04", latest="2031-03-06")),
            "corrected the time to 4–6 March 2031",
            "corrected the time of a claim to 4–6 March 2031",
        ),
        (
            decided("correct", "claim", "place", Value(place=Place("Velmora"))),
            "corrected the place to Velmora",
            "corrected the place of a claim to Velmora",
        ),
        (
            decided("correct", "claim", "kind", Value(kind="deliver_aid")),
            "corrected the kind to Aid delivered",
            "corrected the kind of a claim to Aid delivered",
        ),
        (
            decided("correct", "claim", "speaker", Value()),
            "corrected the speaker to the article’s own voice",
            "corrected the speaker of a claim to the article’s own voice",
        ),
        (
            decided("pin", "line", None, Value(section="humanitarian")),
            "pinned into the brief, under humanitarian",
            "pinned 2 claims of a line into the brief, under humanitarian",
        ),
        (decided("copies", "articles"), "marked as copy and original", "marked as copy and original"),
    ],
)
def test_one_wording_with_and_without_what_it_is_about(judgement: Judgement, beside: str, alone: str) -> None:
    assert judgement_words(judgement, about=False) == beside
    assert judgement_words(judgement) == alone
