"""What is known of a happening from its own words and from what governs it.

The reading climbs up to a clause that speaks for itself; rules and their words are in modality.yaml.
"""

from __future__ import annotations

from reportedly.claims import ontology
from reportedly.claims.conditions import (
    awaited,
    called_false,
    called_other,
    denying_words,
    has_mark,
    is_anybody,
    is_new,
    is_perfect,
    own_words,
    predicate,
    raised,
    said_of,
    subjunctive,
    thought_of,
    too_much,
    wondered,
    yet_to,
)
from reportedly.claims.governing import State, rule_for
from reportedly.claims.moods import PLANNED, Rule, moods
from reportedly.claims.rules import index
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Token

NOUNS = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OPEN = frozenset({"relcl", "xcomp", "ccomp", "csubj", "csubjpass", "dep", "oprd", "pcomp", "acl"})
MAX_DEPTH = 8  # words that govern one another


class Reader:
    """Reads the words of one sentence above an event."""

    def __init__(self, line: Line, event: Token, hostile: bool) -> None:
        self.line, self.of, self.hostile = line, event, hostile

    def event(self, trigger: Trigger) -> State:
        if trigger.head.pos not in NOUNS:
            return self.verb(trigger.head)
        state = self._own_of_noun(trigger.head)
        if trigger.light is not None:
            self._by(state, None, trigger.light, "object", new=is_new(self.line, trigger.head))
        elif ontology.kind(trigger.kind).group != "speech":  # a denied accusation was made
            self._over_noun(state, trigger.head, 0)
        return state

    # -- nouns ------------------------------------------------------------------------------------

    def _own_of_noun(self, noun: Token) -> State:
        known, state = moods(), State()
        for child in self.line.children[noun.i]:
            if child.dep in ("det", "neg", "advmod", "preconj"):
                state.take(known.determiner.get(child.lower))
            elif child.dep in ("amod", "compound"):
                state.take(known.adjective.get(child.lower))
        return state

    def _noun(self, noun: Token, depth: int) -> State:
        """A noun that governs something: "unconfirmed reports of", "foiled a plot to"."""
        state = self._own_of_noun(noun)
        verb = self.line.head(noun)
        if noun.dep in SUBJECTS and verb.pos in VERBS:
            rule = rule_for(self.line, None, verb, "subject", self.hostile)
            if rule is not None:
                state.lift(rule, "subject", self._read(verb, depth))
                return state
        self._over_noun(state, noun, max(depth, 1))
        return state

    def _over_noun(self, state: State, noun: Token, depth: int) -> None:
        """Add what a noun hangs on."""
        line, known = self.line, moods()
        noun = self._whole(state, noun)
        head = line.head(noun)
        if head.i == noun.i:
            return
        if noun.dep == "pobj":
            self._behind_preposition(state, noun, depth)
            return
        if head.pos not in VERBS:
            return
        if noun.dep in SUBJECTS:
            said = predicate(line, head)
            if said is not None and called_false(line, said):
                state.take("denied")
                self._add_denial(state, head, depth)
                return
            if (does := raised(line, head, said)) is not None:
                state.inherit(self.verb(does, depth + 1))  # "a truce is expected to [take] effect"
                return
            if said is not None and said.pos == "ADJ":
                state.take(known.adjective.get(said.lower))
            if thought_of(line, noun, head):
                state.weaken("possible")
        if noun.dep == "dobj" and called_other(line, head):
            state.take("denied")  # "called the attack an invention"
            return
        if noun.dep == "oprd" and head.dep == "ccomp" and line.subtree(head)[0].lower == "what":
            self._by_first(state, noun, line.head(head), ("object",), depth)
            return  # "averting what they called a raid"
        if noun.dep == "attr":
            named = next((c for c in line.children[head.i] if c.dep == "nsubj"), None)
            rule = rule_for(line, None, named, "of", self.hostile) if named is not None else None
            if named is not None and rule is not None:  # "the aim is the capture of"
                state.lift(rule, "of", self._own_of_noun(named))
                return
        happens = head.lemma in index().occurrence or head.lemma in index().light
        being = head.lemma == "be" and noun.dep == "nsubj"  # "the battles are not easy": there are battles
        if noun.dep in ("nsubj", "nsubjpass", "attr") and happens and not being:
            state.inherit(self._read(head, depth))
            return
        given = noun.dep == "nsubjpass" and any(c.dep == "dobj" for c in line.children[head.i])
        if noun.dep in ("dobj", "nsubjpass") and not given:  # not "the convoy was denied entry"
            vias = ("plan_object", "object") if depth else ("object",)
            self._by_first(state, noun, head, vias, depth)

    def _whole(self, state: State, noun: Token) -> Token:
        """The noun that stands for this one: the first of several, or "a round of" it."""
        line, known = self.line, moods()
        for _ in range(MAX_DEPTH):
            head = line.head(noun)
            if head.i != noun.i and noun.dep in ("conj", "appos") and head.pos in NOUNS:
                noun = head
                for c in line.children[noun.i]:
                    if c.dep in ("det", "preconj") and known.determiner.get(c.lower) == "denied":
                        state.take("denied")
                continue
            if noun.dep == "compound" and head.pos in NOUNS:
                noun = head
                continue
            holder = line.head(head)
            if noun.dep == "pobj" and head.lower == "of" and holder.lemma in known.file.rounds:
                noun = holder
                state.inherit(self._own_of_noun(noun))
                continue
            break
        return noun

    def _by_first(self, state: State, noun: Token, verb: Token, vias: tuple[str, ...], depth: int) -> None:
        """Add what the first rule says that takes the noun for its object."""
        new = is_new(self.line, noun)
        for via in vias:
            rule = rule_for(self.line, None, verb, via, self.hostile, new=new)
            if rule is not None:
                state.lift(rule, via, self._read(verb, depth))
                return

    def _behind_preposition(self, state: State, noun: Token, depth: int) -> None:
        line, known = self.line, moods()
        prep = line.head(noun)
        while prep.dep == "conj" and line.head(prep).pos == "ADP":
            prep = line.head(prep)  # "reports of a raid and of an arrest"
        above = said_of(line, line.head(prep))
        state.take("denied" if above.lower == "instead" else known.preposition.get(prep.lower))
        via = "to_noun" if prep.lower == "to" else prep.lower
        if depth and rule_for(line, None, above, f"plan_{via}", self.hostile) is not None:
            via = f"plan_{via}"  # "looking into reports of"
        if (rule := rule_for(line, None, above, via, self.hostile)) is not None:
            self._lift(state, rule, above, via, depth)
            return
        verb = line.head(above)
        if via == "with" and above.dep in ("dobj", "nsubjpass") and verb.pos == "VERB":
            rule = rule_for(line, None, verb, via, self.hostile)
            if rule is not None:  # "threatened the nuns with abduction"
                self._lift(state, rule, verb, via, depth)
        elif prep.dep == "agent" or above.lemma in known.file.causes:
            self._as_cause(state, above, depth)
        elif above.pos == "VERB":
            told = next((c for c in line.children[above.i] if c.dep == "nsubj"), None)
            if told is not None and told.lemma in known.file.reports:  # "unconfirmed reports speak of a raid"
                state.inherit(self._own_of_noun(told))

    def _as_cause(self, state: State, verb: Token, depth: int) -> None:
        """A cause is no surer than what it did: "may have been hit by a strike"; nor did what caused nothing
        happen."""
        over = self._read(verb, depth)
        causes = verb.lemma in moods().file.causes
        if causes or over.modality == "possible":
            state.inherit(over, denied=causes)

    # -- verbs ------------------------------------------------------------------------------------

    def verb(self, verb: Token, depth: int = 0) -> State:
        """A verb by the words of its clause, then by what governs it."""
        state = State()
        own_words(self.line, verb, state, self.hostile, self.of)
        head = self.line.head(verb)
        if head.i != verb.i and depth < MAX_DEPTH:
            self._over_verb(state, verb, head, depth)
        return state

    def _read(self, governor: Token, depth: int) -> State:
        if governor.pos in NOUNS:
            return self._noun(governor, depth + 1) if depth < MAX_DEPTH else State()
        return self.verb(governor, depth + 1)

    def _by(
        self, state: State, here: Token | None, governor: Token, via: str, depth: int = 0, new: bool = False
    ) -> None:
        """Add what the rule of a governing word says, which is as its own reading has it."""
        gerund = here is not None and here.dep == "pcomp"
        rule = rule_for(self.line, here, governor, via, self.hostile, gerund, new)
        if rule is None:
            state.inherit(self._read(governor, depth))
        else:
            self._lift(state, rule, governor, via, depth)

    def _lift(self, state: State, rule: Rule, governor: Token, via: str, depth: int) -> None:
        """Add what a rule of a governing word says, which is as its own reading has it."""
        state.lift(rule, via, self._read(self._carrier(governor), depth))

    def _carrier(self, word: Token) -> Token:
        """The verb of a predicate, "was" of "was able"; else the word itself."""
        head = self.line.head(word)
        return head if word.pos not in NOUNS and word.pos not in VERBS and head.pos in VERBS else word

    def _over_verb(self, state: State, verb: Token, head: Token, depth: int) -> None:
        line = self.line
        auxiliaries = {c.lower for c in line.children[verb.i] if c.dep in ("aux", "auxpass")}
        to = "to" in auxiliaries
        if verb.dep == "conj" and head.pos in (*VERBS, "ADJ"):
            self._beside(state, verb, head, auxiliaries, depth)
        elif verb.dep in ("pcomp", "pobj") and head.pos == "ADP":
            self._gerund(state, verb, head, depth)
        elif to and (yet_to(line, head) or too_much(line, head)):
            state.take("denied")
        elif verb.dep == "advcl":
            self._adverbial(state, verb, head, to, depth)
        elif verb.dep in ("acl", "relcl", "ccomp") and head.pos in (*NOUNS, "PRON"):
            self._of_noun(state, verb, head, to, depth)
        elif verb.dep in OPEN:
            self._complement(state, verb, head, to, depth)

    def _beside(self, state: State, verb: Token, head: Token, auxiliaries: set[str], depth: int) -> None:
        """A verb beside another: it shares the other's words, or at least what governs both."""
        line = self.line
        subject = any(c.dep in SUBJECTS for c in line.children[verb.i])
        told = verb.tag in ("VBD", "VBZ", "VBP") and not auxiliaries and verb.lower != verb.lemma
        if not subject and told and head.tag == "VB":  # "meant to hit a bunker but [destroyed] a bakery"
            while head.tag == "VB" and head.dep in ("xcomp", "advcl", "acl", "conj"):
                head = line.head(head)
            if head.dep in OPEN and head.pos in VERBS:
                self._over_verb(state, head, line.head(head), depth + 1)
        elif not subject and not auxiliaries:
            over = self._read(head, depth)
            but = any(c.dep == "cc" and c.lower in ("but", "yet") for c in line.children[head.i])
            if but and any(c.dep == "neg" for c in line.children[head.i]):
                over.denied = not over.denied
            state.inherit(over)  # "may attack and [burn]"
        elif head.dep in OPEN and head.dep != "csubj" and head.i != head.head:
            self._over_verb(state, head, line.head(head), depth + 1)

    def _gerund(self, state: State, verb: Token, prep: Token, depth: int) -> None:
        """Behind a preposition: "without firing", "accused of firing", "plans for firing"."""
        line = self.line
        above = line.head(prep)
        if prep.lower == "without":
            self._without(state, above)
            return
        if "instead" in {t.lower for t in (prep, above, *line.children[prep.i])}:
            state.take("denied")
            return
        rule = rule_for(line, verb, above, prep.lower, self.hostile, gerund=True)
        if rule is not None:
            self._by(state, verb, above, prep.lower, depth)
            return
        verbal = line.head(above) if above.pos in NOUNS and above.dep in ("dobj", "nsubjpass") else above
        if verbal.i != above.i and rule_for(line, verb, verbal, prep.lower, self.hostile) is not None:
            self._by(state, verb, verbal, prep.lower, depth)  # "kept the crowd from storming"
        elif prep.lower in ("by", "in", "while") and above.pos == "VERB":
            state.inherit(self._read(above, depth), denied=False)  # "swore to answer by attacking"

    def _without(self, state: State, above: Token) -> None:
        """ "Left without firing" denies, "did not leave without firing" does not."""
        if above.pos not in VERBS or not denying_words(self.line, above):
            state.take("denied")
        elif above.lemma in ("pass", "go"):
            state.background = True  # "not a week passes without"

    def _adverbial(self, state: State, verb: Token, head: Token, to: bool, depth: int) -> None:
        line = self.line
        said = said_of(line, head)
        if to:
            noun = line.tokens[max(line.subtree(verb)[0].i - 1, 0)]
            if noun.head == head.i and noun.dep == "dobj" and noun.lemma in moods().nouns:
                self._of_noun(state, verb, noun, to, depth)  # "foil a plot to [bomb]", hung too high
                return
            rule = rule_for(line, verb, said, "to", self.hostile)
            called = rule_for(line, verb, said, "for", self.hostile) if has_mark(line, verb, "for") else None
            if rule is not None and (
                rule.effect == "demanded" or rule.signature or said is not head or head.pos == "ADJ"
            ):
                self._lift(state, rule, said, "to", depth)  # "pleading with them to [free]"
            elif called is not None:
                self._lift(state, called, said, "for", depth)  # "shouted for him to be [freed]"
            elif not is_perfect(line, verb):
                state.weaken("planned")
            return
        marks = any(c.dep in ("mark", "advmod") for c in line.children[verb.i] if c.i < verb.i)
        before = verb.i < head.i and any(c.lower == "having" for c in line.children[verb.i])
        if not marks and verb.tag in ("VBG", "VBN") and not before:
            state.inherit(self._read(head, depth))  # "will attack, killing"

    def _of_noun(self, state: State, verb: Token, noun: Token, to: bool, depth: int) -> None:
        """A clause of a noun: "a plot to bomb", "reports that it fell", "the war, which has killed"."""
        line = self.line
        that = any(
            c.lower == "that" and c.i < verb.i and c.dep not in ("nsubj", "nsubjpass", "dobj", "pobj")
            for c in line.children[verb.i]
        )
        if noun.lemma in moods().file.long_affairs and verb.dep == "relcl" and not that:
            state.take("background")
        over = line.head(noun)
        if to and over.i < noun.i and over.lower == "were" and noun.dep in (*SUBJECTS, "attr"):
            state.suppose()  # "were the army to enter"
            return
        if to and self._asked(state, verb, noun, depth):
            return
        if to or that:
            via = "to" if to else "that"
            if (rule := rule_for(line, verb, noun, via, self.hostile)) is not None:
                self._lift(state, rule, noun, via, depth)
            elif to:
                state.weaken("planned")
            return
        if noun.dep == "attr" and self._cleft(over):
            state.take("denied")  # "it was not rebels who burned it"
        elif verb.dep == "acl" and noun.dep == "pobj" and line.head(noun).lower == "without":
            self._without(state, line.head(line.head(noun)))  # "without the two sides signing"
        elif is_anybody(line, noun) or awaited(line, verb):
            state.weaken("possible")

    def _cleft(self, verb: Token) -> bool:
        below = {c.lower for c in self.line.children[verb.i]}
        return (
            "it" in below
            and bool(below & {"not", "n't"})
            and "but" not in {t.lower for t in self.line.tokens}
        )

    def _asked(self, state: State, verb: Token, noun: Token, depth: int) -> bool:
        """Whether a verb asks it of the noun before: "called on the rebels to leave"."""
        line = self.line
        over = line.head(noun)
        if noun.lemma == "order" and over.lower == "in":
            state.weaken("planned")
            return True
        above = line.head(over) if noun.dep == "pobj" else over if noun.dep == "dobj" else None
        if above is None or noun.lemma in moods().nouns:
            return False
        rule = rule_for(line, verb, above, "to", self.hostile)
        if rule is None or rule.effect != "demanded":
            return False
        self._lift(state, rule, above, "to", depth)
        return True

    def _complement(self, state: State, verb: Token, head: Token, to: bool, depth: int) -> None:
        line = self.line
        if has_mark(line, verb, "whether", "if") or wondered(line, verb):
            return  # asked, not asked for; "nobody knows why they [left]"
        being = any(c.lower == "being" for c in line.children[verb.i])
        open_ing = verb.dep == "xcomp" and (verb.tag == "VBG" or being)
        via = "to" if to else "ing" if open_ing else "that"
        said = said_of(line, head)
        rule = rule_for(line, verb, said, via, self.hostile)
        if via == "that" and subjunctive(line, verb):
            state.weaken("demanded", strong=True)  # "asked that the guns be [withdrawn]"
            return
        if via == "that" and head.lemma in ("have", "get") and verb.tag == "VBN":
            state.inherit(self._read(head, depth))  # "threatened to have them [arrested]"
            return
        if rule is None and said is head and head.lemma == "be":  # "the fear is that", "the plan is to"
            named = next((c for c in line.children[head.i] if c.dep == "nsubj" and c.pos in NOUNS), None)
            rule = rule_for(line, verb, named, via, self.hostile) if named is not None else None
        if rule is not None:
            self._lift(state, rule, said, via, depth)
        elif to and verb.dep == "xcomp" and (head.lemma == "be" or not is_perfect(line, verb)):
            self._lift(state, PLANNED, said, via, depth)
        elif verb.dep == "xcomp":
            state.inherit(self._read(self._carrier(said), depth))

    def _add_denial(self, state: State, verb: Token, depth: int) -> None:
        state.denied ^= self._read(verb, depth).denied
