"""What was published."""
# Without postponed annotations, as in kinds.py.

from typing import Literal

import msgspec
from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from reportedly.desk.api.answers import json, problems
from reportedly.desk.shelf import Shelved
from reportedly.errors import NotFound
from reportedly.publish.print import FORMATS, html

router = APIRouter(tags=["publications"])


class Listed(BaseModel):
    id: str
    at: str
    by: str
    title: str


class Publications(BaseModel):
    items: list[Listed]
    next: None


@router.get(
    "/publications",
    operation_id="list_publications",
    summary="List publications",
    response_class=Response,
    responses={200: {"model": Publications}, 304: {"description": "Not modified"}, **problems()},
)
def list_publications(request: Request, shelf: Shelved) -> Response:
    """The last 200 publications, the newest first."""
    items = [dict(zip(("id", "at", "by", "title"), row, strict=True)) for row in shelf.store.published.list()]
    return json(request, {"items": items, "next": None})


@router.get(
    "/publications/{id}",
    operation_id="read_publication",
    summary="Read a publication",
    response_class=Response,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}, **problems(404)},
)
def read_publication(
    request: Request,
    shelf: Shelved,
    id: str,  # noqa: A002 - the record's own word
    form: Literal["json", "html", "md", "docx", "pdf"] = "json",
) -> Response:
    """A publication as it was published: its data, or the page or document itself."""
    made = shelf.store.published.find(id)
    if made is None:
        raise NotFound(f"there is no publication {id}")
    if form == "json":
        return json(request, msgspec.to_builtins(made))
    media, render = FORMATS[form]
    headers = {"ETag": f'"{made.id}-{form}"'}
    if form == "html":
        headers["Content-Security-Policy"] = html.policy()  # it has its style within
    return Response(render(made), media_type=media, headers=headers)
