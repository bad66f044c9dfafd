"""What the words right before or after a count say of it, whatever the parse: headlines, lists."""

from __future__ import annotations

from reportedly.claims.counting import allows, lexicon, noun_measure, tables, unit_at
from reportedly.claims.measures import Evidence
from reportedly.reading import Line

LABEL = 6  # words of a label before a colon


def noun_before(line: Line, first: int, unit: str | None) -> Evidence | None:
    """From the noun of a count, whatever the parse makes of it: "Displacement of about 900 people"."""
    if first < 2 or line.tokens[first - 1].lower != "of":
        return None
    noun = line.tokens[first - 2]
    measure = noun_measure(noun) if noun.pos in {"NOUN", "PROPN"} else None
    return Evidence(measure, noun) if measure and measure != "killed" and allows(measure, unit) else None


def labelled(line: Line, first: int) -> tuple[Evidence, str | None] | None:
    """From the label of a bare number, and the unit told there: "Houses destroyed: 40", "IDPs: 9,000"."""
    if first < 2 or line.tokens[first - 1].lower != ":":
        return None
    at = first - 1
    while at > 0 and line.tokens[at - 1].pos not in {"PUNCT", "NUM"} and first - at <= LABEL:
        at -= 1
    label = line.tokens[at : first - 1]
    units = [u for u in (unit_at(line, t) for t in label) if u is not None]
    for token in label:
        measure = noun_measure(token) or tables().modifier.get(token.lower)
        if measure and (not units or allows(measure, units[0])):
            return Evidence(measure, token), units[0] if units else tables().bare[measure]
    return None


def word_after(line: Line, after: int, unit: str | None) -> Evidence | None:
    """From a participle right after a count, as in headlines and lists: "12 killed, 30 wounded"."""
    for token in line.tokens[after : after + 4]:
        found = tables().modifier.get(token.lower)
        if found and allows(found, unit):
            return Evidence(found, token)
        if (
            token.pos not in {"AUX", "ADV", "ADJ", "DET", "SPACE"}
            and token.lower not in lexicon().passed_over
        ):
            break
    return None


def listed(line: Line, first: int, after: int, unit: str | None) -> Evidence | None:
    """From the participle after a count, where the one before it is an earlier count's: the injured of
    "12 killed 30 injured". `first` is the first token of the count, `after` the one that follows it."""
    at = first - 1
    while at > 0 and line.tokens[at].lower in {",", ";", "/", "and", "&"}:
        at -= 1
    if at < 1 or tables().modifier.get(line.tokens[at].lower) is None:
        return None
    at -= 1
    if unit_at(line, line.tokens[at]) is not None:
        at -= 1
    return word_after(line, after, unit) if line.tokens[at].pos == "NUM" else None


def verb_before(line: Line, before: int, unit: str | None) -> Evidence | None:
    """From the verb right before a count, whatever the parse makes of headlines: "blast injures 9 women"."""
    while before > 0 and line.tokens[before].pos == "SPACE":
        before -= 1
    if before < 0:
        return None
    token = line.tokens[before]
    if token.pos not in {"VERB", "NOUN", "PROPN"}:
        return None
    for lemma in (token.lemma, token.lower.removesuffix("s")):
        for sense in tables().verb.get(lemma, ()):
            if sense.role == "object" and not sense.words and not sense.by and allows(sense.measure, unit):
                return Evidence(sense.measure, token)
    return None
