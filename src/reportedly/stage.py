"""The shapes of a stage.

A stage is a factory: settings in, function out. The factory runs once a worker process, so models load
there and are never pickled. The function is pure: it takes one payload and returns records, or raises
RejectedInput. Stages know nothing of executors or of the database; `inputs` and `load` say in terms of
the store's reading methods what a stage reads, and the runner alone writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.config import Settings
from reportedly.records import Id

if TYPE_CHECKING:
    from reportedly.store import Reader, Store

Records = Sequence[Any]
Function = Callable[[Any], Records]


@dataclass(frozen=True, slots=True)
class Stage:
    """What both shapes have.

    `inputs` gives every key with a fingerprint of what its result depends on; `load` the payloads of some
    keys, in their order. `tables` names what the stage writes. `many` functions take a list of payloads at
    once and return a list of results (models work best in batches). What is not `marked` as done is known
    by its result being there. A stage is done again for all keys when its `version` changes, or a file of the
    `modules` that make its results: those whose rules are often mended.
    """

    name: str
    version: str
    tables: tuple[str, ...]
    inputs: Callable[[Reader, Settings], Mapping[Id, str]]
    load: Callable[[Reader, Settings, Sequence[Id]], Iterable[Any]]
    make: Callable[[Settings], Function]
    noun: str
    chunk: int = 16
    many: bool = False
    marked: bool = True
    modules: tuple[str, ...] = ()
    seconds: Callable[[Settings], float] | None = None


@dataclass(frozen=True, slots=True)
class Each(Stage):
    """A stage over single records: a capture, a sentence, an article."""


@dataclass(frozen=True, slots=True)
class Keyed(Stage):
    """A stage over groups: all articles, or the articles of one story."""

    chunk: int = 1


@dataclass(frozen=True, slots=True)
class Waiting(Stage):
    """A stage over single records that waits for another machine and computes nothing.

    Its function is a coroutine function; `at_once` payloads are under way at a time, in the runner's process,
    and each result is written as it comes, so that what was paid for is kept when a run is killed.
    """

    chunk: int = 1
    at_once: Callable[[Settings], int] = lambda _settings: 1


@dataclass(frozen=True, slots=True)
class Growing:
    """A stage whose result for one key depends on all others, and that keeps an index so as not to read them.

    It is done in the runner's process. `take_in` adds batches of keys, each with its done-mark, to the index,
    takes others out of it, and brings all that depends on them up to date, in one transaction.
    """

    name: str
    version: str
    tables: tuple[str, ...]
    inputs: Callable[[Reader, Settings], Mapping[Id, str]]
    take_in: Callable[[Store, Settings, Iterable[Mapping[Id, str]], Sequence[Id]], None]
    noun: str
    chunk: int = 256
    marked: bool = True
    modules: tuple[str, ...] = ()
