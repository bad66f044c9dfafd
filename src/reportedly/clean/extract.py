"""The article of a web page: its text and what the page says of it.

trafilatura (A. Barbaresi, ACL 2021 demo) finds the article; where it finds none, all visible text is
taken. The text extracted is the article's text, and offsets point into it.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace

import lxml.etree
import lxml.html
import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document
from trafilatura.xml import xmltotxt

from reportedly.errors import RejectedInput
from reportedly.intake.depth import too_deep
from reportedly.records import RejectReason

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *(
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
        ),
        *("pre", "section", "table", "td", "th", "tr", "ul"),
    )
)
SILENT = ("script", "style", "noscript", "template", "head", "iframe", "svg")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not allowed in XML
BLANK = re.compile(r"[ \t\r\n\f\v]+")
# These log pages they cannot make sense of as errors; here such a page becomes a Reject.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
HEAD_CHARACTERS = 300_000  # of a page in which metadata are looked for
# A meta tag or an entry of linked data, and those among them that say when the page was first published.
STATED = re.compile(
    r"<(?:meta|time)\b[^<>]{0,600}>|\"datePublished\"\s{0,9}:\s{0,9}\"[^\"\n]{0,60}\"", re.IGNORECASE
)
NAMES_PUBLICATION = re.compile(
    r"[\"':](?:published_time|published_at|datePublished|publication[_-]?date|publish[_-]?date|pubdate)[\"']",
    re.IGNORECASE,
)
INSTANT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s?(?P<zone>[Zz]|[+-]\d\d:?\d\d)"
)
DATES = {
    "original_date": True,
    "extensive_search": False,  # our own stamps are surer than a date anywhere in the page
    "outputformat": "%Y-%m-%d",
    "min_date": "1980-01-01",
    "max_date": "2099-12-31",  # htmldate's default is today: the result would depend on the clock
}


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article of a page, and its metadata as the page gives them. `published_at` is a date, or an
    instant with its zone where the page's metadata give one of that day."""

    text: str
    title: str | None = None
    author: str | None = None
    published_at: str | None = None
    sitename: str | None = None
    url: str | None = None


def extract(markup: str, max_depth: int, url: str | None = None) -> Extracted:
    """The article of a page. Raises RejectedInput TOO_DEEP or NO_TEXT."""
    if too_deep(markup, max_depth):
        raise RejectedInput(
            RejectReason.TOO_DEEP,
            f"nested more than {max_depth} levels; save its text, or raise [intake] max_depth",
        )
    plain = FORBIDDEN.sub(" ", markup)
    found = _article(plain, url)
    if found is not None and found.text:
        return found
    tree = parsed(plain)
    text = visible(tree) if tree is not None else ""
    if not text:
        raise RejectedInput(RejectReason.NO_TEXT, "no text on the page; check that it was saved whole")
    return replace(found, text=text) if found is not None else Extracted(text)


def parsed(markup: str) -> HtmlElement | None:
    """The tree of a page; None if there is nothing in it."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None


def _article(markup: str, url: str | None) -> Extracted | None:
    """What trafilatura finds; None where it finds nothing (as in pages nested deeper than 256 levels)."""
    try:
        found = trafilatura.bare_extraction(
            markup, url=url, with_metadata=True, include_comments=False, date_extraction_params=dict(DATES)
        )
    except (lxml.etree.LxmlError, ValueError, RecursionError):
        return None
    if not isinstance(found, Document):
        return None
    text = xmltotxt(found.body, include_formatting=False) if found.body is not None else ""
    return Extracted(
        FORBIDDEN.sub(" ", text).strip(),
        found.title or None,
        found.author or None,
        instant(markup, found.date) if found.date else None,
        found.sitename or None,
        found.url or None,
    )


def instant(markup: str, day: str) -> str:
    """The full instant (ISO 8601) that the metadata of a page give for the day it was published on
    (YYYY-MM-DD, as the page's own zone counts days); the day itself where they give none."""
    for match in STATED.finditer(markup, 0, HEAD_CHARACTERS):
        words = match.group()
        if NAMES_PUBLICATION.search(words) and (found := INSTANT.search(words)) and found["day"] == day:
            zone = "Z" if found["zone"] in ("Z", "z") else found["zone"]
            return f"{day}T{found['time']}{zone if ':' in zone or zone == 'Z' else f'{zone[:3]}:{zone[3:]}'}"
    return day


def visible(tree: HtmlElement) -> str:
    """All text a reader would see, one line a block."""
    parts: list[str] = []
    walker = lxml.etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if element.tag in BLOCKS:
            parts.append("\n")
        if event == "end":
            parts.append(BLANK.sub(" ", element.tail or ""))
        elif element.tag in SILENT:
            walker.skip_subtree()
        else:
            parts.append(BLANK.sub(" ", element.text or ""))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
