"""The commands that keep the users of the desk."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from reportedly.cli.opening import OPEN, Database

app = typer.Typer(help="Who may come to the desk, and what they may do.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The user's name.")]
Password = Annotated[
    str,
    typer.Option(
        prompt=True,
        confirmation_prompt=True,
        hide_input=True,
        help="Asked for where it is not given.",
        envvar="REPORTEDLY_PASSWORD",
    ),
]


class RoleChoice(StrEnum):
    """What a user may do; each what those before may."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


class ScopeChoice(StrEnum):
    """What a program with a token may do."""

    READ = "read"
    JUDGE = "judge"
    PUBLISH = "publish"


def _people(db: Any) -> Any:
    from reportedly.store import Reader

    return OPEN.enter_context(closing(Reader.open(db))).people


def _say(words: str) -> None:
    Console(stderr=True).print(words, markup=False, highlight=False, soft_wrap=True)


def _known(people: Any, name: str) -> Any:
    found = people.user(name)
    if found is None:
        raise typer.BadParameter(f"there is no user {name}", param_hint="NAME")
    return found


@app.command(epilog="Example:  reportedly users add Ada --role editor --db crisis.db")
def add(
    name: Name,
    db: Database,
    password: Password,
    role: Annotated[RoleChoice, typer.Option(help="Readers read, analysts judge, editors publish.")],
) -> None:
    """Make a user. As soon as there is one, everybody who comes to the desk has to log in."""
    from reportedly.desk import accounts

    people = _people(db)
    made = accounts.add(people, name, role.value, password)
    people.note("command line", "user added", f"{made.name}, {made.role}")
    _say(f"{made.name} may come in as {made.role}.")


@app.command(name="list", epilog="Example:  reportedly users list --db crisis.db")
def list_users(db: Database) -> None:
    """Who there is."""
    table = Table("Name", "Role", "Since", "State", "Tokens")
    people = _people(db)
    for user in people.users():
        table.add_row(
            user.name,
            user.role,
            user.since[:10],
            f"closed {user.closed_at[:10]}" if user.closed_at else "open",
            ", ".join(f"{t.name} ({' '.join(t.scopes)})" for t in people.tokens(user.name)),
        )
    Console().print(table)


@app.command(epilog="Example:  reportedly users role Ada analyst --db crisis.db")
def role(name: Name, role: Annotated[RoleChoice, typer.Argument(help="The new role.")], db: Database) -> None:
    """Give a user another role."""
    from dataclasses import replace

    people = _people(db)
    people.keep(replace(_known(people, name), role=role.value))
    people.note("command line", "role changed", f"{name}, {role.value}")
    _say(f"{name} is now {role.value}.")


@app.command(epilog="Example:  reportedly users password Ada --db crisis.db")
def password(name: Name, db: Database, password: Password) -> None:
    """Give a user another password; they are logged out everywhere."""
    from dataclasses import replace

    from reportedly.desk import accounts

    people = _people(db)
    people.keep(replace(_known(people, name), password=accounts.hashed(password)))
    people.note("command line", "password changed", name)
    _say(f"{name} has a new password.")


@app.command(epilog="Example:  reportedly users close Ada --db crisis.db")
def close(name: Name, db: Database) -> None:
    """Let a user in no more. What they judged stays, with their name."""
    from dataclasses import replace

    from reportedly.instants import now

    people = _people(db)
    people.keep(replace(_known(people, name), closed_at=now()))
    people.note("command line", "user closed", name)
    _say(f"{name} may come in no more.")


@app.command(epilog="Example:  reportedly users token Ada nightly --scope read --days 90 --db crisis.db")
def token(
    name: Name,
    called: Annotated[str, typer.Argument(metavar="TOKEN", help="What the token is called.")],
    db: Database,
    scope: Annotated[
        list[ScopeChoice] | None, typer.Option(help="What it is good for; may be repeated.")
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, help="How long; without it until it is taken back.")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Take it back instead.")] = False,
) -> None:
    """A token with which a program may use the API in this user's name. It is printed this once."""
    from reportedly.desk import accounts

    people = _people(db)
    _known(people, name)
    if drop:
        gone = people.drop_token(name, called)
        if gone:
            people.note("command line", "token taken back", f"{name}, {called}")
        _say(f"{called} was taken back." if gone else f"{name} has no token {called}.")
        return
    if not scope:
        raise typer.BadParameter("say what it is good for", param_hint="--scope")
    held = accounts.give_token(people, name, called, tuple(s.value for s in scope), days)
    people.note("command line", "token given", f"{name}, {called}: {', '.join(s.value for s in scope)}")
    typer.echo(held)
