"""An Atom feed (RFC 4287) of changed findings, the latest change first.

An entry keeps its id while claims are added to its finding; `updated` is when the store came to hold it as it
is (store/changes.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from reportedly.exports.telling import Filters, urn
from reportedly.publish.display import outlet_name, plain, safe_url, shorten, state_words
from reportedly.records import Article, Claim, Finding, Id
from reportedly.store import Reader, changes
from reportedly.store.changes import Change

ATOM = "http://www.w3.org/2005/Atom"
MOST = 200  # entries in a feed
TITLE = 140  # characters
NEVER = "1970-01-01T00:00:00Z"  # a feed must have a date, even where nothing has happened


Where = Callable[[Finding], str]


def name_of(finding: Finding) -> str:
    """What stands for a finding that has no address."""
    return urn("finding", finding.id)


def write(
    store: Reader,
    out: BinaryIO,
    filters: Filters,
    _values: BinaryIO | None = None,
    where: Where = name_of,
) -> None:
    """`filters.since` and `until` are days on which findings changed (UTC). `where` is the address at which
    a finding can be read, whole or from where the feed stands; else it is called by name."""
    found = changes.latest(store.engine, filters.story, filters.since, filters.until, MOST)
    feed = Xml(out)
    with feed.inside("feed", xmlns=ATOM):
        feed.leaf("id", _feed_id(store, filters))
        feed.leaf("title", "Findings that changed")
        feed.leaf("updated", found[0].at if found else NEVER)
        feed.leaf("generator", "reportedly")
        with feed.inside("author"):
            feed.leaf("name", "reportedly")
        for change in found:
            for finding in store.named("findings", [change.finding], 1).get(change.finding, ()):
                _entry(feed, store, change, finding, where)
    feed.end()


class Xml:
    """An XML document, written as it goes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
        self._out.startDocument()

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        self._out.startElement(name, AttributesImpl({k: plain(v) for k, v in attributes.items()}))
        yield
        self._out.endElement(name)
        self._out.characters("\n")

    def leaf(self, name: str, text: str = "", **attributes: str) -> None:
        """An element with text, of which what XML cannot hold is replaced."""
        with self.inside(name, **attributes):
            self._out.characters(plain(text))

    def end(self) -> None:
        self._out.endDocument()


def _feed_id(store: Reader, filters: Filters) -> str:
    """The same for one database, or one story of it: its first entry names it."""
    if filters.story is not None:
        return urn("changes:story", filters.story)
    return urn("changes", changes.first_entry(store.engine) or "none")


def _entry(feed: Xml, store: Reader, change: Change, finding: Finding, where: Where) -> None:
    claims = _claims(store, finding)
    articles = list(store.articles(list(dict.fromkeys(c.article for c in claims))).values())
    with feed.inside("entry"):
        feed.leaf("id", urn("finding", change.entry))
        feed.leaf("title", shorten(plain(finding.headline), TITLE))
        feed.leaf("published", change.since)
        feed.leaf("updated", change.at)
        feed.leaf("category", term=finding.kind)
        feed.leaf("category", term=finding.status)
        for article in articles:
            if (address := safe_url(article.url)) is not None:
                feed.leaf("link", rel="via", href=address, title=outlet_name(article))
        feed.leaf("link", rel="alternate", href=where(finding), title="The finding as it is now")
        feed.leaf("summary", _summary(finding, articles), type="text")


def _claims(store: Reader, finding: Finding) -> list[Claim]:
    found: dict[Id, list[Claim]] = store.named("claims", finding.claims, 1)
    return [rows[0] for c in finding.claims if (rows := found.get(c))]


def _summary(finding: Finding, articles: list[Article]) -> str:
    """The headline, its state, and every value that was told, as "killed: 12 / 14 to 20"."""
    told = [f"{slot}: {' / '.join(v.value for v in values)}" for slot, values in finding.slots.items()]
    outlets = ", ".join(dict.fromkeys(outlet_name(a) for a in articles))
    parts = (finding.headline, state_words(finding.status, finding.origins), *told, f"in {outlets}")
    return " | ".join(parts)
