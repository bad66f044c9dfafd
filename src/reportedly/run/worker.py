"""What runs inside a worker process: the stage's function, made once, applied to chunks."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportedly.config import Settings
from reportedly.errors import ModelError, RejectedInput, RuleError, SettingsError
from reportedly.outlets import use
from reportedly.records import Id, RejectReason
from reportedly.rulebook import own
from reportedly.stage import Function, Stage
from reportedly.store import Reader, pack
from reportedly.store.packing import Row


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one payload gave no records."""

    reason: RejectReason
    detail: str


Outcome = Sequence[Row] | Failure
Task = tuple[Id, str]  # a key, and the fingerprint of what its result depends on


def start() -> None:
    """Make a new worker keep to one core: there is a worker a core, and threads of NumPy's would fight."""
    import numpy  # noqa: F401 - its libraries must be loaded to be limited
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1)


@lru_cache(maxsize=32)
def _function(stage: Stage, settings: Settings) -> Function:
    """The function of a stage, made once a process: its models stay loaded."""
    return stage.make(settings)


@lru_cache(maxsize=1)
def _reader(db: Path) -> Reader:
    """The database, whose own outlets and rules this process uses from now on."""
    store = Reader.open(db)
    use(store.own_outlets())
    own.use(store.own_rules())
    return store


def prepare(stages: Sequence[Stage], settings: Settings, db: Path) -> None:
    """Load what stages need before their work comes."""
    _reader(db)
    for stage in stages:
        _function(stage, settings)


def work(stage: Stage, settings: Settings, db: Path, tasks: Sequence[Task]) -> list[Outcome]:
    """One outcome a task, in order. A task that fails does not take the others with it.

    Payloads are read from the database at this path here, and results packed into rows, so that the one
    process that writes does nothing else.
    """
    return work_on(_reader(db), stage, settings, tasks)


def work_on(store: Reader, stage: Stage, settings: Settings, tasks: Sequence[Task]) -> list[Outcome]:
    """As `work`, on a database that is open."""
    run = _function(stage, settings)
    texts = store.texts()
    payloads = list(stage.load(store, settings, [key for key, _ in tasks]))
    if stage.many:
        payloads = _many(run, payloads)
        run = _given

    def rows(task: Task, payload: Any) -> list[Row]:
        return pack(*task, run(payload), texts)

    return [_one(rows, task, payload) for task, payload in zip(tasks, payloads, strict=True)]


def _many(run: Function, payloads: Sequence[Any]) -> list[Any]:
    """The records of every payload; those of one that fails are its exception."""
    try:
        return list(run(payloads))
    except Exception:  # find the payload at fault
        found: list[Any] = []
        for payload in payloads:
            try:
                found += run([payload])
            except Exception as error:
                found.append(error)
        return found


def _given(records: Sequence[Any] | Exception) -> Sequence[Any]:
    if isinstance(records, Exception):
        raise records
    return records


def _one(rows: Callable[[Task, Any], list[Row]], task: Task, payload: Any) -> Outcome:
    try:
        return rows(task, payload)
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
