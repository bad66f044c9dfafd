"""The commands about outlets."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.opening import Database, opened, shown
from reportedly.errors import NotFound

app = typer.Typer(help="The outlets and agencies that the program knows, and your own.")


@app.callback(
    invoke_without_command=True,
    epilog="Examples:  reportedly outlets --find sana   ·   reportedly outlets add mine.yaml --db crisis.db",
)
def outlets(
    context: typer.Context,
    find: Annotated[
        str | None,
        typer.Option("--find", "-f", help="Only those of which a name, domain, party or family has this."),
    ] = None,
    db: Annotated[Path | None, typer.Option("--db", help="Also those you added to this database.")] = None,
) -> None:
    """The outlets and agencies that the program knows: aliases, families, whose voice they are, sources."""
    from reportedly.publish import press as listing

    if context.invoked_subcommand is None:
        own = opened(db).own_outlets() if db else ()
        shown(lambda screen: listing.listing(find, own, screen), None)


@app.command(epilog="Example:  reportedly outlets add mine.yaml --db crisis.db")
def add(
    file: Annotated[Path, typer.Argument(help="A YAML file of outlets; docs/outlets.md has its form.")],
    db: Database,
) -> None:
    """Check a YAML file of your own outlets and keep them in the database; the next run uses them.

    An entry of a name that is known takes the place of the known one. Nothing is kept of a file with a fault.
    """
    from reportedly import own_outlets
    from reportedly.outlets import listed
    from reportedly.publish import press as listing
    from reportedly.store import Store, one_writer

    with one_writer(db), closing(Store.open(db, create=True)) as store:
        kept = store.own_outlets()
        made = own_outlets.read(file, kept)
        store.keep_outlets(made)
    for line in listing.added(made, (*kept, *listed())):
        typer.echo(line)
    typer.echo(f"kept in {db}; the next run on it reads all its pages again, with them")


@app.command(epilog="Example:  reportedly outlets remove 'Harbour Daily' --db crisis.db")
def remove(
    name: Annotated[str, typer.Argument(help="The name of one of your own outlets, as listed.")], db: Database
) -> None:
    """Forget one of your own outlets; an entry of the list that it replaced is used again."""
    from reportedly.store import Store, one_writer

    with one_writer(db), closing(Store.open(db)) as store:
        if not store.drop_outlet(name):
            raise NotFound(f"{name!r} is none of your own; list them with: reportedly outlets --db {db}")
    typer.echo("forgotten; the next run on it reads all its pages again, without it")
