"""The commands about gazetteers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(help="The gazetteers that places are looked up in, and your own.", no_args_is_help=True)


@app.command("import", epilog="Example:  reportedly places import SY.zip --name syria")
def import_places(
    file: Annotated[
        Path, typer.Argument(help="A GeoNames dump, a table of P-codes (CSV) or a GeoJSON file.")
    ],
    name: Annotated[str | None, typer.Option(help="What to call it; by default the file's name.")] = None,
    licence: Annotated[str | None, typer.Option(help="The licence of the data, as its source says.")] = None,
    date: Annotated[str | None, typer.Option(help="The date of the data, YYYY-MM-DD.")] = None,
) -> None:
    """Keep the places of a file in your own gazetteer, so that villages it has are known in every run."""
    from reportedly.places.importing import import_file

    kept = import_file(file, name, licence, date, progress=Console(stderr=True).print)
    typer.echo(
        f"{kept.places:,} places kept as {kept.name!r} ({kept.format}; licence: {kept.licence}; ", nl=False
    )
    typer.echo(f"dated: {kept.dated}); {kept.left_out:,} rows had no name or no point")


@app.command("sources", epilog="Example:  reportedly places sources")
def place_sources() -> None:
    """The gazetteers that are looked up, each with its licence and date."""
    from reportedly.places.layers import sources

    for s in sources():
        count = f"{s.places:,} places, " if s.places else ""
        typer.echo(f"{s.name}: {s.file} ({count}{s.format}; licence: {s.licence}; dated: {s.dated})")


@app.command("forget", epilog="Example:  reportedly places forget syria")
def forget_places(
    name: Annotated[str, typer.Argument(help="What it was called when it was imported.")],
) -> None:
    """Remove one of your own gazetteers."""
    from reportedly.places.layers import forget

    forget(name)
    typer.echo(f"{name!r} is forgotten")
