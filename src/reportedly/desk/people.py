"""Who is at the desk, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

from fastapi import Depends, HTTPException, Request


class Role(IntEnum):
    """Each may do what those before it may. A reader reads, an analyst judges, an editor publishes, an admin
    keeps the users."""

    READER = 1
    ANALYST = 2
    EDITOR = 3
    ADMIN = 4


@dataclass(frozen=True, slots=True)
class Person:
    """`key` is the hash of the session or token that they came with, if they did."""

    name: str
    role: Role
    key: str = ""

    def may(self, role: Role) -> bool:
        return self.role >= role


def person_of(request: Request) -> Person:
    """Who asks; the guard has put them there."""
    person: Person = request.state.person
    return person


Someone = Annotated[Person, Depends(person_of)]


def at_least(role: Role) -> Callable[[Someone], Person]:
    """A dependency that is who asks, refused with 403 unless they have this role."""

    def check(person: Someone) -> Person:
        if not person.may(role):
            mine, wanted = person.role.name.lower(), role.name.lower()
            raise HTTPException(403, f"This needs the role {wanted}; yours is {mine}.")
        return person

    return check
