"""Every type that crosses a stage, and how ids are made.

Records are frozen and hold only plain values, so that they can be sent to another process,
stored as JSON and compared. An id is a hash of what the record is, never a counter or a clock:
the same input gives the same id on any machine and in any order of arrival.

Offsets are Unicode code points into `Article.text`, the text as it was given; every `Span`
satisfies `text[start:end] == quote`, which the store checks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

Id = str

# -- ids ------------------------------------------------------------------------------------------


def make_id(prefix: str, *parts: str | int) -> Id:
    """`prefix-` and 64 bits of BLAKE2b over the parts, in hexadecimal.

    Parts are length-prefixed, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}-{digest.hexdigest()}"


def content_id(prefix: str, content: bytes) -> Id:
    """`prefix-` and 128 bits of BLAKE2b over bytes, in hexadecimal."""
    return f"{prefix}-{hashlib.blake2b(content, digest_size=16).hexdigest()}"


def ordinal(published_at: str | None) -> int | None:
    """The day of an ISO 8601 date or instant, counted from the year 1; None where it is not known."""
    try:
        return date.fromisoformat((published_at or "")[:10]).toordinal()
    except ValueError:
        return None


# -- what comes in --------------------------------------------------------------------------------


class RejectReason(StrEnum):
    """Why an input was not taken. A closed list: programs count by it."""

    UNREADABLE = "unreadable"  # the file cannot be opened or decompressed
    NOT_JSON = "not_json"  # a JSON Lines line that is not a JSON object
    WRONG_TYPE = "wrong_type"  # a field has the wrong type
    NO_TEXT = "no_text"  # nothing to read is left
    TOO_LARGE = "too_large"  # more bytes than the limit, compressed or not
    TOO_DEEP = "too_deep"  # nested deeper than the limit
    TOO_SLOW = "too_slow"  # took longer than a page may
    BAD_FEED = "bad_feed"  # not well-formed enough to find one entry
    BAD_ARCHIVE = "bad_archive"  # a WARC record that cannot be read
    UNKNOWN_FORMAT = "unknown_format"  # binary, or a kind of file that is not read
    FAILED = "failed"  # a defect of ours on this input; the rest went on


