"""Coming in and going out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from limits import parse
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.desk.access import COOKIE
from reportedly.desk.accounts import LASTS, key_of, let_in
from reportedly.desk.forms import Form, first, own_path
from reportedly.desk.people import Someone
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved

router = APIRouter()
TRIES = parse("5/minute")  # of one name from one address
TRIES_FROM = parse("30/minute")  # of any name from one address
Next = Annotated[str, Query(alias="next", max_length=2_000)]


@router.get("/login", response_class=HTMLResponse)
def login(request: Request, after: Next = "/") -> HTMLResponse:
    """The form to come in by."""
    return page(request, "login.html", title="Log in", after=own_path(after), wrong="")


@router.post("/login", response_model=None)
def come_in(request: Request, shelf: Shelved, given: Form) -> Response:
    """Log in, or say that it did not work: not whether there is such a name."""
    name, after = first(given, "name"), own_path(first(given, "next") or "/")
    address = request.client.host if request.client else ""
    tries: MovingWindowRateLimiter = request.app.state.tries
    if not (tries.hit(TRIES, address, name) and tries.hit(TRIES_FROM, address)):
        return again(request, after, "Too many tries. Wait a minute.", 429)
    held = let_in(shelf.store.people, name, given.get("password", [""])[0])
    if held is None:
        shelf.store.people.note(name, "login refused", address=address)
        return again(request, after, "Name and password do not go together.", 403)
    shelf.store.people.note(name, "login", address=address)
    answer = RedirectResponse(after, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(
        COOKIE, held, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure
    )
    return answer


def again(request: Request, after: str, wrong: str, status: int) -> HTMLResponse:
    answer = page(request, "login.html", title="Log in", after=after, wrong=wrong)
    answer.status_code = status
    return answer


@router.post("/logout")
def go_out(request: Request, shelf: Shelved, person: Someone, _given: Form) -> RedirectResponse:
    """End the session."""
    shelf.store.people.close_session(key_of(request.state.held))
    shelf.store.people.note(person.name, "logout")
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer
