"""Figures: what is counted, what happened to it, when and where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import times
from reportedly.claims import figures
from reportedly.claims.counting import lexicon
from reportedly.reading import Page
from reportedly.records import Figure, Place, PlaceMention
from tests.support import page


def places(read: Page, names: tuple[str, ...]) -> list[PlaceMention]:
    """A mention where each name first stands."""
    text = read.article.text
    spans = [read.article.span(text.index(n), text.index(n) + len(n)) for n in names]
    return [PlaceMention(s, Place(s.quote), None) for s in sorted(spans, key=lambda s: s.start)]


def found(text: str, *names: str) -> list[Figure]:
    read = page(text)
    return list(figures.find(read, times.find(read), places(read, names)))


def told(text: str) -> list[tuple[str, str, str]]:
    return [(f.span.quote, f.measure, f.unit) for f in found(text)]


EXAMPLES = [(m, text) for m, signs in lexicon().measures.items() for text in signs.examples]
COUNTEREXAMPLES = [(m, text) for m, signs in lexicon().measures.items() for text in signs.not_examples]


def marked(text: str) -> tuple[str, str]:
    """The text without braces, and the number they marked."""
    return text.replace("{", "").replace("}", ""), text[text.index("{") + 1 : text.index("}")]


@pytest.mark.parametrize(("measure", "text"), EXAMPLES)
def test_each_measure_reads_its_examples(measure: str, text: str) -> None:
    plain, number = marked(text)
    assert [f.measure for f in found(plain) if number in f.span.quote] == [measure]


@pytest.mark.parametrize(("measure", "text"), COUNTEREXAMPLES)
def test_each_measure_leaves_its_counterexamples(measure: str, text: str) -> None:
    plain, number = marked(text)
    assert measure not in [f.measure for f in found(plain) if number in f.span.quote]


def test_one_sentence_may_hold_several_measures() -> None:
    assert told("The strike killed at least 12 people and wounded 30, and destroyed dozens of homes.") == [
        ("at least 12", "killed", "person"),
        ("30", "injured", "person"),
        ("dozens", "destroyed", "building"),
    ]


def test_households_stay_households() -> None:
    assert told("About 310 families fled Orvale after the flood.") == [
        ("About 310", "displaced", "household")
    ]


def test_those_hosted_are_refugees_and_not_newly_displaced() -> None:
    assert told("The kingdom already hosts more than 3.5 million refugees.") == [
        ("more than 3.5 million", "refugees", "person")
    ]
    assert [f.measure for f in found("The region hosts some three million people.")] == ["other"]


def test_a_pronoun_counts_part_of_the_figure_before() -> None:
    whole, part = found(
        "Fighting has displaced more than 9,000 civilians. At least 2,000 of them left in the last two days."
    )
    assert (part.measure, part.unit, part.low, part.high) == ("displaced", "person", 2000, None)
    assert part.part_of == whole.id
    assert (part.window_start, part.window_end) == ("2024-03-13", "2024-03-15")
    assert (whole.window_start, whole.window_end) == (None, None)


def test_those_included_are_part_of_the_whole() -> None:
    whole, part = found("The blast killed 12 people, including three children.")
    assert (part.measure, part.part_of) == ("killed", whole.id)


def test_a_bare_number_takes_up_the_count_before_it() -> None:
    assert told(
        '"We have seen thousands of displaced people, and we speak of at least 5,000 this week," she said.'
    )[1] == ("at least 5,000", "displaced", "person")


def test_a_toll_that_rose_counts_where_it_stands_now() -> None:
    now, then = found("The death toll rose to 70 from 43.")
    assert (now.low, now.measure, now.delta, now.former) == (70, "killed", None, then.id)
    assert (then.low, then.measure, then.delta, then.former) == (43, "killed", "former", None)


@pytest.mark.parametrize(
    "text",
    [
        "The number of displaced families rose from 300 to 450 in two days.",
        "The number of displaced families has reached 450, up from 300.",
        "Some 450 families are displaced, compared with 300 a week ago.",
    ],
)
def test_what_a_count_was_before_is_of_the_same_kind_and_of_no_days(text: str) -> None:
    figures = {f.low: f for f in found(text)}
    assert {(f.measure, f.unit) for f in figures.values()} == {("displaced", "household")}
    assert figures[450].former == figures[300].id
    assert (figures[300].delta, figures[300].window_start) == ("former", None)


def test_a_range_that_does_not_change_is_a_range() -> None:
    (figure,) = found("Estimates range from 43 to 70 dead.")
    assert (figure.low, figure.high, figure.delta) == (43, 70, None)


def test_more_of_the_same_are_an_increment_and_the_total_stands_beside_it() -> None:
    more, total = found("Another 5 people died overnight, bringing the death toll to 70.")
    assert [(f.low, f.measure, f.delta) for f in (more, total)] == [
        (5, "killed", "increment"),
        (70, "killed", None),
    ]
    more, total = found("The flood displaced a further 300 families, bringing the total to 1,200.")
    assert [(f.low, f.unit, f.delta) for f in (more, total)] == [
        (300, "household", "increment"),
        (1200, "household", None),
    ]


def test_more_of_another_thing_are_no_increment() -> None:
    assert [f.delta for f in found("The blast killed 12 people and wounded 30 more.")] == [None, None]


def test_the_day_of_saying_is_not_the_day_of_happening() -> None:
    (figure,) = found("Some 900 people have fled since March 2, the mayor said on Thursday.")
    assert (figure.window_start, figure.window_end) == ("2024-03-02", "2024-03-15")


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2254 was adopted in 2015.",
        "Ana Roe, 27, is a baker.",
        "It is one of the largest markets.",
        "They meet at 10:30 on 12 May.",
        "It cost 40 dollars.",
        "He is a 44-year-old man.",
        "Three attacks were foiled.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert told(text) == []


def test_the_place_is_where_it_happened_not_where_people_head() -> None:
    (figure,) = found(
        "Some 900 people fled from Orvale towards the border with Ruritania.", "Orvale", "Ruritania"
    )
    assert figure.place is not None
    assert figure.place.place.name == "Orvale"


def test_where_the_speaker_is_based_is_not_where_it_happened() -> None:
    (figure,) = found("A group based in Orvale said that 900 people had fled.", "Orvale")
    assert figure.place is None


def test_no_place_is_told_by_a_name_within_another_noun() -> None:
    (figure,) = found("Some 900 people fled the Ruritania army advance.", "Ruritania")
    assert figure.place is None


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Among those killed were 105 children.", [("105", "killed", "person")]),
        ("Troops executed and buried nine men.", [("nine", "killed", "person")]),
        ("Troops executed the families of five men.", [("five", "other", "person")]),
        ("Blast injures 9 women in Orvale.", [("9", "injured", "person")]),
        ("Half of the 900 people fled.", []),
        ("More than 300 families' homes were damaged.", [("More than 300", "destroyed", "building")]),
        ("About 70 per cent of the land is held by rebels.", [("About 70 per cent", "share", "percent")]),
        ("Of these 1673(80.8%) are at home.", [("80.8%", "share", "percent")]),
        (
            "Floods damaged about 300 homes and destroyed another 90.",
            [("about 300", "destroyed", "building"), ("another 90", "destroyed", "building")],
        ),
        (
            "Police arrested 14 people, nine of them women.",
            [("14", "detained", "person"), ("nine", "detained", "person")],
        ),
        ("The army has held 27 people.", [("27", "other", "person")]),
    ],
)
def test_what_is_counted_and_what_happened_to_it(text: str, want: list[tuple[str, str, str]]) -> None:
    assert told(text) == want


def test_among_a_count_of_the_dead_the_count_is_the_whole() -> None:
    assert [f.part_of for f in found("Six children were among 19 people killed.")] == [None, None]
    whole, part = found("At least 40 people are dead, among them 12 children.")
    assert part.part_of == whole.id


def test_the_day_of_an_earlier_toll_is_not_that_of_the_later() -> None:
    now, then = found("Officials put the death toll at 70, up from 43 on Monday.")
    assert (now.low, now.window_start) == (70, None)
    assert (then.low, then.window_start, then.delta) == (43, None, "former")


def test_since_the_war_began_runs_to_publication() -> None:
    (figure,) = found("More than 2,000 people have been killed since the war erupted in March 2021.")
    assert (figure.window_start, figure.window_end) == ("2021-03-01", "2024-03-15")


def test_lengths_are_told_once() -> None:
    assert told("The front is 33 km (20 miles) south of the city.") == [("33", "distance", "km")]


NUMBERS = [
    "12",
    "3,000",
    "dozens of",
    "about 40",
    "at least two",
    "tens of thousands of",
    "between 5 and 9",
    "70 per cent of",
]
COUNTED = ["people", "families", "homes", "villages", "of them", "soldiers", "attacks", ""]
DONE = [
    "fled",
    "were killed",
    "have returned since Monday",
    "were destroyed",
    "arrived in May",
    "and",
    ",",
    "said",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(NUMBERS), st.sampled_from(COUNTED), st.sampled_from(DONE)),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=50, deadline=None)
def test_figures_quote_the_text_never_overlap_and_have_ids(parts: list[tuple[str, str, str]]) -> None:
    text = "Officials said " + " ".join(" ".join(p) for p in parts) + " there."
    found_here = found(text)
    end = 0
    for figure in found_here:
        assert text[figure.span.start : figure.span.end] == figure.span.quote
        assert figure.span.start >= end
        end = figure.span.end
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        if figure.window_start and figure.window_end:
            assert figure.window_start <= figure.window_end
    assert len({f.id for f in found_here}) == len(found_here)
    assert found(text) == found_here


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("About 9,000 people have fled the valley.", "asserted"),
        ("The mayor fears that 9,000 people may flee the valley.", "possible"),
        ("Up to 9,000 people could be displaced by the flood.", "possible"),
    ],
)
def test_a_figure_has_the_modality_of_its_clause(text: str, modality: str) -> None:
    assert [f.modality for f in found(text)] == [modality]


def test_the_whole_that_a_fraction_is_taken_of_is_what_was_said_of_the_whole() -> None:
    text = "About half of the 900 people displaced in May have returned."
    assert told(text) == [("900", "displaced", "person")]
    assert told("About half of the 900 people have returned.") == []


def test_runs_of_blanks_do_not_hide_a_count() -> None:
    assert told("The  fire  forced  around  9,000  people  to  flee  their  homes.") == [
        ("around  9,000", "displaced", "person")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Some 900 families have not returned to their villages.",
        "Some 900 families have yet to return.",
        "Some 900 families are unable to return to their villages.",
        "Some 900 families are afraid to return.",
    ],
)
def test_who_has_not_returned_is_still_displaced(text: str) -> None:
    assert told(text) == [("Some 900", "displaced", "household")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Dead: 12, injured: 40.", [("12", "killed", "person"), ("40", "injured", "person")]),
        ("Houses destroyed: 40", [("40", "destroyed", "building")]),
        ("IDPs: 9,000", [("9,000", "displaced", "person")]),
        ("Chapter 3: 20 ways to live.", []),
    ],
)
def test_numbers_behind_a_label_are_what_it_says(text: str, want: list[tuple[str, str, str]]) -> None:
    assert told(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "12 killed 30 injured",
        "Blast in Orvale: 12 killed 30 wounded",
        "12 dead, 30 wounded in Orvale",
        "12 people killed 30 people injured",
        "Twelve killed thirty wounded",
    ],
)
def test_each_number_of_a_list_without_commas_has_the_word_behind_it(text: str) -> None:
    assert [f.measure for f in found(text)] == ["killed", "injured"]


def test_the_object_of_a_verb_that_follows_a_number_is_still_its_object() -> None:
    assert [f.measure for f in found("The men who had wounded 5 killed 40 women.")] == ["injured", "killed"]
    assert found("5 soldiers killed 40 wounded rebels.")[-1].measure == "killed"


def test_who_is_of_a_force_is_not_displaced_but_a_family_that_goes_along_is() -> None:
    assert told("The army moved 400 soldiers to the border.") == [("400", "other", "person")]
    assert told("Some 400 fighters and their families were evacuated.") == [
        ("Some 400", "displaced", "person")
    ]


def test_of_a_number_of_a_whole_the_whole_did_not_do_it() -> None:
    assert told("Some 50 of the 400 villagers had left.") == [
        ("Some 50", "displaced", "person"),
        ("400", "other", "person"),
    ]
    assert told("Two of the 12 dead were children.") == [
        ("Two", "killed", "person"),
        ("12", "killed", "person"),
    ]
