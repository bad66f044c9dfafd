"""Whatever strangers write into a page, the desk, its exports and its publications show it, never run it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from playwright.sync_api import Dialog, Page, Response, sync_playwright
from starlette.testclient import TestClient

from reportedly.config import Settings
from reportedly.desk.access import Rules
from reportedly.desk.app import Options, make_app
from reportedly.exports import FORMATS, write
from reportedly.pipeline import run
from reportedly.places import Gazetteer
from reportedly.publish import markdown
from reportedly.publish.editions import edition
from reportedly.publish.report import brief_html, render
from reportedly.run.progress import Silent
from reportedly.store import Reader, Store, one_writer
from tests.desk import hostile
from tests.desk.browsing import chromium, serving
from tests.desk.conftest import OWN, token_in

MOST = 250  # pages of a desk that are read
BEGINNINGS = (
    "/",
    "/search?q=pwn",
    "/search?q=%22%3E%3Cscript%3Epwn()%3C%2Fscript%3E",
    "/login?next=javascript:pwn()",
    "/actors",
    "/people",
    "/nowhere/<script>pwn()</script>",
    "/stories?q=%22+onfocus%3Dpwn()+x%3D%22",
)
OWN_PATHS = re.compile(r"/(?!/)|\?|#|$")
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "xlink:href",
    "hx-get",
    "cite",
)
FORMULA = re.compile(r"[=+@\t\r]|-(?![0-9.]+$)")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as the real pipeline reads it."""
    folder = tmp_path_factory.mktemp("hostile")
    found = folder / "hostile.db"
    with one_writer(found), closing(Store.open(found, create=True)) as store:
        run([hostile.written(folder / "pages")], store, Settings(), Silent())
        counts = store.counts()
    assert counts["articles"] > len(hostile.TEXTS)
    assert counts["claims"] > 100
    return found


@pytest.fixture(scope="module")
def store(db: Path) -> Iterator[Reader]:
    with closing(Reader.open(db)) as opened:
        yield opened


@pytest.fixture(scope="module")
def http(db: Path) -> Iterator[TestClient]:
    with opened(db) as client:
        judge_and_publish(client, db)
        yield client


