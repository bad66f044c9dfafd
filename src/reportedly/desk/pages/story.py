"""One story: brief, map, timeline, findings, figures, contradictions, who copied whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from reportedly.claims.ontology import kind as kind_of
from reportedly.desk.forms import Day
from reportedly.desk.period import Period, within
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved
from reportedly.errors import NotFound
from reportedly.places.basemap import borders
from reportedly.publish.citing import Citations
from reportedly.publish.edition import Edition, Lookups, StoryAccount
from reportedly.publish.frame import Towns
from reportedly.publish.map import Basemap
from reportedly.publish.mapped import days_words
from reportedly.publish.periods import days_of
from reportedly.publish.spots import Spot, spots
from reportedly.publish.views import StoryView, story_view
from reportedly.reconcile.days import iso
from reportedly.records import Finding, Id, ordinal

router = APIRouter()
NEAR = 50  # stories offered to merge with: the last to change
MARGIN = 10.0  # degrees of land around the places of a map


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which findings are listed; empty: all."""

    status: str = ""
    kind: str = ""

    def takes(self, finding: Finding) -> bool:
        return self.status in ("", finding.status) and self.kind in ("", finding.kind)


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in the list."""

    finding: Finding
    kind: str
    days: str


@router.get("/stories/{id}", response_class=HTMLResponse)
def story(
    request: Request,
    shelf: Shelved,
    id: Id,  # noqa: A002 - the record's own word
    since: Day = None,
    until: Day = None,
    status: str = "",
    kind: str = "",
) -> HTMLResponse:
    """A story, or what of it falls within some days."""
    whole, period, chosen = shelf.account(id), Period(since, until), Chosen(status, kind)
    account = within(whole, period)
    view = shelf.kept(f"view {period}", whole.dossier.story.id, lambda: seen(account, shelf.gazetteer.around))
    lookups = whole.lookups()
    found, view_id = account.account.findings, whole.dossier.story.id
    return page(
        request,
        "story.html",
        title=view.title,
        story=view,
        account=account,
        period=period,
        chosen=chosen,
        days=days_told(whole, lookups),
        findings=rows(filter(chosen.takes, found), lookups),
        kinds=sorted({(f.kind, kind_of(f.kind).title) for f in whole.account.findings}, key=lambda k: k[1]),
        sections=with_findings(view.sections),
        others=[o for o in shelf.store.catalogue.stories(limit=NEAR).rows if o.card.id != view_id],
    )


def seen(account: StoryAccount, towns: Towns) -> StoryView:
    return story_view(1, account, Citations(Edition("", (account,))), Basemap(borders, towns))


def rows(findings: Any, lookups: Lookups) -> list[Row]:
    """Those with most origins first, the latest first among equals."""
    dated = [(days_of(f, lookups), f) for f in findings]
    dated.sort(key=lambda one: (-one[1].origins, -(one[0].last if one[0] else 0), one[1].id))
    return [Row(f, kind_of(f.kind).title, days_words(days) if days else "") for days, f in dated]


def with_findings(sections: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The findings stand before the sources."""
    return (*sections[:-1], ("findings", "Findings"), *sections[-1:])


def days_told(account: StoryAccount, lookups: Lookups) -> list[tuple[str, int, int]]:
    """Every day of the story with how many lines of the timeline and how many articles are of it."""
    lines = Counter(d for line in account.timeline if (d := ordinal(line.date)))
    articles = Counter(d for a in account.dossier.articles if (d := ordinal(lookups.published_at(a))))
    if not lines and not articles:
        return []
    # Years of empty days would be drawn for one date in the past: from the first of most.
    days = sorted((lines + articles).elements())
    first, last = days[len(days) // 50], days[-1]
    return [(iso(day), lines[day], articles[day]) for day in range(first, last + 1)]


@router.get("/stories/{id}/map.json")
def map_json(shelf: Shelved, id: Id, since: Day = None, until: Day = None) -> JSONResponse:  # noqa: A002
    """The places of the story's findings with the land around them, as two GeoJSON collections (RFC 7946)."""
    account = within(shelf.account(id), Period(since, until))
    lookups = account.lookups()
    found = [s for s in spots(account, lookups) if not s.is_area]
    return JSONResponse({"places": collection(place_feature(s, lookups) for s in found), "land": land(found)})


def place_feature(spot: Spot, lookups: Lookups) -> dict[str, Any]:
    findings = [
        {"id": r.finding.id, "headline": r.finding.headline, "status": r.finding.status, "days": r.days}
        for r in rows(spot.findings, lookups)
    ]
    return feature(
        {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
        name=spot.label,
        radius_km=spot.place.radius_km,
        group=spot.groups[0].name if spot.groups else "other",
        findings=findings,
    )


def land(found: list[Spot]) -> dict[str, Any]:
    if not found:
        return collection(())
    south, north = (f(s.latitude for s in found) for f in (min, max))
    west, east = (f(s.longitude for s in found) for f in (min, max))
    south, west = max(-89.0, south - MARGIN), max(-180.0, west - MARGIN)
    north, east = min(89.0, north + MARGIN), min(180.0, east + MARGIN)
    return collection(
        feature({"type": "Polygon", "coordinates": [closed(b.ring)]}, country=b.country)
        for b in borders(south, west, north, east)
    )


def closed(ring: Any) -> list[Any]:
    return [*ring, ring[0]] if ring[0] != ring[-1] else list(ring)


def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


@router.get("/of/{id}")
def finding_of(shelf: Shelved, id: Id) -> RedirectResponse:  # noqa: A002
    """To the finding of a claim or figure, at that claim."""
    table = "figures" if id.startswith("n-") else "claims"
    article = shelf.store.owner_of(table, id)
    story_id = shelf.store.story_of(article) if article else None
    if story_id is None:
        raise NotFound(f"there is no claim {id}")
    account = shelf.account(story_id)
    claim = next((c.id for c in account.dossier.claims if id == c.id or id in c.figures), id)
    for finding in account.account.findings:
        if claim in finding.claims:
            return RedirectResponse(f"/findings/{finding.id}#{claim}", 303)
    return RedirectResponse(f"/articles/{article}", 303)
