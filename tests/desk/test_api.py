"""The API gives what the export gives, a page at a time, and says in one way what is wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reportedly.desk import accounts
from reportedly.desk.api.filters import DAYS, FILTERS
from reportedly.desk.api.paging import Position
from reportedly.exports import FORMATS, write
from reportedly.publish import contract
from reportedly.publish.kinds import ROWS
from tests.desk.conftest import Desk, token_in

API = "/api/v1"
PROBLEM = "application/problem+json"
Row = dict[str, Any]
Open = Callable[..., Desk]
SAME = HealthCheck.function_scoped_fixture
# Reading only: one desk does for all examples.
SEVERAL = settings(max_examples=15, deadline=None, suppress_health_check=[SAME], derandomize=True)


def get(desk: Desk, path: str, /, **asked: Any) -> Any:
    answer = desk.http.get(f"{API}/{path}", params=asked)
    assert answer.status_code == 200, answer.text[:500]
    return answer.json()


def pages(desk: Desk, kind: str, /, **asked: Any) -> Iterator[list[Row]]:
    """The pages of a list, to its end."""
    cursor: dict[str, str] = {}
    while True:
        page = get(desk, kind, **asked, **cursor)
        yield page["items"]
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def walked(desk: Desk, kind: str, /, **asked: Any) -> list[Row]:
    return [row for page in pages(desk, kind, **asked) for row in page]


def exported(desk: Desk, kind: str, stories: list[str] | None = None) -> list[Row]:
    """The rows as `reportedly export` writes them."""
    store = desk.store()
    try:
        return [json.loads(contract.line(row)) for row in contract.rows(store, kind, stories)]
    finally:
        store.close()


def counted(rows: list[Row]) -> Counter[str]:
    """Rows without their order."""
    return Counter(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def judged(desk: Desk) -> None:
    """Some judgements, so that there are rows of every kind; nothing of the demo is a reject."""
    finding = exported(desk, "findings")[0]
    for verb, ids in (("note", [finding["id"]]), ("accept", finding["claims"][:1])):
        target = "finding" if verb == "note" else "claim"
        made = {"verb": verb, "target": target, "ids": ids, "why": "seen"}
        assert desk.http.post(f"{API}/judgements", json=made).status_code == 201


# -- rows -----------------------------------------------------------------------------------------


def strict(schema: Any) -> Any:
    """The same schema where no object may have a property that is not told of."""
    if isinstance(schema, list):
        return [strict(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: strict(s) for name, s in schema.items()}
    return made | {"additionalProperties": False} if "properties" in made else made


@pytest.mark.parametrize("kind", ROWS)
def test_every_row_of_the_export_comes_once_and_fits_what_openapi_says(desk: Desk, kind: str) -> None:
    judged(desk)
    document = strict(desk.http.get(f"{API}/openapi.json").json())
    page = document["paths"][f"/{kind}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    fits = Draft202012Validator({**page, "components": document["components"]})
    Draft202012Validator.check_schema(page)
    wanted = counted(exported(desk, kind))
    assert wanted or kind == "rejects"
    for limit in (1, 7, 500):
        found = list(pages(desk, kind, limit=limit)) if limit > 1 or sum(wanted.values()) < 60 else None
        if found is None:
            continue
        assert all(len(items) <= limit for items in found)
        assert counted([row for items in found for row in items]) == wanted
    for items in pages(desk, kind, limit=500):
        fits.validate({"items": items, "next": None})


@SEVERAL
@given(st.sampled_from(["findings", "origins", "copies", "brief"]), st.lists(st.integers(1, 40), min_size=1))
def test_pages_of_any_size_lose_and_repeat_nothing(desk: Desk, kind: str, limits: list[int]) -> None:
    found: list[Row] = []
    cursor: dict[str, str] = {}
    for n in range(10_000):
        page = get(desk, kind, limit=limits[n % len(limits)], **cursor)
        found += page["items"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert counted(found) == counted(exported(desk, kind))


def test_copies_between_stories_come_last_and_with_either_story(desk: Desk) -> None:
    """Two articles that share text, made one story each."""
    copy = exported(desk, "copies")[0]
    story = get(desk, "stories", article=copy["article"])["items"][0]
    given = {"verb": "split", "target": "story", "ids": [copy["article"]], "why": "another event"}
    assert desk.http.post(f"{API}/judgements", json=given).json()["applied"] == "at once"
    stories = {get(desk, "stories", article=copy[end])["items"][0]["id"] for end in ("article", "of")}
    assert len(stories) == 2, story
    assert counted(walked(desk, "copies", limit=3)) == counted(exported(desk, "copies"))
    pair = {copy["article"], copy["of"]}
    between = [c for c in exported(desk, "copies") if {c["article"], c["of"]} == pair]
    assert between
    for each in sorted(stories):
        assert between[0] in walked(desk, "copies", story=each)
    assert between[0] in walked(desk, "copies", article=copy["of"])
    gone = {"verb": "not_copies", "target": "articles", "ids": sorted(pair), "why": "not so"}
    assert desk.http.post(f"{API}/judgements", json=gone).status_code == 201
    assert between[0] not in walked(desk, "copies")
    assert counted(walked(desk, "origins", limit=7)) == counted(exported(desk, "origins"))


# -- filters --------------------------------------------------------------------------------------


def has(row: Row, name: str, value: str) -> bool:
    """What each filter promises, told anew: the value stands where a reader would look for it."""
    if name == "article":
        places = [row.get("article"), row.get("of"), *row.get("articles", ())]
        return value in places or any(s.get("article") == value for s in row.get("sentences", ()))
    if name == "speaker":
        return value in (row.get("speaker"), *row.get("chain", ()), *row.get("speakers", ()))
    if name == "country":
        return bool(
            value == (row["place"] or {}).get("country") if "place" in row else row["country"] == value
        )
    return bool(row[name] == value)


def values_of(rows: list[Row], name: str) -> list[str]:
    """Values that some rows have, the most frequent and the rarest, and one that none has."""
    seen: Counter[str] = Counter()
    for row in rows:
        found: list[Any] = [row.get(name)] if name not in ("country", "speaker", "article") else []
        if name == "country":
            found = [(row["place"] or {}).get("country") if "place" in row else row["country"]]
        if name == "speaker":
            found = [row.get("speaker"), *row.get("chain", ()), *row.get("speakers", ())]
        if name == "article":
            of = [s["article"] for s in row.get("sentences", ()) if "article" in s]
            found = [row.get("article"), row.get("of"), *row.get("articles", ()), *of]
        seen.update({v for v in found if v is not None})
    ranked = [value for value, _ in sorted(seen.items(), key=lambda one: (-one[1], one[0]))]
    return [*ranked[:1], *ranked[-1:], "nobody and nothing"]


@pytest.mark.parametrize(("kind", "name"), [(k, f.name) for k, fs in FILTERS.items() for f in fs])
def test_a_filter_gives_exactly_the_rows_it_names(desk: Desk, kind: str, name: str) -> None:
    if kind == "judgements":
        judged(desk)
    rows = exported(desk, kind)
    for value in values_of(rows, name):
        wanted = [row for row in rows if has(row, name, value)]
        assert counted(walked(desk, kind, limit=500, **{name: value})) == counted(wanted), value


@pytest.mark.parametrize("kind", contract.OF_STORIES)
def test_a_story_gives_its_own_rows(desk: Desk, kind: str) -> None:
    for story in exported(desk, "stories")[:3]:
        wanted = counted(exported(desk, kind, [story["id"]]))
        found = counted(walked(desk, kind, story=story["id"], limit=500))
        assert found == wanted or (kind == "copies" and wanted <= found)
    assert walked(desk, kind, story="s-none") == []


def days(row: Row) -> list[str]:
    """Every day that stands in a row under a name that tells of one."""
    if "time" in row and "trigger" in row:
        return days(row["time"]) if row["time"] else []
    names = ("published_at", "first_at", "last_at", "earliest", "latest", "window_start", "window_end",
             "since_earliest", "since_latest", "agreed_on", "at")  # fmt: skip
    found = [row[n] for n in names if row.get(n)] + row.get("date", "").split("/")
    return [day[:10] for day in found if day]


@pytest.mark.parametrize("kind", DAYS)
def test_since_and_until_give_what_meets_those_days(desk: Desk, kind: str) -> None:
    if kind == "judgements":
        judged(desk)
    rows = exported(desk, kind)
    known = sorted(d for row in rows for d in days(row))
    middle = date.fromisoformat(known[len(known) // 2])
    for since, until in ((middle, None), (None, middle), (middle, middle), (middle - timedelta(3), middle)):
        asked = {n: d.isoformat() for n, d in (("since", since), ("until", until)) if d}
        wanted = [
            row
            for row in rows
            if (own := days(row))
            and (not since or max(own) >= since.isoformat())
            and (not until or min(own) <= until.isoformat())
        ]
        assert counted(walked(desk, kind, limit=500, **asked)) == counted(wanted), asked


# -- answers --------------------------------------------------------------------------------------


def test_who_has_it_already_is_told_so_and_no_more(desk: Desk) -> None:
    first = desk.http.get(f"{API}/findings")
    tag = first.headers["etag"]
    for known in (tag, f'"x", W/{tag}', "*"):
        again = desk.http.get(f"{API}/findings", headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert desk.http.get(f"{API}/findings", headers={"if-none-match": '"x"'}).status_code == 200
    judged(desk)
    row = exported(desk, "findings")[0]
    given = {"verb": "reject", "target": "finding", "ids": [row["id"]], "why": "not so"}
    assert desk.http.post(f"{API}/judgements", json=given).status_code == 201
    changed = desk.http.get(f"{API}/findings", headers={"if-none-match": tag})
    assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)


FINDINGS = f"{API}/findings"
JSON = {"content-type": "application/json"}
NOTE = {"verb": "note", "target": "claim", "ids": ["c-none"], "why": "x"}


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", f"{API}/nowhere", {}, 404),
        ("GET", f"{API}/publications/e-none", {}, 404),
        ("GET", f"{API}/exports/geojson?story=s-none", {}, 404),
        ("GET", f"{API}/exports/nothing", {}, 422),
        ("DELETE", FINDINGS, {}, 405),
        ("GET", f"{FINDINGS}?limit=0", {}, 422),
        ("GET", f"{FINDINGS}?limit=501", {}, 422),
        ("GET", f"{FINDINGS}?nothing=1", {}, 422),
        ("GET", f"{FINDINGS}?kind=KILLING&kind=ARREST", {}, 422),
        ("PUT", f"{API}/judgements", {}, 405),
        ("GET", f"{API}/articles?since=yesterday", {}, 422),
        ("GET", f"{API}/claims?since=1", {}, 422),
        ("GET", f"{FINDINGS}?cursor=not+one", {}, 422),
        ("GET", f"{FINDINGS}?cursor={Position('s-x', -1).cursor()}", {}, 422),
        ("GET", f"{FINDINGS}?cursor={Position('s-x', 10**30).cursor()}", {}, 422),
        ("GET", f"{FINDINGS}?cursor={'A' * 201}", {}, 422),
        ("GET", f"{FINDINGS}?kind={'x' * 501}", {}, 422),
        ("POST", f"{API}/judgements", {"json": {}}, 422),
        ("POST", f"{API}/judgements", {"json": NOTE | {"more": 1}}, 422),
        ("POST", f"{API}/judgements", {"json": NOTE | {"why": ""}}, 422),
        ("POST", f"{API}/judgements", {"json": NOTE}, 404),
        ("POST", f"{API}/judgements", {"content": b"{", "headers": JSON}, 422),
        ("POST", f"{API}/judgements", {"content": b'"\xff"', "headers": JSON}, 400),
        ("POST", f"{API}/judgements", {"json": NOTE, "headers": {"sec-fetch-site": "cross-site"}}, 403),
        ("GET", FINDINGS, {"headers": {"host": "elsewhere.example"}}, 421),
    ],
)  # fmt: skip
def test_every_error_is_a_problem(desk: Desk, method: str, path: str, more: Row, status: int) -> None:
    answer = desk.http.request(method, path, **more)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == "about:blank"
    assert told["title"]
    assert told["detail"]
    if status == 405:
        assert answer.headers["allow"] == ("GET" if path == FINDINGS else "GET, POST")


def test_who_may_not_is_told_by_a_problem(desk: Desk, open_desk: Open) -> None:
    store = desk.store()
    accounts.add(store.people, "Ada", "reader", "four words of a password")
    token = accounts.give_token(store.people, "Ada", "mine", ("read",), 1)
    store.close()
    team = open_desk(local=False, rate="3/minute")
    bearer = {"authorization": f"Bearer {token}"}
    nobody = team.http.get(FINDINGS)
    refused = team.http.post(f"{API}/judgements", json=NOTE, headers=bearer)
    often = [team.http.get(f"{FINDINGS}?limit=1", headers=bearer) for _ in range(4)]
    assert [a.status_code for a in (nobody, refused, *often)] == [401, 403, 200, 200, 200, 429]
    assert nobody.headers["www-authenticate"] == "Bearer"
    assert int(often[-1].headers["retry-after"]) > 0
    for answer in (nobody, refused, often[-1]):
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json()["status"] == answer.status_code


# -- judging, exporting, publishing ---------------------------------------------------------------


def test_a_judgement_is_kept_and_followed(desk: Desk) -> None:
    finding = next(f for f in exported(desk, "findings") if f["status"] != "superseded")
    given = {"verb": "reject", "target": "finding", "ids": [finding["id"]], "why": "never so"}
    answer = desk.http.post(f"{API}/judgements", json=given)
    assert (answer.status_code, answer.json()["applied"]) == (201, "at once")
    assert finding["id"] not in {f["id"] for f in walked(desk, "findings", limit=500)}
    log = walked(desk, "judgements")
    assert (log[-1]["id"], log[-1]["why"], log[-1]["state"]) == (answer.json()["id"], "never so", "stands")
    undo = {"verb": "undo", "target": "judgement", "ids": [log[-1]["id"]], "after": [log[-1]["id"]]}
    assert desk.http.post(f"{API}/judgements", json=undo).status_code == 201
    assert finding["id"] in {f["id"] for f in walked(desk, "findings", limit=500)}


def test_a_correction_is_told_by_its_value(desk: Desk) -> None:
    point = next(s for s in exported(desk, "series") if s["measure"] == "killed")["points"][0]
    given = {"verb": "correct", "target": "figure", "ids": point["figures"][:1], "slot": "figure",
             "value": {"low": 4321, "high": 4321}, "why": "misread"}  # fmt: skip
    assert desk.http.post(f"{API}/judgements", json=given).status_code == 201
    made = walked(desk, "judgements")[-1]
    assert made["value"] == {"low": 4321, "high": 4321, "qualifier": "exact"}
    points = [p for s in walked(desk, "series") for p in s["points"]]
    assert 4321 in {p["low"] for p in points}
    assert any(p["corrected_by"] for p in points)


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_that_of_the_command(desk: Desk, name: str) -> None:
    import io

    store, out, side = desk.store(), io.BytesIO(), io.BytesIO()
    write(name, store, out, values=side if FORMATS[name].flattens else None)
    story = store.stories()[0].id
    answer = desk.http.get(f"{API}/exports/{name}")
    assert answer.content == out.getvalue()
    assert answer.headers["content-type"] == FORMATS[name].media
    if FORMATS[name].flattens:
        assert desk.http.get(f"{API}/exports/{name}", params={"values": True}).content == side.getvalue()
    one = io.BytesIO()
    write(name, store, one, story=story, since="2019-05-01", until="2019-05-09")
    asked = {"story": story, "since": "2019-05-01", "until": "2019-05-09"}
    assert desk.http.get(f"{API}/exports/{name}", params=asked).content == one.getvalue()
    store.close()


def test_a_publication_comes_in_every_form(desk: Desk) -> None:
    story = max(exported(desk, "stories"), key=lambda s: len(s["articles"]))["id"]
    page = desk.page(f"/publish?story={story}")
    mark = page.partition(f'name="mark-{story}" value="')[2].partition('"')[0]
    keep = {f"keep-{story}-{n}": "on" for n in range(50)}
    given = {"title": "Morning brief", "story": story, f"mark-{story}": mark, **keep}
    where = desk.post("/publish", given, csrf=token_in(page)).headers["location"]
    listed = get(desk, "publications")["items"][0]
    assert where == f"/publications/{listed['id']}"
    assert listed["title"] == "Morning brief"
    assert get(desk, f"publications/{listed['id']}")["title"] == "Morning brief"
    for form in ("html", "md", "docx", "pdf"):
        answer = desk.http.get(f"{API}/publications/{listed['id']}", params={"form": form})
        file = desk.http.get(f"{where}/brief.{form}")
        assert answer.content == file.content
        assert answer.headers["content-type"] == file.headers["content-type"]
        if form == "html":
            assert answer.headers["content-security-policy"] == file.headers["content-security-policy"]
