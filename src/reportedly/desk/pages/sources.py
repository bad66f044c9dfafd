"""What was read and what was not taken, with the reason."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved

router = APIRouter()
A_PAGE = 50


@router.get("/sources", response_class=HTMLResponse)
def sources(
    request: Request,
    shelf: Shelved,
    after: Annotated[str | None, Query(max_length=2_000)] = None,
    behind: Annotated[str, Query(max_length=2_000)] = "",
) -> HTMLResponse:
    """Files and feeds with what was made of them, which are watched, and what was not taken."""
    catalogue = shelf.store.catalogue
    found = catalogue.rejects(after)
    return page(
        request,
        "sources.html",
        title="Sources",
        counts=catalogue.inputs(),
        sources=shelf.store.inputs.sources(behind, A_PAGE),
        a_page=A_PAGE,
        watched=shelf.store.inputs.watched(),
        rejects=found.rows,
        next=found.next,
    )
