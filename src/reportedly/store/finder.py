"""Searching: texts that have all the words asked for, the best first, and the searches that people keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Float,
    Integer,
    Select,
    Subquery,
    Table,
    column,
    delete,
    insert,
    select,
    text,
)

from reportedly.instants import now
from reportedly.records import Article, BriefLine, Card, Finding, Id, ordinal
from reportedly.store import schema, search
from reportedly.store.engine import writing
from reportedly.store.paging import Page, cut, keyset, place_of
from reportedly.store.search import Kind, Piece, Term

By = Literal["best", "latest"]
TEXT, SAVED = schema.texts.c, schema.saved.c
FINDINGS, BRIEF = schema.DERIVED["findings"].table, schema.DERIVED["brief"].table
LONGEST = 240  # characters of a text that are shown
RANKED = 2_000  # texts: of more that match, the latest are put in order of how well they do
_article = msgspec.json.Decoder(Article)
_finding = msgspec.json.Decoder(Finding)
_card = msgspec.json.Decoder(Card)
_line = msgspec.json.Decoder(BriefLine)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a search is narrowed to; None or empty does not matter. Dates are ISO 8601, both inclusive."""

    kind: Kind | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    language: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found.

    `record` is its id: of an article, story or finding; of a line of a brief its number; of a name its
    key, with the part (speaker, outlet, actor, place) in `owner`. `story` is the story it is of. `pieces`
    are its most telling words in order, with which of them were asked for; `start` and `end` are their
    place in the article's text.
    """

    kind: Kind
    record: str
    owner: str
    story: Id | None
    title: str
    day: str | None
    outlet: str | None
    language: str | None
    status: str | None
    pieces: tuple[Piece, ...]
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that somebody keeps; `query` is that of its address."""

    person: str
    name: str
    query: str
    at: str


