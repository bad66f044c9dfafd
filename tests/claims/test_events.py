from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.claims import events
from reportedly.records import Attribution, Claim, Place, PlaceMention, TimeMention
from tests import support


def named(page_text: str, words: str, feature: str = "PPL", nth: int = 0) -> PlaceMention:
    """A resolved mention of the nth standing of the words in a page."""
    article = support.article(page_text, published_at="2024-03-15")
    start = -1
    for _ in range(nth + 1):
        start = page_text.index(words, start + 1)
    place = Place(words, 10.0, 20.0, abs(hash(words)) % 997, "XX", None, feature, 5.0)
    return PlaceMention(article.span(start, start + len(words)), place, 0.9)


def found(text: str, *places: PlaceMention, attributions: tuple[Attribution, ...] = ()) -> tuple[Claim, ...]:
    return events.find(support.page(text), places, (), attributions)


def one(text: str, kind: str, *places: PlaceMention) -> Claim:
    return next(c for c in found(text, *places) if c.kind == kind)


def slots(claim: Claim) -> tuple[list[str], list[str], list[str]]:
    return (
        [n.name for n in claim.actor],
        [n.name for n in claim.recipient],
        [n.name for n in claim.instrument],
    )


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient", "instrument"),
    [
        ("The rebels captured the old airport.", "captured", ["rebels"], ["old airport"], []),
        ("The old airport was captured by the rebels.", "captured", ["rebels"], ["old airport"], []),
        ("The capture of the airport by the rebels ended the war.", "captured", ["rebels"], ["airport"], []),
        ("The rebels entered and captured the airport.", "captured", ["rebels"], ["airport"], []),
        ("Soldiers backed by tanks captured the airport.", "captured", ["Soldiers"], ["airport"], []),
        ("The brigade that captured the airport left.", "captured", ["brigade"], ["airport"], []),
        ("A bomb killed two nurses.", "kill", [], ["nurses"], ["bomb"]),
        ("Two nurses were killed in an army raid.", "kill", ["army"], ["nurses"], ["army raid"]),
        ("Two nurses were killed when soldiers opened fire.", "kill", ["soldiers"], ["nurses"], []),
        ("Soldiers fired rockets, killing two nurses.", "kill", ["Soldiers"], ["nurses"], []),
        ("Five nurses shot dead near temple", "kill", [], ["nurses"], []),
        ("Troops shot toward two farmers.", "attack", ["Troops"], ["farmers"], []),
        ("Army shelling killed two nurses.", "kill", ["Army"], ["nurses"], ["Army shelling"]),
        ("Army shelling of the market went on.", "shelling", ["Army"], ["market"], []),
        ("The militia carried out an attack on the bridge.", "attack", ["militia"], ["bridge"], []),
        ("Tens of thousands of farmers fled the valley.", "displace", [], ["farmers"], []),
        ("The fighting displaced 400 families.", "displace", [], ["families"], ["fighting"]),
        ("Police arrested and later released the mayor.", "arrest", ["Police"], ["mayor"], []),
        ("Police launched a hunt to arrest the killers.", "arrest", ["Police"], ["killers"], []),
        ("The clerk was arrested. Officers said he had a knife.", "arrest", ["Officers"], ["clerk"], []),
        ("Policemen rushed to the port and arrested nine sailors.", "arrest", ["Policemen"], ["sailors"], []),
        ("The minister accused the rebels of looting.", "accuse", ["minister"], ["rebels"], []),
        ("The minister accused the rebels of looting.", "loot", ["rebels"], [], []),
        ("The minister accused the rebels of not honouring the truce.", "breach", ["rebels"], ["truce"], []),
        ("Nine students were arrested, police said.", "arrest", ["police"], ["students"], []),
        ("Two soldiers were arrested by the rebels.", "arrest", ["rebels"], ["soldiers"], []),
        ("Police arrested nine students and a teacher.", "arrest", ["Police"], ["students", "teacher"], []),
    ],
)
def test_who_did_what_to_whom(
    text: str, kind: str, actor: list[str], recipient: list[str], instrument: list[str]
) -> None:
    assert slots(one(text, kind)) == (actor, recipient, instrument)


def test_a_pronoun_is_followed_only_where_one_noun_fits() -> None:
    assert slots(one("The army said it shelled the port.", "shelling"))[0] == ["army"]
    assert slots(one("The army and a clan quarrelled before it shelled the port.", "shelling"))[0] != ["clan"]
    assert slots(one("They shelled the port.", "shelling"))[0] == []


def test_a_capture_happened_where_the_captured_place_is() -> None:
    text = "Troops from Ostrava captured Velmora, far south of Dolna."
    places = [named(text, word) for word in ("Ostrava", "Velmora", "Dolna")]
    place = one(text, "captured", *places).place
    assert place is not None
    assert place.span.quote == "Velmora"


def test_a_place_in_a_phrase_of_place_is_the_events() -> None:
    text = "A bomb killed two nurses in Velmora on Monday, police in Dolna said."
    place = one(text, "kill", named(text, "Velmora"), named(text, "Dolna")).place
    assert place is not None
    assert place.span.quote == "Velmora"


def test_a_government_named_by_its_capital_is_no_place_of_events() -> None:
    text = "Velmora bombed the hills."
    mention = named(text, "Velmora")
    metonym = PlaceMention(mention.span, mention.place, mention.score, (), "metonym")
    assert one(text, "bombing", metonym).place is None


def test_the_town_is_the_one_the_page_has_named() -> None:
    text = "The army shelled Velmora on Sunday. Rebels withdrew from the town at night."
    place = one(text, "withdrew", named(text, "Velmora")).place
    assert place is not None
    assert place.span.quote == "Velmora"


