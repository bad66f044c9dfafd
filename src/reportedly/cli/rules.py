"""The commands about rule files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.opening import Database, SettingsFile, shown, written
from reportedly.errors import NotFound

app = typer.Typer(help="The rules that claims are read by, and your own.")


@app.callback(
    invoke_without_command=True,
    epilog="Examples:  reportedly rules   ·   reportedly rules show triggers.yaml > mine.yaml   ·   "
    "reportedly rules check mine.yaml --db crisis.db   ·   reportedly rules add mine.yaml --db crisis.db",
)
def rule_files(
    context: typer.Context,
    db: Annotated[Path | None, typer.Option("--db", help="Also say which are yours in this one.")] = None,
) -> None:
    """The files of rules that claims are read by: verbs, kinds, modality, cues of speech, figures."""
    from reportedly.publish import rulings
    from reportedly.rulebook.files import files

    if context.invoked_subcommand is None:
        own = _kept(db)
        shown(lambda screen: rulings.listing(list(files().values()), own, screen), None)


def _kept(db: Path | None) -> dict[str, str]:
    """The user's own rule files that a database keeps."""
    from reportedly.store import Reader

    if db is None:
        return {}
    with closing(Reader.open(db)) as store:
        return store.own_rules()


@app.command(epilog="Example:  reportedly rules show triggers.yaml > mine.yaml")
def show(
    name: Annotated[str, typer.Argument(help="One of the files that `reportedly rules` lists.")],
    db: Annotated[Path | None, typer.Option("--db", help="Show yours in this one, if there is one.")] = None,
) -> None:
    """A rule file as the program has it, to change a copy of it."""
    from reportedly.rulebook.files import shipped

    text = shipped(name)
    written(_kept(db).get(name, text), None)


@app.command(
    epilog="Examples:  reportedly rules add mine.yaml --db crisis.db   ·   reportedly rules add "
    "triggers.yaml ontology.yaml --db crisis.db"
)
def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Rule files: changed copies, or additions; see docs/rules.md."
        ),
    ],
    db: Database,
) -> None:
    """Keep rule files of your own in the database; every run on it reads claims by them from then on.

    Nothing is kept where one has a fault, which comes with file, line and what to do. What the rules change
    is shown beforehand by `reportedly rules check`.
    """
    from reportedly.rulebook.check import opened
    from reportedly.store import Store, one_writer

    with one_writer(db), closing(Store.open(db, create=True)) as store:
        given = opened(files, store.own_rules())
        store.keep_rules({g.file.name: g.text for g in given})
    for one in given:
        how = "adds to" if one.adds else "takes the place of"
        typer.echo(f"{one.path} {how} {one.file.name}")
    typer.echo(f"kept in {db}; the next run on it reads the claims of all its articles again, by these rules")


@app.command(epilog="Example:  reportedly rules remove triggers.yaml --db crisis.db")
def remove(
    name: Annotated[str, typer.Argument(help="A file that `reportedly rules --db FILE` lists as yours.")],
    db: Database,
) -> None:
    """Forget a rule file of your own; that of the program is used again."""
    from reportedly.rulebook.own import kept, sound
    from reportedly.store import Store, one_writer

    with one_writer(db), closing(Store.open(db)) as store:
        left = store.own_rules()
        if left.pop(name, None) is None:
            raise NotFound(f"{name!r} is none of your own; list them with: reportedly rules --db {db}")
        sound(kept(left))
        store.drop_rules(name)
    typer.echo("forgotten; the next run on it reads the claims of all its articles again, without it")


@app.command(
    epilog="Examples:  reportedly rules check mine.yaml   ·   reportedly rules check mine.yaml "
    "--db crisis.db --show 20   ·   reportedly rules check triggers.yaml ontology.yaml --db crisis.db"
)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Rule files of your own; several are tried together."),
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
    timed against the rules in use. With --db the same pages are read with both, and claims, figures and
    attributions that appear, vanish or change are counted and shown. The exit code is 1 where anything fails.
    """
    from reportedly import config
    from reportedly.publish import rulings
    from reportedly.rulebook.check import check as tried

    found = tried(files, db, config.load(settings), articles)
    shown(lambda screen: rulings.checked(found, screen, most), None)
    if not found.holds:
        raise typer.Exit(1)
