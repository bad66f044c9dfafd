"""What the pages read: stories with their accounts, kept as long as they have not changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from reportedly.desk.judged import Docket
from reportedly.outlets import use
from reportedly.places import Gazetteer
from reportedly.publish.edition import StoryAccount
from reportedly.publish.editions import edition
from reportedly.records import Id
from reportedly.review import followed
from reportedly.store import Reader

T = TypeVar("T")
KEPT = 64  # stories; a story of 200 articles takes some 10 MB


class Shelf:
    """A crisis database as the desk reads it. Any number of threads may ask at once."""

    def __init__(self, db: Path) -> None:
        """Open the database. Raises StoreError (see store.engine.connect)."""
        self.store = Reader.open(db)
        self.db = db
        use(self.store.own_outlets())
        self._kept: OrderedDict[str, tuple[str, Any]] = OrderedDict()
        self._gazetteer: Gazetteer | None = None
        self._lock = Lock()

    def close(self) -> None:
        self.store.close()
        if self._gazetteer is not None:
            self._gazetteer.close()

    @property
    def gazetteer(self) -> Gazetteer:
        """The places that are known, opened when they are first asked for; threads may share it."""
        with self._lock:
            if self._gazetteer is None:
                self._gazetteer = Gazetteer.open()
            return self._gazetteer

    def account(self, story: Id) -> StoryAccount:
        """A story with its account, by its id or one it had before it merged with another.

        Raises NotFound when there is no such story.
        """
        now = self.store.story_now(story) or story
        return self.kept("account", now, lambda: edition(self.store, "", now).stories[0])

    def mark(self, story: Id) -> str:
        """Changes when what is stored of a story does: its state for ETags and caches."""
        return self.store.mark("reconcile", story) or ""

    def docket(self) -> Docket:
        """What people have decided, as of now."""
        # Read first: what is decided in between is shown, and not taken for seen before it was.
        seen = self.store.judged.mark()[1]
        return Docket(followed(self.store).standing, seen)

    def kept(self, what: str, story: Id, make: Callable[[], T]) -> T:
        """What was made of a story, made anew when the story has changed."""
        return self.kept_while(f"{what} {story}", self.mark(story), make)

    def kept_while(self, key: str, mark: str, make: Callable[[], T]) -> T:
        """What was made under this key, made anew when the mark is another."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found[0] == mark:
                self._kept.move_to_end(key)
                return found[1]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            self._kept[key] = (mark, made)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def shelf_of(request: Request) -> Shelf:
    shelf: Shelf = request.app.state.shelf
    return shelf


Shelved = Annotated[Shelf, Depends(shelf_of)]
