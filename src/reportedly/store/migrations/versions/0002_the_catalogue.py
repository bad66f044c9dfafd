"""the catalogue of stories and names, and the search"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COUNTED = ("claims", "first", "copied", "contradicted", "superseded")
NEW = ", ".join(f"new.{c}" for c in COUNTED)
ADDED = ", ".join(f"{c} = {c} + new.{c}" for c in COUNTED)
TAKEN = ", ".join(f"{c} = {c} - old.{c}" for c in COUNTED)
# Totals follow tallies, and the index of words what is deleted, however rows come to be deleted: stories take
# what is theirs with them.
STATEMENTS = (
    f"""
    CREATE TRIGGER tallies_added AFTER INSERT ON tallies BEGIN
      INSERT INTO totals (part, key, name, country, last_at, stories, {", ".join(COUNTED)})
      VALUES (new.part, new.key, new.name, new.country, new.last_at, 1, {NEW})
      ON CONFLICT (part, key) DO UPDATE SET
        stories = stories + 1, {ADDED},
        name = min(name, new.name), country = coalesce(country, new.country),
        last_at = max(last_at, new.last_at);
    END
    """,  # noqa: S608
    f"""
    CREATE TRIGGER tallies_taken AFTER DELETE ON tallies BEGIN
      UPDATE totals SET
        stories = stories - 1, {TAKEN},
        last_at = coalesce((SELECT max(last_at) FROM tallies WHERE part = old.part AND key = old.key), '')
      WHERE part = old.part AND key = old.key;
      DELETE FROM totals WHERE part = old.part AND key = old.key AND stories = 0;
    END
    """,  # noqa: S608
    """
    CREATE TRIGGER facets_added AFTER INSERT ON facets BEGIN
      INSERT INTO valued (facet, value, stories) VALUES (new.facet, new.value, 1)
      ON CONFLICT (facet, value) DO UPDATE SET stories = stories + 1;
    END
    """,
    """
    CREATE TRIGGER facets_taken AFTER DELETE ON facets BEGIN
      UPDATE valued SET stories = stories - 1 WHERE facet = old.facet AND value = old.value;
      DELETE FROM valued WHERE facet = old.facet AND value = old.value AND stories = 0;
    END
    """,
    """
    CREATE VIRTUAL TABLE search USING fts5(
      words, tags, content='words', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3'
    )
    """,
    "INSERT INTO search (search, rank) VALUES ('rank', 'bm25(1.0, 0.0)')",
    """
    CREATE TRIGGER words_added AFTER INSERT ON words BEGIN
      INSERT INTO search (rowid, words, tags) VALUES (new.id, new.words, new.tags);
    END
    """,
    """
    CREATE TRIGGER words_taken AFTER DELETE ON words BEGIN
      INSERT INTO search (search, rowid, words, tags) VALUES ('delete', old.id, old.words, old.tags);
    END
    """,
    """
    CREATE TRIGGER texts_taken AFTER DELETE ON texts BEGIN
      DELETE FROM words WHERE id = old.id;
    END
    """,
    """
    CREATE TRIGGER articles_taken AFTER DELETE ON articles BEGIN
      DELETE FROM texts WHERE owner = old.id;
    END
    """,
    """
    CREATE TRIGGER stories_taken AFTER DELETE ON stories BEGIN
      DELETE FROM texts WHERE owner = old.id;
    END
    """,
    """
    CREATE TRIGGER totals_taken AFTER DELETE ON totals BEGIN
      DELETE FROM texts WHERE owner = old.part AND kind = 'name' AND record = old.key;
    END
    """,
)


def upgrade() -> None:
    op.create_table(
        "saved",
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("person", "name", name=op.f("pk_saved")),
    )
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
    )
    op.create_index("ix_texts_owner", "texts", ["owner", "kind", "record"], unique=False)
    op.create_table(
        "totals",
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("last_at", sa.String(length=40), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("copied", sa.Integer(), nullable=False),
        sa.Column("contradicted", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("part", "key", name=op.f("pk_totals")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_totals_claims", "totals", ["part", "claims", "key"], unique=False)
    op.create_index("ix_totals_contradicted", "totals", ["part", "contradicted", "key"], unique=False)
    op.create_index("ix_totals_copied", "totals", ["part", "copied", "key"], unique=False)
    op.create_index("ix_totals_first", "totals", ["part", "first", "key"], unique=False)
    op.create_index("ix_totals_last_at", "totals", ["part", "last_at", "key"], unique=False)
    op.create_index("ix_totals_name", "totals", ["part", "name", "key"], unique=False)
    op.create_index("ix_totals_stories", "totals", ["part", "stories", "key"], unique=False)
    op.create_index("ix_totals_superseded", "totals", ["part", "superseded", "key"], unique=False)
    op.create_table(
        "words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
    )
    op.create_table(
        "valued",
        sa.Column("facet", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", name=op.f("pk_valued")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_valued_facet", "valued", ["facet", "stories", "value"], unique=False)
    op.create_table(
        "cards",
        sa.Column("owner", sa.String(length=48), nullable=False),
        sa.Column("first_at", sa.String(length=40), nullable=False),
        sa.Column("last_at", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.String(length=40), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["stories.id"], name=op.f("fk_cards_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_cards")),
    )
    op.create_index("ix_cards_articles", "cards", ["articles", "owner"], unique=False)
    op.create_index("ix_cards_changed_at", "cards", ["changed_at", "owner"], unique=False)
    op.create_index("ix_cards_disputed", "cards", ["disputed", "owner"], unique=False)
    op.create_index("ix_cards_last_at", "cards", ["last_at", "owner"], unique=False)
    op.create_index("ix_cards_origins", "cards", ["origins", "owner"], unique=False)
    op.create_table(
        "facets",
        sa.Column("facet", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=48), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["stories.id"], name=op.f("fk_facets_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("facet", "value", "owner", name=op.f("pk_facets")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_facets_owner"), "facets", ["owner"], unique=False)
    op.create_table(
        "tallies",
        sa.Column("owner", sa.String(length=48), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("last_at", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("copied", sa.Integer(), nullable=False),
        sa.Column("contradicted", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Integer(), nullable=False),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["stories.id"], name=op.f("fk_tallies_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "part", "key", name=op.f("pk_tallies")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tallies_part", "tallies", ["part", "key", "last_at", "owner"], unique=False)
    for statement in STATEMENTS:
        op.execute(statement)
