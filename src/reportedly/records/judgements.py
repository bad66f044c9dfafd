"""What people decide about what the machine found: appended, never changed, and undone by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import msgspec

from reportedly.records.claims import Qualifier
from reportedly.records.ids import Id, make_id
from reportedly.records.mentions import Place

Verb = Literal["accept", "reject", "correct", "merge", "split", "copies", "not_copies", "pin", "note", "undo"]
Target = Literal["claim", "figure", "finding", "story", "articles", "line", "judgement"]
Slot = Literal["place", "time", "figure", "kind", "speaker"]


@dataclass(frozen=True, slots=True)
class Value:
    """What a slot is corrected to. The slot says which fields hold it; None in them is "not known".

    place: `place`. time: `earliest` and `latest`, ISO 8601 dates, both inclusive; of a figure its window.
    figure: `low`, `high` (equal when exact) and `qualifier`. kind: `kind`, a code of the ontology. speaker:
    `speaker`, None for the article's own voice. A pin may have a `section` of the brief, else the line's own.
    """

    place: Place | None = None
    earliest: str | None = None
    latest: str | None = None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = "exact"
    kind: str | None = None
    speaker: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: who (`by`) decided what, when (`at`, a UTC instant in ISO 8601), and why.

    `targets` are ids that survive a re-run, by the kind of `target`:

    - claim, figure: their ids, one or several that are decided alike (the same misreading in copies);
    - finding: its claims; to merge, the claims of all findings; to split, the claims taken out;
    - story: its articles, in the same way;
    - articles: two, for `copies` the copy first, for `not_copies` in either order;
    - line (of the brief): its claims;
    - judgement: what is undone.

    `rest` is, of a split, what the targets are parted from. `articles` are those that all of these stand in.
    `story` is where it was decided, for listing only. `after` are the judgements on the same matter that
    whoever decided saw standing: it takes their place.
    """

    id: Id
    at: str
    by: str
    verb: Verb
    target: Target
    targets: tuple[Id, ...]
    why: str = ""
    slot: Slot | None = None
    value: Value | None = None
    rest: tuple[Id, ...] = ()
    articles: tuple[Id, ...] = ()
    story: Id | None = None
    after: tuple[Id, ...] = ()

    @property
    def order(self) -> tuple[str, Id]:
        return self.at, self.id

    def named(self) -> Judgement:
        """The same with the id that its content gives it."""
        content = msgspec.json.encode(replace(self, id=""), order="deterministic").decode()
        return replace(self, id=make_id("j", content))


@dataclass(frozen=True, slots=True)
class Review:
    """What people decided of one story, as far as the account follows it.

    `used` are the judgements, in order; `corrections` those that correct, by the id of a claim or figure and
    by slot, the very same words in other articles among them.
    """

    used: tuple[Judgement, ...] = ()
    corrections: Mapping[Id, Mapping[Slot, Judgement]] = field(default_factory=dict)

    def corrected(self, id_: Id, slot: Slot) -> bool:
        """Whether somebody corrected this of a claim or figure."""
        return slot in self.corrections.get(id_, {})
