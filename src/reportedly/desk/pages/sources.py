"""What was read and what was not taken, with the reason."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved

router = APIRouter()


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request, shelf: Shelved) -> HTMLResponse:
    """Inputs: how many, and which were not taken."""
    return page(
        request,
        "sources.html",
        title="Sources",
        counts=shelf.store.counts(),
        rejects=shelf.store.rejects(),
    )
