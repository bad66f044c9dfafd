"""The claim that speaks best for a matter, and the matter's headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.reconcile.figures import outdated
from reportedly.records import Span

SHOWN = {"body": 0, "caption": 1, "headline": 2, "heading": 3, "dateline": 4}
LONG = 320  # characters; a longer sentence is shown only for want of a shorter
VAGUE = (
    *("he ", "she ", "they ", "it ", "this ", "that ", "but ", "and ", "we ", "i "),
    *("his ", "her ", "their ", "its ", "our ", "my "),
)
ASIDE = re.compile(r", (?:which|who|whose|where)\b[^,]*$")


def best(testimony: Testimony, evidence: Sequence[Evidence]) -> Evidence:
    """The claim whose sentence is shown: not one that another brings up to date; original, standing on its
    own, early."""
    old = outdated(testimony, evidence)
    return min(evidence, key=lambda e: (e.claim.id in old, *_rank(testimony, e)))


def _rank(testimony: Testimony, e: Evidence) -> tuple[object, ...]:
    words = testimony.reading(e.claim.sentence)
    return (
        e.derived,
        SHOWN[testimony.role(e.claim.sentence)] > 0,
        is_aside(testimony, e),
        words.lower().lstrip("\"'[(").startswith(VAGUE),
        len(words) > LONG,
        e.place is None,
        not e.actors,
        -round(testimony.salience(e), 1),
        e.order,
    )


def is_aside(testimony: Testimony, e: Evidence) -> bool:
    """Whether the claim is told in a relative clause, so that its sentence is about something else."""
    at = e.claim.trigger.start - e.claim.sentence.start
    return ASIDE.search(testimony.reading(e.claim.sentence)[:at]) is not None


def headline(testimony: Testimony, evidence: Sequence[Evidence]) -> str:
    """The best sentence."""
    return sentence(testimony, best(testimony, evidence).claim.sentence)


def sentence(testimony: Testimony, span: Span) -> str:
    """A sentence in its repaired wording."""
    return testimony.wording(span)
