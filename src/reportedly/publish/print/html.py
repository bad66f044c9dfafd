"""A publication as one HTML file that loads nothing."""

from __future__ import annotations

from markupsafe import Markup

from reportedly import __version__
from reportedly.publish.print import parts
from reportedly.publish.report import asset, digest, environment
from reportedly.records.publications import Publication


def made(publication: Publication) -> bytes:
    text = (
        environment()
        .get_template("publication.html")
        .render(
            title=publication.title,
            publication=publication,
            parts=parts,
            version=__version__,
            policy=policy(),
            style=Markup(style()),  # noqa: S704 - our own files
        )
    )
    return text.encode()


def style() -> str:
    return asset("report.css") + asset("publication.css")


def policy() -> str:
    """What the page may load: nothing but its own style."""
    return f"default-src 'none'; style-src '{digest(style())}'; base-uri 'none'; form-action 'none'"
