"""The report's sources open on what was read in them: claims in their sentences, marked by kind, in words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import sync_playwright

from reportedly.publish import report
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.publish.readings import SENTENCES_MOST, read_page
from reportedly.publish.spots import group_of, marks
from reportedly.records import Account, Article, Claim, Dossier, Named, Story
from tests.desk.browsing import chromium
from tests.publish.sample import VELMORA, article, claim, edition, velmora

NEWS = article(
    "news",
    "Rain in Dren\n\nTroops entered Dren at dawn. It rained. Shells fell on the mill. "
    "The army denied it had fired. The mayor spoke. Nobody listened.\n",
    "Courier",
    "2031-03-12",
)


def told(of: Article, *claims: Claim) -> html.HtmlElement:
    """The report of a story of one article."""
    story = Story("s-1", of.title or "", "2031-03-12", None, (of.id,))
    dossier = Dossier(story, (of,), (), (), (), (), (), (), (), claims)
    return html.document_fromstring(
        report.render(Edition("One", (StoryAccount(dossier, Account((), (), (), ())),)))
    )


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_each_source_opens_on_its_claims_and_on_nothing_else_of_its_text() -> None:
    tree, dossier = html.document_fromstring(report.render(edition())), velmora().dossier
    for one in dossier.articles:
        claims = [c for c in dossier.claims if c.article == one.id]
        (page,) = [
            d for d in tree.xpath("//details[contains(@class, 'read-in')]") if claims[0].id in words(d)
        ]
        assert page.get("open") is None
        quotes = [q.text_content() for q in page.xpath("./blockquote")]
        there = sorted({(c.sentence.start, c.sentence.quote) for c in claims})
        assert quotes == [quote for _, quote in there]
        for found in claims:
            marked = [m for m in page.xpath(".//mark") if m.text_content() == found.trigger.quote]
            assert any(group_of(found.kind).name in m.get("class").split() for m in marked)
            assert found.id in words(page)


def test_where_text_is_left_out_there_is_an_ellipsis() -> None:
    entered, fell, denied = (
        claim(NEWS, "entered", "entered", ()),
        claim(NEWS, "Shells fell", "shelling", ()),
        claim(NEWS, "denied it", "deny", ("army",)),
    )
    found = read_page(NEWS, (denied, entered, fell))
    assert [row.gap for row in found.rows] == [True, True, False]
    assert found.gap
    (page,) = told(NEWS, denied, entered, fell).xpath("//details[contains(@class, 'read-in')]")
    shown = [words(e) for e in page.xpath("./blockquote | ./p[@class='gap']")]
    entered_words, *others = (c.sentence.quote for c in (entered, fell, denied))
    assert shown == ["…", entered_words, "…", *others, "…"]


def test_what_is_not_said_to_have_happened_is_dashed_and_said_in_words() -> None:
    plain = claim(NEWS, "entered", "entered", (), VELMORA, "Dren")
    feared = replace(claim(NEWS, "Shells fell", "shelling", ("the mayor",)), modality="possible")
    denied = claim(NEWS, "denied it", "deny", ())
    tree = told(NEWS, plain, feared, denied)
    dashed = {m.text_content(): m.get("title") for m in tree.xpath("//mark[contains(@class, 'hedged')]")}
    assert dashed == {"Shells fell": "claim: Shelling, possible", "denied it": "claim: Denial, denied"}
    lines = [words(p) for p in tree.xpath("//details//p[@class='by']")]
    assert lines[0] == f"Entry · Velmora · {plain.id}"
    assert lines[1] == f"Shelling · said by the mayor · possible · {feared.id}"
    legend = [words(li) for li in tree.xpath("//ul[@aria-label='Claims by kind']/li")]
    labels = {g.name: g.label for g in marks().groups}
    assert legend[:3] == [labels["ground"], labels["violence"], labels["talks"]]
    assert legend[3].startswith("dashed: denied")


def test_a_long_article_is_cut_and_says_what_is_left_out() -> None:
    many = article(
        "many", "".join(f"Shell {n} fell on the mill. " for n in range(SENTENCES_MOST + 3)), None, None
    )
    claims = tuple(claim(many, f"Shell {n} fell", "shelling", ()) for n in range(SENTENCES_MOST + 3))
    (page,) = told(many, *claims).xpath("//details[contains(@class, 'read-in')]")
    assert len(page.xpath("./blockquote")) == SENTENCES_MOST
    assert "and 3 more sentences with 3 claims: reportedly export claims" in words(page)
    assert claims[-1].id not in words(page)


ANY = st.text(st.characters(), max_size=24)  # lone surrogates and controls too


@settings(max_examples=25, deadline=None)
@given(before=ANY, trigger=ANY, name=ANY, speaker=ANY, kind=ANY)
def test_whatever_was_read_stays_text(before: str, trigger: str, name: str, speaker: str, kind: str) -> None:
    text = f'Start {before} <b>fell</b>{trigger}"><script>pwn()</script> end.'
    page = replace(article("k", "t", None, None), text=text)
    whole, start = page.span(0, len(text)), len(f"Start {before} ")
    found = replace(
        claim(NEWS, "entered", kind, (speaker,)),
        article=page.id,
        sentence=whole,
        trigger=page.span(start, len(text) - len(" end.")),
        actor=(Named(whole, f"{name}</bdi><img src=x onerror=pwn()>"),),
    )
    tree = told(page, found)
    (quote,) = tree.xpath("//details[contains(@class, 'read-in')]/blockquote")
    assert not quote.xpath(".//script | .//b | .//img")
    assert quote.get("dir") == "auto"
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror")
    assert "pwn()" in quote.xpath("string(./mark)")


def test_the_brief_alone_has_no_pages() -> None:
    assert "read-in" not in re.sub(r"(?s)<(style|script)>.*?</\1>", "", report.brief_html(edition()))


@pytest.mark.skipif(chromium() is None, reason="there is no Chromium on this machine")
def test_pages_open_for_everybody_and_print_only_where_they_were_open(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(report.render(edition()), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True).new_page()  # the checker is a script
        page.goto(path.as_uri())
        pages = page.locator("details.read-in")
        pages.first.locator("summary").click()
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert pages.first.locator("blockquote").first.is_visible()
        assert not pages.nth(1).is_visible()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        pages.evaluate_all("all => all.forEach(d => { d.open = true; })")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []
        browser.close()
