"""The application: what is mounted where, in which order. Read this first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from reportedly import __version__
from reportedly.desk import faults, live
from reportedly.desk.access import Access, Rules
from reportedly.desk.api import PREFIX, make_api
from reportedly.desk.bounds import Bounds
from reportedly.desk.guard import Guard
from reportedly.desk.live import News
from reportedly.desk.pages import (
    article,
    finding,
    judging,
    lists,
    log,
    login,
    people,
    publishing,
    search,
    sources,
    stories,
    story,
    today,
)
from reportedly.desk.shelf import Shelf
from reportedly.publish.report import asset

PAGES = (
    today,
    stories,
    story,
    finding,
    article,
    lists,
    search,
    judging,
    sources,
    log,
    login,
    people,
    publishing,
)
SHARED = {"report.css": "text/css", "publication.css": "text/css", "scroll.js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Options:
    """How the desk is opened: on which database, and to whom."""

    db: Path
    rules: Rules = field(default_factory=Rules)

    @property
    def read_only(self) -> bool:
        return self.rules.read_only


def make_app(options: Options) -> FastAPI:
    """The desk over a crisis database. Raises StoreError when it cannot be opened."""
    shelf = Shelf(options.db)
    news = News(shelf)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        async with news.watching():
            yield
        shelf.close()

    app = FastAPI(title="reportedly", version=__version__, lifespan=life, docs_url=None, redoc_url=None)
    app.state.shelf, app.state.options, app.state.news = shelf, options, news
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.include_router(live.router, include_in_schema=False)
    for name, media_type in SHARED.items():
        app.add_api_route(f"/{name}", shared(name, media_type), include_in_schema=False)
    app.state.tries = MovingWindowRateLimiter(MemoryStorage())
    api = make_api()
    api.state.shelf = shelf
    app.mount(PREFIX, api)
    app.mount(
        "/static", StaticFiles(directory=str(resources.files("reportedly.desk") / "static")), name="static"
    )
    faults.answer_in_words(app)
    app.add_middleware(Access, rules=options.rules, people=shelf.store.people)
    app.add_middleware(Bounds)
    app.add_middleware(Guard)  # the outermost
    return app


def shared(name: str, media_type: str) -> Callable[[], Response]:
    """Answers with a file of the report, which the desk shares."""

    def answer() -> Response:
        return Response(asset(name), media_type=media_type, headers={"Cache-Control": "max-age=3600"})

    return answer
