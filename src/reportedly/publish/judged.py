"""What somebody decided, in the words that pages, terminals and lines of a brief share."""

from __future__ import annotations

from reportedly.claims.ontology import kinds
from reportedly.publish.display import count_words, period_words, plain
from reportedly.reconcile.figures import QUALIFIED, number
from reportedly.records import Judgement, Slot, Value

DONE = {
    "accept": "accepted{what}",
    "reject": "rejected{what}",
    "correct": "corrected the {slot}{of} to {value}",
    "merge": "merged{what}",
    "split": "split{what}",
    "copies": "marked as copy and original",
    "not_copies": "marked as no copies of one another",
    "pin": "pinned{what} into the brief{under}",
    "note": "left a note{on}",
    "undo": "undid a judgement",
}
MEMBERS = {"finding": "claim", "line": "claim", "story": "article"}  # what a judgement of these names
UNKNOWN = "not known"


def judgement_words(judgement: Judgement, about: bool = True) -> str:
    """What was done, as "corrected the figure of a claim to at least 12", or without the claim where `about`
    is False: beside it."""
    j = judgement
    member = MEMBERS.get(j.target)
    what = f"{count_words(len(j.targets), member)} of a {j.target}" if member else f"a {j.target}"
    section = j.value.section if j.value else None
    return DONE[j.verb].format(
        what=f" {what}" if about else "",
        of=f" of {what}" if about and j.target != j.slot else "",
        on=f" on {what}" if about else "",
        slot=j.slot,
        value=value_words(j.slot, j.value or Value()) if j.slot else "",
        under=f", under {plain(section)}" if section else "",
    )


def value_words(slot: Slot, value: Value) -> str:
    """What a slot was corrected to."""
    if slot == "figure":
        ends = dict.fromkeys(number(v) for v in (value.low, value.high) if v is not None)
        return QUALIFIED[value.qualifier].format(" to ".join(ends))
    if slot == "time":
        return period_words(value.earliest, value.latest) if value.earliest or value.latest else UNKNOWN
    if slot == "place":
        return plain(value.place.name) if value.place else UNKNOWN
    if slot == "kind":
        known = kinds().get(value.kind or "")
        return known.title if known else plain(value.kind or UNKNOWN)
    return plain(value.speaker or "") or "the article’s own voice"
