"""One story: brief, map, timeline, findings, figures, contradictions, who copied whom."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from reportedly.desk.period import Period, within
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved
from reportedly.places import Gazetteer
from reportedly.places.basemap import borders
from reportedly.publish.citing import Citations
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.publish.map import Basemap
from reportedly.publish.views import StoryView, story_view
from reportedly.records import Id

router = APIRouter()
Day = Annotated[date | None, Query(description="A day, as 2026-05-02.")]


@router.get("/stories/{id}", response_class=HTMLResponse)
def story(
    request: Request,
    shelf: Shelved,
    id: Id,  # noqa: A002 - the record's own word
    since: Day = None,
    until: Day = None,
) -> HTMLResponse:
    """A story, or what of it falls within some days."""
    account, period = shelf.account(id), Period(since, until)
    view = shelf.kept(f"view {period}", account.dossier.story.id, lambda: seen(within(account, period)))
    return page(request, "story.html", title=view.title, story=view, account=account, period=period)


def seen(account: StoryAccount) -> StoryView:
    citations = Citations(Edition("", (account,)))
    with closing(Gazetteer.open()) as gazetteer:
        return story_view(1, account, citations, Basemap(borders, gazetteer.around))
