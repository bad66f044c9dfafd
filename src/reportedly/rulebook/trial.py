"""Rules read in a process of their own, the shipped ones or a person's in their place.

Rules are kept once they are loaded, so two versions of them need two processes. Both read the same pages
at the same time; what each takes is the time of its own processor, so that they do not slow each other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reportedly import knowledge
from reportedly.errors import RuleError

if TYPE_CHECKING:
    from reportedly.config import Settings
    from reportedly.reading import Page
    from reportedly.records import Id
    from reportedly.rulebook.change import Row
    from reportedly.rulebook.examples import Miss

T = TypeVar("T")
ROUNDS = 3  # pages that are read quickly are read this often and the quickest counts
BRIEF = 1.0  # seconds; one reading that takes less tells little
FIRST = 8  # pages read before the time is taken, as rules are loaded when they are first asked for


@dataclass(frozen=True, slots=True)
class Read:
    """What the rules made of some pages: rows, how many sentences, and seconds of the processor."""

    rows: tuple[Row, ...]
    sentences: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Tried:
    """The examples of all rule files: how many, which do not hold, and their pages, one each."""

    count: int
    misses: tuple[Miss, ...]
    pages: tuple[Page, ...]

    @property
    def sentences(self) -> int:
        return _sentences(self.pages)


class Trial:
    """One process with its rules."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def examples(self) -> Future[Tried]:
        return self._pool.submit(_examples)

    def seconds(self, pages: Sequence[Page]) -> Future[float]:
        """How long the processor takes to read pages."""
        return self._pool.submit(_seconds, tuple(pages))

    def pages(self, db: Path, settings: Settings, articles: Sequence[Id]) -> Future[Read]:
        return self._pool.submit(_pages, db, settings, tuple(articles))


@contextmanager
def trial(texts: Mapping[tuple[str, str], str]) -> Iterator[Trial]:
    """A process in which these texts stand in place of the program's rule files."""
    pool = ProcessPoolExecutor(1, get_context("spawn"), knowledge.put_in_place, (dict(texts),))
    try:
        yield Trial(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def outcome(future: Future[T]) -> T:
    """What a trial gave. Raises RuleError where the rules make it fail, for what their schema cannot tell."""
    from reportedly.errors import ReportedlyError

    try:
        return future.result()
    except ReportedlyError:
        raise
    except BrokenProcessPool as error:
        raise RuleError("the process that tried the rules ended; see what it says above") from error
    except Exception as error:
        raise RuleError(f"reading with these rules failed: {type(error).__name__}: {error}") from error


# -- in the process ----------------------------------------------------------------------------------


def _examples() -> Tried:
    from reportedly.rulebook import examples

    tried = examples.cases()
    pages = examples.pages([case.plain for case in tried])
    return Tried(len(tried), tuple(examples.misses(tried, pages)), tuple(pages))


def _seconds(pages: tuple[Page, ...]) -> float:
    from reportedly.actors import Actors

    actors = Actors.load()
    return _timed(pages, lambda page: _told(page, (), (), actors))[1]


def _pages(db: Path, settings: Settings, articles: tuple[Id, ...]) -> Read:
    from reportedly import times
    from reportedly.actors import Actors
    from reportedly.reading import Page, is_foreign
    from reportedly.rulebook.change import row
    from reportedly.stages import dated_articles

    store = _store(db)
    places, actors = _places(settings), Actors.load()
    payloads = list(dated_articles(store, settings, articles))
    pages = [(Page(*p[:3]), p[3]) for p in payloads if not is_foreign(p[0].language)]
    known = {page.article.id: (places.find(page, home), times.find(page)) for page, home in pages}
    plain = [page for page, _ in pages]

    def read(page: Page) -> list[Any]:
        return _told(page, *known[page.article.id], actors)

    told, seconds = _timed(plain, read)
    rows = [row(record, page) for page, found in zip(plain, told, strict=True) for record in found]
    return Read(tuple(rows), _sentences(plain), seconds)


def _told(page: Page, where: Any, when: Any, actors: Any) -> list[Any]:
    from reportedly.claims.extraction import told

    return list(told(page, where, when, actors))


def _timed(pages: Sequence[Page], read: Callable[[Page], list[Any]]) -> tuple[list[list[Any]], float]:
    """What each page says, and the seconds of the processor it took; tokens are made before."""
    for page in pages:
        for line in page.lines:
            _ = line.children
    for page in pages[:FIRST]:
        read(page)
    found: list[list[Any]] = []
    quickest = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        found = [read(page) for page in pages]
        quickest = min(quickest, time.process_time() - start)
        if quickest >= BRIEF:
            break
    return found, quickest


def _sentences(pages: Sequence[Page]) -> int:
    return sum(len(page.lines) for page in pages)


@lru_cache(maxsize=1)
def _store(db: Path) -> Any:
    from reportedly.outlets import use
    from reportedly.store import Reader

    store = Reader.open(db)
    use(store.own_outlets())
    return store


@lru_cache(maxsize=1)
def _places(settings: Settings) -> Any:
    from reportedly.places import Places

    return Places.shared(settings.places)
