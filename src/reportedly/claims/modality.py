"""Whether a claim says that something happened: its polarity and modality, from modality.yaml.

From the event's word the reading climbs the dependency tree: the event's own clause (auxiliaries,
negation, adverbs, conditions), then what governs it ("plans to", "denied that", "threat of") until a
clause that speaks for itself.
"""

from __future__ import annotations

from reportedly.claims import ontology, phrases
from reportedly.claims.conditions import (
    awaited,
    doubted,
    has_tense,
    inverted_order,
    or_else,
    said_of,
    shifted_back,
    still_open,
    undone,
    yet_to,
)
from reportedly.claims.history import habitual, past
from reportedly.claims.moods import Rule, moods
from reportedly.claims.rules import index
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Token
from reportedly.records import Modality, Polarity, TimeMention

WEAK = frozenset({"asserted", "planned", "possible"})
NOBODY = frozenset({"nobody", "none", "nothing", "no"})
OWN = frozenset({"its", "our", "their", "his", "her", "my"})
PRONOUNS = frozenset({"it", "we", "they", "he", "she", "i"})
STEM = 4  # letters two words must share at their start to name one country ("Turkey", "Turkish")
MAX_CLIMB = 8


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
    history = state.modality == "asserted" and (state.background or past(line, trigger, time, published_on))
    if history or (state.modality in ("asserted", "possible", "planned") and habitual(line, trigger)):
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
    known, noun = moods(), trigger.head
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
        via = "to_noun" if head.lower == "to" else head.lower
        if above.pos == "VERB" and doubted(line, above):
            state.weaken("possible")
        if _governed(line, None, above, via, state) is None:
            _reported_noun(line, above, via, state)
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
    known, here = moods(), verb
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
            if "to" in auxiliaries and yet_to(line, head):
                state.take("denied")
                return
            if "to" in auxiliaries:
                said = said_of(line, head)
                via = "for" if said is head else "to"  # "shouted for him to", "common for them to"
                rule = _governed(line, here, said, via, state) if _has_mark(line, here, "for") else None
                if rule is None:
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
            _reported(line, here, head, state)
            if not (here.dep == "acl" and _governs(line, here, head)):
                return
        if not _step(line, here, state):
            return
        here = head


def _reported_noun(line: Line, above: Token, via: str, state: _State) -> None:
    """Judge what hangs on the object of the verb that tells of it: "denied reports of a raid", "threatened
    the nuns with abduction"."""
    verb = line.head(above)
    if above.dep not in ("dobj", "nsubjpass") or verb.pos != "VERB":
        return
    if via == "of" and above.lemma in moods().file.reports:
        if any(r.name == "denies" for r in moods().verbs.get(verb.lemma, ())):
            state.take("denied")
            _negated(line, verb, state)
    elif via == "with":
        _governed(line, None, verb, via, state)


def _reported(line: Line, here: Token, noun: Token, state: _State) -> None:
    """Judge what reports tell by the verb they are the object of: "denied reports that ..."."""
    verb = line.head(noun)
    that = any(c.lower == "that" and c.i < here.i for c in line.children[here.i])
    if not that or noun.lemma not in moods().file.reports:
        return
    denies = any(r.name == "denies" for r in moods().verbs.get(verb.lemma, ()))
    if noun.dep == "dobj" and denies:
        state.take("denied")
        _negated(line, verb, state)
    false = any(
        c.lower in moods().file.falsehoods for c in line.children[verb.i] if c.dep in ("acomp", "attr")
    )
    if noun.dep == "nsubj" and false:  # "the claim that ... was untrue"
        state.take("denied")
        _negated(line, verb, state)


def _governs(line: Line, here: Token, head: Token) -> bool:
    return any(rule for rule in moods().nouns.get(head.lemma, ()) if "that" in rule.via)


def _step(line: Line, here: Token, state: _State) -> bool:
    """Judge `here` by the word that governs it; whether the climb goes on above that word."""
    head = line.head(here)
    auxiliaries = {c.lower for c in line.children[here.i] if c.dep == "aux"}
    if here.dep == "pcomp":
        above = line.head(head)
        if head.lower == "without" or "instead" in {t.lower for t in (head, above, *line.children[head.i])}:
            state.take("denied")
            return False
        _governed(line, here, above, head.lower, state, gerund=True)
        return False
    if here.dep == "acl" and "to" in auxiliaries and _asked(line, here, head, state):
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
        if via == "to" and yet_to(line, head):
            state.take("denied")
            return False
        if via == "to" and head.lemma == "able" and head.dep == "acomp":
            _negated(line, line.head(head), state)  # "was not able to"
        rule = _governed(line, here, said_of(line, head), via, state)
        if rule is not None and _flips(rule) and via == "that" and here.dep == "ccomp":
            _negated(line, head, state)
        if rule is None and via == "to" and here.dep == "xcomp":
            state.weaken("planned")
        if here.dep == "ccomp" and via == "that":
            return False
        return here.dep in ("xcomp", "ccomp")
    return False


