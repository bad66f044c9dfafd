"""What a governing word makes of the event below it: the rules of modality.yaml, looked up and applied."""

from __future__ import annotations

from reportedly.claims import phrases
from reportedly.claims.conditions import auxiliaries, denying_words, has_subject, has_tense, is_perfect, told
from reportedly.claims.moods import Rule, moods
from reportedly.reading import Line, Token
from reportedly.records import Modality

WEAK = frozenset({"asserted", "planned", "possible"})
AHEAD = frozenset({"planned", "threatened", "demanded", "background"})
FEW = frozenset({"few", "little", "hardly", "scarcely", "barely"})
COMMANDING = frozenset({"threatened", "demanded"})
OWN = frozenset({"its", "our", "their", "his", "her", "my"})
PRONOUNS = frozenset({"it", "we", "they", "he", "she", "i"})
STEM = 4  # letters two words must share at their start to name one country ("Turkey", "Turkish")


class State:
    """What is known of a happening: from its own words first, then from what governs it."""

    def __init__(self) -> None:
        self.modality: Modality = "asserted"
        self.denied = False
        self.background = False
        self.strong = False  # doubted as a whole: "feared that the army would"
        self.supposed = False  # under a condition, where "not" denies nothing: "as long as nobody bombs it"

    def weaken(self, modality: Modality, strong: bool = False) -> None:
        """Take a modality: the innermost stands, unless a threat, a demand or a fear governs it."""
        if self.modality == "asserted" or (strong and self.modality in WEAK):
            self.modality = modality
            self.strong = strong

    def suppose(self) -> None:
        self.weaken("possible", strong=True)
        self.supposed = True

    def take(self, effect: str | None) -> None:
        """Take what a word of the event's own says; None says nothing."""
        if effect == "denied":
            self.denied = not self.denied
        elif effect == "background":
            self.background = True
        elif effect:
            self.weaken(effect)  # type: ignore[arg-type]

    def inherit(self, over: State, denied: bool = True) -> None:
        """Take over what is known of a clause that this one is part of; its denial only where `denied`."""
        if over.denied and denied and self.modality in COMMANDING:
            self.modality = "asserted"  # a threatened march did not take place
        self.weaken(over.modality, strong=over.strong or over.modality in COMMANDING)
        self.background |= over.background
        self.supposed |= over.supposed
        self.denied ^= over.denied and denied

    def lift(self, rule: Rule, via: str, over: State) -> None:
        """Take what a rule makes of the event, its governing word being known as `over` says."""
        sign = rule.implies(via)[1 if over.denied else 0]
        if rule.effect == "background":
            self.background = True
        elif rule.effect != "asserted" and not (rule.effect in COMMANDING and over.denied and sign == "-"):
            commanding = rule.effect in COMMANDING or rule.strong
            self.weaken(rule.effect, strong=commanding or (via == "that" and rule.effect == "possible"))
        self.denied ^= sign == "-"
        if not rule.closed(via):
            self.inherit(over, denied=False)


def rule_for(
    line: Line,
    here: Token | None,
    governor: Token,
    via: str,
    hostile: bool = False,
    gerund: bool = False,
    new: bool = False,
) -> Rule | None:
    """The first rule of the governing word that holds; None where there is none.

    `here`: the verb below, where it is one; `via`: how it hangs on the governing word; `gerund`: as "-ing";
    `new`: the event is one not heard of before, "an attack".
    """
    for rule in moods().governing(governor):
        if via not in rule.via and not (gerund and f"{via}_ing" in rule.via):
            continue
        if rule.aux and not (here and auxiliaries(line, here).intersection(rule.aux)):
            continue
        if rule.tags and governor.tag not in rule.tags:
            continue
        if rule.finite and not (here and has_tense(line, here)):
            continue
        if rule.negated and not is_negated(line, governor):
            continue
        if here and rule.effect in AHEAD and _over_and_done(line, here, rule, via):
            continue
        if rule.of != "any" and (rule.of == "new") != new:
            continue
        if rule.hostile and not hostile:
            continue
        if rule.particle and not _reaches(line, governor, rule.particle):
            continue
        if rule.no_object and any(c.dep == "dobj" for c in line.children[governor.i]):
            continue
        if rule.owned and not any(c.dep == "poss" for c in line.children[governor.i]):
            continue
        if rule.own_subject and not (here and has_subject(line, here)):
            continue
        if rule.own_side and not (here and _own_side(line, here, governor)):
            continue
        return rule
    return None


def is_negated(line: Line, governor: Token) -> bool:
    """Whether a verb, or the verb that a noun or adjective hangs on, is denied by its own words."""
    verb = governor if governor.pos == "VERB" else line.head(governor)
    own = any(c.dep in ("neg", "det") and c.lower in ("no", "not") for c in line.children[governor.i])
    first = line.head(verb) if verb.dep == "conj" else verb
    own |= any(c.lower in FEW for c in (*line.children[governor.i], *line.children[verb.i]))
    neither = any(c.dep == "preconj" and c.lower == "neither" for c in line.children[first.i])
    return own or neither or denying_words(line, verb)


def _over_and_done(line: Line, here: Token, rule: Rule, via: str) -> bool:
    """Whether an event is told as having happened, so that nobody can plan or demand it: "to have fled",
    "rebels flee, army vows revenge"; but "demand that rebels flee"."""
    if is_perfect(line, here):
        return rule.effect != "planned"  # "was to have signed"
    return via == "that" and told(line, here) and (rule.effect != "demanded" or here.tag == "VBD")


def _reaches(line: Line, verb: Token, words: tuple[str, ...]) -> bool:
    """Whether a verb has one of these below it: the particle of "call off", the end of "come to nothing"."""
    below = line.children[verb.i]
    held = (n for c in below if c.dep == "prep" for n in line.children[c.i])
    return any(c.lower in words for c in (*below, *held) if c.i > verb.i)


def _own_side(line: Line, event: Token, speaking: Token) -> bool:
    """Whether the event's subject is the speaker or the speaker's own: "it would", "its forces would"."""
    speaker = {
        t.lower[:STEM]
        for s in phrases.grammatical(line, speaking)
        for t in line.subtree(s)
        if t.pos in ("PROPN", "ADJ")
    }
    known = moods().file
    leads = any(s.lemma in known.commanders for s in phrases.grammatical(line, speaking))
    for subject in phrases.grammatical(line, event):
        if subject.lower in PRONOUNS:
            return True
        bare = all(c.dep in ("det", "poss") for c in line.children[subject.i])
        if leads and bare and subject.lemma in known.commanded:
            return True  # "the president warned that the army would"
        for part in line.subtree(subject):
            if part.lower in OWN or (part.pos in ("PROPN", "ADJ") and part.lower[:STEM] in speaker):
                return True
    return False
