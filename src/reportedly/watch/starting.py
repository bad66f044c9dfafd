"""Putting a watcher together from what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from reportedly.config import Settings
from reportedly.errors import Busy, SettingsError
from reportedly.run.progress import Reporter
from reportedly.store import Store
from reportedly.store.fetches import Fetches
from reportedly.watch.door import Door, host_of, parsed
from reportedly.watch.fetching import Fetcher
from reportedly.watch.folders import Folders
from reportedly.watch.gathering import Gatherer, Say
from reportedly.watch.manners import Manners
from reportedly.watch.stopping import Stop, WallClock, bell, on_signals
from reportedly.watch.telling import Teller
from reportedly.watch.trouble import Trouble
from reportedly.watch.watcher import Watcher
from reportedly.watch.webhook import Hook


@dataclass(frozen=True, slots=True)
class Plan:
    """What to watch. `every`: seconds between two polls of a feed; `follow`: fetch the pages it links to;
    `allow_private`: the hosts named here may stand anywhere."""

    folders: tuple[Path, ...]
    feeds: tuple[str, ...]
    every: float
    follow: bool = True
    webhook: str | None = None
    desk: str | None = None
    allow_private: bool = False

    @classmethod
    def of(cls, sources: Sequence[str], every: float, **more: object) -> Plan:
        """Sources told apart: what begins as an address is a feed. Raises SettingsError."""
        feeds = tuple(dict.fromkeys(_feed(s) for s in sources if _is_address(s)))
        folders = tuple(dict.fromkeys(Path(s) for s in sources if not _is_address(s)))
        for path in folders:
            if not path.exists():
                raise SettingsError(f"there is no {path}; make the folder, or name another")
        return cls(folders, feeds, every, **more)  # type: ignore[arg-type]


def watch(
    plan: Plan,
    db: Path,
    settings: Settings,
    environment: Mapping[str, str],
    say: Say,
    progress: Callable[[], AbstractContextManager[Reporter]],
    *,
    once: bool,
) -> bool:
    """Watch until asked to stop by a signal, or for one round; whether all was done.

    Raises SettingsError where something asked for makes no sense, Busy where another process watches for this
    database already, and what pipeline.run raises.
    """
    hook = Hook.of(plan.webhook, environment, plan.desk, plain=plan.allow_private) if plan.webhook else None
    named = [*plan.feeds, *([hook.url] if hook else [])] if plan.allow_private else []
    fetcher = Fetcher(Door(private=frozenset(host_of(parsed(url)) for url in named)), settings.watch)
    with ExitStack() as stack:
        stack.enter_context(_only_watcher(db))
        store = stack.enter_context(closing(Store.open(db, create=True)))
        kept, clock, stop = Fetches(store.engine), WallClock(), Stop()
        manners = Manners(fetcher, clock, kept.quiet(), kept.hush)
        watcher = Watcher(
            store,
            settings,
            Folders(plan.folders, settings.watch.settle_seconds, own=db),
            Gatherer(store, settings, manners, clock, say, plan.feeds, plan.every, plan.follow),
            clock,
            stop,
            say,
            progress,
            Teller(hook, store, fetcher, clock, say) if hook else None,
        )
        stack.enter_context(closing(watcher))
        stack.enter_context(on_signals(stop))
        if once:
            return watcher.once()
        watcher.watch(stack.enter_context(bell(plan.folders, stop)))
        say(str(db), "stopped; what has come is safe")
        return True


@contextmanager
def _only_watcher(db: Path) -> Iterator[None]:
    """Two watchers would fetch everything twice. The system drops the lock when the process ends."""
    lock = filelock.FileLock(f"{db}.watch.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise Busy(f"another process watches for {db} already; stop it first") from error
    try:
        yield
    finally:
        lock.release()


def _is_address(source: str) -> bool:
    return "://" in source


def _feed(source: str) -> str:
    try:
        url = parsed(source)
        Door(private=frozenset({host_of(url)})).check(url)
    except Trouble as trouble:
        raise SettingsError(f"{source} {trouble.detail}") from trouble
    return str(url)
