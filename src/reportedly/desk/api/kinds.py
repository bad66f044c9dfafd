"""GET of every KIND: filters, pages, ETags. The paths are made from the table of kinds."""
# Without postponed annotations: FastAPI reads the models that are made here from the signatures.

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.responses import Response

from reportedly.desk.api.answers import json, problems
from reportedly.desk.api.filters import DAYS, FILTERS, Day, within
from reportedly.desk.api.paging import Position, page_of
from reportedly.desk.shelf import Shelf, Shelved
from reportedly.publish.contract import OF_STORIES
from reportedly.publish.kinds import ROWS

router = APIRouter(tags=["kinds"])
LIMIT, MOST = 100, 500  # rows of a page
LONGEST = 500  # characters of a parameter


class Asked(BaseModel):
    """What every list can be asked for."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(LIMIT, ge=1, le=MOST, description="Rows of a page, at most.")
    cursor: str | None = Field(None, max_length=200, description="`next` of the page before.")


def asked_of(kind: str) -> type[Asked]:
    """The parameters of a KIND."""
    fields: dict[str, Any] = {
        f.name: (str | None, Field(None, max_length=LONGEST, description=f.about)) for f in FILTERS[kind]
    }
    if kind in OF_STORIES:
        fields["story"] = (str | None, Field(None, max_length=LONGEST, description="Of this story: its id."))
    if kind in DAYS:
        fields["since"] = (Day | None, Field(None, description="Of this day or a later one."))
        fields["until"] = (Day | None, Field(None, description="Of this day or an earlier one."))
    return create_model(f"{kind.capitalize()}Asked", __base__=Asked, **fields)


def reading(kind: str) -> Callable[..., Response]:
    """What answers for a KIND."""
    model = asked_of(kind)

    def read(request: Request, shelf: Shelved, asked: Annotated[model, Query()]) -> Response:  # type: ignore[valid-type]
        wanted: dict[str, Any] = asked.model_dump(exclude_none=True)  # type: ignore[attr-defined]
        rows, following = page_of(
            shelf,
            kind,
            stories_for(shelf, wanted),
            fitting(kind, wanted),
            Position.of(wanted.get("cursor")),
            wanted["limit"],
        )
        return json(request, {"items": rows, "next": following})

    read.__name__, read.__doc__ = f"list_{kind}", f"The {kind}, a page at a time."
    return read


def stories_for(shelf: Shelf, wanted: dict[str, Any]) -> list[str] | None:
    """The stories that the rows asked for are in, where that is known; None: it may be any."""
    if "story" in wanted:
        now = shelf.store.story_now(wanted["story"])
        return [now] if now else []
    if "article" in wanted:
        home = shelf.store.story_of(wanted["article"])
        return [home] if home else []
    return None


def fitting(kind: str, wanted: dict[str, Any]) -> Callable[[dict[str, Any]], bool]:
    """Whether a row is what was asked for."""
    filters = [(f.has, wanted[f.name]) for f in FILTERS[kind] if f.name in wanted]
    since, until = (wanted[end].isoformat() if end in wanted else None for end in ("since", "until"))
    days = DAYS.get(kind, undated)
    return lambda row: within(days(row), since, until) and all(has(row, value) for has, value in filters)


def undated(_row: dict[str, Any]) -> tuple[None, ...]:
    return ()


def pages_of(kind: str) -> Any:
    """The type of a page."""
    rows: Any = ROWS[kind]
    return create_model(f"{kind.capitalize()}Page", items=(list[rows], ...), next=(str | None, ...))


for _kind in ROWS:
    router.add_api_route(
        f"/{_kind}",
        reading(_kind),
        methods=["GET"],
        operation_id=f"list_{_kind}",
        summary=f"List {_kind}",
        responses={200: {"model": pages_of(_kind)}, 304: {"description": "Not modified"}, **problems()},
        response_class=Response,
    )
