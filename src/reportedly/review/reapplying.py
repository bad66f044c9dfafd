"""Telling stories anew with the judgements that stand, without waiting for a run."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from reportedly.config import Settings
from reportedly.errors import Busy
from reportedly.records import Id

Applied = Literal["at once", "by the run under way", "by the next run"]


def reapply(
    path: Path, stories: Sequence[Id], settings: Settings | None = None, *, regroup: bool = False
) -> Applied:
    """Tell these stories anew with the judgements that stand, and say by whom.

    At once where nobody is writing: some ten milliseconds for a small story. A run that is writing takes up
    what is judged meanwhile before it ends. Where somebody has merged or split stories, or said what is a
    copy, articles are grouped and compared anew, which takes seconds, or longer of a large database: done
    here if `regroup`, for which `settings` must be those of the runs, else by the next run. Stories that are
    gone are passed over.
    """
    from reportedly.pipeline import retell, run
    from reportedly.run.progress import Silent
    from reportedly.store import Store, one_writer

    tree = settings or Settings()
    try:
        with one_writer(path), closing(Store.open(path)) as store:
            if not retell(store, tree, stories):
                return "at once"
            if not regroup:
                return "by the next run"
            run([], store, tree, Silent())
            return "at once"
    except Busy:
        return "by the run under way"