@pytest.fixture(scope="module")
def harmless(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The demo, judged and published as well: what its pages are made of, templates make."""
    db = tmp_path_factory.mktemp("harmless") / "demo.db"
    shutil.copy(demo_db, db)
    with opened(db) as client:
        judge_and_publish(client, db)
        yield client


def opened(db: Path) -> TestClient:
    return TestClient(make_app(Options(db, Rules())), base_url="http://localhost", headers=OWN)


def judge_and_publish(http: TestClient, db: Path) -> None:
    """What people write can be as hostile as pages are."""
    csrf = token_in(http.get("/login").text)
    with closing(Reader.open(db)) as store:
        story = max(store.stories(), key=lambda s: len(s.articles)).id
        findings = store.derived("findings", [story])[story]
    for finding, text in zip(findings, hostile.TEXTS.values(), strict=False):
        given = {
            "verb": "note",
            "target": "finding",
            "ids": finding.id,
            "why": f"x {text}"[:9_000],
            "csrf": csrf,
        }
        assert http.post("/judge", data=given).status_code == 200
    http.post("/searches", data={"query": "q=pwn", "name": hostile.TEXTS["attribute_double"], "csrf": csrf})
    page = http.get(f"/publish?story={story}").text
    mark = page.partition(f'name="mark-{story}" value="')[2].partition('"')[0]
    given = {f"keep-{story}-{n}": "on" for n in range(40)} | {
        "story": story,
        f"mark-{story}": mark,
        "csrf": csrf,
    }
    for n, text in enumerate(("script", "markdown", "typst", "jinja", "bidi", "control", "attribute_double")):
        words = hostile.TEXTS[text]
        given |= {
            "title": words[:300],
            "standfirst": words,
            f"text-{story}-{n}": words,
            f"section-{story}-{n}": words,
        }
        assert http.post("/publish", data=given).status_code == 200, text


# -- looking at what was made ---------------------------------------------------------------------


def crawled(http: TestClient) -> dict[str, str]:
    """The text of every page that links lead to, at most MOST of them."""
    found: dict[str, str] = {}
    waiting = list(BEGINNINGS)
    seen = set(waiting)
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        answer = http.get(path)
        assert answer.status_code == 200 or path.startswith("/nowhere"), path  # no link leads nowhere
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found[path] = answer.text
        for element in parsed(answer.text).iter("a"):
            link = urljoin(path, element.get("href", "")).partition("#")[0]
            if link.startswith("/") and link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def parsed(text: str) -> Any:
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def pairs(root: Any) -> set[tuple[str, str]]:
    """Which attributes stand on which elements."""
    found = set()
    for element in root.iter():
        if isinstance(element.tag, str):
            found |= {(element.tag, "")} | {(element.tag, name) for name in element.attrib}
    return found


def alive(root: Any) -> list[str]:
    """What a browser would run, load or lead to that is not the desk's own."""
    wrong = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            wrong += [f"comment: {element.text}"] if "pwn" in (element.text or "") else []
            continue
        for name, value in element.attrib.items():
            if name.startswith("on") or "pwn" in name:
                wrong.append(f"<{element.tag} {name}={value!r}>")
            if name in ADDRESSES and not safe(element.tag, value):
                wrong.append(f"<{element.tag} {name}={value!r}>")
        if element.tag in ("script", "style") and "pwn" in (element.text or ""):
            wrong.append(f"<{element.tag}>{element.text}")
    return wrong


def safe(tag: str, address: str) -> bool:
    """Links lead to the desk or to pages of the web; nothing else is loaded from elsewhere."""
    if OWN_PATHS.match(address):
        return "\\" not in address
    return tag == "a" and urlsplit(address).scheme in ("http", "https")


# -- the desk -------------------------------------------------------------------------------------


def test_no_page_has_elements_that_templates_did_not_make(http: TestClient, harmless: TestClient) -> None:
    made = {pair for text in crawled(harmless).values() for pair in pairs(parsed(text))}
    pages = crawled(http)
    assert len(pages) > 60
    assert sum("pwn" in text for text in pages.values()) > 40
    for path, text in pages.items():
        root = parsed(text)
        assert alive(root) == [], path
        assert pairs(root) - made == set(), path
        assert not set(text) & set(map(chr, (*range(9), 11, 12, *range(14, 32), 127))), path


def test_data_for_scripts_is_data(http: TestClient, store: Reader) -> None:
    for story in store.stories():
        days = parsed(http.get(f"/stories/{story.id}").text).get_element_by_id("brush").get("data-days")
        assert all(len(day) == 3 for day in json.loads(days))
        found = http.get(f"/stories/{story.id}/map.json")
        assert found.headers["content-type"] == "application/json"
        assert found.json()["places"]["type"] == "FeatureCollection"


def test_an_address_leads_to_the_web_or_nowhere(http: TestClient, store: Reader) -> None:
    shown = 0
    for article in store.articles(store.article_ids()).values():
        page = parsed(http.get(f"/articles/{article.id}").text)
        links = [a.get("href") for a in page.iter("a") if "nofollow" in a.get("rel", "")]
        shown += len(links)
        assert all(urlsplit(link).scheme in ("http", "https") for link in links)
    assert shown > 10


# -- what is taken away ---------------------------------------------------------------------------


def test_the_report_has_nothing_alive(store: Reader) -> None:
    whole = edition(store, "<script>pwn()</script>")
    with closing(Gazetteer.open()) as gazetteer:
        pages = (render(whole, gazetteer.around), brief_html(whole))
    for text in pages:
        root = parsed(text)
        assert alive(root) == []
        assert "pwn" in text
        assert not {
            pair for pair in pairs(root) if pair[0] in ("iframe", "object", "embed", "base", "form", "img")
        }


@pytest.mark.parametrize("name", FORMATS)
def test_no_export_carries_anything_alive(store: Reader, name: str) -> None:
    main, side = io.BytesIO(), io.BytesIO()
    write(name, store, main, values=side if FORMATS[name].flattens else None)
    text = main.getvalue().decode()
    assert "pwn" in text or name in ("idmc", "geojson", "plover")
    if FORMATS[name].suffix == ".csv":
        for sheet in (text, side.getvalue().decode()):
            wrong = [
                cell
                for row in csv.reader(io.StringIO(sheet, newline=""))
                for cell in row
                if FORMULA.match(cell)
            ]
            # HXL's second row has tags, and coordinates and dates are no formulas.
            assert [cell for cell in wrong if not cell.startswith("#")] == []
    elif name == "atom":
        feed = etree.fromstring(main.getvalue())
        assert {e.tag.partition("}")[0] for e in feed.iter()} == {"{http://www.w3.org/2005/Atom"}
        links = [e.get("href") for e in feed.iter() if e.get("href")]
        assert all(urlsplit(link).scheme in ("http", "https", "urn", "tag", "") for link in links)
    else:
        for line in text.splitlines() if name == "plover" else [text]:
            json.loads(line, parse_constant=pytest.fail)


def test_the_brief_as_markdown_makes_words_of_them(store: Reader) -> None:
    made = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(markdown.brief(edition(store, "Crisis")))
    )
    assert alive(parsed(made)) == []


