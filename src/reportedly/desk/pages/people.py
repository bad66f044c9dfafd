"""The users and the log of what was done, for the admin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from reportedly.desk.people import Person, Role, at_least
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved

router = APIRouter()
Admin = Annotated[Person, Depends(at_least(Role.ADMIN))]
A_PAGE = 100


@router.get("/people", response_class=HTMLResponse)
def people(request: Request, shelf: Shelved, _admin: Admin, before: int | None = None) -> HTMLResponse:
    """Users with their roles; who came, and what they did besides judging."""
    log = shelf.store.people.log(before, A_PAGE)
    return page(
        request,
        "people.html",
        title="People",
        users=shelf.store.people.users(),
        log=log,
        older=log[-1].number if len(log) == A_PAGE else None,
    )
