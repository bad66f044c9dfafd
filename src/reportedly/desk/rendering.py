"""Pages from templates: those of the desk first, then those that the report has."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from reportedly import __version__
from reportedly.publish.report import equip

# What stands in the bar at the top: address, label.
PLACES = (
    ("/", "Today"),
    ("/stories", "Stories"),
    ("/search", "Search"),
    ("/places", "Places"),
    ("/speakers", "Speakers"),
    ("/outlets", "Outlets"),
    ("/sources", "Sources"),
    ("/judgements", "Judgements"),
)


def page(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A page, with what every page shows: where one is, who one is."""
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            here=request.url.path,
            nav=PLACES,
            person=request.state.person,
            read_only=request.app.state.options.read_only,
            crisis=request.app.state.options.db.stem,
            version=__version__,
            **values,
        )
    )
    return HTMLResponse(text)


@lru_cache(maxsize=1)
def environment() -> Environment:
    env = Environment(
        loader=ChoiceLoader([PackageLoader("reportedly.desk"), PackageLoader("reportedly.publish")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    equip(env)
    env.globals |= {
        "asset": asset,
        "article_href": lambda _story, article: f"/articles/{quote(article.id)}",
    }
    return env


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file in `static`, which changes when the file does."""
    data = resources.files("reportedly.desk").joinpath("static", *name.split("/")).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"
