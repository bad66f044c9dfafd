"""Answers of the API: JSON with an ETag, and problems (RFC 9457)."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from reportedly.errors import JudgementError, NotFound, ReportedlyError

PROBLEM = "application/problem+json"
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    408: "Too slow",
    409: "Conflict",
    413: "Too large",
    421: "Not this name",
    422: "Not understood",
    429: "Too many requests",
    431: "Head too large",
    500: "Internal error",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a path may answer besides what is asked for, for OpenAPI."""
    return {
        status: {"description": TITLES[status], "content": {PROBLEM: {"schema": PROBLEM_SCHEMA}}}
        for status in (401, 403, 421, 422, 429, *statuses)
    }


def json(request: Request, value: Any, status: int = 200) -> Response:
    """JSON with a strong ETag; 304 where the caller has it already (RFC 9110, 13.1.2)."""
    body = msgspec.json.encode(value)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if status == 200 and (tag in known or "*" in known):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type="application/json")


def problem(status: int, detail: str, headers: Any = None) -> Response:
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    return Response(msgspec.json.encode(body), status, dict(headers or {}), media_type=PROBLEM)


def once(request: Request) -> None:
    """Refuses a parameter that is given twice: one of its values would be passed over in silence."""
    asked = request.query_params
    if len(asked.multi_items()) > len(asked):
        raise HTTPException(422, "give every parameter once")


def allowed(api: FastAPI, request: Request) -> str:
    """All methods of a path (RFC 9110, 15.5.6); one route alone knows only its own."""
    asked = request.url.path.removeprefix(request.scope.get("root_path", ""))
    paths = api.openapi()["paths"].items()
    found = (methods for path, methods in paths if compile_path(path)[0].match(asked))
    return ", ".join(sorted(method.upper() for methods in found for method in methods))


def answer_problems(api: FastAPI) -> None:
    """Answer every error as a problem."""

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        headers = {"Allow": allowed(api, request)} if error.status_code == 405 else error.headers
        return problem(error.status_code, str(error.detail), headers)

    def invalid(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        what = "; ".join(f"{'.'.join(str(x) for x in e['loc'])}: {e['msg']}" for e in error.errors())
        return problem(422, what)

    api.add_exception_handler(HTTPException, http)
    api.add_exception_handler(RequestValidationError, invalid)
    api.add_exception_handler(NotFound, lambda _r, e: problem(404, str(e)))
    api.add_exception_handler(JudgementError, lambda _r, e: problem(422, str(e)))
    api.add_exception_handler(ReportedlyError, lambda _r, e: problem(409, str(e)))
