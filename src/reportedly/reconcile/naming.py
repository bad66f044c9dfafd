"""Names for agreements, composed of what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.publish.display import date_words
from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.reconcile.matters import matters

WORD = re.compile(r"[\w-]+")


def agreement_name(
    testimony: Testimony, evidence: Sequence[Evidence], parties: Sequence[str], agreed_on: str | None
) -> str:
    """For instance "ceasefire of 3 May 2019 between Anland and Beland"."""
    name = _noun(testimony, evidence)
    if agreed_on is not None:
        name += f" of {date_words(agreed_on)}"
    if len(parties) >= 2:
        name += f" between {', '.join(sorted(parties)[:-1])} and {sorted(parties)[-1]}"
    elif parties:
        name += f" with {parties[0]}"
    return name


def agreement_words(text: str) -> list[str]:
    """The words of a text that mean an agreement, in order."""
    return [word for word in WORD.findall(text.lower()) if word in matters().agreement_words]


def _noun(testimony: Testimony, evidence: Sequence[Evidence]) -> str:
    """The most telling word that the claims' sentences use for it."""
    words = matters().agreement_words
    used = {word for e in evidence for word in agreement_words(testimony.reading(e.claim.sentence))}
    return words[min(used, key=list(words).index)] if used else "agreement"
