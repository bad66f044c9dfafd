from __future__ import annotations

import pytest

from reportedly.config import Places as Settings
from reportedly.places import Gazetteer, Places


@pytest.fixture(scope="session")
def places() -> Places:
    """With the user's compiled gazetteer, which is made if it is not there."""
    return Places(Settings())


@pytest.fixture(scope="session")
def gazetteer(places: Places) -> Gazetteer:
    return places.gazetteer
