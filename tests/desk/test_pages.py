"""Every page of the desk leads to the exact words, and says in words what is not there."""

from __future__ import annotations

import re
from html import unescape

import pytest
from lxml import html

from reportedly.publish.editions import edition
from reportedly.publish.readings import how_words, kind_words
from reportedly.publish.spots import group_of
from reportedly.records import Finding
from tests.desk.conftest import Desk

LINK = re.compile(r'href="(/[^"#]*)')


def findings(desk: Desk) -> list[Finding]:
    store = desk.store()
    found: list[Finding] = [f for own in store.derived("findings").values() for f in own]
    store.close()
    return found


@pytest.mark.parametrize(
    "path",
    ["/", "/stories", "/search", "/places", "/speakers", "/outlets", "/actors", "/sources", "/judgements",
     "/publications", "/people", "/login"],
)  # fmt: skip
def test_every_page_of_the_bar_is_there(desk: Desk, path: str) -> None:
    assert '<main class="page" id="main"' in desk.page(path)


def test_all_links_lead_somewhere(desk: Desk) -> None:
    seen, waiting = set[str](), ["/"]
    while waiting and len(seen) < 150:
        path = waiting.pop(0)
        seen.add(path)
        answer = desk.http.get(path)
        assert answer.status_code in (200, 303), f"{path}: {answer.status_code}"
        if "text/html" in answer.headers.get("content-type", ""):
            found = {unescape(p) for p in LINK.findall(answer.text) if not p.startswith("/static")}
            waiting += sorted(found - seen - set(waiting))
    assert len(seen) > 60


def test_every_figure_of_a_story_is_two_clicks_from_its_words(desk: Desk) -> None:
    """From a line of the brief to its finding, and there the sentences stand, in full."""
    store = desk.store()
    for story, lines in store.derived("brief").items():
        page = desk.page(f"/stories/{story}")
        for line in lines:
            assert f"/findings/{line.finding}" in page or f"/of/{line.claims[0]}" in page
    for finding in findings(desk)[:10]:
        page = desk.page(f"/findings/{finding.id}")
        for claim in finding.claims:
            assert f'id="{claim}"' in page
    store.close()


def test_an_article_is_shown_whole_with_what_was_set_aside(desk: Desk) -> None:
    store = desk.store()
    for article in store.articles(store.article_ids()).values():
        page = desk.page(f"/articles/{article.id}")
        words = unescape(
            re.sub(r"<[^>]*>", "", re.sub(r'<div class="margin".*?</div>', "", page, flags=re.S))
        )
        for removed in article.removed:
            assert removed.quote.split()[0] in words
        for sentence in article.sentences[:3]:
            assert article.text[sentence.start : sentence.end].split()[0] in words
    store.close()


def test_claims_in_an_article_are_marked_by_kind_and_the_legend_says_how(desk: Desk) -> None:
    store = desk.store()
    story = max(store.stories(), key=lambda s: len(s.articles))
    claims = edition(store, "", story.id).stories[0].dossier.claims
    hedged = [c for c in claims if c.modality != "asserted" or c.polarity == "denied"]
    assert hedged
    for article in story.articles:
        tree = html.document_fromstring(desk.page(f"/articles/{article}"))
        legend = {e.get("class").split()[1] for e in tree.xpath("//ul[@aria-label='Claims by kind']//span")}
        for claim in (c for c in claims if c.article == article):
            over = tree.xpath(
                "//span[contains(@class, 'trigger') and @title and contains(@title, $t)]",
                t=kind_words(claim.kind),
            )
            assert any(set(e.text.split()) & set(claim.trigger.quote.split()) for e in over)
            assert any(group_of(claim.kind).name in e.get("class").split() for e in over)
            assert group_of(claim.kind).name in legend
            if claim in hedged:
                assert "hedged" in legend
                assert any(how_words(claim) in e.get("title") and "hedged" in e.get("class") for e in over)
    store.close()


def test_two_articles_stand_side_by_side_with_what_was_altered(desk: Desk) -> None:
    store = desk.store()
    altered = next(
        c for own in store.derived("copies").values() for c in own if any(s.altered for s in c.sentences)
    )
    page = desk.page(f"/compare?a={altered.article}&b={altered.of}")
    assert "altered" in page
    assert "<ins>" in page
    assert "<del>" in page
    store.close()


def test_a_story_can_be_had_for_some_days_alone(desk: Desk) -> None:
    story = next(f.story for f in findings(desk))
    whole = desk.page(f"/stories/{story}")
    none = desk.page(f"/stories/{story}?since=2001-01-01&until=2001-01-02")
    assert whole.count("data-line") > none.count("data-line")
    assert "No finding fits." in none


@pytest.mark.parametrize(
    "path",
    ["/stories/s-none", "/findings/f-none", "/articles/a-none", "/of/c-none", "/publications/e-none",
     "/compare?a=a-none&b=a-none", "/nowhere"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_words(desk: Desk, path: str) -> None:
    answer = desk.http.get(path)
    assert answer.status_code == 404
    assert "<h1>There is no such page</h1>" in answer.text


def test_the_map_is_geojson_with_the_findings_of_each_place(desk: Desk) -> None:
    story = next(f.story for f in findings(desk))
    found = desk.http.get(f"/stories/{story}/map.json").json()
    assert found["places"]["type"] == found["land"]["type"] == "FeatureCollection"
    assert all(f["properties"]["findings"] or f["properties"]["name"] for f in found["places"]["features"])


def test_today_tells_what_is_new_since_one_last_looked(desk: Desk) -> None:
    assert "<h1>Today</h1>" in desk.page("/")
    assert desk.post("/looked", {}).status_code == 303
    page = desk.page("/")
    assert "New since" in page
    assert "Nothing has changed since then." in page
    claim = findings(desk)[0].claims[0]
    desk.post("/judge", {"verb": "reject", "target": "claim", "ids": claim, "why": "misread"})
    assert "Nothing has changed since then." not in desk.page("/")


@pytest.mark.parametrize("path", ["/stories", "/search?q=market", "/places", "/speakers", "story"])
def test_a_form_sent_as_it_is_shows_the_page(desk: Desk, path: str) -> None:
    """A browser sends empty fields too."""
    path = f"/stories/{findings(desk)[0].story}" if path == "story" else path
    forms = re.findall(r'<form[^>]*method="get".*?</form>', desk.page(path), re.S)
    assert forms
    for form in forms:
        names = re.findall(r'<(?:input|select)[^>]*name="([^"]+)"', form)
        assert (
            desk.http.get(path, params={n: "" for n in names if n not in ("order", "by")}).status_code == 200
        )


def test_sources_tell_what_came_from_where(desk: Desk) -> None:
    page = desk.page("/sources")
    store = desk.store()
    found = store.inputs.sources(limit=1_000)
    assert sum(s.pages for s in found) == 17
    assert {s.article for s in found if s.pages == 1} <= {*store.article_ids()}
    assert all(s.source in unescape(page) for s in found[:20])
    assert store.inputs.sources(after=found[0].source, limit=1_000) == found[1:]
    store.close()
