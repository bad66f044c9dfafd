"""Names and searches on the desk: what is counted leads to its findings, what is found to its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest

from reportedly.desk.pages.lists import KINDS, Kind
from reportedly.store.names import NameOrder
from tests.desk.conftest import Desk

HREF = re.compile(r'href="([^"]+)"')
CELLS = re.compile(r"<tr data-line>(.*?)</tr>", re.S)


def links(page: str) -> list[str]:
    return [unescape(at) for at in HREF.findall(page)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_each_name_leads_to_its_stories_and_findings(desk: Desk, kind: Kind) -> None:
    own = [at for at in links(desk.page(f"/{kind.path}")) if at.startswith(f"/{kind.path}/")]
    assert own
    for at in own[:5]:
        page = desk.page(at)
        assert any(x.startswith("/stories/") for x in links(page))
        leading = [x for x in links(page) if x.startswith("/findings/")]
        assert leading
        desk.page(leading[0])


def test_a_list_goes_by_what_was_asked_for(desk: Desk) -> None:
    store = desk.store()
    orders: tuple[NameOrder, ...] = ("claims", "first", "copied")
    for order in orders:
        names = [t.name for t in store.catalogue.names.totals("outlet", order).rows]
        shown = [
            re.sub(r"<[^>]+>", "", row.split("</th>")[0])
            for row in CELLS.findall(desk.page(f"/outlets?order={order}"))
        ]
        assert [unescape(x).strip() for x in shown] == names
    some = store.catalogue.names.totals("place").rows[0]
    assert quote(some.key, safe="") in desk.page(f"/places?q={quote(some.name)}")
    assert "No place fits" in desk.page("/places?q=nowhereatall")
    store.close()


def test_no_page_gives_anybody_one_score(desk: Desk) -> None:
    page = desk.page("/speakers").casefold()
    assert not re.search(r"\b(trust|score|reliab|credib)", page)


@pytest.mark.parametrize(
    "path", ["/speakers/nobody", "/places/geonames%200", "/speakers?after=x", "/search?q=a&after=x"]
)
def test_what_is_not_there_is_said_in_words(desk: Desk, path: str) -> None:
    answer = desk.http.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_a_search_marks_its_words_and_leads_to_them(desk: Desk) -> None:
    store = desk.store()
    (article, *_) = store.articles(store.article_ids()).values()
    sentence = article.sentences[-1]
    typed = f'"{" ".join(sentence.reading.split()[:3])}"'
    store.close()
    page = desk.page(f"/search?kind=article&q={quote(typed)}")
    assert f"/articles/{article.id}#c{sentence.start}" in links(page)
    assert "<mark>" in page
    assert "Nothing has all these words" in desk.page("/search?q=xyzzyx")


@pytest.mark.parametrize(
    "typed",
    ['"', "AND OR NOT", "a*b* -", "<script>alert(1)</script>", "'; DROP TABLE texts; --", "\x00", "%ff"],
)
def test_whatever_is_typed_is_answered_and_escaped(desk: Desk, typed: str) -> None:
    page = desk.page("/search", params={"q": typed})
    assert "<script>alert" not in page


def test_a_search_is_kept_until_it_is_let_go(desk: Desk) -> None:
    assert desk.post("/searches", {"query": "q=army&by=best", "name": "The army"}).status_code == 303
    page = desk.page("/search")
    assert "/search?q=army&by=best" in links(page)
    assert desk.post("/searches", {"query": "", "drop": "The army"}).status_code == 303
    assert "The army" not in desk.page("/search")


def test_a_read_only_desk_keeps_no_searches(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(read_only=True)
    assert "Keep this search" not in desk.page("/search?q=army")
    assert desk.post("/searches", {"query": "q=army", "name": "The army"}).status_code == 403
