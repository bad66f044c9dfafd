"""The exports in the conventions of others."""
# Without postponed annotations, as in kinds.py.

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import StreamingResponse

from reportedly.desk.api.answers import problems
from reportedly.desk.api.filters import Day
from reportedly.desk.shelf import Shelved
from reportedly.exports import FORMATS, write

router = APIRouter(tags=["exports"])
FormatName = Literal["acled", "ucdp-ged", "hxl", "idmc", "plover", "geojson", "annotations", "atom"]
IN_MEMORY = 4_000_000  # bytes; larger exports wait on disk
CHUNK = 1 << 16


@router.get(
    "/exports/{format}",
    operation_id="export",
    summary="Export",
    response_class=StreamingResponse,
    responses={200: {"content": {f.media.split(";")[0]: {} for f in FORMATS.values()}}, **problems(404)},
)
def export(
    shelf: Shelved,
    format: FormatName,  # noqa: A002 - the word a caller expects
    story: Annotated[str | None, Query(max_length=100, description="Of this story alone.")] = None,
    since: Annotated[Day | None, Query(description="Of this day or a later one.")] = None,
    until: Annotated[Day | None, Query(description="Of this day or an earlier one.")] = None,
    values: Annotated[
        bool, Query(description="The side file of all values, where a format flattens.")
    ] = False,
) -> StreamingResponse:
    """The account in a convention of others; docs/exports.md says what each carries and flattens."""
    of = FORMATS[format]
    sides = values and of.flattens
    main: Any = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    side: Any = tempfile.SpooledTemporaryFile(IN_MEMORY) if sides else main  # noqa: SIM115
    with ExitStack() as opened:
        opened.callback(main.close), opened.callback(side.close)
        write(
            format,
            shelf.store,
            main,
            story=story,
            since=since.isoformat() if since else None,
            until=until.isoformat() if until else None,
            values=side if sides else None,
        )
        opened.pop_all()
    if sides:
        main.close()
    name = f"{format}-values.csv" if sides else f"{format}{of.suffix}"
    return StreamingResponse(
        chunks(side),
        media_type="text/csv" if sides else of.media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def chunks(file: Any) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk
