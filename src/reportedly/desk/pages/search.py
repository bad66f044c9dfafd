"""Searching every text, and the searches that somebody keeps."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse

from reportedly.desk.forms import Blank, Day, Form, first
from reportedly.desk.pages.lists import href
from reportedly.desk.people import Someone
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved
from reportedly.store.finder import By, Hit, Narrowed
from reportedly.store.search import Kind

router = APIRouter()
A_PAGE = 20
KINDS: dict[Kind, str] = {
    "article": "Articles",
    "finding": "Findings",
    "line": "Lines of briefs",
    "story": "Stories",
    "name": "Names",
}
ONE: dict[Kind, str] = {
    "article": "article",
    "finding": "finding",
    "line": "line of a brief",
    "story": "story",
    "name": "name",
}
MOST_KEPT = 200  # searches of one person
LONGEST = 100  # characters of the name of a search
Word = Annotated[str, Query(max_length=200)]


@router.get("/search", response_class=HTMLResponse)
def search(
    request: Request,
    shelf: Shelved,
    person: Someone,
    q: Annotated[str, Query(max_length=500)] = "",
    kind: Annotated[Kind | None, Blank] = None,
    since: Day = None,
    until: Day = None,
    outlet: Word = "",
    language: Word = "",
    status: Word = "",
    by: By = "best",
    after: Annotated[str | None, Query(max_length=500)] = None,
) -> HTMLResponse:
    """What has all the words, a page at a time. Whatever is typed is no error."""
    catalogue, finder = shelf.store.catalogue, shelf.store.finder
    narrowed = Narrowed(
        kind=kind,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        outlet=outlet or None,
        language=language or None,
        status=status or None,
    )
    found = finder.find(q, narrowed, by, after, A_PAGE)
    chosen = {
        "q": q,
        "kind": kind or "",
        "since": since or "",
        "until": until or "",
        "outlet": outlet,
        "language": language,
        "status": status,
        "by": by,
    }
    return page(
        request,
        "search.html",
        title=f"Search: {q}" if q else "Search",
        hits=[(hit, address(hit), ONE[hit.kind]) for hit in found.rows],
        next=found.next,
        chosen=chosen,
        query=urlencode({name: value for name, value in chosen.items() if value}),
        kinds=KINDS,
        outlets=[name for name, _ in catalogue.values("outlet")],
        languages=[name for name, _ in catalogue.values("language")],
        saved=finder.saved(person.name),
    )


def address(hit: Hit) -> str:
    """Where a text that was found stands."""
    if hit.kind == "article":
        return f"/articles/{quote(hit.record)}" + (f"#c{hit.start}" if hit.start is not None else "")
    if hit.kind == "finding":
        return f"/findings/{quote(hit.record)}"
    if hit.kind == "name":
        return href(hit.owner, hit.record)  # type: ignore[arg-type]
    return f"/stories/{quote(hit.owner)}"


@router.post("/searches")
def keep(request: Request, shelf: Shelved, person: Someone, given: Form) -> RedirectResponse:
    """Keep a search under a name, or let go of one. Visitors, who are nobody in particular, cannot."""
    rules = request.app.state.options.rules
    if rules.read_only or not (rules.local or request.state.held):
        raise HTTPException(
            403, "Searches are kept for people who have logged in, on a desk that is not read-only."
        )
    query, name = first(given, "query"), first(given, "name")[:LONGEST]
    if first(given, "drop"):
        shelf.store.finder.drop(person.name, first(given, "drop"))
    elif name and len(shelf.store.finder.saved(person.name)) < MOST_KEPT:
        shelf.store.finder.save(person.name, name, query[:2_000])
    return RedirectResponse(f"/search?{query}", 303)
