"""The only SQL: schema, migrations, reading and writing."""

from reportedly.store.database import Result, Store
from reportedly.store.engine import one_writer

__all__ = ["Result", "Store", "one_writer"]
