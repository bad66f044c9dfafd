"""Speakers, outlets, actors and places: what each has said or had said of it, over all stories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import HTMLResponse

from reportedly.desk.forms import Day
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelf, Shelved
from reportedly.errors import NotFound
from reportedly.records import Finding, Id, Part, Tally
from reportedly.store.catalogue import Listed
from reportedly.store.names import NameOrder

router = APIRouter()
A_PAGE = 50
STORIES = 15  # of one name on a page
FINDINGS = 4  # of one story
Word = Annotated[str, Query(max_length=200)]
After = Annotated[str | None, Query(max_length=500)]


class NameConvertor(Convertor[str]):
    """A name in a path: strangers write anything into one, slashes and ends of lines too."""

    regex = "(?s:.+)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return quote(value, safe="")


register_url_convertor("name", NameConvertor())


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the lists: its address, and how its words begin."""

    part: Part
    path: str
    title: str
    one: str
    claims: str  # what `claims` counts


KINDS = (
    Kind("speaker", "speakers", "Speakers", "speaker", "Claims on the speaker’s word"),
    Kind("outlet", "outlets", "Outlets", "outlet", "Claims in articles of the outlet"),
    Kind("actor", "actors", "Actors", "actor", "Claims that the actor did something"),
    Kind("place", "places", "Places", "place", "Claims of something at the place"),
)
# What is counted, in the order of the columns: the order of the list, the heading, what it says.
COLUMNS: tuple[tuple[NameOrder, str, str], ...] = (
    ("stories", "Stories", "Stories that have any of these claims."),
    ("claims", "Claims", "All claims, copies among them."),
    ("first", "First", "Claims that stand in the very text that their origin is: no copies."),
    ("copied", "Copied", "Of the first ones, those that another outlet took over."),
    (
        "contradicted",
        "Contradicted",
        "Claims with which another witness’s claim of the same day or later cannot hold together. That tells "
        "nothing of who is right.",
    ),
    ("superseded", "Superseded", "Claims that later ones overtook: a higher count, a place taken since."),
    ("latest", "Last", "The day of the last article with any of these claims."),
)
BY_PART = {kind.part: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Share:
    """What a name has to do with one story, and the first of the findings."""

    tally: Tally
    listed: Listed
    findings: tuple[Finding, ...]


def href(part: Part, key: str) -> str:
    """The address of a name's page."""
    return f"/{BY_PART[part].path}/{quote(key, safe='')}"


def listing(
    kind: Kind,
    request: Request,
    shelf: Shelf,
    q: str,
    country: str,
    since: date | None,
    order: NameOrder,
    after: str | None,
) -> HTMLResponse:
    found = shelf.store.catalogue.names.totals(
        kind.part,
        order,
        after,
        A_PAGE,
        words=q,
        country=country or None,
        since=since.isoformat() if since else None,
    )
    return page(
        request,
        "names.html",
        title=kind.title,
        kind=kind,
        kinds=KINDS,
        columns=COLUMNS,
        rows=found.rows,
        next=found.next,
        href=href,
        countries=[c for c, _ in shelf.store.catalogue.values("country")] if kind.part == "place" else [],
        chosen={"q": q, "country": country, "since": since or "", "order": order},
    )


def one(kind: Kind, request: Request, shelf: Shelf, key: str, after: str | None) -> HTMLResponse:
    names = shelf.store.catalogue.names
    total = names.one(kind.part, key)
    if total is None:
        raise NotFound(f"there is no {kind.one} {key} in any claim")
    found = names.tallies(kind.part, key, after, STORIES)
    return page(
        request,
        "name.html",
        title=total.name,
        kind=kind,
        columns=COLUMNS,
        total=total,
        rows=shares(shelf, found.rows),
        next=found.next,
        most=FINDINGS,
    )


def shares(shelf: Shelf, rows: Iterable[tuple[Id, Tally]]) -> list[Share]:
    """The stories of some tallies with the findings that these lead to."""
    rows = list(rows)
    listed = shelf.store.catalogue.cards(story for story, _ in rows)
    wanted = [f for _, tally in rows for f in tally.findings[:FINDINGS]]
    found = shelf.store.named("findings", wanted, 1)
    return [
        Share(tally, listed[story], tuple(f for i in tally.findings[:FINDINGS] for f in found.get(i, ())))
        for story, tally in rows
        if story in listed
    ]


def _add(kind: Kind) -> None:
    """Serve the list and the pages of one kind."""

    @router.get(f"/{kind.path}", response_class=HTMLResponse)
    def names(
        request: Request,
        shelf: Shelved,
        q: Word = "",
        country: Annotated[str, Query(max_length=2)] = "",
        since: Day = None,
        order: NameOrder = "claims",
        after: After = None,
    ) -> HTMLResponse:
        return listing(kind, request, shelf, q, country, since, order, after)

    @router.get(f"/{kind.path}/{{key:name}}", response_class=HTMLResponse)
    def name(request: Request, shelf: Shelved, key: str, after: After = None) -> HTMLResponse:
        return one(kind, request, shelf, key, after)


for _kind in KINDS:
    _add(_kind)
