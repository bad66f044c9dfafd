"""Telling stories anew with the judgements that stand, without waiting for a run."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from reportedly.config import Settings
from reportedly.errors import Busy
from reportedly.records import Id, Judgement
from reportedly.store import Reader, one_writer

PATIENCE = 0.5  # seconds to wait for others who tell a story anew; whoever is done looks at the log again
Applied = Literal["at once", "by the run under way", "by the next run"]


def homes(store: Reader, judgement: Judgement) -> list[Id]:
    """The stories that a judgement, or the one it undoes, bears on now."""
    return sorted({story for a in judgement.articles if (story := store.story_of(a)) is not None})


def reapply(path: Path, stories: Sequence[Id], settings: Settings | None = None) -> Applied:
    """Tell these stories anew with the judgements that stand, and say by whom.

    At once where no run is writing: some ten milliseconds for a small story. Where somebody has merged or
    split stories, or said what is a copy, articles are grouped and compared anew, in about a second where the
    models are loaded; if more is waiting besides (new articles, other `settings` than those of the last run)
    that is left to the next run. A run that is writing takes up what is judged meanwhile before it ends.
    Stories that are gone are passed over.
    """
    from reportedly.pipeline import regroup, retell
    from reportedly.store import Store

    tree, waiting = settings or Settings(), list(stories)
    try:
        with one_writer(path, PATIENCE), closing(Store.open(path)) as store:
            while True:  # others who judge do not wait for long
                mark = store.judged.mark()
                left = retell(store, tree, waiting)
                if left == "judgements":
                    regroup(store, tree)
                if store.judged.mark() == mark:
                    return "by the next run" if left == "more" else "at once"
                new = [j for j in store.judged.log() if j.at > mark[1]]
                waiting = sorted({story for judgement in new for story in homes(store, judgement)})
    except Busy:
        return "by the run under way"
