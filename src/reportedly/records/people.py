"""Who may use the desk: users, the sessions and tokens they come with, and the log of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RoleName = Literal["reader", "analyst", "editor", "admin"]
Scope = Literal["read", "judge", "publish"]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a password. From `closed_at` on they may not come in; what they did stays theirs."""

    name: str
    role: RoleName
    password: str  # Argon2id, in its own encoding
    since: str
    closed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody logged in. `key` is a hash of what their browser holds; times are UTC instants."""

    key: str
    user: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Token:
    """What a program comes with in place of a password. `key` is a hash of it; itself it is not kept."""

    key: str
    user: str
    name: str
    scopes: tuple[Scope, ...]
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: who did what to whom or what, when, from which address."""

    number: int
    at: str
    by: str
    what: str
    about: str
    address: str
