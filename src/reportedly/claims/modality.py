"""Whether a claim says that something happened: its polarity and modality, from modality.yaml.

From the event's word the reading climbs the dependency tree: the event's own clause (auxiliaries,
negation, adverbs, conditions), then what governs it ("plans to", "denied that", "threat of") until a
clause that speaks for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from reportedly import knowledge
from reportedly.claims import ontology, phrases
from reportedly.claims.rules import index
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Token
from reportedly.records import Modality, Polarity, TimeMention

Effect = Literal["asserted", "possible", "planned", "threatened", "demanded"]
WEAK = frozenset({"asserted", "planned", "possible"})
NOBODY = frozenset({"nobody", "none", "nothing", "no"})
OWN = frozenset({"its", "our", "their", "his", "her", "my"})
PRONOUNS = frozenset({"it", "we", "they", "he", "she", "i"})
APART = frozenset({"advcl", "ccomp", "conj", "parataxis"})  # clauses that speak for themselves
STEM = 4  # letters two words must share at their start to name one country ("Turkey", "Turkish")
MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """What a governing word makes of the event below it. `nouns`: the word is a noun, else a verb or
    adjective; `aux`: only where the event has such an auxiliary; `own_side`: only where the event's
    subject is on the side of the governing verb's."""

    name: str
    effect: Effect
    words: tuple[str, ...]
    via: tuple[str, ...]
    polarity: Polarity = "affirmed"
    nouns: bool = False
    aux: tuple[str, ...] = ()
    own_side: bool = False
    tags: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModalityFile:
    auxiliaries: dict[Modality, tuple[str, ...]]
    adverbs: dict[str, tuple[str, ...]]
    determiners: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    conditions: tuple[str, ...]
    until: tuple[str, ...]
    prepositions: dict[str, tuple[str, ...]]
    long_affairs: tuple[str, ...]
    history: str
    years: str
    history_days: int
    rules: tuple[Rule, ...]
    examples: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    file: ModalityFile
    auxiliary: dict[str, Modality]
    adverb: dict[str, str]
    determiner: dict[str, str]
    adjective: dict[str, str]
    preposition: dict[str, str]
    verbs: dict[str, tuple[Rule, ...]]
    nouns: dict[str, tuple[Rule, ...]]
    history: re.Pattern[str]
    years: re.Pattern[str]


