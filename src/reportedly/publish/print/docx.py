"""A publication as a Word document with true footnotes (ECMA-376, WordprocessingML 17.11).

python-docx has no footnotes; the part that holds them is written here, the rest is its.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from reportedly.publish.print.parts import METHOD, imprint, is_rtl, quoted, sections, state, whence
from reportedly.records.publications import Footnote, Publication

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SOFT = RGBColor(0x5A, 0x57, 0x50)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Zip entries carry a time: a fixed one, so that the same publication gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def made(publication: Publication) -> bytes:
    document = Document()
    document.core_properties.title = clean(publication.title)
    document.core_properties.author = clean(publication.by)
    document.core_properties.created = instant(publication.at)
    document.core_properties.modified = instant(publication.at)
    document.styles["Normal"].font.size = Pt(11)
    put(document.add_heading(level=0), publication.title)
    aside(document, imprint(publication))
    if publication.standfirst:
        put(document.add_paragraph(), publication.standfirst)
    seen: set[int] = set()
    for story in publication.stories:
        put(document.add_heading(level=1), story.title)
        aside(document, story.meta)
        for section, lines in sections(story):
            put(document.add_heading(level=2), section)
            for line in lines:
                paragraph = document.add_paragraph()
                put(paragraph, line.text)
                for n, number in enumerate(line.footnotes):
                    refer(paragraph, number, "," if n else "", again=number in seen)
                    seen.add(number)
                aside(document, state(line))
    aside(document, METHOD)
    add_footnotes(document, publication.footnotes)
    raw = io.BytesIO()
    document.save(raw)
    return settled(raw.getvalue())


def put(paragraph: Any, text: str) -> None:
    """Text in a paragraph; right to left where it is."""
    run = paragraph.add_run(clean(text))
    if is_rtl(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def aside(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(9), SOFT


def refer(paragraph: Any, number: int, before: str, again: bool) -> None:
    """The mark of a footnote, raised, with what parts it from the one before.

    Word numbers the marks by itself, in order; so a note that was referred to before is not marked again but
    pointed to, by the bookmark around its mark (a NOTEREF field, ECMA-376 17.16.5.43).
    """
    if before:
        raised(paragraph, before)
    name = f"note{number}"
    if again:
        run = raised(paragraph, str(number))
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" NOTEREF {name} \\h ")
        run._r.addprevious(field)
        field.append(run._r)
        return
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    run = raised(paragraph, "")
    run._r.append(mark)
    for tag, add in (("w:bookmarkStart", run._r.addprevious), ("w:bookmarkEnd", run._r.addnext)):
        bookmark = OxmlElement(tag)
        bookmark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            bookmark.set(qn("w:name"), name)
        add(bookmark)


def raised(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.superscript = True
    return run


def add_footnotes(document: Any, notes: tuple[Footnote, ...]) -> None:
    """The part of the package that holds the footnotes. Ids -1 and 0 are the two separators Word asks for."""
    held = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, id_, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    held += "".join(entry(note) for note in notes)
    xml = f'{DECLARED}<w:footnotes xmlns:w="{NAMESPACE}">{held}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), MEDIA, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def entry(note: Footnote) -> str:
    quote, source = quoted(note), f"” {whence(note)}.{f' {note.url}' if note.url else ''}"
    return (
        f'<w:footnote w:id="{note.number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f"<w:footnoteRef/></w:r>{told(' “')}{told(quote, is_rtl(quote))}{told(source)}</w:p></w:footnote>"
    )


def told(words: str, rtl: bool = False) -> str:
    """A run of a footnote."""
    direction = "<w:rtl/>" if rtl else ""
    return (
        f'<w:r><w:rPr><w:sz w:val="18"/>{direction}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(words))}</w:t></w:r>'
    )


def clean(text: str) -> str:
    """Without the characters that XML cannot have."""
    return UNPRINTABLE.sub("\ufffd", text)


def instant(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None) if at else datetime(1980, 1, 1)


def settled(raw: bytes) -> bytes:
    """The same package with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, EPOCH), old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()
