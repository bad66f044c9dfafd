"""The files that paths name: folders in sorted order, hidden files and links left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from reportedly.errors import RejectedInput
from reportedly.intake.found import Input
from reportedly.intake.opening import unreadable
from reportedly.records import Reject, RejectReason


def files(path: Path) -> Iterator[tuple[Path, Input] | Reject]:
    """The file itself, or every file below the folder.

    Below a folder, a link to something inside the folder is skipped, since that is read anyway; a link
    out of it is a Reject.
    """
    if not path.is_dir():
        yield path, Input(shown(path), printable(path.name))
        return
    root = path.resolve()
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            yield Input(shown(folder), "").reject(unreadable(error))
            continue
        folders = []
        for entry in inside:
            here = folder / entry.name
            if entry.is_symlink():
                yield from _link(here, root)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(here)
            else:
                yield here, Input(shown(here), printable(here.relative_to(path).as_posix()))
        waiting.extend(reversed(folders))


def _link(path: Path, root: Path) -> Iterator[Reject]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # a loop, or a link to nothing
        reason = RejectedInput(RejectReason.UNREADABLE, f"a link that leads nowhere ({error}); remove it")
        yield Input(shown(path), "").reject(reason)
        return
    if not target.is_relative_to(root):
        yield Reject(
            shown(path),
            None,
            RejectReason.UNREADABLE,
            "a link out of the folder; name its target itself",
        )


def shown(path: Path) -> str:
    """A path as a person reads it, with / on every system."""
    return printable(path.as_posix())


def printable(name: str) -> str:
    """A file name that is not UTF-8 with its odd bytes replaced, so that it can be stored."""
    return os.fsencode(name).decode("utf-8", "replace")
