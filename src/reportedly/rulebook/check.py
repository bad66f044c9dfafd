"""A check of rule files, whole: schema, sense, examples, time, and what they change on a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reportedly.errors import RuleError
from reportedly.rulebook.files import PACKAGE, Given, files, line_in, read
from reportedly.rulebook.own import kept, sound
from reportedly.rulebook.trial import Read, Trial, Tried, outcome, trial

if TYPE_CHECKING:
    from reportedly.config import Settings
    from reportedly.records import Id
    from reportedly.rulebook.change import Change
    from reportedly.rulebook.examples import Miss

T = TypeVar("T")
ROUND = 32  # articles read at a time, of which a store of any size is made


@dataclass(frozen=True, slots=True)
class Missed:
    """An example that does not hold, with the file and the line where it stands."""

    file: str
    line: int
    miss: Miss


@dataclass(frozen=True, slots=True)
class OnStore:
    """What the rules change on a store: of how many of its articles, in how many sentences, what."""

    read: int
    articles: int
    sentences: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `before` and `after` are the seconds that the rules in use and the given ones take
    for the same `timed` sentences; `store` is None where none was given."""

    given: tuple[Given, ...]
    examples: int
    missed: tuple[Missed, ...]
    timed: int
    before: float
    after: float
    store: OnStore | None

    @property
    def holds(self) -> bool:
        return not self.missed


def check(paths: Sequence[Path], db: Path | None, settings: Settings, most: int) -> Checked:
    """Check rule files together, each in place of the one it stands for; the store is only read.

    They are compared with the rules in use: the program's, and the user's own that the store keeps.

    `most` bounds the articles of the store that are read, 0 means all: ids are hashes, so the first are a
    fair sample. Raises RuleError with file, line and what to do where a file does not fit its schema or makes
    no sense, StoreError where there is no such store.
    """
    used, chosen, there = _stored(db, most)
    given = opened(paths, used)
    own = {(PACKAGE, name): text for name, text in used.items()}
    with ExitStack() as stack:
        old = stack.enter_context(trial(own))
        new = stack.enter_context(trial({**own, **{(PACKAGE, g.file.name): g.text for g in given}}))
        now, store, timed = outcome(new.examples()), None, 0
        if db is not None:
            reads = [
                _pages(old, new, db, settings, chosen[n : n + ROUND]) for n in range(0, len(chosen), ROUND)
            ]
            store = _on_store(reads, there, len(chosen))
            timed = sum(a.sentences for a, _ in reads)
            before, after = (sum(r[k].seconds for r in reads) for k in (0, 1))
        if not timed:  # no pages of the user's own to tell the time by
            timed = now.sentences
            before, after = _both(old.seconds(now.pages), new.seconds(now.pages))
    return Checked(
        given, now.count, tuple(_missed([*given, *kept(used, given)], now)), timed, before, after, store
    )


def opened(paths: Sequence[Path], used: Mapping[str, str] | None = None) -> tuple[Given, ...]:
    """The files, read and looked through beside the user's own in use. Raises RuleError as `check` does."""
    given = tuple(read(path) for path in paths)
    twice = [g for g in given if [o.file.name for o in given].count(g.file.name) > 1]
    if twice:
        raise RuleError(f"{twice[0].path} and {twice[-1].path} both stand for {twice[0].file.name}; give one")
    sound([*given, *kept(used or {}, given)])
    return given


def _stored(db: Path | None, most: int) -> tuple[dict[str, str], list[Id], int]:
    """The user's own rules in use, the articles to read, and how many the store has."""
    from reportedly.store import Reader

    if db is None:
        return {}, [], 0
    with closing(Reader.open(db)) as reader:
        ids = reader.article_ids()
        return reader.own_rules(), (ids[:most] if most else ids), len(ids)


def _both(one: Future[T], other: Future[T]) -> tuple[T, T]:
    """What two trials gave that run at the same time."""
    wait((one, other))
    return outcome(one), outcome(other)


def _pages(old: Trial, new: Trial, db: Path, settings: Settings, articles: Sequence[Id]) -> tuple[Read, Read]:
    return _both(old.pages(db, settings, articles), new.pages(db, settings, articles))


def _on_store(reads: Sequence[tuple[Read, Read]], there: int, chosen: int) -> OnStore:
    from reportedly.rulebook.change import compare

    changes = tuple(c for then, now in reads for c in compare(then.rows, now.rows))
    return OnStore(chosen, there, sum(then.sentences for then, _ in reads), changes)


def _missed(given: Sequence[Given], tried: Tried) -> Iterator[Missed]:
    """Examples that do not hold, those of the user's own files first."""
    own = {g.file.name: g for g in given}
    order = [*own, *(name for name in files() if name not in own)]
    for miss in sorted(tried.misses, key=lambda m: order.index(m.file)):
        if miss.file in own:
            yield Missed(*own[miss.file].where(miss.trail), miss)
        else:
            yield Missed(*line_in(miss.file, miss.trail), miss)
