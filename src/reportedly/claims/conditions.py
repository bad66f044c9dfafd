"""What a clause's own words say of whether it happened: auxiliaries, denial, conditions, "or else"."""

from __future__ import annotations

from typing import Protocol

from reportedly.claims.moods import moods
from reportedly.claims.rules import index
from reportedly.reading import Line, Token
from reportedly.records import Modality

LEADING = frozenset({"perhaps", "maybe", "case"})
NEW = frozenset({"a", "an", "any", "another", "such", "further", "new", "fresh", "renewed"})
AHEAD = frozenset({"will", "'ll", "would", "'d", "shall", "can", "could", "may", "might"})
WILL = frozenset({"will", "'ll", "shall"})
ASKING = frozenset({"who", "whom", "whose", "what", "which", "why", "how", "when", "where"})
SPEAKER = frozenset({"we", "i"})
ADDRESSED = frozenset({"you", "your", "yours"})


class Reading(Protocol):
    """What is known of a happening so far (governing.State)."""

    def weaken(self, modality: Modality, strong: bool = False) -> None: ...
    def take(self, effect: str | None) -> None: ...
    def suppose(self) -> None: ...


def own_words(line: Line, verb: Token, state: Reading, hostile: bool, event: Token) -> None:
    """Judge a clause by its own small words. `hostile`: the event is one that can be a threat."""
    known, helping = moods(), set[str]()
    inverted, condition, whoever = inverted_order(line, verb), False, False
    for child in line.children[verb.i]:
        if child.dep in ("aux", "auxpass"):
            helping.add(child.lower)  # "to" among them
            if child.dep == "aux" and child.lower in known.auxiliary and not inverted:
                if undone(line, verb, child):
                    state.take("denied")
                    continue
                said = shifted_back(line, verb, child)
                state.weaken("planned" if said else known.auxiliary[child.lower])
                if said:
                    helping.add("will")
        elif child.dep in ("advmod", "preconj"):
            state.take("denied" if no_longer(line, child) else known.adverb.get(child.lower))
        elif child.dep == "mark":
            if child.lower == "whether" and any(c.lower == "to" for c in line.children[verb.i]):
                state.weaken("planned")  # "considering whether to leave"
            elif child.lower == "before" and too_late(line, verb):
                state.take("denied")
            elif child.lower in known.file.conditions or (
                child.lower in known.file.until and still_open(line, verb)
            ):
                state.suppose()
        elif child.lower in ("whoever", "whosoever"):
            state.weaken("possible")
        elif child.dep in ("nsubj", "nsubjpass", "dobj") and child.i != event.i:
            whoever |= is_anybody(line, child)
        elif child.dep == "advcl":
            condition |= inverted_order(line, child) or has_mark(line, child, "if", "unless")
    before = said_before(line, verb)
    if before[-1:] in (["perhaps"], ["maybe"]):
        state.weaken("possible")
    elif before == ["in", "case"]:
        state.suppose()
    if denying_words(line, verb, event):
        state.take("denied")
    if inverted or awaited(line, verb):
        state.suppose()
    if doubted(line, verb):
        state.weaken("possible")
    if asked(line, verb):
        state.suppose()
    if "to" in helping and verb.dep == "ROOT" and has_subject(line, verb):
        state.weaken("planned")  # "Rebels to sign accord"
    if is_order(line, verb):
        state.weaken("demanded", strong=True)
    ahead = not helping.isdisjoint(WILL)
    if hostile and ((ahead and menacing(line, verb, condition, whoever)) or or_else(line, verb)):
        state.weaken("threatened", strong=True)
    elif condition and not (told(line, verb) and verb.tag == "VBD"):  # "even if it is sorry, it bombed them"
        state.weaken("possible", strong=True)


def menacing(line: Line, verb: Token, condition: bool, whoever: bool) -> bool:
    """Whether what will be done is a threat: under a condition and by somebody, to whoever does a thing, or
    to those it is told to."""
    acting = not any(c.dep == "auxpass" for c in line.children[verb.i])  # nobody is said to do it else
    under = condition and acting and not by_bystander(line, verb)
    return under or whoever or told_to_your_face(line, verb)


def no_longer(line: Line, adverb: Token) -> bool:
    return adverb.lower == "longer" and any(c.lower == "no" for c in line.children[adverb.i])


