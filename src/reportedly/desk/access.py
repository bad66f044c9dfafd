"""Who asks: put on every request before any page sees it."""

from __future__ import annotations

import getpass
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from reportedly.desk.people import Person, Role


class Access:
    """On the loopback address, without users, whoever sits at the machine is its editor."""

    def __init__(self, app: ASGIApp, options: Any) -> None:
        self._app = app
        role = Role.READER if options.read_only else Role.EDITOR
        self._person = Person(_account_name(), role)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["person"] = self._person
        await self._app(scope, receive, send)


def _account_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no entry for the user id, as in some containers
        return "desk"
