"""What a form of the desk brings."""

from __future__ import annotations

import hmac
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Query, Request
from pydantic import BeforeValidator

Given = dict[str, list[str]]
# A field that is left empty comes as one without letters, and means the same as one that did not come.
Blank = BeforeValidator(lambda value: value or None)
Day = Annotated[date | None, Blank, Query(description="A day, as 2026-05-02.")]


async def form_of(request: Request) -> Given:
    """All fields of a form, with all their values. Refused with 403 where it is none of this session."""
    form = await request.form(max_files=0, max_fields=2_000, max_part_size=100_000)
    given = {name: [str(value) for value in form.getlist(name)] for name in form}
    if not hmac.compare_digest(first(given, "csrf").encode(), request.state.csrf.encode()):
        raise HTTPException(
            403, "The form is of another session. Go back, load the page anew, and send it again."
        )
    return given


Form = Annotated[Given, Depends(form_of)]


def first(given: Given, name: str) -> str:
    return given.get(name, [""])[0].strip()


def own_path(address: str) -> str:
    """An address of the desk itself with its query, or its first page where it is none."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