Media = Literal["text/plain", "text/html", "application/json"]


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one page as they came. Two equal pages are one capture."""

    id: Id
    media: Media
    content: bytes

    @classmethod
    def of(cls, media: Media, content: bytes) -> Capture:
        return cls(content_id("cap", media.encode() + b"\0" + content), media, content)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a capture was found: a file and, in a file of many, the line or entry (from 1)."""

    capture: Id
    source: str
    line: int | None
    input_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was not taken: where, why, and in `detail` what to do about it."""

    source: str
    line: int | None
    reason: RejectReason
    detail: str


# -- articles -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of an article's text as given."""

    article: Id
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair: the characters start..end of the text as given read as `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Characters that are not the report's own words, and why they were set aside."""

    start: int
    end: int
    quote: str
    reason: str


SentenceRole = Literal["body", "headline", "heading", "caption", "dateline"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article. `reading` is what analysis reads: repaired, one line, straight quotes."""

    start: int
    end: int
    role: SentenceRole
    paragraph: int
    reading: str

    @property
    def key(self) -> Id:
        """What the parse of this sentence is stored under."""
        return make_id("t", self.reading)


PublishedFrom = Literal["stamp", "meta", "url", "inferred"]


@dataclass(frozen=True, slots=True)
class Article:
    """One page, cleaned. `text` is as given; `edits` and `removed` say what analysis skips or repairs.

    `credits` are the outlets and agencies that the page itself credits (names of the outlet
    list), in order: byline, dateline, source line. `published_at` is an ISO 8601 date or instant.
    """

    id: Id
    capture: Id
    input_id: str
    url: str | None
    outlet: str | None
    title: str | None
    author: str | None
    published_at: str | None
    published_from: PublishedFrom | None
    language: str | None
    text: str
    edits: tuple[Edit, ...] = ()
    removed: tuple[Removed, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    credits: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        return Span(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published, after its copies and its own weekdays were heard."""

    article: Id
    published_at: str | None
    published_from: PublishedFrom | None
    evidence: str


# -- language -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence, in columns: one entry a token, offsets into the sentence's reading.

    `head` is the index of the syntactic head (a root is its own head); `dep`, `tag` and `pos` are
    ClearNLP dependency, Penn Treebank and Universal labels; `entities` are (first token, token
    after the last, label), non-overlapping.
    """

    key: Id
    start: tuple[int, ...]
    end: tuple[int, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    entities: tuple[tuple[int, int, str], ...]


# -- stories and copies ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outline:
    """What a story tells of an article: its first words are its title where it has none."""

    article: Id
    published_at: str | None
    title: str | None
    opening: str


@dataclass(frozen=True, slots=True)
class Gist(Outline):
    """What an article is compared by when stories are made. Follows from the article alone.

    `terms` are its most telling words and names (whose keys begin with "=") with their weights, of
    unit length; `prints` are the fingerprints of its wording, which excerpts and near copies share
    (copies/fingerprints.py). `lead` has the vectors of its first sentences where there are articles in
    other languages to compare it with.
    """

    terms: dict[str, float]
    prints: tuple[int, ...]
    language: str = "en"
    lead: bytes = b""


@dataclass(frozen=True, slots=True)
class Lead:
    """What articles in different languages are compared by: the vectors of an article's headline and first
    sentences, 512 signed bytes each."""

    article: Id
    vectors: bytes


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two articles that are alike, left < right. `likeness` is uncalibrated, 0-1; `sure` ones are of one
    story whatever others of it say."""

    left: Id
    right: Id
    likeness: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one unfolding event. Every article is in exactly one story."""

    id: Id
    title: str
    first_at: str | None
    last_at: str | None
    articles: tuple[Id, ...]


AlterationType = Literal["quote", "number", "name", "place", "date", "negation", "gender", "attribution"]


@dataclass(frozen=True, slots=True)
class Alteration:
    type: AlterationType
    span: Span
    of_span: Span


@dataclass(frozen=True, slots=True)
class CopiedSentence:
    span: Span
    of_span: Span
    similarity: float
    altered: tuple[Alteration, ...] = ()


CopyKind = Literal["identical", "near", "excerpt", "rewrite", "shared"]
Direction = Literal["certain", "likely", "unknown"]


@dataclass(frozen=True, slots=True)
class Copy:
    """`article` took `sentences` from `of`; for kind `shared` both took them from a third text.

    `coverage` is the share of `article`'s body sentences that stand in `of` (0-1). `evidence` says in
    words what decided the direction. `update`: it is a later version by the same house, or of one
    agency's text: what it has changed is news and no distortion.
    """

    article: Id
    of: Id
    kind: CopyKind
    direction: Direction
    coverage: float
    sentences: tuple[CopiedSentence, ...]
    evidence: tuple[str, ...] = ()
    update: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Sentences that trace to one text. `credited_to` is the agency or outlet it is credited to.

    `root` is the article whose own text it is; None where the text is a third one, not in the store.
    Every sentence of a story's articles belongs to exactly one origin.
    """

    id: Id
    story: Id
    sentences: tuple[Span, ...]
    credited_to: str | None
    root: Id | None


# -- places and times -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A place. All but `name` are None where it is not resolved.

    `country` is ISO 3166-1 alpha-2, `feature` a GeoNames feature code, coordinates WGS 84 degrees;
    the place is somewhere within `radius_km` of the point.
    """

    name: str
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    radius_km: float | None = None

    @property
    def resolved(self) -> bool:
        return self.latitude is not None


PlaceRole = Literal["literal", "metonym", "dateline", "associative", "demonym"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named. `role` is metonym where the name stands for a government ("Moscow said"), demonym where
    it names people or things by their country ("Kenyan").

    `score` is uncalibrated, `probability` (that the place is the one meant) calibrated, both 0-1. `off_km` is
    set where the text says how far from another place it is and the map disagrees: by so many kilometres.
    """

    span: Span
    place: Place
    score: float | None
    alternatives: tuple[Place, ...] = ()
    role: PlaceRole = "literal"
    probability: float | None = None
    off_km: float | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """Which areas an article names: codes of countries ("SY") and of their divisions ("SY.12") with their
    share of its places. `id` is its outlet's mark: the bearings of an outlet tell its home (places/homes.py).
    """

    id: Id
    areas: dict[str, float]


TimeKind = Literal["date", "duration", "set", "reference"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. `earliest` and `latest` are ISO 8601 dates, both inclusive, or None."""

    span: Span
    earliest: str | None
    latest: str | None
    kind: TimeKind


# -- claims ---------------------------------------------------------------------------------------

Speech = Literal["direct", "indirect", "mixed"]
Act = Literal["speech", "attitude"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone says something, or (`act` attitude) is said to think or want it.

    `chain` runs outermost first: ["Hurriyet", "Recep Tayyip Erdogan"].

    `role` is the speaker's class (state, monitor, agency, un, aid, witness, ...) and `party` the side of
    the conflict it belongs to, where the lexicons or its title tell; else None.
    """

    id: Id
    article: Id
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speech: Speech
    speaker: str | None
    chain: tuple[str, ...]
    role: str | None = None
    party: str | None = None
    rule: str = ""
    act: Act = "speech"


Measure = Literal[
    "displaced",
    "refugees",
    "returned",
    "killed",
    "injured",
    "detained",
    "missing",
    "destroyed",
    "places_taken",
    "share",
    "distance",
    "other",
]
Qualifier = Literal["exact", "at_least", "at_most", "about"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what it counts. `low == high` when exact; the window is ISO 8601 dates."""

    id: Id
    span: Span
    measure: Measure
    unit: str
    low: float | None
    high: float | None
    qualifier: Qualifier
    window_start: str | None
    window_end: str | None
    place: PlaceMention | None
    speaker: str | None
    claim: Id | None
    part_of: Id | None = None
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something that fills a slot of a claim: the words, and the name they resolve to."""

    span: Span
    name: str


Polarity = Literal["affirmed", "denied"]
Modality = Literal["asserted", "possible", "planned", "threatened", "demanded", "background"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing one article says happened, is, or will be. `rule` names the pattern that found it.

    `chain` is empty where the article speaks in its own voice; `role` and `party` are those of its last
    speaker. `kind` is a code of the ontology (claims/ontology.yaml).
    """

    id: Id
    article: Id
    sentence: Span
    trigger: Span
    kind: str
    polarity: Polarity
    modality: Modality
    actor: tuple[Named, ...]
    recipient: tuple[Named, ...]
    instrument: tuple[Named, ...]
    place: PlaceMention | None
    time: TimeMention | None
    figures: tuple[Id, ...]
    chain: tuple[str, ...]
    origin: Id | None
    attribution: Id | None = None
    role: str | None = None
    party: str | None = None
    rule: str = ""


# -- what claims come to --------------------------------------------------------------------------

Status = Literal["corroborated", "single_origin", "party_only", "disputed", "superseded"]


@dataclass(frozen=True, slots=True)
class SlotValue:
    value: str
    origins: int
    speakers: tuple[str, ...]
    claims: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the claims of a story on one matter come to. `origins` counts independent texts."""

    id: Id
    story: Id
    kind: str
    headline: str
    status: Status
    origins: int
    slots: dict[str, tuple[SlotValue, ...]]
    claims: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One reported value of a figure. `as_of` is the date it was said."""

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


@dataclass(frozen=True, slots=True)
class Series:
    """A figure over time: values stand beside each other and are never added up."""

    id: Id
    story: Id
    measure: Measure
    unit: str
    place: Place | None
    points: tuple[Point, ...]


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


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of one story before it is reconciled."""

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


@dataclass(frozen=True, slots=True)
class Account:
    """What the claims of one story come to."""

    findings: tuple[Finding, ...]
    series: tuple[Series, ...]
    control: tuple[Control, ...]
    agreements: tuple[Agreement, ...]


# -- what is shown --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimelineLine:
    story: Id
    date: str
    text: str
    citations: tuple[Span, ...]
    origins: int
    status: Status
    claims: tuple[Id, ...] = ()


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
