"""The static site: links lead somewhere, nothing is loaded, no article is given whole, the folder is ours."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree, html
from playwright.sync_api import sync_playwright

from reportedly.errors import NotFound, ReportedlyError, StoreError
from reportedly.publish import site
from reportedly.publish.keeping import publish
from reportedly.publish.map import Basemap
from reportedly.publish.report import digest
from reportedly.publish.site import pages
from reportedly.publish.site.making import told
from reportedly.store import Reader
from tests.desk.browsing import chromium
from tests.publish.sample import HOSTILE_TITLE, hostile, velmora

EVERYTHING = site.Choice()


@pytest.fixture(scope="module")
def store(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    db = tmp_path_factory.mktemp("site") / "crisis.db"
    shutil.copy(demo_db, db)
    found = Reader.open(db)
    story = next(told(found)).id
    first = publish(found, [story], "Ada", "Morning brief", "What we know.")
    publish(found, [story, story], "Ada <b>", HOSTILE_TITLE, after=first.id)
    yield found
    found.close()


@pytest.fixture(scope="module")
def folder(store: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "site"
    site.write(store, out, "Southern crisis", EVERYTHING)
    return out


def tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_every_page_is_reached_and_every_link_leads_somewhere(folder: Path) -> None:
    waiting, met = [folder / "index.html"], set()
    while waiting:
        page = waiting.pop()
        if page in met:
            continue
        met.add(page)
        for href in tree(page).xpath("//a/@href"):
            if urlsplit(href).scheme:
                assert href.startswith(("http://", "https://"))
                continue
            path, fragment = urldefrag(href)
            target = (page.parent / unquote(path)).resolve() if path else page
            assert target.is_relative_to(folder)
            assert target.is_file(), f"{page.name}: {href}"
            if target.suffix == ".html":
                assert not fragment or fragment in tree(target).xpath("//@id"), f"{page.name}: {href}"
                waiting.append(target)
            else:
                met.add(target)
    assert {p.relative_to(folder).as_posix() for p in met} == files(folder).keys() - {"manifest.json"}


def test_no_page_loads_or_runs_anything(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        found = tree(page)
        assert not found.xpath("//script | //link | //img | //iframe | //form | //object | //@style | //@src")
        assert not [a for a in found.xpath("//@*") if a.attrname.startswith("on")]
        (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        style = found.xpath("string(//style)")
        assert policy.startswith(f"default-src 'none'; style-src '{digest(style)}'")
        assert not re.search(r"url\(|@import", style)
        ids = found.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert set(found.xpath("//@aria-labelledby")) <= set(ids)


def test_the_index_has_publications_then_stories_by_origins(folder: Path, store: Reader) -> None:
    found = tree(folder / "index.html")
    assert [h.text for h in found.xpath("//main/section/h2")][:2] == ["Published", "2 stories"]
    cards = list(told(store))
    assert [c.origins for c in cards] == sorted((c.origins for c in cards), reverse=True)
    links = found.xpath("//section[@id='stories']//h3/a/@href")
    assert links == [f"stories/{c.id}.html" for c in cards]
    said = found.xpath("//section[@id='stories']//p[@class='by']")
    assert all(p.xpath("svg[@class='sign']") and p.text_content().strip() for p in said)
    assert "A later one takes its place." in found.text_content()


def test_pages_say_what_was_published_and_lead_to_the_account_now(folder: Path, store: Reader) -> None:
    story = next(told(store)).id
    later, first = (p for p, *_ in store.published.list())
    page = tree(folder / "publications" / f"{first}.html")
    assert f"../stories/{story}.html" in page.xpath("//nav//a/@href")
    assert f"../publications/{later}.html" in page.xpath("//nav//a/@href")
    made = store.published.find(first)
    assert made is not None
    for line in made.stories[0].lines:
        assert line.text in page.text_content()
    assert f"../publications/{first}.html" in tree(folder / "stories" / f"{story}.html").xpath(
        "//nav//a/@href"
    )


def test_of_articles_only_quotes_are_given(folder: Path, store: Reader) -> None:
    text = " ".join(" ".join(tree(p).text_content().split()) for p in folder.rglob("*.html")) + " ".join(
        p.read_text(encoding="utf-8") for p in (folder / "data").iterdir()
    )
    claimed = {c.sentence.quote for rows in store.derived("claims").values() for c in rows}
    claimed |= {s.quote for rows in store.derived("brief").values() for line in rows for s in line.citations}
    claimed |= {
        s.quote for rows in store.derived("timeline").values() for line in rows for s in line.citations
    }
    claimed |= {
        s.quote
        for rows in store.derived("copies").values()
        for copy in rows
        for pair in copy.sentences
        for s in (pair.span, pair.of_span)
    }
    silent = 0
    for article in store.articles(store.article_ids()).values():
        assert " ".join(article.text.split()) not in text
        for s in article.sentences:
            words = article.text[s.start : s.end]
            if not any(words in c or c in words for c in claimed) and len(words) > 60:
                silent += 1
                assert " ".join(words.split()) not in text
    assert silent


def test_the_same_store_gives_the_same_bytes(folder: Path, store: Reader, tmp_path: Path) -> None:
    out = tmp_path / "again"
    site.write(store, out, "Southern crisis", EVERYTHING)
    assert files(out) == files(folder)


def test_the_manifest_lists_every_file_with_what_the_store_holds(folder: Path, store: Reader) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["files"].keys() == files(folder).keys() - {"manifest.json"}
    assert manifest["store"] == store.counts()
    assert manifest["version"]


def test_the_feed_leads_to_the_pages(folder: Path, store: Reader, tmp_path: Path) -> None:
    feed = etree.fromstring((folder / "data" / "feed.atom").read_bytes())
    links = feed.xpath("//*[local-name()='link'][@rel='alternate']/@href")
    assert links
    assert all((folder / "data" / link).resolve().is_file() for link in links)
    out = tmp_path / "site"
    site.write(store, out, "S", site.Choice(address="https://example.org/crisis/"))
    for entry in feedparser.parse((out / "data" / "feed.atom").read_bytes()).entries:
        assert entry.link.startswith("https://example.org/crisis/stories/s-")
        assert (out / urlsplit(entry.link).path.removeprefix("/crisis/")).is_file()


def test_one_story_alone(store: Reader, tmp_path: Path) -> None:
    first, other = (c.id for c in told(store))
    out = tmp_path / "site"
    site.write(store, out, "S", site.Choice(story=other))
    assert [p.stem for p in (out / "stories").iterdir()] == [other]
    assert not list((out / "publications").iterdir())
    for path, data in files(out).items():
        assert first.encode() not in data, path
    with pytest.raises(NotFound):
        site.write(store, tmp_path / "none", "S", site.Choice(story="s-0"))
    assert not (tmp_path / "none").exists()


def test_only_what_was_published(store: Reader, tmp_path: Path) -> None:
    out = tmp_path / "site"
    site.write(store, out, "S", site.Choice(published_only=True))
    assert {p.partition("/")[0] for p in files(out)} == {"index.html", "manifest.json", "publications"}
    assert json.loads((out / "manifest.json").read_bytes())["store"] == {}
    for page in out.rglob("*.html"):
        assert not [h for h in tree(page).xpath("//a/@href") if "stories/" in h]


def test_many_stories_go_over_several_pages(
    store: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportedly.publish.site.making.A_PAGE", 1)
    out = tmp_path / "site"
    site.write(store, out, "S", EVERYTHING)
    assert tree(out / "index.html").xpath("//nav[@class='pager']//a/@href") == ["stories-2.html"]
    second = tree(out / "stories-2.html")
    assert not second.xpath("//section[@id='published'] | //section[@id='data']")
    assert len(second.xpath("//section[@id='stories']//h3")) == 1


# -- the folder


def test_a_site_made_before_is_replaced_whole(store: Reader, tmp_path: Path) -> None:
    out = tmp_path / "site"
    site.write(store, out, "Before", EVERYTHING)
    site.write(store, out, "After", site.Choice(published_only=True))
    assert not (out / "stories").exists()
    assert "After" in (out / "index.html").read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("mine", ["notes.txt", ".git/config", "stories/mine.html"])
def test_a_folder_with_files_of_others_is_left_alone(store: Reader, tmp_path: Path, mine: str) -> None:
    out = tmp_path / "site"
    site.write(store, out, "Before", EVERYTHING)
    (out / mine).parent.mkdir(exist_ok=True)
    (out / mine).write_text("mine")
    before = files(out)
    with pytest.raises(ReportedlyError, match=re.escape(mine)):
        site.write(store, out, "After", EVERYTHING)
    assert files(out) == before


def test_an_empty_folder_will_do_and_a_file_will_not(store: Reader, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    site.write(store, tmp_path / "empty", "S", EVERYTHING)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ReportedlyError, match="not a folder"):
        site.write(store, tmp_path / "file", "S", EVERYTHING)
    with pytest.raises(ReportedlyError, match="there is no folder"):
        site.write(store, tmp_path / "no" / "where", "S", EVERYTHING)


def test_what_fails_half_way_leaves_all_as_it_was(
    store: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    site.write(store, out, "Before", EVERYTHING)
    before = files(out)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportedly.publish.site.making.put_lists", full)
    with pytest.raises(OSError, match="No space"):
        site.write(store, out, "After", EVERYTHING)
    assert files(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("id_", ["../s-1", "s-1/..", "s 1", "S-1", "", "s-1.html\n"])
def test_only_ids_make_names_of_files(id_: str) -> None:
    with pytest.raises(StoreError):
        pages.story_path(id_)


def test_hostile_words_stay_words() -> None:
    for text in (pages.story(a, HOSTILE_TITLE, (), Basemap()) for a in (hostile(), velmora())):
        assert "<script>alert" not in text
        assert "<svg onload" not in text
        assert not re.search(r"href=[\"']?javascript:", text)
        assert "\x1b" not in text
        assert html.document_fromstring(text).xpath("//h1")[0].text == HOSTILE_TITLE


# -- in a browser


@pytest.mark.skipif(chromium() is None, reason="needs Chromium")
def test_it_opens_from_a_disk_on_a_phone_without_a_script(folder: Path, tmp_path: Path) -> None:
    wide = tmp_path / "wide.html"
    wide.write_text(pages.story(velmora(), "Southern crisis", (), Basemap()), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
        page = context.new_page()
        troubles: list[str] = []
        page.on("console", lambda m: troubles.append(m.text))
        page.on("requestfailed", lambda r: troubles.append(r.url))
        for path in (wide, *sorted(folder.rglob("*.html"))):
            page.goto(path.as_uri())
            for box in page.locator("main").all():
                size = box.bounding_box()
                assert size is not None
                assert size["width"] <= 390
            session = context.new_cdp_session(page)
            layout = session.send("Page.getLayoutMetrics")
            assert layout["cssContentSize"]["width"] <= 390, path.name
        browser.close()
    assert troubles == []


@pytest.mark.skipif(chromium() is None, reason="needs Chromium")
def test_axe_finds_nothing_against_a_screen_reader(folder: Path) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True).new_page()  # the checker is a script
        for path in sorted(folder.rglob("*.html")):
            page.goto(path.as_uri())
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
        browser.close()
