"""The account as one HTML file that opens anywhere, without a network.

Style, script and drawings stand in the page, which forbids itself to load anything else; it reads well
without its script, which only unfolds quotes for printing or all at once.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reportedly import __version__
from reportedly.places.basemap import borders
from reportedly.publish import display
from reportedly.publish.citing import Citations
from reportedly.publish.edition import Edition, told
from reportedly.publish.frame import Borders, Towns
from reportedly.publish.map import Basemap, no_towns
from reportedly.publish.svg import sign
from reportedly.publish.views import Quote, StoryView, edition_words, listed_words, quotes_of, story_view
from reportedly.records import Id

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
SIGN_OF = {
    "corroborated": "filled",
    "single_origin": "ring",
    "party_only": "half",
    "disputed": "unequal",
    "superseded": "arrow",
    "claimed": "ring",
    "confirmed": "filled",
    "contested": "unequal",
}


def render(edition: Edition, towns: Towns = no_towns, land: Borders = borders) -> str:
    """The whole edition as one HTML page: brief, map, timeline, figures, contradictions, copies, and sources
    with the sentences that claims were read in.

    `towns` names what lies around the places of a map: `Gazetteer.around`.
    """
    return page("report.html", edition, whole=True, under=Basemap(land, towns))


def brief_html(edition: Edition) -> str:
    """The brief alone as one HTML page, with its sources."""
    return page("brief.html", edition, whole=False, under=Basemap())


def page(template: str, edition: Edition, whole: bool, under: Basemap) -> str:
    """Stories in full first, then those that only one article tells, folded. `whole`: not only the brief."""
    chosen = told(edition)
    ordered = (*chosen.stories, *chosen.listed)
    citations = Citations(Edition(edition.title, ordered), timeline=whole)
    views = [story_view(n, s, citations, under, pages=whole) for n, s in enumerate(ordered, 1)]
    stories, listed = views[: len(chosen.stories)], views[len(chosen.stories) :]
    style, script = asset("report.css"), asset("scroll.js") + asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        environment()
        .get_template(template)
        .render(
            title=edition.title,
            counts=edition_words(edition.stories),
            stories=stories,
            listed=listed,
            version=__version__,
            policy=policy,
            style=Markup(style),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704
        )
    )


@lru_cache(maxsize=1)
def environment() -> Environment:
    env = Environment(
        loader=PackageLoader("reportedly.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    equip(env)
    return env


def equip(env: Environment) -> None:
    """Give an environment what the templates of stories use."""
    env.filters |= {
        "shown": display.shown,
        "plain": display.plain,
        "outlet": display.outlet_name,
        "language_tag": language_tag,
    }
    env.globals |= {
        "status_words": display.STATUS_WORDS,
        "status_help": display.STATUS_HELP,
        "sign": lambda state: sign(SIGN_OF[state]),
        "origins_words": display.origins_words,
        "state_words": display.state_words,
        "count_words": display.count_words,
        "listed_words": listed_words,
        "date_words": display.date_words,
        "period_words": display.period_words,
        "quoted": quoted,
        "article_href": lambda story, article: f"#{story.article_anchors[article.id]}",
    }


def quoted(story: StoryView, claims: list[Id]) -> tuple[Quote, ...]:
    return quotes_of(claims, story.lookups)


def language_tag(language: str | None) -> str:
    """A BCP 47 tag, or nothing where it is none."""
    return language if language and LANGUAGE_TAG.fullmatch(language) else ""


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    return resources.files("reportedly.publish").joinpath("templates", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The source expression that allows exactly this inline text (Content Security Policy, level 2)."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
