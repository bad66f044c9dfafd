"""Clean: one capture in, one article out. Pure; the same capture gives the same article.

What is not the report's own words is set aside with a reason, what is broken gets an edit, and the text
itself stays as it was given.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly import config
from reportedly.clean.credits import author_of, credits_of, outlet_of
from reportedly.clean.extract import Extracted, extract
from reportedly.clean.parting import part
from reportedly.clean.published import addressed, stamped
from reportedly.clean.repair import apart, repair
from reportedly.clean.residue import Note, residue
from reportedly.clean.sentences import split
from reportedly.clean.spoken import language_of
from reportedly.errors import RejectedInput
from reportedly.intake.decode import decode
from reportedly.intake.given import Given, parse
from reportedly.reading import wording
from reportedly.records import (
    Article,
    Capture,
    Edit,
    PublishedFrom,
    RejectReason,
    Removed,
    Sentence,
    Sighting,
    make_id,
)

__all__ = ["clean"]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with the text to read: what was given of it, and what its HTML says."""

    given: Given
    text: str
    html: Extracted | None


def clean(capture: Capture, sighting: Sighting, settings: config.Settings) -> Article:
    """The article of a capture.

    Raises RejectedInput: NO_TEXT, TOO_DEEP, and for a JSON article what `intake.given.parse` raises.
    """
    page = _page(capture, sighting, settings.intake)
    html, given, text = page.html, page.given, page.text
    found = residue(text)
    language = given.language or language_of(_body(text, found.removed))
    repairs = apart([*repair(text), *part(text, language)])
    edits = _closed(_clear_of(tuple(repairs), found.removed), found.seams, text)
    inside = {r.start for r in found.seams}
    outside = tuple(r for r in found.removed if r.start not in inside)  # what parts one line from another
    title = _words(given.title or (html.title if html else None))
    sentences = split(text, edits, outside, language, title)
    if not sentences:
        raise RejectedInput(
            RejectReason.NO_TEXT, "only menus, captions or credits are left of the page; leave it out"
        )
    url = given.url or (html.url if html else None) or sighting.url
    published_at, published_from = _published(page, found.notes, url)
    return Article(
        id=make_id("a", capture.id),
        capture=capture.id,
        input_id=sighting.input_id,
        url=url,
        outlet=outlet_of(given.outlet, (url,), html.sitename if html else None, found.notes),
        title=title or _headline(text, edits, sentences),
        author=given.author or (html.author if html else None) or author_of(found.notes),
        published_at=published_at,
        published_from=published_from,
        language=language,
        text=text,
        edits=edits,
        removed=found.removed,
        sentences=sentences,
        credits=credits_of(text, found.notes),
    )


def _closed(edits: tuple[Edit, ...], seams: tuple[Removed, ...], text: str) -> tuple[Edit, ...]:
    """The edits, and one for each residue inside a sentence: it is read as if it were not there."""
    closed = [Edit(r.start, _past_blank(text, r.end), "") for r in seams]
    return tuple(sorted((*edits, *closed), key=lambda e: e.start))


def _past_blank(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " else at


def _page(capture: Capture, sighting: Sighting, limits: config.Intake) -> _Page:
    if capture.media == "application/json":
        given = parse(capture.content, limits.max_depth)
    elif capture.media == "text/html":
        given = Given(html=decode(capture.content, html=True))
    else:
        given = Given(text=decode(capture.content))
    if given.text and given.text.strip():
        return _Page(given, given.text, None)
    html = extract(given.html or "", limits.max_depth, given.url or sighting.url)
    return _Page(given, html.text, html)


def _published(
    page: _Page, notes: tuple[Note, ...], url: str | None
) -> tuple[str | None, PublishedFrom | None]:
    if page.given.published_at:
        return page.given.published_at, "meta"
    if page.html and page.html.published_at:
        return page.html.published_at, "meta"
    for note in notes:
        day = stamped(note.words) if note.kind == "date" else None
        if day:
            return day, "stamp"
    day = addressed(url)
    return (day, "url") if day else (None, None)


def _clear_of(edits: tuple[Edit, ...], removed: tuple[Removed, ...]) -> tuple[Edit, ...]:
    """The edits that touch nothing that was removed. Both are sorted."""
    kept, n = [], 0
    for edit in edits:
        while n < len(removed) and removed[n].end <= edit.start:
            n += 1
        if n == len(removed) or removed[n].start >= edit.end:
            kept.append(edit)
    return tuple(kept)


def _body(text: str, removed: tuple[Removed, ...]) -> str:
    parts, at = [], 0
    for span in removed:
        parts.append(text[at : span.start])
        at = span.end
    return "\n".join([*parts, text[at:]])


def _headline(text: str, edits: tuple[Edit, ...], sentences: tuple[Sentence, ...]) -> str | None:
    first = sentences[0]
    return _words(wording(text, edits, first.start, first.end)) if first.role == "headline" else None


def _words(title: str | None) -> str | None:
    """A title on one line, repaired."""
    if not title:
        return None
    return " ".join(wording(title, repair(title), 0, len(title)).split()) or None
