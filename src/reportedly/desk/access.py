"""Who asks, and whether they may: put on every request before any page sees it.

Without users the desk is for whoever sits at the machine, and listens there only. With users everybody logs
in, or comes with a token; visitors may read if the desk is opened to them.
"""

from __future__ import annotations

import getpass
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from reportedly.desk.accounts import form_key, key_of
from reportedly.desk.api.answers import problem
from reportedly.desk.people import Person, Role
from reportedly.records.people import Scope as TokenScope
from reportedly.store.people import People

COOKIE = "reportedly_session"
SAFE = {"GET", "HEAD", "OPTIONS"}
OPEN = ("/login", "/static/", "/report.css", "/publication.css", "/scroll.js")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")
VISITOR = Person("visitor", Role.READER)
ROLE_OF_SCOPE: dict[TokenScope, Role] = {"read": Role.READER, "judge": Role.ANALYST, "publish": Role.EDITOR}


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may come in and how often. `local`: there are no users, and it listens on the loopback address.

    `names` are the host names it answers to; empty: the loopback ones (against DNS rebinding). Rates are as
    "600/minute", for each person or address.
    """

    local: bool = True
    public: bool = False
    read_only: bool = False
    names: tuple[str, ...] = ()
    rate: str = "1200/minute"
    judging: str = "120/minute"


class Access:
    """Lets requests through with a `Person`, or answers them."""

    def __init__(self, app: ASGIApp, rules: Rules, people: People) -> None:
        self._app, self._rules, self._people = app, rules, people
        self._names = {*LOOPBACK_NAMES, *(n.casefold() for n in rules.names)}
        self._here = secrets.token_urlsafe(32)  # what stands in for a session at the machine itself
        self._limits = MovingWindowRateLimiter(MemoryStorage())
        self._rate, self._judging = parse(rules.rate), parse(rules.judging)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = await self._answer(scope)
        await (answer or self._app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> ASGIApp | None:
        """What is answered in place of the desk; None lets the request through."""
        headers = Headers(scope=scope)
        if host_name(headers.get("host", "")) not in self._names:
            words = (
                "The desk does not answer to this name; open it with --name, as the operator's guide says."
            )
            return refused(scope, 421, words)
        bearer = headers.get("authorization", "")
        if scope["method"] not in SAFE and not bearer and not is_own(headers):
            return refused(scope, 403, "This came from another site, and was not carried out.")
        held = held_in(headers)
        person = await run_in_threadpool(self._person, bearer, held)
        address = (scope.get("client") or ("", 0))[0]
        known = person is not None and person is not VISITOR  # visitors are told apart by their addresses
        wait = self._too_often(scope["method"], person.name if known and person else address)
        if wait is not None:
            return refused(scope, 429, "Too many requests; wait a little.", {"Retry-After": str(wait)})
        state = scope.setdefault("state", {})
        state["person"] = person or Person("", Role.READER)
        state["held"] = held
        state["csrf"] = form_key(held or self._here)
        if person is None and not scope["path"].startswith(OPEN):
            return turned_away(Request(scope))
        return None

    def _person(self, bearer: str, held: str) -> Person | None:
        if bearer:
            return self._program(bearer)
        if self._rules.local:
            return self._limited(Person(account_name(), Role.ADMIN))
        key = key_of(held)
        found = self._people.session(key) if held else None
        if found is not None:
            return self._limited(Person(found[1].name, Role[found[1].role.upper()], key))
        return VISITOR if self._rules.public else None

    def _program(self, bearer: str) -> Person | None:
        """Whoever the token is of, with no more than both they and it may."""
        kind, _, token = bearer.partition(" ")
        key = key_of(token.strip())
        found = self._people.token(key) if kind.lower() == "bearer" else None
        if found is None:
            return None
        made, user = found
        granted = max((ROLE_OF_SCOPE[s] for s in made.scopes), default=Role.READER)
        return self._limited(Person(user.name, min(Role[user.role.upper()], granted), key))

    def _limited(self, person: Person) -> Person:
        return replace(person, role=Role.READER) if self._rules.read_only else person

    def _too_often(self, method: str, who: str) -> int | None:
        """Seconds to wait, where somebody asks too often."""
        item: RateLimitItem = self._rate if method in SAFE else self._judging
        if self._rules.local or self._limits.hit(item, who):
            return None
        return max(1, item.get_expiry())


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") and host.count(":") in (1, 8) else host
    if host.startswith("["):
        name = host.partition("]")[0] + "]"
    return name.casefold().rstrip(".")


def is_own(headers: Headers) -> bool:
    """Whether a page of the desk itself made a request (Fetch Metadata; else Origin, as OWASP has it)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.casefold() == headers.get("host", "").casefold()


def held_in(headers: Headers) -> str:
    """What the browser holds of its session, if it does."""
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def refused(scope: Scope, status: int, words: str, headers: dict[str, str] | None = None) -> ASGIApp:
    """A problem (RFC 9457) for programs, words for people."""
    if scope["path"].startswith("/api/"):
        return problem(status, words, headers)
    return PlainTextResponse(f"{words}\n", status, headers)


def turned_away(request: Request) -> ASGIApp:
    """To the login for people; programs are told to bring a token."""
    if request.url.path.startswith("/api/"):
        return refused(request.scope, 401, "Come with a token.", {"WWW-Authenticate": "Bearer"})
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/login?next={quote(request.url.path + query)}", 303)


def account_name() -> str:
    """The name of whoever sits at the machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no entry for the user id, as in some containers
        return "desk"


def known_names(host: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that a desk listening on this address answers to."""
    return (*names, *(() if host in ("0.0.0.0", "::") else (host,)))  # noqa: S104 - compared, not bound
