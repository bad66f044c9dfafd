"""The rows of the exchange contract (docs/contract.md) as types: what `export`, the API and its client give.

Fields may be added; one that is here keeps its name, type and meaning. Dates and instants are ISO 8601 text.
"""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict


class SpanRow(TypedDict):
    """Characters of an article's text as it was given: `text[start:end] == quote`."""

    start: int
    end: int
    quote: str


class CitedRow(SpanRow):
    article: str


class RemovedRow(SpanRow):
    reason: str


class PlaceRow(TypedDict):
    """All null but `name` where it is not resolved."""

    name: str
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    country: str | None
    admin1: str | None
    feature: str | None
    radius_km: float | None


class PlacedRow(CitedRow, PlaceRow):
    """A place where a text names it."""


class NamedRow(SpanRow):
    name: str
    score: float | None


class ArticleRow(TypedDict):
    id: str
    input_id: str
    url: str | None
    outlet: str | None
    title: str | None
    published_at: str | None
    published_from: Literal["stamp", "meta", "url", "inferred"] | None
    language: str | None
    text: str
    sentences: list[list[int]]
    removed: list[RemovedRow]
    author: str | None
    credits: list[str]
    dated_by: str | None


class RejectRow(TypedDict):
    source: str
    line: int | None
    reason: str
    detail: str


class StoryRow(TypedDict):
    id: str
    title: str
    first_at: str | None
    last_at: str | None
    articles: list[str]


class AlteredRow(TypedDict):
    type: str
    kind: str
    span: SpanRow
    of_span: SpanRow


class CopiedRow(TypedDict):
    span: SpanRow
    of_span: SpanRow
    similarity: float
    altered: list[AlteredRow]
    altered_beside: list[AlteredRow]


class CopyRow(TypedDict):
    article: str
    of: str
    kind: Literal["identical", "near", "excerpt", "rewrite", "shared"]
    direction: Literal["certain", "likely", "unknown"]
    coverage: float
    sentences: list[CopiedRow]
    evidence: list[str]
    update: bool


class SentenceRow(TypedDict):
    article: str
    start: int
    end: int


class OriginRow(TypedDict):
    id: str
    sentences: list[SentenceRow]
    credited_to: str | None
    stories: list[str]
    root: str | None


class AttributionRow(TypedDict):
    id: str
    article: str
    source: SpanRow | None
    cue: SpanRow | None
    content: list[SpanRow]
    speech: Literal["direct", "indirect", "mixed"]
    speaker: str | None
    chain: list[str]
    role: str | None
    party: str | None
    rule: str
    act: Literal["speech", "attitude"]
    score: float | None


class MentionRow(PlacedRow):
    score: float | None
    alternatives: list[PlaceRow]
    role: str
    probability: float | None
    off_km: float | None
    resolved_in: str | None


class TimeRow(CitedRow):
    earliest: str | None
    latest: str | None
    kind: Literal["date", "duration", "set", "reference"]


class FigureRow(CitedRow):
    id: str
    measure: str
    unit: str
    low: float | None
    high: float | None
    qualifier: Literal["exact", "at_least", "at_most", "about"]
    window_start: str | None
    window_end: str | None
    place: PlacedRow | None
    speaker: str | None
    claim: str | None
    part_of: str | None
    delta: Literal["increment", "former"] | None
    former: str | None
    whole_conflict: bool


class ClaimRow(TypedDict):
    id: str
    article: str
    sentence: SpanRow
    trigger: SpanRow
    kind: str
    polarity: Literal["affirmed", "denied"]
    modality: Literal["asserted", "possible", "planned", "threatened", "demanded", "background"]
    actor: list[NamedRow]
    recipient: list[NamedRow]
    instrument: list[NamedRow]
    place: PlacedRow | None
    time: TimeRow | None
    figures: list[str]
    chain: list[str]
    origin: str | None
    attribution: str | None
    role: str | None
    party: str | None
    rule: str
    same_as: str | None
    same_score: float | None


Status = Literal["corroborated", "single_origin", "party_only", "disputed", "superseded"]


class ValueRow(TypedDict):
    value: str
    origins: int
    speakers: list[str]
    claims: list[str]
    corrected_by: list[str]


class FindingRow(TypedDict):
    """`accepted_by`, `corrected_by` and `pinned_by`, here as below, are people; nobody where nobody did."""

    id: str
    story: str
    kind: str
    headline: str
    status: Status
    origins: int
    slots: dict[str, list[ValueRow]]
    claims: list[str]
    accepted_by: list[str]
    corrected_by: list[str]
    judgements: list[str]


class PointRow(TypedDict):
    as_of: str | None
    low: float | None
    high: float | None
    window_start: str | None
    window_end: str | None
    speaker: str | None
    origins: int
    claims: list[str]
    figures: list[str]
    status: Status
    delta: Literal["increment", "former"] | None
    corrected_by: list[str]


class SeriesRow(TypedDict):
    id: str
    story: str
    measure: str
    unit: str
    place: PlaceRow | None
    points: list[PointRow]
    whole_conflict: bool


class ControlRow(TypedDict):
    id: str
    story: str
    place: PlaceRow
    holder: str
    status: Literal["claimed", "confirmed", "contested"]
    since_earliest: str | None
    since_latest: str | None
    speakers: list[str]
    origins: int
    claims: list[str]
    corrected_by: list[str]


class AllegationRow(TypedDict):
    by: str | None
    against: str | None
    on: str | None
    claim: str


class AgreementRow(TypedDict):
    id: str
    story: str
    name: str
    parties: list[str]
    agreed_on: str | None
    allegations: list[AllegationRow]
    denials: list[AllegationRow]
    claims: list[str]
    corrected_by: list[str]


class TimelineRow(TypedDict):
    story: str
    date: str
    text: str
    citations: list[CitedRow]
    origins: int
    status: Status
    claims: list[str]
    corrected_by: list[str]


class BriefRow(TypedDict):
    story: str
    section: str
    text: str
    citations: list[CitedRow]
    origins: int
    status: Status
    claims: list[str]
    finding: str | None
    corrected_by: list[str]
    pinned_by: list[str]


class JudgementRow(TypedDict):
    id: str
    at: str
    by: str
    verb: str
    target: str
    targets: list[str]
    why: str
    slot: str | None
    value: dict[str, Any] | None
    rest: list[str]
    articles: list[str]
    story: str | None
    after: list[str]
    state: Literal["stands", "in conflict", "undone", "overtaken"]
    undone_by: str | None
    overtaken_by: str | None


ROWS: dict[str, type[Any]] = {
    "articles": ArticleRow,
    "rejects": RejectRow,
    "stories": StoryRow,
    "copies": CopyRow,
    "origins": OriginRow,
    "attributions": AttributionRow,
    "places": MentionRow,
    "times": TimeRow,
    "figures": FigureRow,
    "claims": ClaimRow,
    "findings": FindingRow,
    "series": SeriesRow,
    "control": ControlRow,
    "agreements": AgreementRow,
    "timeline": TimelineRow,
    "brief": BriefRow,
    "judgements": JudgementRow,
}
