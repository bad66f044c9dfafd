"""The log of judgements: who judged what, when and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from reportedly.desk.judged import decided
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved

router = APIRouter()
A_PAGE = 100


@router.get("/judgements", response_class=HTMLResponse)
def judgements(
    request: Request,
    shelf: Shelved,
    by: str = "",
    before: Annotated[str, Query(description="Only those made before this instant.")] = "",
) -> HTMLResponse:
    """All judgements, the last one first, and those that contradict each other."""
    standing = shelf.docket().standing
    log = shelf.store.judged.log()
    people = sorted({j.by for j in log})
    found = [j for j in reversed(log) if (not by or j.by == by) and (not before or j.at < before)]
    shown = decided(found[:A_PAGE], standing)
    conflicts = tuple((c, decided(c.judgements, standing)) for c in standing.conflicts)
    return page(
        request,
        "judgements.html",
        title="Judgements",
        rows=shown,
        conflicts=conflicts,
        people=people,
        by=by,
        older=found[A_PAGE - 1].at if len(found) > A_PAGE else None,
    )
