"""What the words right before or after a count say of it, whatever the parse: headlines, lists."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.claims.counting import allows, is_lodging, lexicon, noun_measure, tables, unit_at
from reportedly.claims.measures import Evidence
from reportedly.claims.quantities import wording
from reportedly.reading import Line, Token
from reportedly.records import Measure

LABEL = 6  # words of a label before a colon
TITLE = 10  # words from "death toll" to its number in a headline
DASHES = frozenset({"-", "--", "–", "—"})
TAKEN = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM"})  # what a participle before them belongs to
LISTED = frozenset({"NUM", "NOUN", "PROPN", "ADJ", "PUNCT", "SYM", "CCONJ", "SPACE", "X"})


def noun_before(line: Line, first: int, unit: str | None) -> Evidence | None:
    """From the noun of a count, whatever the parse makes of it: "Displacement of about 900 people"."""
    if first < 2 or line.tokens[first - 1].lower != "of":
        return None
    noun = line.tokens[first - 2]
    measure = noun_measure(noun) if noun.pos in {"NOUN", "PROPN"} else None
    return Evidence(measure, noun) if measure and measure != "killed" and allows(measure, unit) else None


def labelled(line: Line, first: int) -> tuple[Evidence, str | None] | None:
    """From the label of a bare number, and the unit told there: "Houses destroyed: 40", "IDPs: 9,000"."""
    if first < 2 or not (line.tokens[first - 1].lower == ":" or _is_dash(line, line.tokens[first - 1])):
        return None
    at = first - 1
    while at > 0 and _is_of_label(line.tokens[at - 1]) and first - at <= LABEL:
        at -= 1
    label = line.tokens[at : first - 1]
    named = sorted(label, key=lambda t: t.lower in tables().modifier)  # families, of "displaced families"
    units = [u for u in (unit_at(line, t) for t in named) if u is not None]
    for token in label:
        measure = noun_measure(token) or tables().modifier.get(token.lower)
        if measure and (not units or allows(measure, units[0])):
            return Evidence(measure, token), units[0] if units else tables().bare[measure]
    return None


def _is_of_label(token: Token) -> bool:
    return token.pos not in {"PUNCT", "NUM"} and token.text != "|"


def _is_dash(line: Line, token: Token) -> bool:
    """Whether a token is a dash between blanks: "Deaths - 12"."""
    return token.text in DASHES and line.text[token.start - 1 : token.end + 1] == f" {token.text} "


def list_label(line: Line, first: int, unit: str | None) -> Evidence | None:
    """From the label of the list that a count is in: the clinics of "Damage: 45 houses, 3 clinics"."""
    at = first - 1
    while at > 0 and line.tokens[at].lower not in {":", ".", ";"} and line.tokens[at].pos in LISTED:
        at -= 1
    found = labelled(line, at + 1)
    return found[0] if found and allows(found[0].measure, unit) else None


def tallied(line: Line, first: int) -> Evidence | None:
    """From the tally that a bare number ends, in headlines: "Death toll in Orvale blast now 19"."""
    at = first - 1
    while at > 0 and line.tokens[at].lower in {*lexicon().standing, *wording().changes}:
        at -= 1
    title = list[Token]()
    for token in reversed(line.tokens[max(0, at - TITLE) : at + 1]):
        happened = token.pos == "VERB" and token.lower in tables().modifier  # "the number killed this year"
        if (token.pos in {"VERB", "AUX", "NUM"} and not happened) or token.lower in {".", ";", ":", ","}:
            break
        title.append(token)
    counter = next((t for t in title if t.lemma in lexicon().counters and t.pos == "NOUN"), None)
    if counter is None:
        return None
    for token in reversed(title):
        measure = noun_measure(token) or tables().modifier.get(token.lower)
        if measure is not None and token.lemma != "toll":
            return Evidence(measure, token)
    return Evidence("killed", counter) if counter.lemma == "toll" else None


def right_after(line: Line, after: int) -> Evidence | None:
    """From the participle that a bare number is said with, whatever the parse: "14 dead, 9 missing"."""
    tokens = line.tokens[after : after + 2]
    measure = tables().modifier.get(tokens[0].lower) if tokens else None
    if measure is None or any(t.pos in TAKEN or t.text == ":" for t in tokens[1:]):
        return None
    return Evidence(measure, tokens[0])


def verb_after(line: Line, after: int) -> Evidence | None:
    """From the verb right after a bare number, whatever the parse: "on Monday 5 more died"."""
    at = after
    while at < len(line.tokens) and line.tokens[at].lower in lexicon().others:
        at += 1
    following = line.tokens[at : at + 2]
    if not following or following[0].pos not in {"VERB", "NOUN"} or following[-1].pos in {"NOUN", "PROPN"}:
        return None
    if is_lodging(line, following[0]) or noun_measure(following[0]):
        return None  # "4 camps", "2 returns"
    for sense in tables().verb.get(following[0].lemma, ()):
        if sense.role == "subject" and not sense.words and not sense.by:
            return Evidence(sense.measure, following[0])
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
    return next((Evidence(m, token) for m in _of_objects(token) if allows(m, unit)), None)


def is_headline_verb(token: Token) -> bool:
    """Whether a word that the parse takes for a noun may be a verb of a headline: "kills 10 injures 40"."""
    return token.tag == "NNS" and next(_of_objects(token), None) is not None


def _of_objects(token: Token) -> Iterator[Measure]:
    """What a verb says of its object by itself."""
    for lemma in (token.lemma, token.lower.removesuffix("s")):
        for sense in tables().verb.get(lemma, ()):
            if sense.role == "object" and not sense.words and not sense.by:
                yield sense.measure