@lru_cache(maxsize=1)
def _known() -> _Known:
    file = knowledge.load("reportedly.claims", "modality.yaml", ModalityFile)

    def turned(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
        return {word: effect for effect, words in table.items() for word in words}

    def by_word(nouns: bool) -> dict[str, tuple[Rule, ...]]:
        rules = [r for r in file.rules if r.nouns == nouns]
        return {w: tuple(r for r in rules if w in r.words) for r in rules for w in r.words}

    return _Known(
        file,
        {word: effect for effect, words in file.auxiliaries.items() for word in words},
        turned(file.adverbs),
        turned(file.determiners),
        turned(file.adjectives),
        turned(file.prepositions),
        by_word(nouns=False),
        by_word(nouns=True),
        re.compile(file.history, re.IGNORECASE),
        re.compile(file.years, re.IGNORECASE),
    )


class _State:
    """What the climb has learnt so far."""

    def __init__(self) -> None:
        self.modality: Modality = "asserted"
        self.denied = False
        self.background = False

    def weaken(self, modality: str, strong: bool = False) -> None:
        """Take a modality: the innermost stands, unless a threat or a demand governs it."""
        if self.modality == "asserted" or (strong and self.modality in WEAK):
            self.modality = modality  # type: ignore[assignment]

    def take(self, effect: str | None) -> None:
        if effect == "denied":
            self.denied = not self.denied
        elif effect == "background":
            self.background = True
        elif effect:
            self.weaken(effect)


def judge(
    line: Line, trigger: Trigger, hostile: bool, time: TimeMention | None, published_on: str | None
) -> tuple[Polarity, Modality]:
    """Polarity and modality of the event a trigger names.

    `hostile`: the kind is one that can be a threat; `time` is the time that governs the event.
    """
    state = _State()
    head: Token | None = trigger.head
    if trigger.head.pos in ("NOUN", "PROPN"):
        head = _nominal(line, trigger, state)
    if head is not None:
        _verbal(line, head, state, hostile, trigger.head)
    if state.modality == "asserted" and (state.background or _past(line, trigger, time, published_on)):
        state.modality = "background"
    denied = state.denied != trigger.flip
    return ("denied" if denied else "affirmed"), state.modality


def of_clause(line: Line, token: Token) -> Modality:
    """The modality of the clause that a word stands in: possible for that of "millions may cross"."""
    verb = next((a for a in line.ancestors(token) if a.pos in ("VERB", "AUX")), None)
    state = _State()
    if verb is not None:
        _verbal(line, verb, state, False, token)
    return state.modality


# -- nouns ----------------------------------------------------------------------------------------


def _nominal(line: Line, trigger: Trigger, state: _State) -> Token | None:
    """Judge a noun by its own words and what it hangs on; the verb to go on from, if it carries the noun."""
    known, noun = _known(), trigger.head
    for child in line.children[noun.i]:
        if child.dep in ("det", "neg", "advmod"):
            state.take(known.determiner.get(child.lower))
        elif child.dep in ("amod", "compound"):
            state.take(known.adjective.get(child.lower))
    while noun.dep in ("conj", "appos") and noun.head != noun.i and line.head(noun).pos in ("NOUN", "PROPN"):
        noun = line.head(noun)
        if any(known.determiner.get(c.lower) == "denied" for c in line.children[noun.i] if c.dep == "det"):
            state.take("denied")
    if trigger.light is not None:
        _governed(line, None, trigger.light, "object", state)
        return trigger.light
    head = line.head(noun)
    if head.i == noun.i or ontology.kind(trigger.kind).group == "speech":
        return None  # a denied accusation was made
    if noun.dep == "pobj":
        state.take(known.preposition.get(head.lower) if head.lower == "without" else None)
        above = line.head(head)
        _governed(line, None, above, "to_noun" if head.lower == "to" else head.lower, state)
        return None
    if head.pos in ("VERB", "AUX"):
        if head.lemma == "be" and noun.dep == "nsubj":
            return None  # "the battles are not easy" says there are battles
        if noun.dep in ("nsubj", "nsubjpass", "attr") and (
            head.lemma in index().occurrence or head.lemma in index().light
        ):
            return head
        given = noun.dep == "nsubjpass" and any(c.dep == "dobj" for c in line.children[head.i])
        if noun.dep in ("dobj", "nsubjpass") and not given:  # not "the convoy was denied entry"
            rule = _governed(line, None, head, "object", state)
            if rule and rule.effect != "asserted":
                _negated(line, head, state)
    return None


# -- verbs ----------------------------------------------------------------------------------------


def _verbal(line: Line, verb: Token, state: _State, hostile: bool, event: Token) -> None:
    """Climb from a verb through the clauses it inherits from."""
    known, here = _known(), verb
    for _ in range(MAX_CLIMB):
        auxiliaries = _clause(line, here, state, hostile, event)
        head = line.head(here)
        if head.i == here.i:
            return
        if here.dep == "conj" and head.pos in ("VERB", "AUX", "ADJ"):
            below = line.children[here.i]
            if not auxiliaries and not any(c.dep in ("nsubj", "nsubjpass", "csubj") for c in below):
                here = head  # "may attack and [burn]": the neighbour's words hold for it too
                continue
            if head.dep not in ("xcomp", "ccomp", "pcomp", "acl") or not _step(line, head, state):
                return
            here = line.head(head)  # what governs the neighbour governs it, the neighbour's own words do not
            continue
        if here.dep == "advcl":
            infinitive = "to" in auxiliaries
            if infinitive:
                state.weaken("planned")
                return
            marks = {c.lower for c in line.children[here.i] if c.dep in ("mark", "advmod")}
            if marks or here.tag not in ("VBG", "VBN"):
                return
            here = head  # "will attack, killing"
            continue
        if here.dep == "relcl" or (here.dep == "acl" and "to" not in auxiliaries):
            if head.lemma in known.file.long_affairs:
                state.take("background")
            if here.dep == "acl":
                _reported(line, here, head, state)
            if not (here.dep == "acl" and _governs(line, here, head)):
                return
        if not _step(line, here, state):
            return
        here = head


def _reported(line: Line, here: Token, noun: Token, state: _State) -> None:
    """Judge what reports tell by the verb they are the object of: "denied reports that ..."."""
    verb = line.head(noun)
    that = any(c.dep == "mark" and c.lower == "that" for c in line.children[here.i])
    if that and noun.dep == "dobj" and any(r.name == "denies" for r in _known().verbs.get(verb.lemma, ())):
        state.take("denied")
        _negated(line, verb, state)


def _governs(line: Line, here: Token, head: Token) -> bool:
    return any(rule for rule in _known().nouns.get(head.lemma, ()) if "that" in rule.via)


def _step(line: Line, here: Token, state: _State) -> bool:
    """Judge `here` by the word that governs it; whether the climb goes on above that word."""
    head = line.head(here)
    auxiliaries = {c.lower for c in line.children[here.i] if c.dep == "aux"}
    if here.dep == "pcomp":
        if head.lower in ("without", "instead"):
            state.take("denied")
            return False
        above = line.head(head)
        _governed(line, here, above, head.lower, state, gerund=True)
        return False
    if here.dep == "acl" and head.pos in ("NOUN", "PROPN"):
        rule = _governed(line, here, head, "to" if "to" in auxiliaries else "that", state)
        if rule is None and "to" in auxiliaries:
            state.weaken("planned")
        return False
    if here.dep in ("xcomp", "ccomp", "csubj", "dep", "oprd", "advcl"):
        marks = {c.lower for c in line.children[here.i] if c.dep == "mark"}
        if marks & {"whether", "if"}:
            return False  # asked, not asked for
        via = "to" if "to" in auxiliaries else "ing" if here.dep == "xcomp" and here.tag == "VBG" else "that"
        rule = _governed(line, here, head, via, state)
        if rule is None and via == "to" and here.dep == "xcomp":
            state.weaken("planned")
        if here.dep == "ccomp" and via == "that":
            return False
        return here.dep in ("xcomp", "ccomp")
    return False


def _clause(line: Line, verb: Token, state: _State, hostile: bool, event: Token) -> set[str]:
    """Judge a clause by its own small words; its auxiliaries."""
    known, auxiliaries = _known(), set()
    condition = False
    for child in line.children[verb.i]:
        if child.dep in ("aux", "auxpass"):
            auxiliaries.add(child.lower)
            if child.dep == "aux" and child.lower in known.auxiliary:
                state.weaken(known.auxiliary[child.lower])
        elif child.dep == "neg":
            state.take("denied")
        elif child.dep == "advmod":
            state.take(known.adverb.get(child.lower))
        elif child.dep == "mark":
            if child.lower in known.file.conditions or (
                child.lower in known.file.until and _open(line, verb)
            ):
                state.weaken("possible")
        elif child.dep in ("nsubj", "nsubjpass", "dobj") and child.i != event.i:
            if child.lower in NOBODY or any(
                known.determiner.get(c.lower) == "denied"
                for c in line.children[child.i]
                if c.dep in ("det", "neg")
            ):
                state.take("denied")
        elif child.dep == "advcl":
            condition |= any(c.dep == "mark" and c.lower in ("if", "unless") for c in line.children[child.i])
    if condition:
        if hostile and auxiliaries & {"will", "'ll", "shall"}:
            state.weaken("threatened", strong=True)
        else:
            state.weaken("possible")
    return auxiliaries


def _open(line: Line, verb: Token) -> bool:
    """Whether a clause is told in the present: "until it is cleared", not "until it was"."""
    below = line.children[verb.i]
    past = any(c.tag == "VBD" for c in below if c.dep in ("aux", "auxpass"))
    return verb.tag not in ("VBD", "VBG") and not past


def _negated(line: Line, verb: Token, state: _State) -> None:
    if any(c.dep == "neg" for c in line.children[verb.i]):
        state.take("denied")


def _governed(
    line: Line, here: Token | None, governor: Token, via: str, state: _State, gerund: bool = False
) -> Rule | None:
    """Apply the first rule of the governing word that holds; None where there is none."""
    known = _known()
    table = known.nouns if governor.pos in ("NOUN", "PROPN") else known.verbs
    for rule in table.get(governor.lemma, ()):
        if via not in rule.via and not (gerund and f"{via}_ing" in rule.via):
            continue
        if rule.aux and not (
            here and any(c.lower in rule.aux for c in line.children[here.i] if c.dep == "aux")
        ):
            continue
        if rule.tags and governor.tag not in rule.tags:
            continue
        if rule.own_side and not (here and _own_side(line, here, governor)):
            continue
        if rule.effect != "asserted":
            overrides = rule.effect in ("threatened", "demanded") or (
                via == "that" and rule.effect == "possible"
            )
            state.weaken(rule.effect, strong=overrides)
        if rule.polarity == "denied":
            state.take("denied")
        return rule
    return None


def _own_side(line: Line, event: Token, speaking: Token) -> bool:
    """Whether the event's subject is the speaker or the speaker's own: "it would", "its forces would"."""
    speaker = {
        t.lower[:STEM]
        for s in phrases.grammatical(line, speaking)
        for t in line.subtree(s)
        if t.pos in ("PROPN", "ADJ")
    }
    for subject in phrases.grammatical(line, event):
        if subject.lower in PRONOUNS:
            return True
        for part in line.subtree(subject):
            if part.lower in OWN or (part.pos in ("PROPN", "ADJ") and part.lower[:STEM] in speaker):
                return True
    return False


# -- time -----------------------------------------------------------------------------------------


def _past(line: Line, trigger: Trigger, time: TimeMention | None, published_on: str | None) -> bool:
    """Whether the event is history at publication: by its time, or by wording of its clause."""
    known = _known()
    if time is not None and published_on and time.kind != "set":
        try:
            edge = date.fromisoformat(published_on) - timedelta(days=known.file.history_days)
        except ValueError:
            edge = None
        if edge and time.latest and time.latest[:10] < edge.isoformat():
            return True
        if time.latest and edge and time.earliest and time.earliest[:10] >= edge.isoformat():
            return False
    start, end = clause_bounds(line, trigger.light or trigger.head)
    words = line.text[start:end]
    if known.history.search(words):
        return True
    year = int(published_on[:4]) if published_on else None
    return any(year is None or int(m[1]) < year - 1 for m in known.years.finditer(words))


def clause_bounds(line: Line, token: Token) -> tuple[int, int]:
    """Offsets of the clause of a token: its verb's words without those of the clauses below it."""
    here = token
    while here.pos not in ("VERB", "AUX") and here.head != here.i:
        here = line.head(here)
    kept = {t.i: t for t in line.subtree(here)}
    for child in line.children[here.i]:
        below = line.subtree(child) if child.dep in APART else ()
        if all(t.i != token.i for t in below):
            for t in below:
                kept.pop(t.i, None)
    run = list(kept.values())
    return (run[0].start, run[-1].end) if run else (token.start, token.end)
