"""The analyst's morning in a real browser: read, filter, open a quote, correct, merge, undo, publish."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reportedly.config import Settings
from reportedly.pipeline import run
from reportedly.run.progress import Silent
from reportedly.store import Store, one_writer
from tests.desk.browsing import chromium, serving
from tests.foreign import FLOOD

SOON = 15_000  # milliseconds
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
pytestmark = pytest.mark.skipif(chromium() is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that tests only read from, or take back what they did."""
    db = tmp_path_factory.mktemp("desk") / "crisis.db"
    shutil.copy(demo_db, db)
    with serving(db) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test if it meets an error, or anything its own policy forbids."""
    with browser.new_context(viewport=LAPTOP, accept_downloads=True, locale="en-GB") as context:  # type: ignore[arg-type]
        opened = context.new_page()
        opened.set_default_timeout(SOON)
        wrong: list[str] = []
        opened.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        yield opened
        assert wrong == []


def biggest_story(page: Page, address: str) -> None:
    page.goto(f"{address}/stories?order=articles")
    page.locator("h2.card a").first.click()
    expect(page.locator("h2.title")).to_be_visible()


def test_the_analysts_morning(page: Page, address: str, tmp_path: Path) -> None:
    # Read: what is new, and the story with most articles.
    page.goto(address)
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    biggest_story(page, address)
    story = page.url

    # Open a quote: the exact words, in one click.
    cite = page.locator("details.cite").first
    cite.locator("summary").click()
    expect(cite.locator("blockquote mark")).to_be_visible()

    # Filter: the disputed findings alone.
    section = page.locator("section", has=page.get_by_role("heading", name="Findings"))
    section.get_by_label("Status").select_option("disputed")
    section.get_by_role("button", name="Show").click()
    expect(page.locator(".findings > li").first).to_contain_text("disputed")

    # Correct a toll: from the line to the claims behind it.
    page.goto(story)
    page.locator(".line", has_text=re.compile("Killed: ")).first.get_by_role(
        "link", name="All behind it"
    ).click()
    claim = page.locator("ol.claims > li", has_text="How many").first
    claim.locator("details.judge > summary").click()
    form = claim.locator("form.correct", has=page.locator("input[name=low]")).first
    form.locator("input[name=low]").fill("4321")
    form.locator("input[name=why]").fill("the page has 4,321")
    form.get_by_role("button", name="Correct").click()
    expect(page.locator(".did")).to_contain_text("Corrected the figure to 4,321")
    page.goto(story)
    expect(page.locator("body")).to_contain_text("4,321")

    # Undo it from the log.
    page.get_by_role("link", name="Judgements").click()
    page.locator(".log > li").first.get_by_role("button", name="Undo").click()
    page.goto(story)
    expect(page.locator("body")).not_to_contain_text("4,321")

    # Merge two findings with the keyboard alone, and undo with one key.
    findings = page.locator(".findings > li")
    before = findings.count()
    findings.nth(0).locator("input[name=ids]").check()
    findings.nth(1).locator("input[name=ids]").check()
    page.locator("h2.title").click()
    page.keyboard.press("m")
    expect(page.locator(".did")).to_contain_text("Merged")
    page.wait_for_load_state()
    expect(findings).to_have_count(before - 1)
    page.keyboard.press("u")
    expect(page.locator(".did")).to_contain_text("Undid")
    expect(findings).to_have_count(before)

    # Publish, and take it away.
    page.get_by_role("link", name="Publish a brief of this story").click()
    page.get_by_label("Title").fill("Morning brief")
    page.locator("textarea[name^=text-]").first.fill("What the editor makes of it.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("article")).to_contain_text("What the editor makes of it.")
    expect(page.locator("article")).to_contain_text("worded by the editor")
    for form_name, begins in (("PDF", b"%PDF-"), ("DOCX", b"PK"), ("Markdown", b"# Morning brief")):
        with page.expect_download() as download:
            page.get_by_role("link", name=form_name).click()
        file = tmp_path / form_name
        download.value.save_as(file)
        assert file.read_bytes().startswith(begins)


def test_keys_go_from_line_to_line_and_judge(page: Page, address: str) -> None:
    biggest_story(page, address)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    current = page.locator("[data-line][aria-current]")
    expect(current).to_have_count(1)
    page.keyboard.press("o")
    expect(current.locator("details").first).to_have_attribute("open", "")
    page.keyboard.press("a")
    expect(page.locator(".did")).to_contain_text("Accepted")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator(".did")).to_contain_text("Undid")
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_claim_is_parted_and_two_articles_are_said_to_be_no_copies(page: Page, address: str) -> None:
    biggest_story(page, address)
    page.locator(".line", has_text="disputed").first.get_by_role("link", name="All behind it").click()
    claims = page.locator("ol.claims > li")
    before = claims.count()
    claims.last.locator("input[type=checkbox][name=ids]").check()
    page.get_by_role("button", name="Part the marked claims from the rest").click()
    expect(page.locator(".did")).to_contain_text("Split")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator(".did")).to_contain_text("Undid")
    opened(page, address, "compare")
    page.locator("details.judge > summary").click()
    page.get_by_role("button", name="Neither was made from the other").click()
    expect(page.locator(".did")).to_contain_text("no copies of one another")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator(".did")).to_contain_text("Undid")
    assert before > 1


def test_the_brush_chooses_days_for_everything(page: Page, address: str) -> None:
    biggest_story(page, address)
    over = page.locator("#brush .u-over")
    box = over.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.98, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=\d{4}-\d\d-\d\d&until="))
    expect(page.locator("#period input[name=since]")).not_to_have_value("")


def test_the_map_can_be_moved_about_on(page: Page, address: str) -> None:
    biggest_story(page, address)
    page.get_by_role("button", name="Move about on the map").click()
    expect(page.locator("#atlas .leaflet-interactive").first).to_be_visible()


def test_an_open_page_says_when_its_story_has_changed(browser: Browser, page: Page, address: str) -> None:
    biggest_story(page, address)
    other = browser.new_page()
    other.goto(page.url)
    other.locator("details.judge > summary").first.click()
    other.get_by_role("button", name="Reject").first.click()
    expect(page.locator("#live")).to_be_visible()
    other.wait_for_load_state()
    other.keyboard.press("u")
    expect(other.locator(".did")).to_contain_text("Undid")
    other.close()


def test_arabic_runs_from_right_to_left_and_the_desk_around_it_does_not(page: Page, tmp_path: Path) -> None:
    article = {
        "id": "flood",
        "outlet": "Torvik Post",
        "title": FLOOD["ar"].split("\n")[0],
        "text": FLOOD["ar"],
    }
    pages, db = tmp_path / "pages.jsonl", tmp_path / "crisis.db"
    pages.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    with one_writer(db):
        store = Store.open(db, create=True)
        run([pages], store, Settings(), Silent())
        name = store.article_ids()[0]
        store.close()
    with serving(db) as own:
        page.goto(f"{own}/articles/{name}")
        direction = "element => getComputedStyle(element).direction"
        assert page.locator(".words").first.evaluate(direction) == "rtl"
        assert page.locator("h1").evaluate(direction) == "rtl"
        assert page.locator("nav").first.evaluate(direction) == "ltr"
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.goto(own)
        assert page.locator("h2.card").first.evaluate(direction) == "rtl"


def test_print_leaves_the_desk_out(page: Page, address: str) -> None:
    biggest_story(page, address)
    page.emulate_media(media="print")
    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.locator("details.judge").first).to_be_hidden()
    expect(page.locator(".said").first).to_be_visible()


PATHS = [
    *("/", "/stories", "/search?q=market", "/places", "/speakers", "/outlets", "/actors", "/sources"),
    *("/judgements", "/publications", "/login", "story", "finding", "article", "compare", "publish"),
]


def opened(page: Page, address: str, path: str) -> None:
    """Go to a page; those of a record by way of the story with most articles."""
    if path.startswith("/"):
        page.goto(address + path)
        return
    biggest_story(page, address)
    if path == "finding":
        page.get_by_role("link", name="All behind it").first.click()
    elif path == "article":
        page.goto(address + str(page.locator("a[href^='/articles/']").first.get_attribute("href")))
    elif path == "compare":
        copied = page.locator("#story-1-copies a[href^='/articles/']").first
        page.goto(address + str(copied.get_attribute("href")))
        page.locator("a[href^='/compare']").first.click()
    elif path == "publish":
        page.get_by_role("link", name="Publish a brief of this story").click()


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_for_everybody(page: Page, address: str, path: str) -> None:
    """No violation that axe knows of, light and dark; nothing runs over the edge of a phone."""
    opened(page, address, path)
    page.wait_for_load_state()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
