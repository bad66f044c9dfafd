"""What was published: a brief as it was edited, with every word it rests on: nothing later changes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from reportedly.records.account import Status
from reportedly.records.ids import Id, make_id
from reportedly.records.text import Span


@dataclass(frozen=True, slots=True)
class Footnote:
    """A quote that a line rests on, and where it stands. `chain` runs from the speaker to the outlet;
    `origin` says in words which text it traces to, where that is known."""

    number: int
    span: Span
    outlet: str
    title: str | None
    url: str | None
    published: str
    chain: tuple[str, ...]
    origin: str | None


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A sentence of the brief. `machine` is what the program wrote, where an editor wrote otherwise."""

    section: str
    text: str
    status: Status
    origins: int
    footnotes: tuple[int, ...]
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """The lines on one story. `mark` is the state of the store that they were made from."""

    story: Id
    title: str
    meta: str
    mark: str
    lines: tuple[PublishedLine, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """One edition: who published it, when (a UTC instant), and all that it says. `after` is the publication
    that it takes the place of."""

    id: Id
    at: str
    by: str
    title: str
    standfirst: str
    stories: tuple[PublishedStory, ...]
    footnotes: tuple[Footnote, ...]
    after: Id | None = None

    def named(self) -> Publication:
        """The same with the id that its content gives it."""
        content = msgspec.json.encode(replace(self, id=""), order="deterministic").decode()
        return replace(self, id=make_id("e", content))
