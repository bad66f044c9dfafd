"""Whether a claim says that something happened: its polarity and modality, from modality.yaml.

A happening is read by its own words (auxiliaries, negation, adverbs, conditions), then by what governs it:
"plans to", "denied that", "threat of". The governing word is read in the same way first, so that "foiled a
plot to bomb" and "did not fail to bomb" come out; what it implies of the event, affirmed and denied, is its
signature in modality.yaml (Karttunen 1971; Nairn, Condoravdi and Karttunen 2006). The reading ends at a
clause that speaks for itself.
"""

from __future__ import annotations

from reportedly.claims.governing import WEAK
from reportedly.claims.history import clause_words, habitual, past, recent, yet_to_come
from reportedly.claims.scope import VERBS, Reader
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Token
from reportedly.records import Modality, Polarity, TimeMention


def judge(
    line: Line, trigger: Trigger, hostile: bool, time: TimeMention | None, published_on: str | None
) -> tuple[Polarity, Modality]:
    """Polarity and modality of the event a trigger names.

    `hostile`: the kind is one that can be a threat; `time` is the time that governs the event.
    """
    state = Reader(line, trigger.head, hostile).event(trigger)
    words = clause_words(line, trigger)
    dated = past(line, trigger, words, time, published_on)
    told = state.modality == "asserted"
    if told and yet_to_come(line, trigger, time, published_on):
        state.modality = "planned"
    elif (told and (dated or (state.background and not recent(time, published_on)))) or (
        state.modality in WEAK and habitual(line, trigger, words)
    ):
        state.modality = "background"
    denied = state.denied != trigger.flip and not state.supposed
    return ("denied" if denied else "affirmed"), state.modality


def of_clause(line: Line, token: Token) -> Modality:
    """The modality of the clause that a word stands in: possible for that of "millions may cross"."""
    verb = next((a for a in line.ancestors(token) if a.pos in VERBS), None)
    return "asserted" if verb is None else Reader(line, token, hostile=False).verb(verb).modality
