"""All stories, chosen and ordered."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from reportedly.claims.ontology import kinds
from reportedly.desk.forms import Day
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved
from reportedly.store.catalogue import Order, Wanted

router = APIRouter()
A_PAGE = 30
ORDERS = {
    "changed": "last changed",
    "latest": "last reported",
    "origins": "most origins",
    "articles": "most articles",
    "disputed": "most disputed",
}
Word = Annotated[str, Query(max_length=200)]


@router.get("/stories", response_class=HTMLResponse)
def stories(
    request: Request,
    shelf: Shelved,
    q: Word = "",
    since: Day = None,
    until: Day = None,
    kind: Word = "",
    country: Word = "",
    status: Word = "",
    outlet: Word = "",
    order: Order = "changed",
    after: Annotated[str | None, Query(max_length=500)] = None,
) -> HTMLResponse:
    """Stories that fit, a page at a time."""
    catalogue = shelf.store.catalogue
    wanted = Wanted(
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        words=q,
        kind=kind or None,
        country=country or None,
        status=status or None,
        outlet=outlet or None,
    )
    found = catalogue.stories(wanted, order, after, A_PAGE)
    return page(
        request,
        "stories.html",
        title="Stories",
        rows=found.rows,
        next=found.next,
        chosen={
            "q": q,
            "since": since or "",
            "until": until or "",
            "kind": kind,
            "country": country,
            "status": status,
            "outlet": outlet,
            "order": order,
        },
        orders={name: ORDERS.get(name, name) for name in get_args(Order)},
        kinds=[(code, kinds()[code].title) for code, _ in catalogue.values("kind") if code in kinds()],
        countries=[code for code, _ in catalogue.values("country")],
        outlets=[name for name, _ in catalogue.values("outlet")],
    )
