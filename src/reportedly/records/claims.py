"""Who says what, the figures given, and what is claimed to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.records.ids import Id
from reportedly.records.mentions import PlaceMention, TimeMention
from reportedly.records.text import Span

Speech = Literal["direct", "indirect", "mixed"]
Act = Literal["speech", "attitude"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone says something, or (`act` attitude) is said to think or want it.

    `chain` runs outermost first: ["Hurriyet", "Recep Tayyip Erdogan"].

    `role` is the speaker's class (state, monitor, agency, un, aid, witness, ...) and `party` the side of
    the conflict it belongs to, where the lexicons or its title tell; else None. `score`, where a pronoun or
    a description ("he", "the group") stands for the speaker, tells how sure it is who that is: 0 to 1,
    uncalibrated.
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
    score: float | None = None


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
Delta = Literal["increment", "former"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what it counts. `low == high` when exact; the window is ISO 8601 dates.

    `delta` is increment where it tells how many more ("another 5"), which is never a total, former where it
    tells what a figure was before ("up from 43"); `former` is the id of what this one was before. With
    `whole_conflict` it counts a whole war so far and not what one event did.
    """

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
    delta: Delta | None = None
    former: Id | None = None
    whole_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something that fills a slot of a claim: the words, and the name they resolve to.

    `score`, where a pronoun or a noun ("the group") takes up a name, tells how sure that is: 0 to 1,
    uncalibrated.
    """

    span: Span
    name: str
    score: float | None = None


Polarity = Literal["affirmed", "denied"]
Modality = Literal["asserted", "possible", "planned", "threatened", "demanded", "background"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing one article says happened, is, or will be. `rule` names the pattern that found it.

    `chain` is empty where the article speaks in its own voice; `role` and `party` are those of its last
    speaker. `kind` is a code of the ontology (claims/ontology.yaml). `same_as` is the claim before it in the
    article whose event it takes up ("the attack"), with its place; `same_score` tells how sure that is, 0 to
    1, uncalibrated.
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
    same_as: Id | None = None
    same_score: float | None = None
