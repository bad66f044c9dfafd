"""Judging by programs: what the desk's buttons do."""
# Without postponed annotations, as in kinds.py.

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from reportedly.desk.api.answers import json, problems
from reportedly.desk.deciding import decide
from reportedly.desk.people import Person, Role, at_least
from reportedly.desk.shelf import Shelved
from reportedly.records import Value

router = APIRouter(tags=["judgements"])
Judge = Annotated[Person, Depends(at_least(Role.ANALYST))]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class PlaceGiven(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Name
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    geonames_id: int | None = Field(None, ge=0, le=1 << 40)
    country: str | None = Field(None, pattern="^[A-Z]{2}$")
    admin1: str | None = Field(None, max_length=200)
    feature: str | None = Field(None, max_length=10)
    radius_km: float | None = Field(None, ge=0, le=20_000)


class ValueGiven(BaseModel):
    """What a slot is corrected to; null is "not known"."""

    model_config = ConfigDict(extra="forbid")
    place: PlaceGiven | None = None
    earliest: str | None = Field(None, max_length=10)
    latest: str | None = Field(None, max_length=10)
    low: float | None = Field(None, ge=0, le=1e15)
    high: float | None = Field(None, ge=0, le=1e15)
    qualifier: Literal["exact", "at_least", "at_most", "about"] = "exact"
    kind: str | None = Field(None, max_length=100)
    speaker: str | None = Field(None, max_length=200)
    section: str | None = Field(None, max_length=200)


class JudgementGiven(BaseModel):
    """A judgement to make; docs/judging.md says what fits together."""

    model_config = ConfigDict(extra="forbid")
    verb: Literal[
        "accept", "reject", "correct", "merge", "split", "copies", "not_copies", "pin", "note", "undo"
    ]
    target: Literal["claim", "figure", "finding", "story", "articles", "line", "judgement"]
    ids: list[Name] = Field(min_length=1, max_length=500)
    slot: Literal["place", "time", "figure", "kind", "speaker"] | None = None
    value: ValueGiven | None = None
    why: str = Field("", max_length=10_000)
    after: list[Name] = Field(
        default_factory=list, max_length=500, description="Judgements on it you have seen."
    )


class Made(BaseModel):
    """The judgement that was kept, and who tells its story anew."""

    id: str
    at: str
    by: str
    applied: Literal["at once", "by the run under way", "by the next run"]


@router.post(
    "/judgements",
    status_code=201,
    responses={201: {"model": Made}, **problems(400, 404, 408, 409, 413)},
    response_class=Response,
    operation_id="judge",
    summary="Judge",
)
def judge(request: Request, shelf: Shelved, person: Judge, given: JudgementGiven) -> Response:
    """Append a judgement in the name of whoever the token is of, and tell its story anew."""
    value = msgspec.convert(given.value.model_dump(), Value) if given.value is not None else None
    made, applied = decide(
        shelf, person, given.verb, given.target, given.ids, given.slot, value, given.why, given.after
    )
    return json(request, {"id": made.id, "at": made.at, "by": made.by, "applied": applied}, 201)
