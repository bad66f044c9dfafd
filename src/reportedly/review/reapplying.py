"""Telling stories anew with the judgements that stand, without a whole run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from reportedly.config import Settings
from reportedly.records import Id

Applied = Literal["at once", "by the run under way", "by the next run"]


def reapply(path: Path, stories: Sequence[Id], settings: Settings | None = None) -> Applied:
    """Tell these stories anew with the judgements that stand, and say by whom.

    At once where nobody is writing: milliseconds for a small story. A run that holds the lock takes
    judgements up where it has not yet come to the story; the next run takes up the rest.
    """
    raise NotImplementedError
