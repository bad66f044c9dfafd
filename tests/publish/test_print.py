"""A publication on paper: the same lines and numbered footnotes in every form, whatever the words are."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from reportedly.publish.edition import StoryAccount
from reportedly.publish.pinning import Edit, publication
from reportedly.publish.print import FORMATS, parts
from reportedly.records import Span
from reportedly.records.publications import Footnote, Publication, PublishedLine, PublishedStory
from tests.publish.sample import ferry, hostile, velmora

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARABIC = "سيطرت القوات الحكومية على المدينة"
AT = "2031-03-14T06:40:00.000Z"


def made(form: str, of: Publication) -> bytes:
    return FORMATS[form][1](of)


def pinned(*stories: StoryAccount, **more: Any) -> Publication:
    return kept(publication([(s, "m") for s in stories], "Ada", "Morning brief", "What is known.", **more))


def kept(made_of: Publication) -> Publication:
    return Publication(
        "e-0", AT, made_of.by, made_of.title, made_of.standfirst, made_of.stories, made_of.footnotes
    )


def written(
    text: str, quote: str = "Twelve people died.", url: str | None = "https://a.example/1"
) -> Publication:
    """A publication of one line with one footnote."""
    note = Footnote(
        1, Span("a-1", 0, len(quote), quote), "Courier", None, url, "3 May 2031", ("Courier",), None
    )
    line = PublishedLine("Situation", text, "single_origin", 1, (1,))
    return Publication(
        "e-0", AT, "Ada", "Brief", "", (PublishedStory("s-1", "Rain", "2031", "m", (line,)),), (note,)
    )


def squeezed(text: str) -> str:
    """Without any white space, which each form breaks in its own way."""
    return "".join(text.split())


# -- what is pinned


def test_footnotes_are_numbered_in_the_order_of_the_lines_and_each_quote_has_one() -> None:
    found = pinned(velmora(), ferry())
    met = [n for s in found.stories for line in s.lines for n in line.footnotes]
    assert list(dict.fromkeys(met)) == [note.number for note in found.footnotes]
    assert [note.number for note in found.footnotes] == list(range(1, len(found.footnotes) + 1))
    spans = [(n.span.article, n.span.start, n.span.end) for n in found.footnotes]
    assert len(set(spans)) == len(spans)


def test_what_only_a_line_left_out_rests_on_has_no_footnote() -> None:
    story = velmora()
    whole = pinned(story)
    first = pinned(story, edits={(story.dossier.story.id, 0): Edit(left_out=True)})
    gone = {n.span.quote for n in whole.footnotes} - {n.span.quote for n in first.footnotes}
    assert gone == {c.quote for c in story.brief[0].citations}
    assert [note.number for note in first.footnotes] == list(range(1, len(first.footnotes) + 1))


def test_an_editors_wording_is_told_from_the_programs() -> None:
    story = velmora()
    own = pinned(story, edits={(story.dossier.story.id, 0): Edit(text="Who holds Velmora is disputed.")})
    line = own.stories[0].lines[0]
    assert line.machine is not None
    assert "worded by the editor" in parts.state(line)
    same = pinned(story, edits={(story.dossier.story.id, 0): Edit(text=story.brief[0].text)})
    assert same.stories[0].lines[0].machine is None


# -- every form


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_same_publication_gives_the_same_bytes(form: str) -> None:
    one = made(form, pinned(velmora(), ferry(), hostile()))
    assert one == made(form, pinned(velmora(), ferry(), hostile()))
    assert len(one) > 1_000


def test_every_line_and_quote_is_in_the_html_with_links_to_and_from() -> None:
    found = pinned(velmora(), hostile())
    tree = html.document_fromstring(made("html", found).decode())
    words = squeezed(tree.text_content())
    for line in (line for s in found.stories for line in s.lines):
        assert squeezed(line.text) in words
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {f"n{n.number}" for n in found.footnotes} <= set(ids)
    for href in tree.xpath("//a/@href"):
        assert href[1:] in ids if href.startswith("#") else href.startswith(("http://", "https://"))
    assert not tree.xpath("//script | //link | //img | //form | //@style | //@src")
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_right_to_left_words_are_laid_out_so() -> None:
    of = written(ARABIC, quote=ARABIC)
    assert parts.is_rtl(ARABIC)
    assert parts.is_rtl(f"12 {ARABIC}")
    assert not parts.is_rtl(f"The army said “{ARABIC}”")
    said = html.document_fromstring(made("html", of).decode()).xpath("//p[@class='said']")[0]
    assert said.get("dir") == "auto"
    body = etree.fromstring(part(made("docx", of), "word/document.xml"))
    (paragraph,) = [p for p in body.iter(f"{W}p") if ARABIC in "".join(p.itertext())]
    assert paragraph.find(f"{W}pPr/{W}bidi") is not None
    assert paragraph.find(f"{W}r/{W}rPr/{W}rtl") is not None
    notes = etree.fromstring(part(made("docx", of), "word/footnotes.xml"))
    assert notes.find(f".//{W}rtl") is not None
    assert made("pdf", of) != made("pdf", written("The army holds the town", quote=ARABIC))


# -- Word


def part(package: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(package)).read(name)


def test_word_opens_it_and_every_mark_has_its_note() -> None:
    found = pinned(velmora(), ferry(), hostile())
    package = made("docx", found)
    document = Document(io.BytesIO(package))
    words = "\n".join(p.text for p in document.paragraphs)
    assert all(squeezed(line.text) in squeezed(words) for s in found.stories for line in s.lines)
    assert document.core_properties.title == "Morning brief"
    body = etree.fromstring(part(package, "word/document.xml"))
    marks = [int(m.get(f"{W}id")) for m in body.iter(f"{W}footnoteReference")]
    # Word numbers marks by their order in the text: that has to give our numbers.
    assert marks == [note.number for note in found.footnotes]
    notes = etree.fromstring(part(package, "word/footnotes.xml"))
    told = {int(n.get(f"{W}id")): "".join(n.itertext()) for n in notes.iter(f"{W}footnote")}
    assert {-1, 0, *marks} == told.keys()
    for note in found.footnotes:
        assert parts.quoted(note) in told[note.number]


def test_a_quote_cited_again_points_to_the_note_it_has() -> None:
    one = written("First.")
    line = one.stories[0].lines[0]
    story = PublishedStory("s-1", "Rain", "2031", "m", (line, line))
    body = etree.fromstring(
        part(made("docx", Publication("e-0", AT, "", "T", "", (story,), one.footnotes)), "word/document.xml")
    )
    assert len(body.findall(f".//{W}footnoteReference")) == 1
    (field,) = body.findall(f".//{W}fldSimple")
    (bookmark,) = body.findall(f".//{W}bookmarkStart")
    assert bookmark.get(f"{W}name") in field.get(f"{W}instr")
    assert "".join(field.itertext()) == "1"


# -- PDF


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler)")
def test_the_pdf_has_the_words_and_the_notes_as_text(tmp_path: Path) -> None:
    found = pinned(velmora(), ferry())
    file = tmp_path / "brief.pdf"
    file.write_bytes(made("pdf", found))
    text = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    words = squeezed(text)
    latin = [line.text for s in found.stories for line in s.lines]
    for line in latin:
        assert squeezed(line) in words
    for note in found.footnotes:
        if not parts.is_rtl(note.span.quote):
            assert squeezed(parts.quoted(note)) in words
    assert "only.1,2,3,4disputed" in words


# -- Markdown

READER = MarkdownIt("commonmark").use(footnote_plugin)


def read_back(of: Publication) -> tuple[list[str], list[str], str]:
    """Headings, blocks of text and notes, as a Markdown library reads them."""
    tokens = READER.parse(made("md", of).decode())
    headings, texts, notes = [], [], []
    inside = 0
    for before, token in zip([Token("", "", 0), *tokens], tokens, strict=False):
        inside += (token.type == "footnote_open") - (token.type == "footnote_close")
        if token.type == "inline":
            words = "".join(plain(token))
            if inside:
                notes.append(words)
            elif before.type == "heading_open":
                headings.append(words)
            else:
                texts.append(words)
    return headings, texts, "\n".join(notes)


def plain(token: Token) -> list[str]:
    found = []
    for child in token.children or ():
        if child.type in ("text", "text_special", "code_inline"):
            found.append(child.content)
        elif child.type == "footnote_ref":
            found.append(f"[{child.meta['id'] + 1}]")
        else:
            assert child.type in (
                "link_open", "link_close", "em_open", "em_close", "footnote_anchor", "softbreak",
            ), child  # fmt: skip
    return found


def test_markdown_is_read_back_with_its_footnotes() -> None:
    found = pinned(velmora(), ferry())
    headings, texts, notes = read_back(found)
    assert headings[0] == "Morning brief"
    assert [s.title for s in found.stories if s.title not in headings] == []
    for line in (line for s in found.stories for line in s.lines):
        marks = " ".join(f"[{n}]" for n in line.footnotes)
        assert f"{line.text}{marks} ({parts.state(line)})" in texts
    for note in found.footnotes:
        assert parts.quoted(note) in notes


HOSTILE = [
    "<script>alert(1)</script>", "![x](javascript:1)", "[^1]", "1. a list", "12) another", "- item", "# head",
    "&lt;b&gt; &#60;", "    code", "`tick`", "a\n\nb", "***", "---", "===", ": defined", "> quoted", "|a|b|",
    "\\", "~~gone~~", "$x$", "#panic()", "\u202eevil", "=1+1", "\x1b[31m", "[a]: http://b", "@ada", "___",
    "+ x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_hostile_words_as_they_are(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_markdown_shows_any_words_as_they_are(text: str) -> None:
    check(text)


def check(text: str) -> None:
    shown = " ".join(text.split())
    headings, texts, notes = read_back(written(text, quote=text))
    assert headings == ["Brief", "Rain", "Situation"]
    assert f"{shown}[1] (single origin)" in [t.strip() for t in texts]
    assert f"“{parts.quoted(written(text, quote=text).footnotes[0])}”" in notes


@pytest.mark.parametrize("url", ["https://a.example/<b>?x=1&y=(2)", "https://a.example/a_b*c*[d]", None])
def test_an_address_is_one_link(url: str | None) -> None:
    tokens = READER.parse(made("md", written("Rain.", url=url)).decode())
    links = [c.attrs["href"] for t in tokens for c in t.children or () if c.type == "link_open"]
    assert len(links) == (url is not None)


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_every_form_takes_any_words(text: str) -> None:
    """Editors' words come cleaned of what cannot be shown; quotes are whatever a page holds."""
    of = written("Rain fell.", quote=text)
    for form in FORMATS:
        assert made(form, of)
    etree.fromstring(part(made("docx", of), "word/footnotes.xml"))
