"""What changed since somebody last looked, by story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse

from reportedly.desk.forms import Form, first
from reportedly.desk.people import Someone
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelf, Shelved
from reportedly.instants import now
from reportedly.store.catalogue import Listed, Noted, Wanted

router = APIRouter()
A_PAGE = 20  # stories
TOLD = 4  # changes of each


@dataclass(frozen=True, slots=True)
class News:
    """A story with what is new in it: how many findings, and the latest changes."""

    listed: Listed
    count: int
    changes: tuple[Noted, ...]


@router.get("/", response_class=HTMLResponse)
def today(
    request: Request,
    shelf: Shelved,
    person: Someone,
    after: Annotated[str | None, Query(max_length=500)] = None,
    everything: bool = False,
) -> HTMLResponse:
    """The stories that changed since `person` last said that they had seen everything, the latest first."""
    since = None if everything else shelf.store.people.looked(person.name)
    rows, following = news(shelf, since, after)
    return page(
        request,
        "today.html",
        title="Today",
        rows=rows,
        next=following,
        since=since,
        everything=everything,
        sizes=shelf.store.catalogue.sizes(),
        as_of=now(),
    )


def news(shelf: Shelf, since: str | None, after: str | None) -> tuple[tuple[News, ...], str | None]:
    """The stories that changed since an instant with their changes, and the cursor of the next ones."""
    catalogue = shelf.store.catalogue
    found = catalogue.stories(Wanted(changed_since=since), "changed", after, A_PAGE)
    ids = [row.card.id for row in found.rows]
    counts = catalogue.changed_counts(ids, since)
    changes = catalogue.changed(ids, since, TOLD) if since else {}
    rows = (News(row, counts.get(row.card.id, 0), tuple(changes.get(row.card.id, ()))) for row in found.rows)
    return tuple(rows), found.next


@router.post("/looked")
def looked(shelf: Shelved, person: Someone, given: Form) -> RedirectResponse:
    """Somebody has seen what the page showed."""
    shelf.store.people.look(person.name, min(first(given, "at") or now(), now()))
    return RedirectResponse("/", 303)
