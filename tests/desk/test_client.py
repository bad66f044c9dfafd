"""The client against a real desk, as docs/api.md tells it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest

from reportedly.client import ApiError, Client
from reportedly.desk import accounts
from reportedly.desk.api.kinds import Asked, asked_of
from reportedly.publish import contract
from reportedly.publish.kinds import ROWS
from reportedly.store import Reader
from tests.desk.browsing import serving

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def db(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("client") / "crisis.db"
    shutil.copy(demo_db, found)
    return found


@pytest.fixture(scope="module")
def tokens(db: Path) -> dict[str, str]:
    """A token for reading and one for judging, of a desk with a user."""
    with closing(Reader.open(db)) as store:
        accounts.add(store.people, "Ada", "editor", "four words of a password")
        return {s: accounts.give_token(store.people, "Ada", s, (s,), 1) for s in ("read", "judge")}


@pytest.fixture(scope="module")
def address(db: Path, tokens: dict[str, str]) -> Iterator[str]:
    assert tokens
    with serving(db) as found:
        yield found


@pytest.fixture
def desk(address: str, tokens: dict[str, str]) -> Iterator[Client]:
    with Client(address, token=tokens["judge"]) as client:
        yield client


@pytest.mark.parametrize("kind", ROWS)
def test_it_reads_every_kind_to_its_end(desk: Client, db: Path, kind: str) -> None:
    with closing(Reader.open(db)) as store:
        wanted = [json.loads(contract.line(row)) for row in contract.rows(store, kind)]
    found = list(getattr(desk, kind)(limit=7 if len(wanted) < 70 else 500))
    assert sorted(map(json.dumps, found)) == sorted(map(json.dumps, wanted))


def test_its_parameters_are_those_of_the_path(desk: Client) -> None:
    finding = next(desk.findings(limit=1))
    assert {f["story"] for f in desk.findings(story=finding["story"], status=None)} == {finding["story"]}
    with pytest.raises(ApiError, match="nothing") as refused:
        next(desk.findings(nothing="1"))
    assert refused.value.status == 422


def test_it_judges_in_the_name_of_its_user(desk: Client, address: str, tokens: dict[str, str]) -> None:
    claim = next(desk.claims(limit=1))
    made = desk.judge("note", "claim", [claim["id"]], why="seen on the photo")
    kept = list(desk.judgements(by="Ada"))[-1]
    assert (kept["id"], kept["why"]) == (made["id"], "seen on the photo")
    figure = next(f for f in desk.figures() if f["claim"])
    desk.judge("correct", "figure", [figure["id"]], slot="figure", value={"low": 9, "high": 9}, why="misread")
    assert list(desk.judgements(verb="correct"))[-1]["value"] == {"low": 9, "high": 9, "qualifier": "exact"}
    with pytest.raises(ApiError, match="there is no claim") as missing:
        desk.judge("note", "claim", ["c-none"], why="x")
    assert missing.value.status == 404
    with (
        Client(address, token=tokens["read"]) as reader,
        pytest.raises(ApiError, match="role analyst") as refused,
    ):
        reader.judge("note", "claim", [claim["id"]], why="x")
    assert refused.value.status == 403


def test_without_a_token_it_is_told_to_bring_one(address: str) -> None:
    for token in (None, "rpt_wrong"):
        with Client(f"{address}/", token=token) as nobody, pytest.raises(ApiError, match="token") as refused:
            next(nobody.stories())
        assert refused.value.status == 401


def test_it_takes_exports_and_says_which_publications_there_are_not(desk: Client) -> None:
    assert json.loads(desk.export("geojson", since="2019-05-01"))["type"] == "FeatureCollection"
    with pytest.raises(ApiError, match="there is no publication e-none"):
        desk.publication("e-none")


def test_it_is_typed() -> None:
    assert resources.files("reportedly").joinpath("py.typed").is_file()


def test_the_page_names_every_filter_and_no_other() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE.partition("| kind | filters |")[2], re.M))
    filters = {kind: set(asked_of(kind).model_fields) - set(Asked.model_fields) for kind in ROWS}
    assert {kind: set(re.findall(r"\w+", names)) for kind, names in told.items()} == filters


def test_every_python_line_of_the_page_is_one_of_the_client() -> None:
    methods = set(re.findall(r"\bdesk\.(\w+)\(", PAGE))
    assert methods == {"findings", "judge", "export", "publication"}
    assert all(hasattr(Client, name) for name in methods)
