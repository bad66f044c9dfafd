"""A client of the API of a desk.

    with Client("http://127.0.0.1:8765", token="rpt_…") as desk:
        for finding in desk.findings(story="s-…", status="disputed"):
            print(finding["headline"])

Rows are those of the exchange contract (docs/contract.md), as dictionaries with types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self, cast

import httpx

from reportedly.errors import ReportedlyError
from reportedly.publish.kinds import (
    AgreementRow,
    ArticleRow,
    AttributionRow,
    BriefRow,
    ClaimRow,
    ControlRow,
    CopyRow,
    FigureRow,
    FindingRow,
    JudgementRow,
    MentionRow,
    OriginRow,
    RejectRow,
    SeriesRow,
    StoryRow,
    TimelineRow,
    TimeRow,
)

Asked = str | int | date | None
SECONDS = 60.0


class ApiError(ReportedlyError):
    """The desk did not do what it was asked; `status` is that of HTTP, `detail` the desk's words."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


class Client:
    """Reads lists to their end, page by page, as they are iterated. The keyword arguments of each are the
    parameters of its path; see /api/v1/openapi.json. Raises ApiError where the desk refuses."""

    def __init__(
        self, address: str, token: str | None = None, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(
            base_url=f"{address.rstrip('/')}/api/v1", headers=headers, timeout=SECONDS, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # -- lists ------------------------------------------------------------------------------------

    def articles(self, **asked: Asked) -> Iterator[ArticleRow]:
        return self._all("articles", asked)

    def rejects(self, **asked: Asked) -> Iterator[RejectRow]:
        return self._all("rejects", asked)

    def stories(self, **asked: Asked) -> Iterator[StoryRow]:
        return self._all("stories", asked)

    def copies(self, **asked: Asked) -> Iterator[CopyRow]:
        return self._all("copies", asked)

    def origins(self, **asked: Asked) -> Iterator[OriginRow]:
        return self._all("origins", asked)

    def attributions(self, **asked: Asked) -> Iterator[AttributionRow]:
        return self._all("attributions", asked)

    def places(self, **asked: Asked) -> Iterator[MentionRow]:
        return self._all("places", asked)

    def times(self, **asked: Asked) -> Iterator[TimeRow]:
        return self._all("times", asked)

    def figures(self, **asked: Asked) -> Iterator[FigureRow]:
        return self._all("figures", asked)

    def claims(self, **asked: Asked) -> Iterator[ClaimRow]:
        return self._all("claims", asked)

    def findings(self, **asked: Asked) -> Iterator[FindingRow]:
        return self._all("findings", asked)

    def series(self, **asked: Asked) -> Iterator[SeriesRow]:
        return self._all("series", asked)

    def control(self, **asked: Asked) -> Iterator[ControlRow]:
        return self._all("control", asked)

    def agreements(self, **asked: Asked) -> Iterator[AgreementRow]:
        return self._all("agreements", asked)

    def timeline(self, **asked: Asked) -> Iterator[TimelineRow]:
        return self._all("timeline", asked)

    def brief(self, **asked: Asked) -> Iterator[BriefRow]:
        return self._all("brief", asked)

    def judgements(self, **asked: Asked) -> Iterator[JudgementRow]:
        return self._all("judgements", asked)

    # -- the rest ---------------------------------------------------------------------------------

    def judge(
        self,
        verb: str,
        target: str,
        ids: Sequence[str],
        *,
        slot: str | None = None,
        value: Mapping[str, Any] | None = None,
        why: str = "",
        after: Sequence[str] = (),
    ) -> dict[str, str]:
        """Make a judgement in the name of whoever the token is of; its id, and who tells its story anew."""
        given: dict[str, Any] = {
            "verb": verb,
            "target": target,
            "ids": list(ids),
            "why": why,
            "after": list(after),
        }
        if slot is not None:
            given |= {"slot": slot, "value": dict(value or {})}
        return cast(dict[str, str], self._answer(self._http.post("/judgements", json=given)).json())

    def export(self, name: str, **asked: Asked) -> bytes:
        """The account in a convention of others: acled, ucdp-ged, hxl, idmc, plover, geojson, annotations or
        atom."""
        return self._answer(self._http.get(f"/exports/{name}", params=_plain(asked))).content

    def publication(self, id: str, form: str = "md") -> bytes:  # noqa: A002 - the record's own word
        """A publication as html, md, docx, pdf or json."""
        return self._answer(self._http.get(f"/publications/{id}", params={"form": form})).content

    def _all(self, kind: str, asked: Mapping[str, Asked]) -> Iterator[Any]:
        params = _plain(asked)
        while True:
            page = self._answer(self._http.get(f"/{kind}", params=params)).json()
            yield from page["items"]
            if page["next"] is None:
                return
            params["cursor"] = page["next"]

    def _answer(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_success:
            return answer
        try:
            detail = str(answer.json()["detail"])
        except (ValueError, KeyError, TypeError):
            detail = answer.text[:200].strip()
        raise ApiError(answer.status_code, detail)


def _plain(asked: Mapping[str, Asked]) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in asked.items()
        if value is not None
    }
