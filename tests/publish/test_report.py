"""The HTML report: complete, self-contained, and deaf to what articles try."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from reportedly.publish import report
from reportedly.publish.copied import differences
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.records import (
    Account,
    Agreement,
    Allegation,
    Alteration,
    Attribution,
    BriefLine,
    Control,
    CopiedSentence,
    Copy,
    Dating,
    Dossier,
    Finding,
    Origin,
    Place,
    Point,
    Series,
    SlotValue,
    Story,
    TimelineLine,
)
from tests.publish.sample import HOSTILE_TITLE, article, edition, many


@lru_cache(maxsize=2)
def text(name: str = "render") -> str:
    return str(getattr(report, name)(edition()))


def page(name: str = "render") -> html.HtmlElement:
    return html.document_fromstring(text(name))


PAGES = pytest.mark.parametrize("name", ["render", "brief_html"])


@PAGES
def test_nothing_is_loaded_from_outside(name: str) -> None:
    tree = page(name)
    assert not tree.xpath(
        "//@src | //link | //iframe | //object | //embed | //img | //form | //base | //@style"
    )
    assert not re.search(r"url\(|@import", tree.xpath("string(//style)"))
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


@PAGES
def test_only_our_script_runs_and_the_policy_allows_just_it(name: str) -> None:
    tree = page(name)
    (script,) = tree.xpath("//script")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert script.text == report.asset("scroll.js") + report.asset("report.js")
    assert f"script-src '{report.digest(script.text)}'" in policy
    assert f"style-src '{report.digest(tree.xpath('string(//style)'))}'" in policy
    assert "unsafe" not in policy
    assert not [a for a in tree.xpath("//@*") if a.attrname.startswith("on")]


@PAGES
def test_every_link_leads_somewhere_safe(name: str) -> None:
    tree = page(name)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in tree.xpath("//a"):
        href = link.get("href")
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href.startswith(("http://", "https://"))
            assert link.get("rel") == "noopener noreferrer nofollow"
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert set(tree.xpath(f"//@{attribute}")) <= set(ids)


@PAGES
def test_every_citation_shows_the_exact_words_marked_in_their_context(name: str) -> None:
    marked = {m.text_content() for m in page(name).xpath("//details//mark")}
    for story in edition().stories:
        for line in story.brief:
            for span in line.citations:
                assert span.quote.replace("\x1b", "\ufffd") in marked


def test_a_citation_names_outlet_date_chain_and_origin() -> None:
    tree = page()
    cite = tree.xpath("//details[.//mark[contains(., 'Some 120,000')]]")[0]
    words = " ".join(cite.text_content().split())
    assert '11 March 2031 (inferred: "late on Monday" and the copy of 13 March)' in words
    assert re.search(r"Tomas Arrel → as told by Lake Observatory → as told by Courier", words)
    assert "text of Lake Observatory, not among these articles" in words
    assert "also stands in Courier" in words
    assert cite.xpath(".//blockquote/@dir") == ["auto"]


def test_states_are_said_in_words_with_the_count_of_origins() -> None:
    words = " ".join(page().text_content().split())
    for expected in (
        "disputed 3 independent origins",
        "party to the conflict only 1 origin",
        "single origin",
    ):
        assert expected in words


@PAGES
def test_hostile_input_stays_text(name: str) -> None:
    tree = page(name)
    source = text(name)
    assert "<script>alert" not in source
    assert "<svg onload" not in source
    assert not re.search(r"href=[\"']?javascript:", source)
    assert "{{ 7*7 }}" in tree.text_content()
    assert "\x1b" not in source
    assert not tree.xpath("//@lang[contains(., 'script')]")
    assert any("<script>alert" in t.text_content() for t in tree.xpath("//h2"))


def test_direction_controls_are_isolated() -> None:
    for node in page().xpath("//*[contains(text(), '\u202e')]"):
        assert any(a.tag == "bdi" or a.get("dir") == "auto" for a in (node, *node.iterancestors()))
    assert "\u202e" in HOSTILE_TITLE
    assert "\u202e" not in page().xpath("string(//title)")


def test_headings_are_in_order_and_landmarks_are_there() -> None:
    tree = page()
    levels = [int(h.tag[1]) for h in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    for landmark in ("header", "nav", "main", "footer"):
        assert tree.xpath(f"//body//{landmark}")
    assert tree.xpath("//body/a[1]/@href") == ["#main"]
    assert tree.get("lang") == "en"


def test_drawings_are_well_formed_and_named() -> None:
    drawings = re.findall(r"<svg.*?</svg>", text(), re.S)
    assert len(drawings) > 10
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("aria-hidden") or root.find("{*}title") is not None


def test_altered_passages_stand_side_by_side_with_their_differences() -> None:
    tree = page()
    box = tree.xpath("//details[contains(@class, 'altered')]")[0]
    assert "chasing" in [d.text for d in box.xpath(".//del")]
    assert "tracking" in [i.text for i in box.xpath(".//ins")]
    assert "date changed: Monday → Sunday" in box.text_content()


def test_contradictions_show_each_version_with_speakers_and_quotes_once() -> None:
    dispute = page().xpath("//div[@class='dispute']")[0]
    versions = [" ".join(v.text_content().split()) for v in dispute.xpath(".//ul[@class='versions'][1]/li")]
    assert versions[0].startswith("all army · 1 origin")
    assert "not word for word: The Harbour Ledger, page rewrite" in versions[0]
    assert "المتحدث باسم الجيش" in versions[1]


def test_sources_say_how_the_date_is_known_and_what_was_set_aside() -> None:
    words = " ".join(page().xpath("//section[@id='story-1-sources']")[0].text_content().split())
    assert "set aside: 1 byline, 1 related" in words
    assert "date not known (not known)" in words
    assert "13 March 2031 (printed on the page)" in words


def test_a_story_of_one_article_is_condensed() -> None:
    alone = page().xpath("//article[contains(@class, 'condensed')]")
    assert len(alone) == 1
    assert not alone[0].xpath(".//table | .//svg[@class='map']")


@PAGES
def test_stories_of_one_article_are_folded_below_the_others(name: str) -> None:
    tree = html.document_fromstring(getattr(report, name)(many()))
    folded = tree.xpath("//section[@id='listed']/details")
    assert len(folded) == 12
    assert all(f.xpath(".//mark") for f in folded)
    assert len(tree.xpath("//main/article")) == 2
    assert "12 more stories, one article each" in tree.text_content()


def test_a_superseded_value_is_grey_and_says_so() -> None:
    gone = page().xpath("//tr[@class='gone']")
    assert gone
    assert all("superseded" in g.text_content() for g in gone)


def test_figures_stand_in_a_table_with_who_said_them() -> None:
    rows = [" ".join(r.text_content().split()) for r in page().xpath("//table[@class='figures']/tbody/tr")]
    assert any("at least 388,000" in r and "United Nations" in r for r in rows)
    assert any("Lena Sorrel, Lantern" in r for r in rows)


def test_a_quotation_mark_of_another_shape_is_no_difference() -> None:
    before, after = differences("“We hold it”", '"We held it"')
    assert before == "“We <del>hold</del> it”"
    assert after == "&#34;We <ins>held</ins> it&#34;"


def test_of_two_citations_of_one_outlet_in_a_row_the_second_shows_its_number_alone() -> None:
    for cite in page().xpath("//details[contains(@class, 'again')]"):
        before = cite.getprevious()
        assert before.xpath("string(summary/bdi)") == cite.xpath("string(summary/bdi)")
        assert cite.xpath("summary/bdi/@class") == ["hidden"]


def test_rendering_is_deterministic_and_small() -> None:
    assert report.render(edition()) == text()
    assert len(text().encode()) < 400_000


@PAGES
def test_an_empty_edition_renders(name: str) -> None:
    assert "no story" in getattr(report, name)(Edition("Nothing", ()))


def test_differences_are_whole_words_and_escaped() -> None:
    before, after = differences("We hunt <b>down</b> rats & mice", "We chase <b>down</b> rats & mice")
    assert before == "We <del>hunt</del> &lt;b&gt;down&lt;/b&gt; rats &amp; mice"
    assert after == "We <ins>chase</ins> &lt;b&gt;down&lt;/b&gt; rats &amp; mice"


def test_differences_of_a_very_long_sentence_are_not_searched() -> None:
    before, after = differences("a b " * 3000, "b c " * 3000)
    assert "<del>" not in before
    assert "<ins>" not in after


ANY = st.text(st.characters(), max_size=24)  # lone surrogates and controls too


@settings(max_examples=25, deadline=None)
@given(title=ANY, quote=ANY, outlet=ANY, url=ANY, language=ANY, speaker=ANY)
def test_whatever_an_article_holds_the_page_stays_ours(
    title: str, quote: str, outlet: str, url: str, language: str, speaker: str
) -> None:
    page = article("k", f"Start {quote} end", outlet, title, title=title, url=url, language="en")
    page = replace(page, language=language)
    cited = page.span(0, len(page.text))
    twin = replace(page, id="a-twin", url=f"http://{url}")
    said = Attribution("at-1", page.id, None, None, (cited,), "direct", speaker, (speaker,))
    copied = CopiedSentence(
        twin.span(0, 5), page.span(0, 5), 1.0, (Alteration("name", twin.span(0, 5), page.span(0, 5)),)
    )
    dossier = Dossier(
        story=Story("s-1", title, title, quote, (page.id, twin.id)),
        articles=(page, twin),
        datings=(Dating(page.id, quote, "inferred", title),),
        copies=(Copy(twin.id, page.id, "near", "likely", 0.5, (copied,), (quote,)),),
        origins=(Origin("o-1", "s-1", (cited,), outlet, None),),
        attributions=(said,),
        places=(),
        times=(),
        figures=(),
        claims=(),
    )
    account = Account(
        (
            Finding(
                "f-1",
                "s-1",
                quote,
                title,
                "disputed",
                2,
                {speaker: (SlotValue(quote, 1, (speaker,), ()),)},
                (),
            ),
        ),
        (
            Series(
                "x-1",
                "s-1",
                "killed",
                quote,
                Place(title),
                (Point(None, 1, 1, quote, None, speaker, 1, (), (), "disputed"),),
            ),
        ),
        (Control("c-1", "s-1", Place(title, 1.0, 2.0), outlet, "contested", quote, None, (speaker,), 1, ()),),
        (
            Agreement(
                "g-1", "s-1", title, (speaker,), quote, (Allegation(speaker, outlet, quote, "none"),), (), ()
            ),
        ),
    )
    lines = (BriefLine("s-1", speaker, quote, (cited,), 1, "disputed"),)
    dated = (TimelineLine("s-1", quote, title, (cited,), 1, "party_only"),)
    made = report.render(Edition(title, (StoryAccount(dossier, account, lines, dated),)))
    made.encode()
    tree = html.document_fromstring(made)
    assert [s.text for s in tree.xpath("//script")] == [report.asset("scroll.js") + report.asset("report.js")]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(h.startswith(("#", "http://", "https://")) for h in tree.xpath("//@href"))
    for drawing in re.findall(r"<svg.*?</svg>", made, re.S):
        ElementTree.fromstring(drawing)
