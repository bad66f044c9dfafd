"""Lists of stories and names, read page by page from what each story's writing has kept ready.

Pages are found by a cursor, the place of the last row shown, so that the hundredth page costs what the first
does and rows that come meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Select, func, literal, select, tuple_

from reportedly.records import Card, Id, Reject, RejectReason
from reportedly.store import schema, search
from reportedly.store.batching import batches
from reportedly.store.names import Names
from reportedly.store.paging import Page, cut, keyset, matching, place_of

Order = Literal["changed", "latest", "origins", "articles", "disputed"]
Facet = Literal["kind", "place", "country", "status", "outlet", "language"]
FACETS: tuple[Facet, ...] = ("kind", "place", "country", "status", "outlet", "language")

CARDS, FACET = schema.cards.c, schema.facets.c
CHANGE = schema.changes.c
ORDERS: dict[Order, ColumnElement[Any]] = {
    "changed": CARDS.changed_at,
    "latest": CARDS.last_at,
    "origins": CARDS.origins,
    "articles": CARDS.articles,
    "disputed": CARDS.disputed,
}
_card = msgspec.json.Decoder(Card)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stories a list is to have. What is None or empty does not matter.

    A story told of between `since` and `until` (ISO 8601 dates, both inclusive) has a report on one of
    these days or before and after; `changed_since` is a UTC instant. `words` are searched for in titles,
    headlines of findings and lines of the brief (see search.terms). The others are values of facets.
    """

    since: str | None = None
    until: str | None = None
    changed_since: str | None = None
    words: str = ""
    kind: str | None = None
    place: str | None = None
    country: str | None = None
    status: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in a list. `changed_at`: the UTC instant since which it and its findings are what they are."""

    card: Card
    changed_at: str


@dataclass(frozen=True, slots=True)
class Noted:
    """One change of the account of a finding.

    `what`: new, status, value (what its slots say), origins, wording, moved (to this story) or gone. `was`
    and `now` are the status, the values, the number of origins or the headline before and since.
    """

    number: int
    at: str
    story: Id
    finding: Id
    headline: str
    status: str
    what: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is. Cheap to ask at any size."""

    stories: int
    articles: int
    claims: int
    findings: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """How many pages came in, how many articles were made of them, how many inputs were not taken."""

    captures: int
    articles: int
    rejects: int