class Finder:
    """Searches a store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(
        self,
        typed: str,
        narrowed: Narrowed | None = None,
        by: By = "best",
        after: str | None = None,
        limit: int = 20,
    ) -> Page[Hit]:
        """The texts that have all the words (see search.terms); none where nothing is asked for.

        The best are those of the highest BM25 among the latest RANKED that match, names first among them.
        Whatever is typed, it is no error. Raises NotFound for a cursor that is none.
        """
        asked, narrowed = search.terms(typed), narrowed or Narrowed()
        query = search.match(asked, _tags(narrowed))
        if query is None:
            return Page((), None)
        with self._engine.connect() as db:
            rows = db.execute(_statement(query, narrowed, by, after, limit)).all()
        return Page(tuple(self._hits(rows[:limit], asked)), cut(rows, limit, "by", "key"))

    # -- what is shown ----------------------------------------------------------------------------

    def _hits(self, rows: Sequence[Any], asked: Sequence[Term]) -> Iterator[Hit]:
        """The rows with their words, in order."""
        of_kind = {kind: [row for row in rows if row.kind == kind] for kind in search.KINDS}
        with self._engine.connect() as db:
            articles = _read(db, schema.articles, "id", [r.record for r in of_kind["article"]])
            findings = _read(db, FINDINGS, "id", [r.record for r in of_kind["finding"]])
            members = {a: _story_of(db, a) for a in articles}
            stories = {
                *members.values(),
                *(r.owner for k in ("story", "finding", "line") for r in of_kind[k]),
            }
            titles = {
                story: _title(found) for story, found in _read(db, schema.cards, "owner", stories).items()
            }
            lines = {(r.owner, r.record): _line_of(db, r.owner, int(r.record)) for r in of_kind["line"]}
            names = {(r.owner, r.record): _name_of(db, r.owner, r.record) for r in of_kind["name"]}
        for row in rows:
            story: Id | None = row.owner
            start, end = None, None
            if row.kind == "article":
                if (body := articles.get(row.record)) is None:
                    continue
                article, story = _article.decode(body), members[row.record]
                title, words, start, end = _best(article, asked)
            elif row.kind == "finding":
                words = _finding.decode(findings[row.record]).headline if row.record in findings else ""
                title = titles.get(row.owner, "")
            elif row.kind == "line":
                words, title = lines[row.owner, row.record], titles.get(row.owner, "")
            elif row.kind == "story":
                words = title = titles.get(row.owner, "")
            else:
                words = title = names[row.owner, row.record]
                story = None
            yield Hit(
                kind=row.kind,
                record=row.record,
                owner=row.owner,
                story=story,
                title=title,
                day=row.day or None,
                outlet=row.outlet,
                language=row.language,
                status=row.status,
                pieces=search.pieces(words, asked, LONGEST),
                start=start,
                end=end,
            )

    # -- searches that are kept -------------------------------------------------------------------

    def saved(self, person: str) -> list[Saved]:
        """The searches that somebody keeps, by name."""
        query = select(schema.saved).where(SAVED.person == person).order_by(SAVED.name)
        with self._engine.connect() as db:
            return [Saved(*row) for row in db.execute(query)]

    def save(self, person: str, name: str, query: str) -> None:
        """Keep a search under a name, in place of one of that name."""
        with writing(self._engine).begin() as db:
            db.execute(delete(schema.saved).where(SAVED.person == person, SAVED.name == name))
            db.execute(insert(schema.saved), [{"person": person, "name": name, "query": query, "at": now()}])

    def drop(self, person: str, name: str) -> bool:
        """Keep a search no longer; whether it was there."""
        with writing(self._engine).begin() as db:
            gone = delete(schema.saved).where(SAVED.person == person, SAVED.name == name)
            return bool(db.execute(gone).rowcount)


# -- statements -----------------------------------------------------------------------------------


def _tags(narrowed: Narrowed) -> list[str]:
    values = {
        "kind": narrowed.kind,
        "language": narrowed.language,
        "status": narrowed.status,
        "outlet": narrowed.outlet,
    }
    return [search.tag(name, value) for name, value in values.items() if value]


def _statement(query: str, narrowed: Narrowed, by: By, after: str | None, limit: int) -> Select[Any]:
    """The rows of `texts` that match, with `by` and `key`, what they are in order of."""
    least, most = _ids(narrowed, by)
    if by == "latest":
        if after is not None:
            most = min(most, int(place_of(after)[1]))
        page = _latest("rowid", query, least, most, limit + 1)
        order = page.c.rowid.desc()
        return _joined(page, page.c.rowid).order_by(order)
    ranked = _latest("rowid, rank", query, least, most, RANKED)
    page = (
        keyset(select(ranked), ranked.c.rank, ranked.c.rowid, after, rising=True).limit(limit + 1).subquery()
    )
    return _joined(page, page.c.rank).order_by(page.c.rank, page.c.rowid)


def _latest(columns: str, query: str, least: int, most: int, limit: int) -> Subquery:
    """The latest texts that match and whose ids are from `least` on and less than `most`."""
    statement = text(
        f"SELECT {columns} FROM search WHERE search MATCH :asked AND rowid >= :least AND rowid < :most "  # noqa: S608
        "ORDER BY rowid DESC LIMIT :limit"
    ).bindparams(asked=query, least=least, most=most, limit=limit)
    return statement.columns(column("rowid", Integer), column("rank", Float)).subquery("latest")


def _joined(page: Subquery, by: ColumnElement[Any]) -> Select[Any]:
    named = select(schema.texts, by.label("by"), TEXT.id.label("key"))
    return named.join(page, page.c.rowid == TEXT.id)


def _ids(narrowed: Narrowed, by: By) -> tuple[int, int]:
    """Which ids texts may have: from, and less than. Names have no day, and are not among the latest."""
    since, until = ordinal(narrowed.since), ordinal(narrowed.until)
    dated = since is not None or until is not None
    named = narrowed.kind == "name" or (by == "best" and not dated)
    least = search.first_of(since or 1) if dated else 0
    return least, search.first_of((until or search.NAMES - 1) + 1 + named)


# -- records --------------------------------------------------------------------------------------


def _read(db: Connection, table: Table, name: str, wanted: Iterable[str | None]) -> dict[str, bytes]:
    """The bodies of these records."""
    key, ids = table.c[name], sorted(filter(None, set(wanted)))
    return (
        {row[0]: row[1] for row in db.execute(select(key, table.c.body).where(key.in_(ids)))} if ids else {}
    )


def _title(card: bytes) -> str:
    found: Card = _card.decode(card)
    return found.title


def _story_of(db: Connection, article: Id) -> Id | None:
    member = schema.members.c
    found: Id | None = db.execute(select(member.story).where(member.article == article)).scalar()
    return found


def _line_of(db: Connection, story: Id, number: int) -> str:
    found = db.execute(select(BRIEF.c.body).where(BRIEF.c.owner == story, BRIEF.c.number == number)).scalar()
    return _line.decode(found).text if found else ""


def _name_of(db: Connection, part: str, key: str) -> str:
    total = schema.totals.c
    return db.execute(select(total.name).where(total.part == part, total.key == key)).scalar() or key


def _best(article: Article, asked: Sequence[Term]) -> tuple[str, str, int | None, int | None]:
    """Of an article its title, and the sentence with the most of what was asked for, with its place."""
    best, found, most = None, 0, sum(not t.without for t in asked)
    for sentence in article.sentences:
        terms = {number for _, _, number in search.marks(sentence.reading, asked)}
        if len(terms) > found:
            best, found = sentence, len(terms)
        if found == most:
            break
    title = article.title or (article.sentences[0].reading if article.sentences else article.input_id)
    if best is None:
        return title, title, None, None
    return title, best.reading, best.start, best.end
