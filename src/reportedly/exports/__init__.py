"""What is published in the conventions of others: one module a format, all on one narrow input (telling.py).

    write("geojson", store, out, story="s-...", since="2024-03-01")

docs/exports.md says what each format carries and what it must flatten.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from reportedly.exports.telling import Filters
from reportedly.store import Reader


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its media type, the ending of its files, and whether it has a side file of all values."""

    module: str
    media: str
    suffix: str
    flattens: bool = False


FORMATS: dict[str, Format] = {
    "acled": Format("acled", "text/csv; charset=utf-8; header=present", ".csv", flattens=True),
    "ucdp-ged": Format("ged", "text/csv; charset=utf-8; header=present", ".csv", flattens=True),
    "hxl": Format("hxl", "text/csv; charset=utf-8; header=present", ".csv"),
    "idmc": Format("idmc", "text/csv; charset=utf-8; header=present", ".csv"),
    "plover": Format("plover", "application/jsonl", ".jsonl"),
    "geojson": Format("geojson", "application/geo+json", ".geojson"),
    "annotations": Format(
        "annotations", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', ".jsonld"
    ),
    "atom": Format("atom", "application/atom+xml", ".atom"),
}


def write(
    name: str,
    store: Reader,
    out: BinaryIO,
    *,
    story: str | None = None,
    since: str | None = None,
    until: str | None = None,
    values: BinaryIO | None = None,
) -> None:
    """Write a store in the format of that name, story by story.

    `since` and `until` are ISO 8601 dates, both inclusive, of the days of publication; for the feed, of the
    days on which findings changed. `values` takes the side file of formats that flatten. Raises KeyError for
    a format that is not in FORMATS, and NotFound where there is no such story.
    """
    writer = import_module(f"reportedly.exports.{FORMATS[name].module}").write
    writer(store, out, Filters(story, since, until), values)
