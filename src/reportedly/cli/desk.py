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
    name: Annotated[
        list[str] | None, typer.Option(help="A host name it answers to besides; may be repeated.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no judgements from anybody.")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Let visitors read without a password, where there are users.")
    ] = False,
    proxy: Annotated[
        str | None,
        typer.Option(help="The address of a proxy in front, whose X-Forwarded headers are believed."),
    ] = None,
    show: Annotated[bool, typer.Option("--show/--no-show", help="Open it in the browser.")] = True,
) -> None:
    """Read, judge, search and publish the account in a browser.

    Without users it is for whoever sits at this machine; docs/operating.md tells how to open it to a team.
    """
    from reportedly.desk.access import Rules
    from reportedly.desk.app import Options
    from reportedly.desk.serving import serve

    screen = Console(stderr=True)

    def say(words: str) -> None:
        screen.print(words, markup=False, highlight=False, soft_wrap=True)

    rules = Rules(public=public, read_only=read_only, names=tuple(name or ()))
    serve(Options(db, rules), host, port, show, say, proxy)
