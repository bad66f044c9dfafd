"""Makes the pictures of the documentation from the demo pages: docs/images/report.png, the first screen of
the report, and docs/images/desk-*.png, pages of the desk.

Needs Chromium (`apt-get install chromium`, or CHROMIUM=/path/to/it) and, to make the files small, pngquant
(`apt-get install pngquant`). Run by hand after a change of what they show, not by CI:

    .venv/bin/python scripts/make_pictures.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PROGRAM = Path(sys.executable).with_name("reportedly")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 800


def browser() -> str:
    """The browser to draw with. Raises SystemExit where there is none."""
    named = os.environ.get("CHROMIUM")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not (named or found):
        raise SystemExit("there is no Chromium; install it, or name it in CHROMIUM")
    return named or str(found)


def report(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    taken(page, "report")


def desk(page: Page, address: str) -> None:
    """The story with most articles, a disputed finding of it, and an article that others copied."""
    page.goto(f"{address}/stories?order=articles")
    page.locator("h2.card a").first.click()
    story = page.url
    page.wait_for_load_state("networkidle")
    taken(page, "desk-story")
    page.locator(".line", has_text="disputed").first.get_by_role("link", name="All behind it").click()
    taken(page, "desk-finding")
    page.goto(story)
    page.goto(
        address + str(page.locator("#story-1-copies a[href^='/articles/']").first.get_attribute("href"))
    )
    taken(page, "desk-article")


def taken(page: Page, name: str) -> None:
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    shrink(path)
    print(f"wrote {path.relative_to(ROOT)}, {path.stat().st_size // 1024} kB")


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The address of a desk over a database."""
    command = [PROGRAM, "desk", "--db", database, "--port", "0", "--no-show"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield next(word for word in process.stderr.readline().split() if word.startswith("http")).rstrip("/")
        process.terminate()


def shrink(path: Path) -> None:
    """Few colours are enough for text and lines; without pngquant the file stays as it is."""
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--strip", "--output", path, "128", path], check=True)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        database, file = Path(name) / "demo.db", Path(name) / "report.html"
        subprocess.run([PROGRAM, "run", ROOT / "examples" / "pages", "--db", database, "-q"], check=True)
        subprocess.run([PROGRAM, "report", "--db", database, "-o", file], check=True)
        started = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        page = started.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        report(page, file)
        with serving(database) as address:
            desk(page, address)
        started.close()


if __name__ == "__main__":
    main()
