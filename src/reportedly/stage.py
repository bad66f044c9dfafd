"""The two shapes of a stage.

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
    from reportedly.store import Reader

Records = Sequence[Any]
Function = Callable[[Any], Records]


@dataclass(frozen=True, slots=True)
class Stage:
    """What both shapes have.

    `inputs` gives every key with a fingerprint of what its result depends on; `load` the payloads of some
    keys, in their order. `tables` names what the stage writes. `many` functions take a list of payloads at
    once and return a list of results (models work best in batches). What is not `marked` as done is known
    by its result being there. A stage with one group is done `here`, in the runner's process: sending all
    articles to a worker costs more than it saves.
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
    seconds: Callable[[Settings], float] | None = None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Each(Stage):
    """A stage over single records: a capture, a sentence, an article."""


@dataclass(frozen=True, slots=True)
class Keyed(Stage):
    """A stage over groups: all articles, or the articles of one story."""

    chunk: int = 1
