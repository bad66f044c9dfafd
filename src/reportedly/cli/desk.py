"""The command that opens the desk."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from reportedly.cli.opening import Database

app = typer.Typer()


@app.command(epilog="Example:  reportedly desk --db crisis.db")
def desk(
    db: Database,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8765,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no judgements.")] = False,
    show: Annotated[bool, typer.Option("--show/--no-show", help="Open it in the browser.")] = True,
) -> None:
    """Read, judge, search and publish the account in a browser, on this machine."""
    from reportedly.desk.app import Options
    from reportedly.desk.serving import serve

    screen = Console(stderr=True)

    def say(words: str) -> None:
        screen.print(words, markup=False, highlight=False, soft_wrap=True)

    serve(Options(db, read_only), host, port, show, say)
