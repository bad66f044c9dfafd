"""The whole OpenAPI document against the application, by requests made from it, good and bad (schemathesis).

Every answer has a status, a content type and a body that the document tells of; none is a 500; what the
document does not allow is refused, and what it allows is not.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import ASGIApp, Receive, Scope, Send

from reportedly.desk import accounts
from reportedly.desk.access import Rules
from reportedly.desk.api import PREFIX, make_api
from reportedly.desk.app import Options, make_app
from reportedly.store import Reader

EXAMPLES = 20  # made for each operation, besides those that cover its parameters


class Opened:
    """The application, opened when the tests run: what is asked is known before."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


opened = Opened()
made = GenerationConfig(deterministic=True, max_examples=EXAMPLES, database="none")
config = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=ProjectConfig(generation=made)))
schema = schemathesis.openapi.from_dict(make_api().openapi() | {"servers": [{"url": PREFIX}]}, config=config)
schema.app = opened


@pytest.fixture(scope="module")
def bearer(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """How somebody who may judge comes in to a desk with users."""
    db = tmp_path_factory.mktemp("openapi") / "crisis.db"
    shutil.copy(demo_db, db)
    with closing(Reader.open(db)) as store:
        accounts.add(store.people, "Ada", "editor", "four words of a password")
        token = accounts.give_token(store.people, "Ada", "test", ("read", "judge"), 1)
    often = "1000000/minute"
    opened.app = make_app(Options(db, Rules(local=False, names=("testserver",), rate=often, judging=often)))
    return {"Authorization": f"Bearer {token}"}


@schema.parametrize()
def test_every_answer_is_as_the_document_says(case: schemathesis.Case[Any], bearer: dict[str, str]) -> None:
    # A cursor has to be one that was given out, and what judgements fit together no schema can say.
    open_ended = case.method == "POST" or "cursor" in (case.query or {})
    case.call_and_validate(headers=bearer, excluded_checks=[positive_data_acceptance] if open_ended else [])
