"""What runs inside a worker process: the stage's function, made once, applied to chunks."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportedly.config import Settings
from reportedly.errors import ModelError, RejectedInput, RuleError, SettingsError
from reportedly.records import RejectReason
from reportedly.stage import Function


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one payload gave no records."""

    reason: RejectReason
    detail: str


Outcome = Sequence[Any] | Failure


@lru_cache(maxsize=32)
def function(stage: str, settings: Settings) -> tuple[Function, bool]:
    """The function of a stage, made once a process, and whether it takes many payloads at once."""
    from reportedly.pipeline import STAGES  # the list imports the stages' modules; not at start-up

    found = next(s for s in STAGES if s.name == stage)
    return found.make(settings), found.many


def work(stage: str, settings: Settings, payloads: Sequence[Any]) -> list[Outcome]:
    """One outcome a payload, in order. A payload that fails does not take the others with it."""
    run, many = function(stage, settings)
    if not many:
        return [_one(run, payload) for payload in payloads]
    try:
        return list(run(payloads))
    except Exception:  # find the payload at fault
        return [_one(lambda p: run([p])[0], payload) for payload in payloads]


def _one(run: Function, payload: Any) -> Outcome:
    try:
        return run(payload)
    except RejectedInput as error:
        return Failure(error.reason, error.detail)
    except (ModelError, RuleError, SettingsError):  # nothing to do with the page: the run must stop
        raise
    except RecursionError:
        return Failure(RejectReason.TOO_DEEP, "nested too deeply to be read; save the page as plain text")
    except MemoryError:
        return Failure(RejectReason.TOO_LARGE, "needs more memory than there is; split the page")
    except Exception as error:  # one bad page must not stop a run; the defect is reported
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Failure(
            RejectReason.FAILED,
            f"{type(error).__name__}: {error} ({where.name}, line {where.lineno}); "
            "the rest went on. This is a defect: please report it with the page",
        )
