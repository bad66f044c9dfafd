"""What lists of stories and names are made of: a story at a glance, and what a name has to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.records.account import Status
from reportedly.records.ids import Id


@dataclass(frozen=True, slots=True)
class Card:
    """A story at a glance.

    `id` is the story's; `origins` counts the texts that its sentences trace to, `statuses` the findings of
    each status. Outlets, languages, countries and kinds come most frequent first; `places` are keys of
    places (see Tally) of which claims tell, with their names. `line` is the line of the brief that most
    bears out, with its status and origins.
    """

    id: Id
    title: str
    first_at: str | None
    last_at: str | None
    articles: int
    origins: int
    claims: int
    findings: int
    statuses: dict[str, int]
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    line: str | None = None
    line_status: Status | None = None
    line_origins: int = 0

    @property
    def disputed(self) -> int:
        """How many findings are disputed."""
        return self.statuses.get("disputed", 0)


Part = Literal["speaker", "outlet", "actor", "place"]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one name has to do with one story: a speaker or outlet that says something, an actor or place of
    which something is said.

    All are numbers of claims: `claims` in all, `first` those that stand in the text that their origin is,
    `copied` those of the first that another outlet took over, `contradicted` those that another witness
    contradicted on the same day or later, `superseded` those that later ones overtook. `key` names it in
    all stories: a place by its gazetteer entry or coordinates, all others by their names. `last_at` is the
    day of the last article with such a claim, `findings` the findings that its claims support.
    """

    part: Part
    key: str
    name: str
    country: str | None
    last_at: str | None
    claims: int
    first: int
    copied: int
    contradicted: int
    superseded: int
    findings: tuple[Id, ...]
