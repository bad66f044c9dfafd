"""Which files of folders are new or have changed, and are fully written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportedly.intake import Input, walk
from reportedly.intake.opening import Stamp, stamp
from reportedly.records import Reject


@dataclass(frozen=True, slots=True)
class Settled:
    """A file that may be read, as it stood when it was looked at."""

    path: Path
    at: Input
    stamp: Stamp


@dataclass(slots=True)
class Folders:
    """Files and folders, looked at again and again.

    A file is settled when it has not changed for `settle` seconds, so that none is read half. What has been
    taken is kept in memory only: after a restart all is read again, which adds nothing that is there. Files
    whose path begins as `own` does are the database's, and left out.
    """

    paths: Sequence[Path]
    settle: float
    own: Path | None = None
    _taken: dict[Path, Stamp] = field(default_factory=dict)
    _told: set[Reject] = field(default_factory=set)

    def look(self, now: float) -> tuple[list[Settled | Reject], bool]:
        """What is new and settled at `now` (seconds since 1970), and whether anything is not settled yet."""
        new: list[Settled | Reject] = []
        unsettled = False
        for found in self._files():
            if isinstance(found, Reject):
                new.append(found)
            elif abs(now - found.stamp[1] / 1e9) < self.settle:
                unsettled = True
            else:
                new.append(found)
        return new, unsettled

    def took(self, found: Sequence[Settled | Reject]) -> None:
        """These are in the store now."""
        for item in found:
            if isinstance(item, Reject):
                self._told.add(item)
            else:
                self._taken[item.path] = item.stamp

    def _files(self) -> Iterator[Settled | Reject]:
        """All that differs from what was taken."""
        for path in self.paths:
            for file in walk.files(path):
                if isinstance(file, Reject):
                    if file not in self._told:
                        yield file
                elif self._is_own(file[0]):
                    continue
                elif (now := stamp(file[0])) is not None and self._taken.get(file[0]) != now:
                    yield Settled(*file, now)

    def _is_own(self, path: Path) -> bool:
        if self.own is None or not path.name.startswith(self.own.name):
            return False
        return path.parent.resolve() == self.own.parent.resolve()
