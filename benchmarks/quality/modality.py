"""How well events are told from denials, fears, plans, threats, demands, conditions and history.

modality.yaml holds sentences of our own in nine batches, each written before it was tried. The class of an
event is `denied` where its polarity is, else its modality; what the sentences tell apart more finely (fears
and conditions are both possible) is reported as the share that came out right. A missed event is a wrong one.

The rules have been mended on all of them, so expect less on others: notes.md has what came out right of each
batch as first tried.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from benchmarks.quality.reading import read
from reportedly import knowledge
from reportedly.claims import events
from reportedly.config import Language
from reportedly.language import Parser
from reportedly.times import find as find_times

SENTENCES = "modality.yaml"
PUBLISHED_AT = "2024-03-15"
# What a class of sentences is called in a claim.
CALLED = {
    "asserted": "asserted",
    "denied": "denied",
    "not_happened": "denied",
    "possible": "possible",
    "feared": "possible",
    "conditional": "possible",
    "planned": "planned",
    "threatened": "threatened",
    "demanded": "demanded",
    "background": "background",
    "habitual": "background",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its class and what the event in it was taken for; None where none was found."""

    sentence: str
    gold: str
    said: str | None


def judge() -> list[Judged]:
    """Every sentence, read by itself as the program reads an article."""
    rows = knowledge.load(__package__, SENTENCES, dict[str, tuple[str, ...]])
    parser = Parser(Language())
    return [Judged(s, gold, _said(parser, s)) for gold, sentences in rows.items() for s in sentences]


def scores(judged: list[Judged]) -> dict[str, float]:
    """F1 of each class as claims call it, and the least; the share right in each group of sentences."""
    wanted = Counter(CALLED[j.gold] for j in judged)
    said = Counter(j.said for j in judged)
    right = Counter(j.said for j in judged if j.said == CALLED[j.gold])
    f1 = {f"{c}_f1": 2 * right[c] / (wanted[c] + said[c]) for c in sorted(wanted)}
    of = Counter(j.gold for j in judged)
    hits = Counter(j.gold for j in judged if j.said == CALLED[j.gold])
    shares = {f"{g}_right": hits[g] / of[g] for g in sorted(of)}
    return {"least_f1": min(f1.values()), "right": sum(hits.values()) / len(judged), **f1, **shares}


def _said(parser: Parser, marked: str) -> str | None:
    match = re.search(r"\[([^\]]+)\]", marked)
    assert match, marked
    text = marked[: match.start()] + match[1] + marked[match.end() :]
    start, end = match.start(), match.start() + len(match[1])
    page = read(parser, text, PUBLISHED_AT)
    claims = [
        c
        for c in events.find(page, (), find_times(page), ())
        if c.trigger.start < end and start < c.trigger.end
    ]
    if not claims:
        return None
    claim = min(claims, key=lambda c: (c.kind in ("act", "other"), c.trigger.start))
    if claim.polarity == "denied" and claim.modality not in ("demanded", "threatened"):
        return "denied"  # "urged them not to attack" is a demand all the same
    return claim.modality
