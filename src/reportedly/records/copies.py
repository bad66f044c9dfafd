"""What articles are compared by, the stories they make, and who copied whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.records.ids import Id
from reportedly.records.text import Span


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
    (copies/fingerprints.py), and `places` the number of the sentence that each is of. `lead` has the
    vectors of its first sentences where there are articles in other languages to compare it with.
    """

    terms: dict[str, float]
    prints: tuple[int, ...]
    places: tuple[int, ...]
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
    """Two articles that have something in common, left < right. `likeness` is uncalibrated, 0-1; `sure` ones
    are of one story whatever others of it say; `prints` is how many fingerprints they share."""

    left: Id
    right: Id
    likeness: float
    sure: bool
    prints: int


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
class Passage:
    """What an article has in common with one of another story, by the two alone; nothing, most often.

    `id` is the other's. `mark` is of what it depends on: while that stays, the two are not compared again.
    """

    id: Id
    mark: str
    copy: Copy | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Sentences of a story that trace to one text. `credited_to` is the agency or outlet it is credited to.

    `root` is the article whose own text it is, of this story or another; None where the text is a third one,
    not in the store. Every sentence of a story's articles belongs to exactly one origin. A text that stands
    in several stories has one id.
    """

    id: Id
    story: Id
    sentences: tuple[Span, ...]
    credited_to: str | None
    root: Id | None
