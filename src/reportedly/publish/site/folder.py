"""A folder that is there whole or not at all, and is written over only where it is one of ours."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from reportedly.errors import ReportedlyError

MANIFEST = "manifest.json"
MAKER = "reportedly site"


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """An empty folder to write into, which takes the place of `out` at the end; if anything is raised, `out`
    stays as it was.

    Raises ReportedlyError where `out` is or holds anything that is not of a site made before.
    """
    out = out.resolve()
    refuse_others(out)
    if not out.parent.is_dir():
        raise ReportedlyError(f"there is no folder {out.parent} to make {out.name} in")
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
        made, before = Path(beside, "made"), Path(beside, "before")
        made.mkdir()
        yield made
        refuse_others(out)
        if out.exists():
            out.rename(before)
        try:
            made.rename(out)
        except OSError:
            if before.exists():
                before.rename(out)
            raise


def refuse_others(out: Path) -> None:
    """Raises ReportedlyError where `out` is no folder, or has a file that its manifest does not list."""
    if not out.exists():
        return
    if not out.is_dir():
        raise ReportedlyError(f"{out} is not a folder")
    found = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_symlink() or not p.is_dir()}
    strange = sorted(found - listed(out))
    if strange:
        raise ReportedlyError(
            f"{out} holds {strange[0]}, which is not of a site made before; choose another folder, or move "
            "your own files out of it"
        )


def listed(out: Path) -> set[str]:
    """The files that a site made before has, by its manifest."""
    try:
        manifest = json.loads(out.joinpath(MANIFEST).read_bytes())
        return {MANIFEST, *manifest["files"]} if manifest["made_by"] == MAKER else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def put_manifest(root: Path, about: dict[str, Any]) -> None:
    """Write what the folder was made from, and its files with their hashes."""
    files = {
        p.relative_to(root).as_posix(): sha256(p.read_bytes()).hexdigest()
        for p in sorted(root.rglob("*"))
        if p.is_file()
    }
    text = json.dumps({"made_by": MAKER, **about, "files": files}, indent=1, ensure_ascii=False)
    root.joinpath(MANIFEST).write_text(text + "\n", encoding="utf-8")