class Catalogue:
    """Reads the catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def names(self) -> Names:
        """Speakers, outlets, actors and places."""
        return Names(self._engine)

    # -- stories ----------------------------------------------------------------------------------

    def stories(
        self,
        wanted: Wanted | None = None,
        order: Order = "changed",
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Listed]:
        """Stories as cards, greatest or latest first. `after` is the cursor of the page before.

        Raises NotFound for a cursor that is none.
        """
        by = ORDERS[order]
        query = keyset(
            select(CARDS.owner, CARDS.body, CARDS.changed_at, by.label("by")), by, CARDS.owner, after
        )
        query = query.where(*_conditions(wanted or Wanted())).limit(limit + 1)
        with self._engine.connect() as db:
            rows = db.execute(query).all()
        listed = tuple(Listed(_card.decode(row.body), row.changed_at) for row in rows[:limit])
        return Page(listed, cut(rows, limit, "by", "owner"))

    def story(self, story: Id) -> Listed | None:
        """The card of one story."""
        found = self.cards([story])
        return found.get(story)

    def cards(self, stories: Iterable[Id]) -> dict[Id, Listed]:
        """The cards of these stories that there are, by id."""
        query = select(CARDS.owner, CARDS.body, CARDS.changed_at)
        with self._engine.connect() as db:
            rows = _in(db, query, CARDS.owner, stories)
            return {row.owner: Listed(_card.decode(row.body), row.changed_at) for row in rows}

    def values(self, facet: Facet, most: int = 50) -> list[tuple[str, int]]:
        """What stories can be filtered by, with how many stories have it, the most frequent first."""
        value = schema.valued.c
        query = select(value.value, value.stories).where(value.facet == facet)
        query = query.order_by(value.stories.desc(), value.value.desc()).limit(most)
        with self._engine.connect() as db:
            return [(row.value, row.stories) for row in db.execute(query)]

    def sizes(self) -> Sizes:
        columns = (CARDS.articles, CARDS.claims, CARDS.findings, CARDS.disputed)
        with self._engine.connect() as db:
            row = db.execute(select(func.count(), *(func.coalesce(func.sum(c), 0) for c in columns))).one()
        return Sizes(*row)

    # -- inputs -----------------------------------------------------------------------------------

    def inputs(self) -> Inputs:
        with self._engine.connect() as db:
            tables = (schema.captures, schema.articles, schema.rejects)
            return Inputs(*(db.execute(select(func.count()).select_from(t)).scalar_one() for t in tables))

    def rejects(self, after: str | None = None, limit: int = 100) -> Page[Reject]:
        """What was not taken, by source, line and reason. Raises NotFound for a cursor that is none."""
        columns = schema.rejects.c
        key = columns.line.op("||")(literal(" ")).op("||")(columns.reason).label("key")
        query = select(schema.rejects, columns.source.label("by"), key)
        order = (columns.source, columns.line, columns.reason)
        if after is not None:
            source, rest = place_of(after)
            line, _, reason = str(rest).partition(" ")
            query = query.where(tuple_(*order) > tuple_(source, int(line) if line.isdecimal() else 0, reason))
        with self._engine.connect() as db:
            rows = db.execute(query.order_by(*order).limit(limit + 1)).all()
        found = (Reject(r.source, r.line or None, RejectReason(r.reason), r.detail) for r in rows[:limit])
        return Page(tuple(found), cut(rows, limit, "by", "key"))

    # -- changes ----------------------------------------------------------------------------------

    def last_change(self) -> int:
        """The number of the last change of any finding; 0 before the first. Cheap: for polling."""
        with self._engine.connect() as db:
            return db.execute(select(func.max(CHANGE.number))).scalar() or 0

    def stories_since(self, number: int, most: int) -> list[Id]:
        """The stories, at most so many, of which a finding has changed after the change of this number."""
        query = select(CHANGE.story).where(CHANGE.number > number).distinct().order_by(CHANGE.story)
        with self._engine.connect() as db:
            return list(db.execute(query.limit(most)).scalars())

    def changes(
        self,
        stories: Sequence[Id] | None = None,
        since: str | None = None,
        after: str | None = None,
        limit: int = 200,
    ) -> Page[Noted]:
        """What has changed in findings, latest first: of these stories (None: of all), after the UTC instant
        `since`. Raises NotFound for a cursor that is none."""
        query = select(schema.changes).order_by(CHANGE.number.desc()).limit(limit + 1)
        if stories is not None:
            query = query.where(CHANGE.story.in_(stories))
        if since is not None:
            query = query.where(CHANGE.at > since)
        if after is not None:
            query = query.where(CHANGE.number < place_of(after)[0])
        with self._engine.connect() as db:
            rows = db.execute(query).all()
            noted = tuple(_noted(row, _before(db, row)) for row in rows[:limit])
        return Page(noted, cut(rows, limit, "number", "entry"))

    def changed(self, stories: Sequence[Id], since: str | None, most: int = 5) -> dict[Id, list[Noted]]:
        """The latest changes of each of these stories, `most` at most."""
        return {story: list(self.changes([story], since, limit=most).rows) for story in stories}

    def changed_counts(self, stories: Sequence[Id], since: str | None) -> dict[Id, int]:
        """How many findings of each of these stories have changed after the UTC instant `since`."""
        query = (
            select(CHANGE.story, func.count(CHANGE.entry.distinct()).label("n"))
            .where(CHANGE.story.in_(stories))
            .group_by(CHANGE.story)
        )
        if since is not None:
            query = query.where(CHANGE.at > since)
        with self._engine.connect() as db:
            return {row.story: row.n for row in db.execute(query)}


# -- conditions -----------------------------------------------------------------------------------


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(CARDS.last_at >= wanted.since)
    if wanted.until:
        found.append(CARDS.first_at <= wanted.until + "~")  # after any instant of that day
        found.append(CARDS.first_at != "")
    if wanted.changed_since:
        found.append(CARDS.changed_at > wanted.changed_since)
    for facet in FACETS:
        value = getattr(wanted, facet)
        if value:
            having = select(FACET.owner).where(FACET.facet == facet, FACET.value == value)
            found.append(CARDS.owner.in_(having))
    if (asked := search.match(search.terms(wanted.words))) is not None:
        kinds = [search.tag("kind", kind) for kind in ("story", "finding", "line")]
        query = f"({asked}) AND tags : ({' OR '.join(kinds)})"
        found.append(CARDS.owner.in_(matching(query, schema.texts.c.owner)))
    return found


# -- rows -----------------------------------------------------------------------------------------


def _in(db: Connection, query: Select[Any], column: ColumnElement[Any], wanted: Iterable[Any]) -> list[Any]:
    keys = sorted(set(wanted))
    return [row for batch in batches(keys) for row in db.execute(query.where(column.in_(batch)))]


def _before(db: Connection, row: Any) -> Any:
    """The change of the same entry before this one."""
    same = select(schema.changes).where(CHANGE.entry == row.entry, CHANGE.number < row.number)
    return None if row.what == "new" else db.execute(same.order_by(CHANGE.number.desc()).limit(1)).first()


def _noted(row: Any, before: Any) -> Noted:
    what, was, now = row.what, None, None
    if what == "changed" and before is not None:
        for name, column in (
            ("status", "status"),
            ("value", "told"),
            ("origins", "origins"),
            ("wording", "headline"),
        ):
            was, now = str(getattr(before, column)), str(getattr(row, column))
            if was != now:
                what = name
                break
        else:
            what, was, now = "origins", None, None  # the same told by more claims of the same origins
    elif what == "moved" and before is not None:
        was, now = before.story, row.story
    return Noted(row.number, row.at, row.story, row.finding, row.headline, row.status, what, was, now)
