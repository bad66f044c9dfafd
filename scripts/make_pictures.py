"""Makes docs/images/report.png, the picture in the README: the first screen of the report of the demo pages.

Needs Chromium (`apt-get install chromium`, or CHROMIUM=/path/to/it) and, to make the file small, pngquant
(`apt-get install pngquant`). Run by hand after a change of the report, not by CI:

    .venv/bin/python scripts/make_pictures.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "report.png"
PROGRAM = Path(sys.executable).with_name("reportedly")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 800
CALM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def browser() -> str:
    """The browser to draw with. Raises SystemExit where there is none."""
    named = os.environ.get("CHROMIUM")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not (named or found):
        raise SystemExit("there is no Chromium; install it, or name it in CHROMIUM")
    return named or str(found)


def picture(page: Path, out: Path, scratch: Path) -> None:
    """The first screen of a page as a PNG."""
    size = f"--window-size={WIDTH},{HEIGHT}"
    profile = f"--user-data-dir={scratch / 'profile'}"
    subprocess.run(
        [browser(), *CALM, size, profile, f"--screenshot={out}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )


def shrink(path: Path) -> None:
    """Few colours are enough for text and lines; without pngquant the file stays as it is."""
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--strip", "--output", path, "128", path], check=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        database, page = scratch / "demo.db", scratch / "report.html"
        subprocess.run([PROGRAM, "run", ROOT / "examples" / "pages", "--db", database, "-q"], check=True)
        subprocess.run([PROGRAM, "report", "--db", database, "-o", page], check=True)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        picture(page, PICTURE, scratch)
    shrink(PICTURE)
    print(f"wrote {PICTURE.relative_to(ROOT)}, {PICTURE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
