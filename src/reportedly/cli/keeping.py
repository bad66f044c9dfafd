"""The command that keeps a copy of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reportedly.cli.opening import Database

app = typer.Typer()


@app.command(epilog="Example:  reportedly backup --db crisis.db -o backup.db")
def backup(
    db: Database,
    out: Annotated[Path, typer.Option("--out", "-o", help="The copy to make.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Copy the database while runs, watch or the desk go on; the copy is whole, of one moment, and checked.

    To restore: end all that uses the database, put the copy in its place, and remove FILE-wal and FILE-shm
    beside it. docs/operating.md has it step by step.
    """
    from reportedly.store.backup import backup as copy

    made = copy(db, out, force=force)
    Console(stderr=True).print(
        f"{out}: {made.size:,} bytes, sound, schema {made.schema}. To restore, put it in the place of {db} "
        "while nothing uses it (docs/operating.md).",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
