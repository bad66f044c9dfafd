"""The pages of the site: names of files, and text made from templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportedly import __version__
from reportedly.errors import StoreError
from reportedly.publish.citing import Citations
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.publish.map import Basemap
from reportedly.publish.print import parts
from reportedly.publish.report import asset, digest, environment
from reportedly.publish.views import story_view
from reportedly.records import Card, Id
from reportedly.records.publications import Publication

SAFE = re.compile(r"[a-z]+-[0-9a-f]+")
STYLES = ("report.css", "publication.css", "site/site.css")


@dataclass(frozen=True, slots=True)
class Notice:
    """A publication in the site. `stories` are those of its stories that have a page here, by their id now,
    with the titles it gave them; `later` is the publication that took its place."""

    publication: Publication
    stories: Mapping[Id, str]
    later: Id | None


@dataclass(frozen=True, slots=True)
class Data:
    """Files of one format: the export, and the side file of all values where it has one."""

    format: str
    name: str
    values: str | None


def story_path(story: Id) -> str:
    return f"stories/{safe(story)}.html"


def publication_path(publication: Id) -> str:
    return f"publications/{safe(publication)}.html"


def list_path(number: int) -> str:
    return "index.html" if number == 1 else f"stories-{number}.html"


def safe(id_: Id) -> str:
    """The id, which is part of a file's name. Raises StoreError where it is not made as ours are."""
    if not SAFE.fullmatch(id_):
        raise StoreError(f"{id_!r} is no id")
    return id_


def index(
    title: str,
    number: int,
    count: int,
    total: int,
    cards: Sequence[Card],
    notices: Sequence[Notice],
    data: Sequence[Data],
) -> str:
    """One page of the list; the first has the publications and the data too."""
    return rendered(
        "index.html",
        title if number == 1 else f"{title}, page {number}",
        crisis=title,
        number=number,
        count=count,
        total=total,
        cards=cards,
        notices=notices if number == 1 else (),
        data=data if number == 1 else (),
    )


def story(account: StoryAccount, title: str, notices: Sequence[Notice], under: Basemap) -> str:
    """One story as the report has it; of the articles only what is quoted."""
    citations = Citations(Edition("", (account,)), around=False)
    view = story_view(1, account, citations, under)
    return rendered("story.html", view.title, crisis=title, story=view, notices=notices)


def publication(notice: Notice, title: str) -> str:
    return rendered(
        "publication.html",
        notice.publication.title,
        crisis=title,
        publication=notice.publication,
        notice=notice,
    )


def rendered(template: str, title: str, **values: object) -> str:
    style = "".join(asset(name) for name in STYLES)
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    return (
        environment()
        .get_template(f"site/{template}")
        .render(
            title=title,
            parts=parts,
            version=__version__,
            policy=policy,
            style=Markup(style),  # noqa: S704 - our own files
            story_path=story_path,
            publication_path=publication_path,
            list_path=list_path,
            **values,
        )
    )
