"""Pages from templates: those of the desk first, then those that the report has."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from starlette.responses import HTMLResponse

from reportedly import __version__
from reportedly.claims.ontology import Kind, kinds
from reportedly.desk.judged import decided
from reportedly.publish.report import equip

QUALIFIERS = {"exact": "exactly", "at_least": "at least", "at_most": "at most", "about": "about"}
# What stands in the bar at the top: address, label.
PLACES = (
    ("/", "Today"),
    ("/stories", "Stories"),
    ("/search", "Search"),
    ("/places", "Places"),
    ("/speakers", "Speakers"),
    ("/outlets", "Outlets"),
    ("/publications", "Published"),
    ("/sources", "Sources"),
    ("/judgements", "Judgements"),
)


def page(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A page, with what every page shows: where one is, who one is, what one has just decided."""
    shelf, docket = request.app.state.shelf, request.app.state.shelf.docket()
    made = request.query_params.get("did")
    did = shelf.store.judged.find([made]) if made else {}
    return fragment(
        request,
        template,
        here=request.url.path,
        address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        nav=PLACES,
        read_only=request.app.state.options.read_only,
        crisis=request.app.state.options.db.stem,
        version=__version__,
        docket=docket,
        did=decided(did.values(), docket.standing),
        **values,
    )


def fragment(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A part of a page, to be put into one that is open."""
    person = request.state.person
    text = environment().get_template(template).render(request=request, person=person, **values)
    return HTMLResponse(text)


@lru_cache(maxsize=1)
def environment() -> Environment:
    report = PackageLoader("reportedly.publish")
    env = Environment(
        loader=ChoiceLoader([PackageLoader("reportedly.desk"), PrefixLoader({"report": report}), report]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    equip(env)
    env.globals |= {
        "asset": asset,
        "kinds_by_group": kinds_by_group,
        "qualifiers": QUALIFIERS,
        "article_href": lambda _story, article: f"/articles/{quote(article.id)}",
    }
    return env


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file in `static`, which changes when the file does."""
    data = resources.files("reportedly.desk").joinpath("static", *name.split("/")).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"


def kinds_by_group() -> dict[str, list[Kind]]:
    """The kinds of the ontology, for a list to choose from."""
    found: dict[str, list[Kind]] = {}
    for kind in kinds().values():
        found.setdefault(kind.group, []).append(kind)
    return found
