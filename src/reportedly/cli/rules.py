"""The commands about rule files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.opening import SettingsFile, shown, written

app = typer.Typer(help="The rules that claims are read by, and trying your own.")


@app.callback(
    invoke_without_command=True,
    epilog="Examples:  reportedly rules   ·   reportedly rules show triggers.yaml > mine.yaml   ·   "
    "reportedly rules check mine.yaml --db crisis.db",
)
def rule_files(context: typer.Context) -> None:
    """The files of rules that claims are read by: verbs, kinds, modality, cues of speech, figures."""
    from reportedly.publish import rulings
    from reportedly.rulebook.files import files

    if context.invoked_subcommand is None:
        shown(lambda screen: rulings.listing(list(files().values()), screen), None)


@app.command(epilog="Example:  reportedly rules show triggers.yaml > mine.yaml")
def show(
    name: Annotated[str, typer.Argument(help="One of the files that `reportedly rules` lists.")],
) -> None:
    """A rule file as the program has it, to change a copy of it."""
    from reportedly.rulebook.files import text_of

    written(text_of(name), None)


@app.command(
    epilog="Examples:  reportedly rules check mine.yaml   ·   reportedly rules check mine.yaml "
    "--db crisis.db --show 20   ·   reportedly rules check triggers.yaml ontology.yaml --db crisis.db"
)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Changed copies of rule files; several are tried together."),
    ],
    db: Annotated[Path | None, typer.Option("--db", help="Show what they would change on this one.")] = None,
    articles: Annotated[
        int, typer.Option(min=0, help="Read at most so many articles of the database; 0: all.")
    ] = 200,
    most: Annotated[int, typer.Option("--show", min=0, help="Changes of each sort that are shown.")] = 5,
    settings: SettingsFile = None,
) -> None:
    """Check and time changed rules, and show what they would change on a database, which is only read.

    A file must fit its schema, and its kinds, frames and classes must exist; faults come with file, line and
    what to do. Then the examples of all rule files are run, since a change in one may break another's, and
    timed against the shipped rules. With --db the same pages are read with both, and claims, figures and
    attributions that appear, vanish or change are counted and shown. The exit code is 1 where anything fails.
    """
    from reportedly import config
    from reportedly.publish import rulings
    from reportedly.rulebook.check import check as tried

    found = tried(files, db, config.load(settings), articles)
    shown(lambda screen: rulings.checked(found, screen, most), None)
    if not found.holds:
        raise typer.Exit(1)
