"""What the claims of a story come to, and the lines that tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportedly.records.claims import Attribution, Claim, Delta, Figure, Measure
from reportedly.records.copies import Copy, Origin, Story
from reportedly.records.ids import Id
from reportedly.records.judgements import Review
from reportedly.records.mentions import Place, PlaceMention, TimeMention
from reportedly.records.text import Article, Dating, Span

Status = Literal["corroborated", "single_origin", "party_only", "disputed", "superseded"]


@dataclass(frozen=True, slots=True)
class SlotValue:
    """`corrected_by` are the people who corrected it, here as below; nobody where the machine read it."""

    value: str
    origins: int
    speakers: tuple[str, ...]
    claims: tuple[Id, ...]
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the claims of a story on one matter come to. `origins` counts independent texts.

    `accepted_by` are the people who accepted it, `judgements` the ids of all that people decided of it.
    """

    id: Id
    story: Id
    kind: str
    headline: str
    status: Status
    origins: int
    slots: dict[str, tuple[SlotValue, ...]]
    claims: tuple[Id, ...]
    accepted_by: tuple[str, ...] = ()
    corrected_by: tuple[str, ...] = ()
    judgements: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One reported value of a figure. `as_of` is the date it was said; with `delta` increment it tells how
    many more there were in its window, and is no total."""

    as_of: str | None
    low: float | None
    high: float | None
    window_start: str | None
    window_end: str | None
    speaker: str | None
    origins: int
    claims: tuple[Id, ...]
    figures: tuple[Id, ...]
    status: Status
    delta: Delta | None = None
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A figure over time: values stand beside each other and are never added up. With `whole_conflict` they
    count a whole war so far, and else what happened in it."""

    id: Id
    story: Id
    measure: Measure
    unit: str
    place: Place | None
    points: tuple[Point, ...]
    whole_conflict: bool = False


ControlStatus = Literal["claimed", "confirmed", "contested"]


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place by the last claims of it, and since when (dates, both inclusive)."""

    id: Id
    story: Id
    place: Place
    holder: str
    status: ControlStatus
    since_earliest: str | None
    since_latest: str | None
    speakers: tuple[str, ...]
    origins: int
    claims: tuple[Id, ...]
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allegation:
    by: str | None
    against: str | None
    on: str | None
    claim: Id


@dataclass(frozen=True, slots=True)
class Agreement:
    """A truce or deal, and who says that whom broke it."""

    id: Id
    story: Id
    name: str
    parties: tuple[str, ...]
    agreed_on: str | None
    allegations: tuple[Allegation, ...]
    denials: tuple[Allegation, ...]
    claims: tuple[Id, ...]
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of one story before it is reconciled.

    Where people's judgements have been followed (review.judged), `review` has them; else the claims are the
    machine's.
    """

    story: Story
    articles: tuple[Article, ...]
    datings: tuple[Dating, ...]
    copies: tuple[Copy, ...]
    origins: tuple[Origin, ...]
    attributions: tuple[Attribution, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    review: Review = field(default_factory=Review)


@dataclass(frozen=True, slots=True)
class Account:
    """What the claims of one story come to."""

    findings: tuple[Finding, ...]
    series: tuple[Series, ...]
    control: tuple[Control, ...]
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class TimelineLine:
    story: Id
    date: str
    text: str
    citations: tuple[Span, ...]
    origins: int
    status: Status
    claims: tuple[Id, ...] = ()
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefLine:
    story: Id
    section: str
    text: str
    citations: tuple[Span, ...]
    origins: int
    status: Status
    claims: tuple[Id, ...] = ()
    finding: Id | None = field(default=None)
    corrected_by: tuple[str, ...] = ()
    pinned_by: tuple[str, ...] = ()
