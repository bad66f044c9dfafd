"""Alembic's entry point: runs migrations on the connection that store.engine hands over."""

from alembic import context

from reportedly.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite has it; Alembic's default says no
)
with context.begin_transaction():
    context.run_migrations()
