"""A desk over a copy of the demo's database that a test may write to, and a browser for it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from reportedly.desk.access import Rules
from reportedly.desk.app import Options, make_app
from reportedly.store import Reader

CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
OWN = {"host": "localhost", "sec-fetch-site": "same-origin"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk and its database. `http` asks as a browser on the machine would."""

    db: Path
    http: TestClient

    def page(self, path: str, **more: Any) -> str:
        """The text of a page that is there."""
        answer = self.http.get(path, **more)
        assert answer.status_code == 200, f"{path}: {answer.status_code}: {answer.text[:500]}"
        return answer.text

    def post(self, path: str, data: dict[str, Any], csrf: str | None = None) -> httpx.Response:
        """Send a form of a page of this session."""
        token = csrf if csrf is not None else token_in(self.http.get("/login").text)
        return self.http.post(path, data={**data, "csrf": token})

    def store(self) -> Reader:
        return Reader.open(self.db)


def token_in(page: str) -> str:
    found = CSRF.search(page)
    assert found, "the page has no form of this session"
    return found[1]


@pytest.fixture
def copied(demo_db: Path, tmp_path: Path) -> Path:
    db = tmp_path / "crisis.db"
    shutil.copy(demo_db, db)
    return db


@pytest.fixture
def open_desk(copied: Path) -> Iterator[Callable[..., Desk]]:
    """Opens desks with rules of one's own."""
    opened: list[TestClient] = []

    def make(**rules: Any) -> Desk:
        app = make_app(Options(copied, Rules(**rules)))
        http = TestClient(app, base_url="http://localhost", headers=OWN, follow_redirects=False)
        http.__enter__()
        opened.append(http)
        return Desk(copied, http)

    yield make
    for http in opened:
        http.__exit__(None, None, None)


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A desk on the machine itself, without users."""
    return open_desk()
