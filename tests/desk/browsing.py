"""A real desk in a process of its own, and a real browser to use it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = re.compile(r"http://[^ ]+")
RUN = "from reportedly.cli import main; main()"


@contextmanager
def serving(db: Path, *options: str) -> Iterator[str]:
    """The address of a desk over a database, as `reportedly desk` opens it, without its last slash."""
    command = [sys.executable, "-c", RUN, "desk", "--db", str(db), "--port", "0", "--no-show", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            found = ADDRESS.search(said)
            assert found, (
                f"the desk said: {said}{process.stderr.read() if process.poll() is not None else ''}"
            )
            yield found[0].rstrip("/")
        finally:
            process.terminate()
            process.wait(20)


def chromium() -> str | None:
    """Where the browser is. In CI there has to be one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found or not os.environ.get("CI"), "there is no Chromium, and the gate needs one"
    return found
