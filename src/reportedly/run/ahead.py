"""The process that workers are forked from. It imports once what all of them need, and may begin with that
while the run itself is only beginning."""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

IMPORTED = ["reportedly.run.worker", "reportedly.clean", "spacy"]  # models are loaded by the workers


def context() -> ForkServerContext:
    """What worker processes are started with."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(IMPORTED)
    return found


def begin() -> None:
    """Let it begin. Where nothing turns out to be new, that was a second of a processor for nothing."""
    context()
    forkserver.ensure_running()
