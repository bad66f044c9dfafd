"""The only SQL: schema, migrations, reading and writing."""

from reportedly.store.database import Result, Store
from reportedly.store.engine import one_writer
from reportedly.store.packing import pack
from reportedly.store.reader import Reader

__all__ = ["Reader", "Result", "Store", "one_writer", "pack"]
