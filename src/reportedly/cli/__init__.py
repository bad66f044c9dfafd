"""The commands: one a verb, no logic. Errors come in words on standard error.

Exit codes: 0 all done, 1 an error, 2 wrong usage, 3 done but some inputs were rejected or a language model
that was to read them did not, 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from reportedly import __version__
from reportedly.cli import (
    account,
    desk,
    judging,
    keeping,
    outlets,
    places,
    publishing,
    rules,
    users,
    watching,
)
from reportedly.cli.opening import OPEN
from reportedly.errors import ReportedlyError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="One account from many reports: who said it, in which exact words, from how many independent "
    "origins, and where the reports disagree.",
)
app.add_typer(account.app)
app.add_typer(desk.app)
app.add_typer(judging.app, name="judge")
app.add_typer(judging.log)
app.add_typer(keeping.app)
app.add_typer(outlets.app, name="outlets")
app.add_typer(places.app, name="places")
app.add_typer(publishing.app)
app.add_typer(rules.app, name="rules")
app.add_typer(users.app, name="users")
app.add_typer(watching.app)


@app.callback(invoke_without_command=True)
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


def main() -> None:
    """The entry point: runs a command and turns our errors into words."""
    try:
        with OPEN:
            app()
    except ReportedlyError as error:
        Console(stderr=True).print(f"reportedly: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except OSError as error:
        Console(stderr=True).print(f"reportedly: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