def _asked(line: Line, here: Token, noun: Token, state: _State) -> bool:
    """Whether a verb asks it of the noun before: "called on the rebels to leave"."""
    over = line.head(noun)
    if noun.lemma == "order" and over.lower == "in":
        state.weaken("planned")
        return True
    verb = line.head(over) if noun.dep == "pobj" else over if noun.dep == "dobj" else None
    demands = moods().verbs.get(verb.lemma, ()) if verb is not None and verb.pos == "VERB" else ()
    if verb is None or not any(r.effect == "demanded" and "to" in r.via for r in demands):
        return False
    return noun.lemma not in moods().nouns and _governed(line, here, verb, "to", state) is not None


def _flips(rule: Rule) -> bool:
    """Whether a "not" at the governing word turns the rule round: "did not deny that"."""
    return rule.polarity == "denied" and not rule.negated


def _has_mark(line: Line, clause: Token, word: str) -> bool:
    return any(c.dep == "mark" and c.lower == word for c in line.children[clause.i])


def _clause(line: Line, verb: Token, state: _State, hostile: bool, event: Token) -> set[str]:
    """Judge a clause by its own small words; its auxiliaries."""
    known, auxiliaries = moods(), set()
    inverted, condition = inverted_order(line, verb), False
    for child in line.children[verb.i]:
        if child.dep in ("aux", "auxpass"):
            auxiliaries.add(child.lower)
            if child.dep == "aux" and child.lower in known.auxiliary and not inverted:
                if undone(line, verb, child):
                    state.take("denied")
                    continue
                said = shifted_back(line, verb, child)
                state.weaken("planned" if said else known.auxiliary[child.lower])
                if said:
                    auxiliaries.add("will")
        elif child.dep == "neg":
            state.take("denied")
        elif child.dep == "advmod":
            state.take(known.adverb.get(child.lower))
        elif child.dep == "mark":
            if child.lower in known.file.conditions or (
                child.lower in known.file.until and still_open(line, verb)
            ):
                state.weaken("possible", strong=True)
        elif child.lower in ("whoever", "whosoever"):
            state.weaken("possible")
        elif child.dep in ("nsubj", "nsubjpass", "dobj") and child.i != event.i:
            if child.lower in NOBODY or any(
                known.determiner.get(c.lower) == "denied"
                for c in line.children[child.i]
                if c.dep in ("det", "neg", "preconj", "predet")
            ):
                state.take("denied")
        elif child.dep == "advcl":
            condition |= inverted_order(line, child) or any(
                c.dep == "mark" and c.lower in ("if", "unless") for c in line.children[child.i]
            )
    if inverted or awaited(line, verb):
        state.weaken("possible", strong=True)
    if doubted(line, verb):
        state.weaken("possible")
    if hostile and "will" in auxiliaries and or_else(line, verb):
        state.weaken("threatened", strong=True)
    if condition:
        if hostile and auxiliaries & {"will", "'ll", "shall"}:
            state.weaken("threatened", strong=True)
        else:
            state.weaken("possible")
    return auxiliaries


def _negated(line: Line, verb: Token, state: _State) -> None:
    if any(c.dep == "neg" for c in line.children[verb.i]):
        state.take("denied")


def _governed(
    line: Line, here: Token | None, governor: Token, via: str, state: _State, gerund: bool = False
) -> Rule | None:
    """Apply the first rule of the governing word that holds; None where there is none."""
    known = moods()
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
        if rule.finite and not (here and has_tense(line, here)):
            continue
        if rule.negated and not _is_negated(line, governor):
            continue
        if rule.own_side and not (here and _own_side(line, here, governor)):
            continue
        if rule.effect != "asserted":
            overrides = rule.effect in ("threatened", "demanded") or (
                via == "that" and rule.effect == "possible"
            )
            if rule.effect == "background":
                state.take("background")
            else:
                state.weaken(rule.effect, strong=overrides)
        if rule.polarity == "denied":
            state.take("denied")
        return rule
    return None


def _is_negated(line: Line, governor: Token) -> bool:
    verb = governor if governor.pos == "VERB" else line.head(governor)
    denying = {*line.children[governor.i], *line.children[verb.i]}
    return any(
        c.dep == "neg"
        or (c.dep == "advmod" and c.lower in ("never", "hardly"))
        or (c.dep == "nsubj" and c.lower in NOBODY)
        for c in denying
    )


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
