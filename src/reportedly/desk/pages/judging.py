"""Deciding: every button of the desk that judges posts here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, get_args
from urllib.parse import quote, urlsplit

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse

from reportedly.desk.deciding import decide
from reportedly.desk.forms import Form, Given, first, own_path
from reportedly.desk.people import Person, Role, at_least
from reportedly.desk.rendering import fragment
from reportedly.desk.shelf import Shelf, Shelved
from reportedly.errors import JudgementError
from reportedly.records import Id, Judgement, Place, Slot, Target, Value, Verb

router = APIRouter()
Judge = Annotated[Person, Depends(at_least(Role.ANALYST))]
CANDIDATES = 8
WORDS = 200  # characters of a name that is looked up


@router.post("/judge")
def judge(shelf: Shelved, person: Judge, given: Form) -> RedirectResponse:
    """Append a judgement, tell its story anew, and go back to where it was made."""
    made, how = carry_out(shelf, person, given)
    return RedirectResponse(back_to(shelf, first(given, "back"), made, how), 303)


def carry_out(shelf: Shelf, person: Person, given: Given) -> tuple[Judgement, str]:
    """Make the judgement that a form asks for. Raises JudgementError or NotFound in words."""
    verb, target = one_of(given, "verb", Verb), one_of(given, "target", Target)
    slot = one_of(given, "slot", Slot) if verb == "correct" else None
    ids = [i for v in given.get("ids", []) for i in v.split()]
    why, after = first(given, "why"), seen(shelf, ids, first(given, "seen"))
    return decide(shelf, person, verb, target, ids, slot, value_of(verb, slot, given), why, after)


def one_of(given: Given, name: str, allowed: Any) -> Any:
    value = first(given, name)
    if value not in get_args(allowed):
        raise HTTPException(422, f"{name} is {value!r}; it can be {', '.join(get_args(allowed))}")
    return value


def value_of(verb: str, slot: str | None, given: Given) -> Value | None:
    """What a slot is corrected to, or the section that a line is pinned under."""
    if verb == "pin":
        section = first(given, "section")
        return Value(section=section) if section else None
    if slot is None:
        return None
    if slot == "time":
        return Value(earliest=first(given, "earliest") or None, latest=first(given, "latest") or None)
    if slot == "figure":
        low = number(given, "low")
        high = number(given, "high")
        wanted = first(given, "qualifier") or "exact"
        # One number with "at least" is open above, with "at most" below; by itself it is exact.
        if high is None and wanted in ("exact", "about"):
            high = low
        return msgspec.convert({"low": low, "high": high, "qualifier": wanted}, Value)
    if slot == "kind":
        return Value(kind=first(given, "kind"))
    if slot == "speaker":
        return Value(speaker=first(given, "speaker") or None)
    return Value(place=place_of(given))


def number(given: Given, name: str) -> float | None:
    words = first(given, name).replace(",", "").replace("\u202f", "").replace(" ", "")
    if not words:
        return None
    try:
        return float(words)
    except ValueError:
        raise JudgementError(f"{first(given, name)!r} is no number") from None


def place_of(given: Given) -> Place | None:
    """The place chosen from the gazetteer, or the name alone."""
    chosen = first(given, "chosen")
    if chosen:
        try:
            return msgspec.json.decode(chosen, type=Place)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise HTTPException(422, f"the place chosen cannot be read: {error}") from error
    name = first(given, "place")
    return Place(name) if name else None


def seen(shelf: Shelf, ids: Sequence[Id], until: str) -> list[Id]:
    """The judgements on these that the page showed when it was made: what this one takes the place of."""
    found = shelf.store.named("findings", ids, 1)
    targets = {*ids, *(c for fs in found.values() for f in fs for c in f.claims)}
    return [j.id for j in shelf.docket().standing.of(*targets) if j.at <= until]


def back_to(shelf: Shelf, address: str, made: Judgement, how: str) -> str:
    """The page it was made on, with what was done; a story or finding that became another leads on."""
    parts = urlsplit(own_path(address))
    path = parts.path
    if path.startswith("/findings/") and shelf.store.owner_of("findings", path.rpartition("/")[2]) is None:
        path = f"/stories/{made.story}" if made.story else "/"
    if path.startswith("/stories/"):
        old = path.split("/")[2]
        path = path.replace(old, shelf.store.story_now(old) or (made.story or old), 1)
    query = "&".join(q for q in parts.query.split("&") if q and not q.startswith(("did=", "how=")))
    query = f"{query}&" if query else ""
    return f"{path}?{query}did={quote(made.id)}&how={quote(how)}"


@router.get("/gazetteer", response_class=HTMLResponse)
def look_up(
    request: Request,
    shelf: Shelved,
    person: Judge,
    place: Annotated[str, Query(max_length=WORDS)] = "",
) -> HTMLResponse:
    """Places of a name to choose from."""
    known = shelf.gazetteer
    found = (known.lookup(place) or known.similar(place))[:CANDIDATES] if place.strip() else ()
    chosen = [(msgspec.json.encode(c.place).decode(), c.place) for c in found]
    return fragment(request, "_candidates.html", chosen=chosen, asked=place)
