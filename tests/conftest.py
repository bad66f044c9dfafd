"""The demo pages, read once for all tests that look at the whole account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.config import Settings
from reportedly.pipeline import run
from reportedly.run.progress import Silent
from reportedly.store import Store, one_writer

PAGES = Path(__file__).resolve().parents[1] / "examples" / "pages"


@pytest.fixture(scope="session")
def demo_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the demo pages."""
    db = tmp_path_factory.mktemp("demo") / "demo.db"
    with one_writer(db):
        store = Store.open(db, create=True)
        run([PAGES], store, Settings(), Silent())
        store.close()
    return db


@pytest.fixture
def demo(demo_db: Path) -> Iterator[Store]:
    store = Store.open(demo_db)
    yield store
    store.close()
