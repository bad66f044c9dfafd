"""What people have decided, in words, and what they may decide next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.claims.ontology import kinds
from reportedly.publish.display import date_words, plain
from reportedly.records import Id, Judgement, Value
from reportedly.review import Standing

DONE = {
    "accept": "Accepted",
    "reject": "Rejected",
    "merge": "Merged",
    "split": "Split",
    "copies": "Marked as copy and original",
    "not_copies": "Marked as no copies of one another",
    "pin": "Pinned into the brief",
    "note": "Note",
    "undo": "Undid a judgement",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One judgement in words. `state`: "stands", "in conflict", "undone" or "overtaken"."""

    judgement: Judgement
    words: str
    when: str
    state: str


def decided(judgements: Iterable[Judgement], standing: Standing) -> tuple[Decided, ...]:
    """Judgements in words, in their order."""
    return tuple(Decided(j, words_of(j), date_words(f"{j.at[:16]}Z"), standing.state(j)) for j in judgements)


def words_of(judgement: Judgement) -> str:
    """As "Corrected the figure to 12 to 14"."""
    if judgement.verb == "correct":
        value = value_words(judgement.slot or "", judgement.value or Value())
        return f"Corrected the {judgement.slot} to {value}"
    if judgement.verb == "pin" and judgement.value and judgement.value.section:
        return f"{DONE['pin']}, under {plain(judgement.value.section)}"
    return DONE[judgement.verb]


def value_words(slot: str, value: Value) -> str:
    if slot == "place":
        return plain(value.place.name) if value.place else "not known"
    if slot == "time":
        days = dict.fromkeys(date_words(d) for d in (value.earliest, value.latest) if d)
        return " to ".join(days) or "not known"
    if slot == "figure":
        ends = dict.fromkeys(f"{v:,g}" for v in (value.low, value.high) if v is not None)
        about = "" if value.qualifier == "exact" else value.qualifier.replace("_", " ") + " "
        return about + " to ".join(ends)
    if slot == "kind":
        known = kinds().get(value.kind or "")
        return known.title if known else str(value.kind)
    return plain(value.speaker or "") or "the article’s own voice"


@dataclass(frozen=True, slots=True)
class Docket:
    """What a page shows of judgements: those that stand on something, and what the page was made after."""

    standing: Standing
    seen: str  # when the last judgement was made that the page knows of

    def on(self, *targets: Id) -> tuple[Decided, ...]:
        """What stands, or is in conflict, on any of these; each once."""
        return decided(self.standing.of(*targets), self.standing)
