"""Making the site: which stories and publications it has, and their pages and data written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly import __version__, exports
from reportedly.errors import NotFound
from reportedly.exports import atom
from reportedly.exports.telling import Filters
from reportedly.places.basemap import borders
from reportedly.publish.editions import accounts
from reportedly.publish.frame import Towns
from reportedly.publish.map import Basemap, no_towns
from reportedly.publish.site import pages
from reportedly.publish.site.folder import put_manifest, replacing
from reportedly.publish.site.pages import Data, Notice
from reportedly.reconcile.dossier import together
from reportedly.records import Card, Finding, Id
from reportedly.records.publications import Publication
from reportedly.store import Reader

A_PAGE = 200  # stories in a page of the list
FEED = "feed.atom"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the site has: all, one story with what was published of it, or only what was published.

    `address` is where it will stand, as "https://example.org/crisis/"; it is needed for the feed alone, whose
    links are otherwise from where the feed stands, which not every feed reader follows.
    """

    story: Id | None = None
    published_only: bool = False
    address: str = ""


def write(store: Reader, out: Path, title: str, choice: Choice, towns: Towns = no_towns) -> Path:
    """Make the folder, in place of one made before; its address is given back. `towns`: see report.render.

    Raises NotFound where there is no such story, and ReportedlyError where the folder is not ours.
    """
    chosen = choice.story and known(store, choice.story)
    published = [p for p in publications(store) if chosen is None or tells_of(store, p, chosen)]
    cards = [] if choice.published_only else [c for c in told(store) if chosen in (None, c.id)]
    with replacing(out) as root:
        for folder in ("publications", *(("stories", "data") if not choice.published_only else ())):
            root.joinpath(folder).mkdir()
        written = {card.id for card in cards}
        notices = [notice(store, p, published, written) for p in published]
        for made in notices:
            put(root / pages.publication_path(made.publication.id), pages.publication(made, title))
        put_stories(root, store, cards, title, notices, Basemap(borders, towns))
        data = [] if choice.published_only else put_data(root, store, written, chosen, choice.address)
        put_lists(root, title, cards, notices, data)
        put_manifest(
            root,
            {
                "version": __version__,
                "title": title,
                "story": chosen,
                "published_only": choice.published_only,
                "publications": len(notices),
                "stories": len(cards),
                "store": {} if choice.published_only else store.counts(),
            },
        )
    return out / "index.html"


def known(store: Reader, story: Id) -> Id:
    now = store.story_now(story)
    if now is None:
        raise NotFound(f"there is no story {story}; list them with: reportedly export stories")
    return now


def told(store: Reader) -> Iterator[Card]:
    """All stories at a glance, those that most origins tell first."""
    after = None
    while True:
        page = store.catalogue.stories(order="origins", after=after, limit=A_PAGE)
        yield from (listed.card for listed in page.rows)
        if (after := page.next) is None:
            return


def publications(store: Reader) -> list[Publication]:
    """All publications, the newest first."""
    return [p for id_, *_ in store.published.list(None) if (p := store.published.find(id_)) is not None]


def tells_of(store: Reader, publication: Publication, story: Id) -> bool:
    return any(store.story_now(s.story) == story for s in publication.stories)


def notice(store: Reader, of: Publication, among: Sequence[Publication], written: set[Id]) -> Notice:
    """A publication with the stories that have a page here, and with what took its place."""
    stories = {now: s.title for s in of.stories if (now := store.story_now(s.story)) in written}
    later = next((p.id for p in among if p.after == of.id), None)
    return Notice(of, {now: title for now, title in stories.items() if now is not None}, later)


def put_stories(
    root: Path, store: Reader, cards: Sequence[Card], title: str, notices: Sequence[Notice], under: Basemap
) -> None:
    """A page a story, a few read at a time."""
    for batch in together(store.stories(sorted(card.id for card in cards))):
        for account in accounts(store, batch):
            of = [n for n in notices if account.dossier.story.id in n.stories]
            put(root / pages.story_path(account.dossier.story.id), pages.story(account, title, of, under))


def put_data(root: Path, store: Reader, written: set[Id], chosen: Id | None, address: str) -> list[Data]:
    """Every format of the exports, and the feed with links to the pages."""
    made = []
    for name, form in exports.FORMATS.items():
        if name == "atom":
            continue
        path, side = root / "data" / f"{name}{form.suffix}", root / "data" / f"{name}-values.csv"
        with path.open("wb") as out:
            if form.flattens:
                with side.open("wb") as values:
                    exports.write(name, store, out, story=chosen, values=values)
            else:
                exports.write(name, store, out, story=chosen)
        made.append(Data(name, path.name, side.name if form.flattens else None))

    def where(finding: Finding) -> str:
        if finding.story not in written:
            return atom.name_of(finding)
        path = pages.story_path(finding.story)
        return f"{address.rstrip('/')}/{path}" if address else f"../{path}"

    with root.joinpath("data", FEED).open("wb") as out:
        atom.write(store, out, Filters(chosen), where=where)
    return [*made, Data("atom", FEED, None)]


def put_lists(
    root: Path, title: str, cards: Sequence[Card], notices: Sequence[Notice], data: Sequence[Data]
) -> None:
    """The index, and more pages of the list where the stories are many."""
    count = max(1, -(-len(cards) // A_PAGE))
    for n in range(1, count + 1):
        shown = cards[(n - 1) * A_PAGE : n * A_PAGE]
        put(root / pages.list_path(n), pages.index(title, n, count, len(cards), shown, notices, data))


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
