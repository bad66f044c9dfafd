"""The command that watches folders and feeds."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reportedly.cli.opening import Database, SettingsFile

NOT_DONE = 3

app = typer.Typer()


@app.command(
    epilog="Examples:  reportedly watch pages/ https://news.example/rss --db crisis.db --every 5m   ·   "
    "reportedly watch https://news.example/rss --db crisis.db --once"
)
def watch(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FOLDER|FEED...", help="Folders, files, and addresses of RSS or Atom feeds."),
    ],
    db: Database,
    every: Annotated[str, typer.Option(help="How often a feed is asked: 90s, 5m, 2h, 1d.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One round, then stop; for cron.")] = False,
    follow: Annotated[
        bool,
        typer.Option("--follow/--no-follow", help="Fetch the pages that entries link to; else read entries."),
    ] = True,
    webhook: Annotated[
        str | None,
        typer.Option(help="POST changed findings there, signed with REPORTEDLY_WEBHOOK_SECRET."),
    ] = None,
    desk: Annotated[
        str | None, typer.Option(help="The address of your desk, for links to findings in the webhook.")
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="The hosts named here may stand in a private network, on any port. What they link to: not.",
        ),
    ] = False,
    settings: SettingsFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Take in what is new in folders and feeds as it comes, and keep the account up to date.

    Feeds and pages are fetched as robots.txt allows, one request at a time a host, and from nowhere inside a
    network. How each went is told in a line. Ctrl-C stops cleanly; nothing is lost or doubled by a kill.
    """
    from reportedly import config
    from reportedly.run.progress import reporter
    from reportedly.watch import pace, starting

    try:
        interval = pace.seconds(every)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--every") from error
    plan = starting.Plan.of(
        sources, interval, follow=follow, webhook=webhook, desk=desk, allow_private=allow_private
    )
    screen = Console(stderr=True, quiet=quiet)

    def say(what: str, words: str) -> None:
        line = f"{time.strftime('%H:%M:%S')}  {what}  {words}"
        screen.print(line, markup=False, highlight=False, soft_wrap=True)

    done = starting.watch(
        plan,
        Path(db),
        config.load(settings),
        os.environ,
        say,
        lambda: reporter(screen, quiet=quiet),
        once=once,
    )
    if not done:
        raise typer.Exit(NOT_DONE)
