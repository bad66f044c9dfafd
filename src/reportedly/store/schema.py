"""The tables. Keys and what is searched by are columns; the rest of a record is its JSON in `body`.

`owner` is the key of the stage input a row was made from; a stage that runs again for a key replaces the
rows of that owner. Deleting an owner deletes what was made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from reportedly import records

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

captures = Table(
    "captures",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("media", String(32), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
sightings = Table(
    "sightings",
    metadata,
    Column("capture", ForeignKey("captures.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),  # 0: the whole file
    Column("input_id", Text, nullable=False),
    Column("url", Text),
    Index("ix_sightings_source", "source", "capture"),
)
rejects = Table(
    "rejects",
    metadata,
    Column("source", Text, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("reason", String(32), primary_key=True),
    Column("detail", Text, nullable=False),
    Column("owner", String(64)),  # stage:key of the stage that rejected it; null: intake
    Index("ix_rejects_owner", "owner"),
)
articles = Table(
    "articles",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("owner", ForeignKey("captures.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("input_id", Text, nullable=False),
    Column("url", Text),
    Column("language", String(16), index=True),
    Column("published_at", String(40)),
    Column("text", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
sentences = Table(
    "sentences",
    metadata,
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("key", String(24), nullable=False, index=True),
    Column("reading", Text, nullable=False),
)
parses = Table(
    "parses",
    metadata,
    Column("key", String(24), primary_key=True),
    Column("version", String(24), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
stories = Table(
    "stories",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
members = Table(
    "members",
    metadata,
    Column("article", String(48), primary_key=True),
    Column("story", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("founds", String(48), nullable=False, index=True),  # the id of the story if it were its earliest
)
# What stories are made from. It outlives the articles until the stories have been made anew without them.
indexed = Table(
    "indexed",
    metadata,
    Column("article", String(48), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
buckets = Table(
    "buckets",
    metadata,
    Column("bucket", BigInteger, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
)
postings = Table(
    "postings",
    metadata,
    Column("bucket", BigInteger, primary_key=True, autoincrement=False),
    Column("article", String(48), primary_key=True),
    sqlite_with_rowid=False,
)
links = Table(
    "links",
    metadata,
    Column("left", String(48), primary_key=True),
    Column("right", String(48), primary_key=True, index=True),
    Column("likeness", Float, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("prints", Integer, nullable=False),
    sqlite_with_rowid=False,
)
outlets = Table(  # the user's own, beside outlets.yaml
    "outlets",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
rules = Table(  # the user's own, in place of or beside the rule files of claims/
    "rules",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("text", Text, nullable=False),
)
changes = Table(  # when findings came to be what they are; only added to, see store/changes.py
    "changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("entry", String(48), nullable=False, index=True),
    Column("finding", String(48), nullable=False),
    Column("story", String(48), nullable=False, index=True),
    Column("at", String(32), nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("digest", String(48), nullable=False),
    Column("status", String(16), nullable=False),
    Column("origins", Integer, nullable=False),
    Column("headline", Text, nullable=False),
    Column("told", Text, nullable=False),
)
answers = Table(  # of language models; kept whatever becomes of the articles, since they were paid for
    "answers",
    metadata,
    Column("question", String(48), primary_key=True),
    Column("model", String(200), nullable=False, index=True),
    Column("version", String(200), nullable=False),
    Column("problem", String(24)),  # null: it can be used
    Column("detail", Text, nullable=False),
    Column("content", LargeBinary),
    Column("tokens_in", BigInteger, nullable=False),  # of all times it was asked
    Column("tokens_out", BigInteger, nullable=False),
    Column("cost", Float),
    Column("tries", Integer, nullable=False),  # times that the model gave nothing usable
)
fetches = Table(  # records.Fetch; a hook is an address that is told of changed findings
    "fetches",
    metadata,
    Column("url", Text, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("next_at", Float, index=True),
    Column("feed", Text, index=True),
    Column("mark", String(48)),
    Column("held", LargeBinary),
    Column("etag", Text),
    Column("modified", Text),
    Column("failures", Integer, nullable=False),
    Column("status", Integer),
    Column("outcome", Text, nullable=False),
    Column("fetched_at", String(40)),
    Column("capture", String(48)),
)
quiet = Table(  # records.Quiet
    "quiet",
    metadata,
    Column("host", Text, primary_key=True),
    Column("until", Float, nullable=False),
    Column("failures", Integer, nullable=False),
)
judgements = Table(  # people's; only ever appended to, and kept whatever becomes of the articles
    "judgements",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("at", String(40), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)
done = Table(
    "done",
    metadata,
    Column("stage", String(24), primary_key=True),
    Column("key", String(48), primary_key=True),
    Column("fingerprint", String(24), nullable=False),
)

# -- the catalogue: what lists and searches read, so that no list has to read every story -------------

cards = Table(  # records.Card; `changed_at`: when it, or a finding of its story, last became what it is
    "cards",
    metadata,
    Column("owner", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("first_at", String(40), nullable=False),  # empty: not known
    Column("last_at", String(40), nullable=False),
    Column("changed_at", String(40), nullable=False),
    Column("articles", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_cards_changed_at", "changed_at", "owner"),
    Index("ix_cards_last_at", "last_at", "owner"),
    Index("ix_cards_origins", "origins", "owner"),
    Index("ix_cards_articles", "articles", "owner"),
    Index("ix_cards_disputed", "disputed", "owner"),
)
facets = Table(  # what stories can be filtered by
    "facets",
    metadata,
    Column("facet", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("owner", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
valued = Table(  # how many stories have each value of a facet; kept by triggers (migrations)
    "valued",
    metadata,
    Column("facet", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("stories", Integer, nullable=False),
    Index("ix_valued_facet", "facet", "stories", "value"),
    sqlite_with_rowid=False,
)
tallies = Table(  # records.Tally
    "tallies",
    metadata,
    Column("owner", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("part", String(8), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("last_at", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("country", String(2)),
    Column("claims", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("copied", Integer, nullable=False),
    Column("contradicted", Integer, nullable=False),
    Column("superseded", Integer, nullable=False),
    Column("findings", LargeBinary, nullable=False),  # JSON
    Index("ix_tallies_part", "part", "key", "last_at", "owner"),
    sqlite_with_rowid=False,
)
totals = Table(  # of tallies, over all stories; kept by triggers (migrations)
    "totals",
    metadata,
    Column("part", String(8), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(2)),
    Column("last_at", String(40), nullable=False),
    Column("stories", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("copied", Integer, nullable=False),
    Column("contradicted", Integer, nullable=False),
    Column("superseded", Integer, nullable=False),
    *(
        Index(f"ix_totals_{by}", "part", by, "key")
        for by in ("name", "last_at", "stories", "claims", "first", "copied", "contradicted", "superseded")
    ),
    sqlite_with_rowid=False,
)
texts = Table(  # what can be searched for, see `words`; ids go by days (store/search.py)
    "texts",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("record", Text, nullable=False),  # its id; of a line of a brief its number, of a name its key
    Column("owner", Text, nullable=False),  # the article, the story, or the part that the name is of
    Column("day", String(10), nullable=False),  # empty: not known
    Column("outlet", Text),
    Column("language", String(16)),
    Column("status", String(16)),
    Index("ix_texts_owner", "owner", "kind", "record"),
)
words = Table(  # of `texts`, folded (store/search.py); the FTS5 table `search` indexes them (migrations)
    "words",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("words", Text, nullable=False),
    Column("tags", Text, nullable=False),
)
saved = Table(  # searches that somebody keeps
    "saved",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("query", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

# -- the people at the desk ---------------------------------------------------------------------------

users = Table(
    "users",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),
    Column("since", String(40), nullable=False),
    Column("closed_at", String(40)),
)
sessions = Table(
    "sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("since", String(40), nullable=False),
    Column("until", String(40), nullable=False),
)
tokens = Table(
    "tokens",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("scopes", String(100), nullable=False),
    Column("since", String(40), nullable=False),
    Column("until", String(40)),
    Index("ix_tokens_user", "user", "name", unique=True),
)
audit = Table(  # only ever appended to
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("by", String(100), nullable=False),
    Column("what", String(40), nullable=False),
    Column("about", Text, nullable=False),
    Column("address", String(100), nullable=False),
)
publications = Table(  # only ever added to
    "publications",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("at", String(40), nullable=False, index=True),
    Column("by", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
looks = Table(  # until when somebody has seen what changed
    "looks",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("at", String(40), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Derived:
    """A table of one record type, owned by an article or a story, in a fixed order."""

    table: Table
    record: type[Any]


def _derived(name: str, parent: Table, record: type[Any]) -> Derived:
    table = Table(
        name,
        metadata,
        Column("owner", ForeignKey(f"{parent.name}.id", ondelete="CASCADE"), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("id", String(48), nullable=True, index=True),
        Column("body", LargeBinary, nullable=False),
    )
    return Derived(table, record)


DERIVED: dict[str, Derived] = {
    d.table.name: d
    for d in (
        _derived("gists", articles, records.Gist),
        _derived("leads", articles, records.Lead),
        _derived("bearings", articles, records.Bearing),
        _derived("passages", articles, records.Passage),
        _derived("copies", stories, records.Copy),
        _derived("origins", stories, records.Origin),
        _derived("datings", stories, records.Dating),
        _derived("questions", articles, records.Question),
        _derived("unfounded", articles, records.Unfounded),
        _derived("attributions", articles, records.Attribution),
        _derived("places", articles, records.PlaceMention),
        _derived("times", articles, records.TimeMention),
        _derived("figures", articles, records.Figure),
        _derived("claims", articles, records.Claim),
        _derived("findings", stories, records.Finding),
        _derived("series", stories, records.Series),
        _derived("control", stories, records.Control),
        _derived("agreements", stories, records.Agreement),
        _derived("brief", stories, records.BriefLine),
        _derived("timeline", stories, records.TimelineLine),
    )
}
TABLE_OF: dict[type[Any], str] = {d.record: name for name, d in DERIVED.items()}
