"""Errors as pages, in words."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from reportedly.desk.rendering import page
from reportedly.errors import NotFound, ReportedlyError

TITLES = {
    400: "That could not be understood",
    403: "You may not do this",
    404: "There is no such page",
    405: "That does not work here",
    408: "That took too long",
    413: "That is too large",
    409: "Somebody else was there before you",
    422: "That could not be understood",
    429: "Too many requests",
}


def answer_in_words(app: FastAPI) -> None:
    """Answer every error with a page that says what is the matter and where to go on."""

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return fault(request, error.status_code, str(error.detail), error.headers)

    def missing(request: Request, error: Exception) -> Response:
        return fault(request, 404, str(error))

    def wrong(request: Request, error: Exception) -> Response:
        return fault(request, 409, str(error))

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        what = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return fault(request, 422, what)

    def gone(_request: Request, _error: Exception) -> Response:
        return Response(status_code=400)  # nobody reads it

    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(NotFound, missing)
    app.add_exception_handler(ReportedlyError, wrong)


def fault(request: Request, status: int, detail: str, headers: object = None) -> Response:
    title = TITLES.get(status, "Something went wrong")
    found = page(request, "fault.html", title=title, detail=detail)
    found.status_code = status
    if isinstance(headers, dict):
        found.headers.update(headers)
    return found
