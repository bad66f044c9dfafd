"""Editing a brief and publishing it: what is published is kept as it was, with every quote it rests on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.desk.forms import Form, Given, first
from reportedly.desk.people import Person, Role, at_least
from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelf, Shelved
from reportedly.errors import NotFound
from reportedly.publish.edition import StoryAccount
from reportedly.publish.pinning import Edit, publication
from reportedly.publish.print import FORMATS, parts
from reportedly.publish.print import html as as_html
from reportedly.publish.views import meta_words, story_title
from reportedly.records import Id
from reportedly.records.publications import Publication

router = APIRouter()
Editor = Annotated[Person, Depends(at_least(Role.EDITOR))]
MOST = 30  # stories of one brief
TITLE_LONGEST, TEXT_LONGEST = 300, 5_000  # characters


@router.get("/publish", response_class=HTMLResponse)
def edit(
    request: Request, shelf: Shelved, _editor: Editor, story: Annotated[list[Id], Query(max_length=MOST)]
) -> HTMLResponse:
    """The lines of these stories' briefs, to leave out, to word anew and to order under sections."""
    accounts = [shelf.account(s) for s in dict.fromkeys(story)]
    rows = [
        (a.dossier.story.id, story_title(a), meta_words(a), shelf.mark(a.dossier.story.id), a.brief)
        for a in accounts
    ]
    names = sorted({line.section for a in accounts for line in a.brief})
    return page(request, "publish.html", title="Publish a brief", stories=rows, sections=names)


@router.post("/publish")
def publish(shelf: Shelved, editor: Editor, given: Form) -> RedirectResponse:
    """Keep the brief as it was edited. Refused with 409 where a story has changed meanwhile, so that nobody
    publishes what they have not read."""
    stories = [read_again(shelf, s, first(given, f"mark-{s}")) for s in given.get("story", [])[:MOST]]
    edits = {
        (a.dossier.story.id, n): edit_of(given, f"{a.dossier.story.id}-{n}")
        for a, _ in stories
        for n in range(len(a.brief))
    }
    title = first(given, "title")[:TITLE_LONGEST]
    if not title:
        raise HTTPException(422, "A publication needs a title.")
    made = publication(
        stories,
        editor.name,
        title,
        first(given, "standfirst")[:TEXT_LONGEST],
        edits,
        first(given, "after") or None,
    )
    kept = shelf.store.published.add(made)
    shelf.store.people.note(editor.name, "published", f"{kept.id}: {kept.title}")
    return RedirectResponse(f"/publications/{kept.id}", 303)


def read_again(shelf: Shelf, story: Id, mark: str) -> tuple[StoryAccount, str]:
    account = shelf.account(story)
    now = shelf.mark(account.dossier.story.id)
    if now != mark:
        raise HTTPException(
            409,
            f"“{story_title(account)}” has changed since you opened it. Go back, keep your wording at hand, "
            "and load the page anew.",
        )
    return account, now


def edit_of(given: Given, key: str) -> Edit:
    text, section = first(given, f"text-{key}")[:TEXT_LONGEST], first(given, f"section-{key}")[:TITLE_LONGEST]
    return Edit(text or None, section or None, left_out=f"keep-{key}" not in given)


@router.get("/publications", response_class=HTMLResponse)
def publications(request: Request, shelf: Shelved) -> HTMLResponse:
    """What was published, the newest first."""
    return page(request, "publications.html", title="Published", rows=shelf.store.published.list())


@router.get("/publications/{id}", response_class=HTMLResponse)
def one(request: Request, shelf: Shelved, id: Id) -> HTMLResponse:  # noqa: A002 - the record's own word
    """A publication as it was published, with its forms to take away."""
    made = found(shelf, id)
    changed = [s for s in made.stories if shelf.mark(shelf.store.story_now(s.story) or s.story) != s.mark]
    return page(
        request,
        "publication_page.html",
        title=made.title,
        publication=made,
        parts=parts,
        changed=changed,
        formats=list(FORMATS),
    )


@router.get("/publications/{id}/{name}.{ending}")
def take_away(shelf: Shelved, id: Id, name: str, ending: str) -> Response:  # noqa: A002
    """A publication as a file."""
    made = found(shelf, id)
    if ending not in FORMATS or name != "brief":
        raise NotFound(f"there is no such form; there are {', '.join(FORMATS)}")
    media, render = FORMATS[ending]
    headers = {"Content-Disposition": f'attachment; filename="{made.id}.{ending}"', "ETag": f'"{made.id}"'}
    if ending == "html":
        headers["Content-Security-Policy"] = as_html.policy()
    return Response(render(made), media_type=media, headers=headers)


def found(shelf: Shelf, id: Id) -> Publication:  # noqa: A002
    made = shelf.store.published.find(id)
    if made is None:
        raise NotFound(f"there is no publication {id}")
    return made