def said_before(line: Line, verb: Token) -> list[str]:
    """The two words before a clause, which a parse may hang elsewhere: "perhaps", "in case"."""
    if LEADING.isdisjoint(line.words):
        return []
    if not LEADING & {t.lower for t in line.tokens[: verb.i]}:
        return []
    first = line.subtree(verb)[0].i
    return [t.lower for t in line.tokens[max(first - 2, 0) : first]]


def denying_words(line: Line, verb: Token, event: Token | None = None) -> bool:
    """Whether a clause is denied by "not", or by what it speaks of: "no civilians were", "at no point".

    The noun of the event itself is not asked.
    """
    known = moods()
    for child in line.children[verb.i]:
        if child.dep == "neg" and not_of_it(line, child):
            continue
        if child.dep == "neg" or (child.dep == "advmod" and child.lower == "never" and event is None):
            return True
        if child.dep == "prep" and child.i < verb.i:
            below = (n for n in line.children[child.i] if n.dep == "pobj")
            if any(c.lower == "no" and c.dep == "det" for n in below for c in line.children[n.i]):
                return True
        own = event is not None and child.i in (event.i, event.head if event.dep == "conj" else event.i)
        if own or child.dep not in ("nsubj", "nsubjpass", "dobj"):
            continue
        if child.lower in known.file.nobody or line.subtree(child)[0].lower == "not":
            return True
        if any(
            known.determiner.get(c.lower) == "denied"
            for c in line.children[child.i]
            if c.dep in ("det", "neg", "preconj", "predet")
        ):
            return True
    return False


def not_of_it(line: Line, word: Token) -> bool:
    """Whether a "not" leaves its clause as it is: "may or may not have hit", "not before they mined it"."""
    after = line.tokens[word.i + 1].lower if word.i + 1 < len(line.tokens) else ""
    return (word.i > 1 and line.tokens[word.i - 2].lower == "or") or after in ("before", "until", "only")


def is_anybody(line: Line, noun: Token) -> bool:
    """Whether a noun names nobody in particular: "anyone", "any ship"."""
    return any(c.lower in moods().file.anybody for c in (noun, *line.children[noun.i]))


def is_new(line: Line, noun: Token) -> bool:
    """Whether a noun is of something not heard of before: "an attack", "another attack"."""
    return any(c.lower in NEW for c in line.children[noun.i] if c.dep in ("det", "predet", "amod"))


def thought_of(line: Line, noun: Token, verb: Token) -> bool:
    """Whether a subject is only thought of: "a strike on the dam would flood nine villages"."""
    thought = AHEAD & auxiliaries(line, verb) - WILL
    return (
        bool(thought)
        and is_new(line, noun)
        and not any(c.dep in ("relcl", "acl") for c in line.children[noun.i])
    )


def raised(line: Line, verb: Token, said: Token | None) -> Token | None:
    """What a subject is expected, due or about to do, where that is no more than to happen."""
    below = (*line.children[verb.i], *(() if said is None else line.children[said.i]))
    happening = index().occurrence - {"be"}
    return next((c for c in below if c.dep == "xcomp" and c.lemma in happening), None)


def too_much(line: Line, governor: Token) -> bool:
    """Whether there is too much of something for what follows: "too frightened to shoot"."""
    words = (governor, *line.children[governor.i])
    return any(c.lower == "too" for w in words if w.pos in ("ADJ", "ADV") for c in line.children[w.i])


def is_order(line: Line, verb: Token) -> bool:
    """Whether a verb orders: "Stop bombing us!", "release our daughters"."""
    below = line.children[verb.i]
    bare = verb.tag == "VB" and not any(
        c.dep in ("nsubj", "nsubjpass", "expl", "mark") or (c.dep == "aux" and c.lower != "do") for c in below
    )
    first = next((c.i for c in below if c.i < verb.i and c.dep in ("aux", "neg", "intj")), verb.i)
    opens = first == 0 or line.tokens[first - 1].pos in ("PUNCT", "INTJ")
    return bare and opens and verb.dep in ("ROOT", "ccomp", "advcl", "parataxis", "dep")