def test_the_town_stays_unknown_where_two_are_named_as_often() -> None:
    text = "The army shelled Velmora and Dolna on Sunday. Rebels withdrew from the town at night."
    assert one(text, "withdrew", named(text, "Velmora"), named(text, "Dolna")).place is None


def test_a_town_that_only_gives_a_direction_is_not_meant() -> None:
    text = "The army shelled hills south of Velmora. Rebels withdrew from the town at night."
    assert one(text, "withdrew", named(text, "Velmora")).place is None


def test_a_time_belongs_to_its_own_event() -> None:
    text = "Renewed fighting comes despite the January 12 truce."
    article = support.article(text, published_at="2024-03-15")
    start = text.index("January")
    time = TimeMention(article.span(start, start + 10), "2024-01-12", "2024-01-12", "date")
    claims = {c.kind: c for c in events.find(support.page(text), (), (time,), ())}
    assert claims["clash"].time is None
    assert claims["truce"].time == time


def test_a_claim_takes_its_chain_from_the_closest_content() -> None:
    text = "The agency said the mayor claimed rebels captured the bridge."
    article = support.article(text, published_at="2024-03-15")

    def said(name: str, words: str, chain: tuple[str, ...]) -> Attribution:
        start = text.index(words)
        content = article.span(start, len(text) - 1)
        return Attribution(
            name, article.id, None, None, (content,), "indirect", chain[-1], chain, "state", "x"
        )

    outer = said("at-1", "the mayor", ("agency",))
    inner = said("at-2", "rebels", ("agency", "mayor"))
    claim = next(c for c in found(text, attributions=(outer, inner)) if c.kind == "captured")
    assert (claim.chain, claim.attribution, claim.role, claim.party) == (
        ("agency", "mayor"),
        "at-2",
        "state",
        "x",
    )
    assert found(text)[-1].chain == ()


def test_a_threat_is_never_an_attack_that_happened() -> None:
    claims = found("The ministry warned its forces would retaliate against any attack on the posts.")
    assert {(c.kind, c.modality) for c in claims} >= {("threaten", "asserted"), ("attack", "threatened")}
    assert not [c for c in claims if c.kind == "attack" and c.modality == "asserted"]


def test_one_event_worded_twice_is_one_claim() -> None:
    assert [c.kind for c in found("The suburb came under heavy bombardment.")] == ["shelling"]
    assert [c.kind for c in found("Farmers fled, seeking safety.")] == ["displace"]


WORDS = st.sampled_from(
    """rebels army captured the town of Velmora killed said not will attack on and , . " who in fled
    shelling no""".split()  # noqa: SIM905 - a list a word would be a page
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_whatever_the_text_spans_quote_it_and_ids_differ(text: str) -> None:
    claims = found(text)
    for claim in claims:
        spans = [claim.sentence, claim.trigger]
        spans += [n.span for slot in (claim.actor, claim.recipient, claim.instrument) for n in slot]
        assert all(text[s.start : s.end] == s.quote and s.quote for s in spans)
    assert len({c.id for c in claims}) == len(claims)
    assert claims == found(text)


def test_a_particle_follows_its_verb() -> None:
    claims = found("By noon the whole town was watching the largest march of the year.")
    assert "fail_to_act" not in {c.kind for c in claims}
    assert all(c.trigger.start < c.trigger.end for c in claims)


def test_a_force_left_out_is_the_one_the_page_names_nearest() -> None:
    text = "Police sealed off the market on Monday. Thirty people were arrested. Two were students."
    assert slots(one(text, "arrest"))[0] == ["Police"]


def test_a_force_left_out_stays_out_where_other_armed_people_are_nearer() -> None:
    text = "Police left the market. Rebels came on Monday. Thirty people were arrested."
    assert slots(one(text, "arrest"))[0] == []


def test_harm_is_done_by_whoever_did_the_only_violence_told_with_it() -> None:
    text = "The army shelled the port, and two dockers died."
    assert slots(one(text, "kill"))[0] == ["army"]
    two = "The army shelled the port, rebels attacked the mill, and two dockers died."
    assert slots(one(two, "kill"))[0] == []


def test_the_more_exact_of_two_places_in_one_phrase_is_the_events() -> None:
    text = "A bomb killed two nurses in the Velmora quarter of Dolna."
    place = one(text, "kill", named(text, "Velmora"), named(text, "Dolna")).place
    assert place is not None
    assert place.span.quote == "Velmora"


@pytest.mark.parametrize(
    "text",
    [
        "Two nurses were killed in the Norland town of Velmora.",
        "Two nurses were killed in Norland, outside a school in Velmora.",
        "Two nurses were killed at the Norland embassy in Velmora.",
    ],
)
def test_of_a_town_and_the_region_about_it_the_town_is_the_events(text: str) -> None:
    place = one(text, "kill", named(text, "Norland", "ADM1"), named(text, "Velmora")).place
    assert place is not None
    assert place.span.quote == "Velmora"


def test_what_happened_as_something_else_did_happened_there() -> None:
    text = "Two nurses were wounded when a shell hit a school in Velmora."
    place = one(text, "injure", named(text, "Velmora")).place
    assert place is not None
    assert place.span.quote == "Velmora"


def test_a_state_that_does_it_is_not_where_it_happened() -> None:
    text = "Two sailors were arrested by Norland."
    mention = named(text, "Norland")
    state = PlaceMention(mention.span, Place("Norland", feature="PCLI"), None)
    assert one(text, "arrest", state).place is None


def test_a_happening_is_shown_with_the_verb_that_says_it_took_place() -> None:
    assert one("Clashes erupted in the valley.", "clash").trigger.quote == "Clashes erupted"
    assert one("The raid took place at dawn.", "attack").trigger.quote == "raid took place"
    assert one("The raid took nine lives.", "attack").trigger.quote == "raid"
