"""What the commands have in common: their options, and how they open a database and show what they made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

OPEN = ExitStack()  # what a command opened; closed when it ends

Database = Annotated[Path, typer.Option("--db", help="The crisis database, one file.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead of the screen.")]
Story = Annotated[str | None, typer.Option("--story", help="Only the story with this id.")]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was reported on this day or later.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was reported on this day or earlier.")
]
Everything = Annotated[
    bool, typer.Option("--all", help="Tell the stories in full that only one article tells.")
]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="A TOML file of settings.")]


def opened(db: Path) -> Any:
    """The database, to read, with the user's own outlets and rules in use. Raises StoreError."""
    from reportedly.outlets import use
    from reportedly.rulebook import own
    from reportedly.store import Reader

    store = OPEN.enter_context(closing(Reader.open(db)))
    use(store.own_outlets())
    own.use(store.own_rules())
    return store


def edition(db: Path, story: str | None) -> Any:
    """All stories of the database, or the one asked for."""
    from reportedly.publish import editions

    return editions.edition(opened(db), db.stem, story)


def iso_day(value: datetime | None) -> str | None:
    """A day as it is given to the store."""
    return value.date().isoformat() if value else None


def shown(draw: Callable[[Console], object], out: Path | None) -> None:
    """Draw on the screen, or into a file."""
    if out is None:
        draw(Console())
        return
    with out.open("w", encoding="utf-8") as file:
        draw(Console(file=file, width=100))


def written(text: str, out: Path | None) -> None:
    """Write to standard output, or into a file."""
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
