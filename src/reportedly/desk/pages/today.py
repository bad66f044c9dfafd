"""What changed, by story."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def today(request: Request, shelf: Shelved) -> HTMLResponse:
    """Stories with what is new in them."""
    stories = shelf.store.stories()
    return page(request, "today.html", title="Today", stories=stories)
