"""The API: every KIND of the exchange contract a page at a time, judgements, publications, exports.

OpenAPI 3.1 at /api/v1/openapi.json; errors are problems (RFC 9457); see docs/api.md.
"""

from __future__ import annotations

from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer

from reportedly import __version__
from reportedly.desk.api import exporting, judging, kinds, publications
from reportedly.desk.api.answers import answer_problems, once

PREFIX = "/api/v1"

ABOUT = """Read the account of a crisis: who said what, in which exact words, from how many origins.

Lists come in pages: pass `next` of one as `cursor` of the following. A page may hold fewer rows than
`limit`, even none, while `next` is not null: filters are applied to what was read. Answers carry an `ETag`;
send it back as `If-None-Match`. A desk with users wants a token: `Authorization: Bearer rpt_…`.
"""


# For the document alone: who asks is settled before (see desk/access.py).
TOKEN = HTTPBearer(auto_error=False, scheme_name="token", description="`reportedly users token --help`")


def make_api() -> FastAPI:
    """The API, to be mounted under PREFIX by the desk, which puts `shelf` on its state."""
    api = FastAPI(
        title="reportedly",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        dependencies=[Depends(TOKEN), Depends(once)],
    )
    answer_problems(api)
    for part in (kinds, judging, publications, exporting):
        api.include_router(part.router)
    return api
