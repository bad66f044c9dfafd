"""One capture in, one article out."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.clean import clean
from reportedly.config import Settings
from reportedly.errors import RejectedInput
from reportedly.records import Article, Capture, Media, RejectReason, Sighting
from tests.clean.test_extract import PAGE
from tests.clean.test_residue import PIECES, STORY

SETTINGS = Settings()


def article(content: str | bytes, media: Media = "text/plain", url: str | None = None) -> Article:
    capture = Capture.of(media, content.encode() if isinstance(content, str) else content)
    return clean(capture, Sighting(capture.id, "a", None, "page-1", url), SETTINGS)


def from_json(**fields: str) -> Article:
    return article(json.dumps(fields), "application/json")


def check(found: Article) -> None:
    for span in found.removed:
        assert found.text[span.start : span.end] == span.quote
    unread = {e.start for e in found.edits if not e.text}  # removed from inside a sentence
    outside = [r for r in found.removed if r.start not in unread]
    for sentence in found.sentences:
        assert all(r.end <= sentence.start or r.start >= sentence.end for r in outside)
    for edit in found.edits:
        assert all(r.end <= edit.start or r.start >= edit.end for r in outside)
    found.text.encode("utf-8")


def test_a_text_page() -> None:
    found = article(
        f"River rises in Lindby\nPublished: 9 April 2031\n{STORY}\nSource: Jordan Times, AFP and agencies\n"
    )
    assert found.input_id == "page-1"
    assert found.title == "River rises in Lindby"
    assert (found.published_at, found.published_from) == ("2031-04-09", "stamp")
    assert found.outlet == "Jordan Times"
    assert found.credits == ("Jordan Times", "AFP", "news agencies")
    assert found.language == "en"
    assert [s.role for s in found.sentences] == ["headline", "body", "body", "body", "body"]
    check(found)


def test_an_html_page() -> None:
    found = article(PAGE, "text/html")
    assert (found.title, found.author, found.outlet) == ("River rises", "Nora Lind", "Example Post")
    assert (found.published_at, found.published_from) == ("2031-04-09T10:00:00Z", "meta")
    assert found.url == "https://post.example/river"
    check(found)


def test_an_outlet_beside_unnamed_agencies_is_the_pages_own() -> None:
    assert article(f"River rises\n{STORY}\nSource: Lindby Courier and agencies\n").outlet == "Lindby Courier"


def test_a_byline_that_the_list_does_not_know_is_kept() -> None:
    found = article(f"River rises\nBy Northern Wire Service\n{STORY}\n")
    assert (found.author, found.outlet) == ("Northern Wire Service", None)


def test_what_is_given_wins() -> None:
    found = from_json(
        text=f"Published: 9 April 2031\n{STORY}",
        title="The river&#39;s rise",
        outlet="My Wire",
        published_at="2031-04-10T08:00:00Z",
        language="fr",
        url="https://www.jordantimes.com/2031/04/08/river",
        author="Ann Lee",
    )
    assert (found.title, found.outlet, found.author, found.language) == (
        "The river's rise",
        "My Wire",
        "Ann Lee",
        "fr",
    )
    assert (found.published_at, found.published_from) == ("2031-04-10T08:00:00Z", "meta")


def test_the_address_tells_outlet_and_date() -> None:
    found = from_json(text=STORY, url="https://english.jordantimes.com/2031/04/08/river")
    assert found.outlet == "Jordan Times"
    assert (found.published_at, found.published_from) == ("2031-04-08", "url")


def test_a_byline_and_a_dateline_are_credits_but_not_the_outlet() -> None:
    found = article(f"River rises\nBy AFP\nLINDBY, Norway (Reuters) - {STORY}")
    assert found.credits == ("AFP", "Reuters")
    assert found.outlet is None
    assert found.author is None
    assert article(f"River rises\nBy Nora Lind\n{STORY}").author == "Nora Lind"


def test_dates_in_the_story_are_no_stamp() -> None:
    found = article(STORY + "\nThe dam was built on 4 May 1990. The war began on January 15, 2001.")
    assert found.published_at is None


def test_a_sentence_goes_on_after_a_placeholder_inside_it() -> None:
    text = "Torvik\n\nThe river rose by %SLOT0a1b2c3d% two metres. %SLOT0a1b2c3e% Nobody was hurt there."
    found = article(text)
    check(found)
    assert [s.reading for s in found.sentences if s.role == "body"] == [
        "The river rose by two metres.",
        "Nobody was hurt there.",
    ]
    assert [r.quote for r in found.removed] == ["%SLOT0a1b2c3d%", "%SLOT0a1b2c3e%"]


def test_too_little_text_has_no_language() -> None:
    assert article("Rain fell.").language is None


def test_equal_captures_are_one_article_whatever_they_are_called() -> None:
    capture = Capture.of("text/plain", STORY.encode())
    one = clean(capture, Sighting(capture.id, "a", None, "a"), SETTINGS)
    two = clean(capture, Sighting(capture.id, "b", 3, "b"), SETTINGS)
    assert one.id == two.id
    assert one.sentences == two.sentences


@pytest.mark.parametrize(
    ("content", "media", "reason"),
    [
        ("Facebook\nTwitter\n", "text/plain", RejectReason.NO_TEXT),
        ("... --- ...", "text/plain", RejectReason.NO_TEXT),
        ("<script>x</script>", "text/html", RejectReason.NO_TEXT),
        ("<b>" * 9000, "text/html", RejectReason.TOO_DEEP),
        ('{"html": "' + "<b>" * 9000 + '"}', "application/json", RejectReason.TOO_DEEP),
    ],
)
def test_what_cannot_be_taken(content: str, media: Media, reason: RejectReason) -> None:
    with pytest.raises(RejectedInput) as caught:
        article(content, media)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    "content",
    [
        "ارتفع النهر في المدينة يوم الأربعاء. قال رئيس البلدية إن الجسر سقط.",
        "The river\x00 rose.\x00 It fell.",
        "\ufeffThe river rose.\r\nIt fell.\r\n",
        json.loads('"The river \\ud800 rose."').encode("utf-8", "replace").decode(),
    ],
)
def test_odd_text_is_read(content: str) -> None:
    found = article(content)
    assert found.sentences
    check(found)


def test_half_a_character_in_json() -> None:
    check(article(b'{"text": "The river \\ud800 rose."}', "application/json"))


@pytest.mark.parametrize(
    "piece",
    ["The river rose. ", "a", '"He left. ', "& # 39; ", "By A\n", "Related:\nx\n", "â€™ ", " Twitter"],
)
def test_a_large_page_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    try:
        check_size = article("The river rose.\n" + piece * (200_000 // len(piece)))
    except RejectedInput:
        return
    assert check_size.text
    assert time.process_time() - start < 4


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14).map("\n".join) | st.text(max_size=80))
def test_any_text_is_an_article_or_a_reject(text: str) -> None:
    try:
        found = article(text.encode("utf-8", "replace"))
    except RejectedInput:
        return
    check(found)
    assert found == article(text.encode("utf-8", "replace"))
