"""When a browser first shows something of a page."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence

from playwright.sync_api import sync_playwright

PAINT = """() => new Promise(done => {
  const told = () => performance.getEntriesByName("first-contentful-paint")[0];
  if (told()) { done(told().startTime); return; }
  const watch = new PerformanceObserver(() => { if (told()) done(told().startTime); });
  watch.observe({type: "paint", buffered: true});
})"""


def painted(port: int, urls: Mapping[str, Sequence[str]]) -> dict[str, list[float]]:
    """Milliseconds until the first contentful paint of pages, by their kind; none without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return {}
    found: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/judgements")  # styles and scripts are there from now on
        for name, some in urls.items():
            for url in some:
                page.goto(f"http://127.0.0.1:{port}{url}", timeout=60_000)
                found.setdefault(name, []).append(float(page.evaluate(PAINT)))
        browser.close()
    return found