def test_publications_are_safe_in_every_form(http: TestClient, store: Reader) -> None:
    rows = store.published.list()
    assert len(rows) == 7
    for id, *_ in rows:  # noqa: A001 - the record's own word
        take = f"/publications/{id}/brief"
        assert alive(parsed(http.get(f"{take}.html").text)) == []
        assert alive(parsed(http.get(f"/publications/{id}").text)) == []
        rendered = (
            MarkdownIt("commonmark", {"html": True}).enable("table").render(http.get(f"{take}.md").text)
        )
        assert alive(parsed(rendered)) == []
        with zipfile.ZipFile(io.BytesIO(http.get(f"{take}.docx").content)) as word:
            for part in word.namelist():
                if part.endswith((".xml", ".rels")):
                    etree.fromstring(word.read(part))
                if part.endswith(".rels"):
                    assert b"javascript:" not in word.read(part).lower()
                    assert b"pwn" not in word.read(part) or b"http" in word.read(part)
        pdf = http.get(f"{take}.pdf").content
        assert pdf.startswith(b"%PDF-")
        assert b"/JavaScript" not in pdf
        assert b"root:" not in pdf
        assert http.get(f"/api/v1/publications/{id}?form=html").text == http.get(f"{take}.html").text


# -- a real browser -------------------------------------------------------------------------------


@pytest.mark.skipif(chromium() is None, reason="there is no Chromium on this machine")
def test_in_a_browser_nothing_runs_or_asks_elsewhere(db: Path, http: TestClient, tmp_path: Path) -> None:
    """Also behind the buttons that load more: the quotes, the map and its popups."""
    wrong: list[str] = []

    def refuse(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    with (
        serving(db) as address,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"]) as browser,
    ):
        page = browser.new_page()
        page.add_init_script("window.pwn = () => { document.title = 'PWNED'; throw new Error('pwned'); }")
        page.on("dialog", refuse)
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if own(r.url, address) else wrong.append(r.url))
        for path in browsed(http):
            visit(page, address, path)
        report = tmp_path / "report.html"
        with closing(Reader.open(db)) as store:
            report.write_text(render(edition(store, "Report")), encoding="utf-8")
        visit(page, "", report.as_uri())
        assert page.evaluate("document.title") != "PWNED"
    assert wrong == []


def own(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", "data:image/", "file:")) or url == "about:blank"


def browsed(http: TestClient) -> list[str]:
    """A page of each kind, and of articles one in five."""
    kinds: dict[str, list[str]] = {}
    for path in (p for p in crawled(http) if not p.startswith("/nowhere")):
        kinds.setdefault(path.split("/")[1].partition("?")[0], []).append(path)
    return [
        path for paths in kinds.values() for path in (paths if len(paths) < 4 else paths[:: len(paths) // 4])
    ]


def visit(page: Page, address: str, path: str) -> None:
    answer: Response | None = page.goto(f"{address}{path}")
    assert answer is not None
    assert answer.status == 200 or address == "", f"{path}: {answer.text()}"
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    explore = page.locator("#explore")
    if explore.count() and explore.is_visible():
        explore.click()
        page.locator("#atlas .leaflet-interactive").first.wait_for()
        for spot in page.locator("#atlas path.leaflet-interactive").all()[:3]:
            spot.dispatch_event("click")
    handlers = (
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/.test(a.name))"
    )
    assert page.evaluate(f"{handlers}.map(a => a.name + '=' + a.value)") == []
    assert page.evaluate("document.title") != "PWNED"