def asked(line: Line, verb: Token) -> bool:
    """Whether a clause asks whether it is so: "did the army shell its own people?"."""
    if not line.text.rstrip("\"' ").endswith("?") or verb.dep not in ("ROOT", "ccomp"):
        return False
    below = line.children[verb.i]
    subject = next((c for c in below if c.dep in ("nsubj", "nsubjpass")), None)
    turned = subject is not None and any(c.i < subject.i for c in below if c.dep in ("aux", "auxpass"))
    return turned and not any(t.lower in ASKING for t in line.subtree(verb) if t.i < verb.i)


def wondered(line: Line, verb: Token) -> bool:
    """Whether a clause takes what happened for granted and asks for more: "why they left"."""
    asking = (c for c in line.children[verb.i] if c.dep == "advmod" and c.i < verb.i)
    return any(c.lower in ("why", "how", "where", "when") for c in asking)


def too_late(line: Line, verb: Token) -> bool:
    """Whether something forestalled it: "was defused before it could explode"."""
    above = line.head(verb)
    return above.tag in ("VBD", "VBN") and "could" in auxiliaries(line, verb)


def told_to_your_face(line: Line, verb: Token) -> bool:
    """Whether the speaker says it of their own side or to those it would hit: "we will burn your homes"."""
    subjects = {c.lower for c in line.children[verb.i] if c.dep in ("nsubj", "nsubjpass")}
    hit = (
        t for c in line.children[verb.i] if c.dep in ("dobj", "nsubjpass") for t in (c, *line.children[c.i])
    )
    return bool(subjects & SPEAKER) or any(t.lower in ADDRESSED for t in hit)


def by_bystander(line: Line, verb: Token) -> bool:
    """Whether those who say it are no party to it: "the rebels will attack if it fails, analysts say"."""
    above = line.head(verb)
    said = verb.dep == "ccomp" and above.pos == "VERB"
    return said and any(
        c.dep == "nsubj" and c.lemma in moods().file.bystanders for c in line.children[above.i]
    )


def auxiliaries(line: Line, verb: Token) -> set[str]:
    """As "would", "have"; not those of the passive."""
    return {c.lower for c in line.children[verb.i] if c.dep == "aux"}


def has_subject(line: Line, verb: Token) -> bool:
    return any(c.dep in ("nsubj", "nsubjpass") for c in line.children[verb.i])


def has_mark(line: Line, clause: Token, *words: str) -> bool:
    return any(c.dep == "mark" and c.lower in words for c in line.children[clause.i])


def predicate(line: Line, verb: Token) -> Token | None:
    """What is said of a subject: "false" of "is false", "turned out to be false"; None where nothing is."""
    for _ in range(2):
        below = line.children[verb.i]
        said = next((c for c in below if c.dep in ("acomp", "attr", "oprd")), None)
        lower = next((c for c in below if c.dep == "xcomp" and c.lemma == "be"), None)
        if said is not None or lower is None:
            return said
        verb = lower
    return None


def called_other(line: Line, verb: Token) -> bool:
    """Whether something is called what it is not: "called it an invention", "dismissed it as a lie"."""
    below = line.children[verb.i]
    names = [c for c in below if c.dep in ("oprd", "attr")]
    names += [n for c in below if c.lower == "as" for n in line.children[c.i]]
    return any(called_false(line, n) for n in names)


def subjunctive(line: Line, verb: Token) -> bool:
    """Whether a clause says what shall be: "that the guns be withdrawn", "that he leave"."""
    below = line.children[verb.i]
    marks = {c.lower for c in below if c.dep in ("aux", "auxpass", "mark")}
    bare = "be" in marks if verb.tag == "VBN" else verb.tag == "VB"
    return bare and has_subject(line, verb) and "that" in marks and not marks - {"that", "be", "not"}


def called_false(line: Line, said: Token) -> bool:
    """Whether it is said that something is not so: "baseless", "a pure invention"."""
    return said.lower in moods().file.falsehoods


def shifted_back(line: Line, verb: Token, auxiliary: Token) -> bool:
    """Whether a "would" is a "will" told in the past: "the general said his men would attack"."""
    above = line.head(verb)
    told = verb.dep == "ccomp" and above.tag in ("VBD", "VBN")
    return auxiliary.lower in ("would", "'d") and told and not is_perfect(line, verb)


def is_perfect(line: Line, verb: Token) -> bool:
    """Whether a verb is in the perfect: "would have fallen", "to have bombed"."""
    return verb.tag == "VBN" and not auxiliaries(line, verb).isdisjoint(("have", "'ve"))


