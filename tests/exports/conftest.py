"""The invented store of sample.py, made once for all tests of exports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportedly.store import Store
from tests.exports import sample


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = sample.stored(tmp_path_factory.mktemp("exports") / "sample.db")
    yield made
    made.close()
