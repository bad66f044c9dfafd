"""What was read and what was not taken, with the reason."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved

router = APIRouter()


@router.get("/sources", response_class=HTMLResponse)
def sources(
    request: Request, shelf: Shelved, after: Annotated[str | None, Query(max_length=2_000)] = None
) -> HTMLResponse:
    """Inputs: how many, and which were not taken."""
    catalogue = shelf.store.catalogue
    found = catalogue.rejects(after)
    return page(
        request,
        "sources.html",
        title="Sources",
        counts=catalogue.inputs(),
        rejects=found.rows,
        next=found.next,
    )