def undone(line: Line, verb: Token, auxiliary: Token) -> bool:
    """Whether what should have happened did not: "the guards should have stopped them"."""
    return auxiliary.lower == "should" and is_perfect(line, verb)


def yet_to(line: Line, verb: Token) -> bool:
    """Whether what follows "to" has not happened: "has yet to", "is yet to"."""
    return verb.lemma in ("have", "be") and any(c.lower == "yet" for c in line.children[verb.i])


def inverted_order(line: Line, verb: Token) -> bool:
    """Whether a clause is a condition by its order of words: "should the army enter", "had it hit"."""
    below = line.children[verb.i]
    first = next((c for c in below if c.dep in ("aux", "auxpass")), verb if verb.lemma == "be" else None)
    subject = next((c for c in below if c.dep in ("nsubj", "nsubjpass")), None)
    if first is None or subject is None or first.i > subject.i or line.text.rstrip("\"'").endswith("?"):
        return False
    opens = first.i == 0 or line.tokens[first.i - 1].pos == "PUNCT"
    return first.lower in ("should", "had", "were") and opens and verb.dep in ("advcl", "ccomp", "dep")


def awaited(line: Line, verb: Token) -> bool:
    """Whether a clause names what something else waits for: "will leave as soon as fighting resumes"."""
    if verb.dep == "relcl" and line.head(verb).lemma in ("moment", "minute", "instant", "day", "time"):
        main = line.head(line.head(verb))
        return bool(auxiliaries(line, main) & AHEAD)  # "would collapse the moment either side fired"
    if verb.dep != "advcl":
        return False
    marks = {c.lower for c in line.children[verb.i] if c.dep in ("mark", "advmod") and c.i < verb.i}
    main = line.head(verb)
    if main.pos == "ADV" and main.lower in ("long", "soon"):  # "as soon as", "as long as"
        if main.lower == "long":
            return True
        main = line.head(main)
    above = auxiliaries(line, main)
    if "when" in marks and is_perfect(line, main):
        return False  # "more would have died when the shells struck"
    if marks & {"until", "till"} and not still_open(line, verb):
        above -= {"could", "would"}  # "until the road was mined, lorries could pass"
    return bool(marks & {"once", "when", "until", "till", "as"}) and bool(above & AHEAD)


def doubted(line: Line, verb: Token) -> bool:
    """Whether unconfirmed reports are what tells it."""
    return any(
        moods().adjective.get(c.lower) == "possible"
        for told in line.children[verb.i]
        if told.dep == "nsubj" and told.lemma in moods().file.reports
        for c in line.children[told.i]
        if c.dep == "amod"
    )


def or_else(line: Line, verb: Token) -> bool:
    """ "Leave by Friday or we will attack"."""
    head = line.head(verb)
    ordered = head.tag == "VB" and not any(c.dep in ("nsubj", "aux") for c in line.children[head.i])
    told = bool(auxiliaries(line, verb) & WILL)
    facing = verb.lemma in ("face", "risk", "suffer") and head.tag == "VB"
    beside = verb.dep == "conj" and any(c.lower == "or" for c in line.children[head.i])
    return beside and ((ordered and told) or facing)


def still_open(line: Line, verb: Token) -> bool:
    """Whether a clause is told in the present: "until it is cleared", not "until it was"."""
    below = line.children[verb.i]
    past = any(c.tag == "VBD" for c in below if c.dep in ("aux", "auxpass"))
    return verb.tag not in ("VBD", "VBG") and not past


def has_tense(line: Line, verb: Token) -> bool:
    marks = {c.lower for c in line.children[verb.i] if c.dep in ("aux", "auxpass")}
    return verb.tag in ("VBD", "VBZ") or bool(marks - {"be", "to"})


def told(line: Line, verb: Token) -> bool:
    """Whether a clause is told plainly, in the past or the present: "they left", not "they would leave"."""
    return verb.tag in ("VBD", "VBZ", "VBP") and not auxiliaries(line, verb)


def said_of(line: Line, verb: Token) -> Token:
    """What is said of a clause by "be": "possible" of "it is possible that"; else the verb itself."""
    if verb.lemma != "be":
        return verb
    below = (c for c in line.children[verb.i] if c.dep in ("acomp", "attr") and c.pos in ("ADJ", "NOUN"))
    return next(below, verb)
