"""What is published stays as it was, in every form, whatever becomes of the account."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document

from tests.desk.conftest import Desk, token_in

FIELD = re.compile(r"<(?:input|textarea)[^>]*>")
NAME, VALUE = re.compile(r'name="([^"]+)"'), re.compile(r'value="([^"]*)"')


def story_of(desk: Desk) -> str:
    store = desk.store()
    story: str = max(store.derived("brief").items(), key=lambda own: len(own[1]))[0]
    store.close()
    return story


def form(desk: Desk, story: str) -> dict[str, str]:
    """The form as the page gives it: every line kept, none worded anew."""
    page = desk.page(f"/publish?story={story}")
    fields = [f for f in FIELD.findall(page) if NAME.search(f)]
    values = {NAME.search(f)[1]: VALUE.search(f) for f in fields}  # type: ignore[index]
    found = {n: v[1] if v else "" for n, v in values.items() if not n.startswith(("text-", "section-"))}
    return found | {name: "on" for name in found if name.startswith("keep-")} | {"title": "Morning brief"}


def published(desk: Desk, given: dict[str, str]) -> str:
    answer = desk.post("/publish", given, csrf=token_in(desk.page("/")))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_every_form_has_the_lines_and_their_footnotes(desk: Desk) -> None:
    story = story_of(desk)
    where = published(desk, form(desk, story))
    store = desk.store()
    made = store.published.find(where.rpartition("/")[2])
    assert made is not None
    lines = [line for s in made.stories for line in s.lines]
    assert lines
    assert made.footnotes
    html = desk.page(f"{where}/brief.html")
    markdown = desk.page(f"{where}/brief.md")
    for note in made.footnotes:
        assert f'id="n{note.number}"' in html
        assert f"[^{note.number}]: " in markdown
    word = desk.http.get(f"{where}/brief.docx").content
    text = "\n".join(p.text for p in Document(io.BytesIO(word)).paragraphs)
    assert all(line.text in text for line in lines)
    notes = zipfile.ZipFile(io.BytesIO(word)).read("word/footnotes.xml").decode()
    assert notes.count("<w:footnote ") == len(made.footnotes) + 2
    pdf = desk.http.get(f"{where}/brief.pdf").content
    assert pdf.startswith(b"%PDF-")
    assert desk.http.get(f"{where}/brief.pdf").content == pdf
    assert desk.http.get(f"{where}/brief.docx").content == word
    store.close()


def test_an_editors_words_are_marked_and_lines_left_out(desk: Desk) -> None:
    story = story_of(desk)
    given = form(desk, story)
    keep = sorted(n for n in given if n.startswith("keep-"))
    del given[keep[-1]]
    given[f"text-{story}-0"] = "An editor's own words."
    page = desk.page(published(desk, given))
    assert "An editor&#39;s own words." in page
    assert "worded by the editor" in page


def test_later_judgements_change_the_account_and_not_the_publication(desk: Desk) -> None:
    story = story_of(desk)
    where = published(desk, form(desk, story))
    before = desk.page(f"{where}/brief.html")
    store = desk.store()
    for finding in store.derived("findings", [story])[story][:5]:
        desk.post("/judge", {"verb": "reject", "target": "finding", "ids": finding.id, "why": "not so"})
    store.close()
    assert desk.page(f"{where}/brief.html") == before
    assert "The account has changed since" in desk.page(where)


def test_nobody_publishes_what_they_have_not_read(desk: Desk) -> None:
    story = story_of(desk)
    given = form(desk, story)
    store = desk.store()
    finding = store.derived("findings", [story])[story][0]
    store.close()
    desk.post("/judge", {"verb": "reject", "target": "finding", "ids": finding.id, "why": "not so"})
    answer = desk.post("/publish", given, csrf=token_in(desk.page("/")))
    assert answer.status_code == 409
    assert "has changed since you opened it" in answer.text


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "#panic()", "![x](javascript:1)", "\u202eevil", "=1+1"]
)
def test_whatever_is_written_is_shown_as_it_is(desk: Desk, hostile: str) -> None:
    given = form(desk, story_of(desk)) | {"title": hostile, "standfirst": hostile}
    where = published(desk, given)
    html = desk.page(f"{where}/brief.html")
    assert "<script>alert" not in html
    assert desk.http.get(f"{where}/brief.pdf").content.startswith(b"%PDF-")
    assert desk.http.get(f"{where}/brief.docx").status_code == 200
    assert "![x](javascript" not in desk.page(f"{where}/brief.md")
