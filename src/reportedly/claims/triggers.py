"""Which words of a sentence carry a claim, and of which kind: triggers.yaml, indexed by lemma.

An entry is tried with its conditions on the words around it (`Verb`, `Noun`); what its slots hold is
left to arguments.py, which follows the entry's frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.claims import phrases
from reportedly.claims.classes import is_a, starts
from reportedly.claims.paths import follow
from reportedly.claims.phrases import Scene
from reportedly.claims.rules import Frame, Index, Noun, Verb, index
from reportedly.reading import Line, Token

PLURALS = ("es", "s")
COMPLEMENTS = frozenset(
    {"acomp", "oprd", "advmod", "ccomp", "xcomp", "dobj", "amod", "conj", "attr", "npadvmod"}
)
REPEATING = frozenset(
    {"pobj", "prep", "dobj", "nsubj", "nsubjpass", "advcl", "xcomp", "pcomp", "acl", "agent"}
)
TAKEN = frozenset({"place", "effect", "hold"})
MAX_TRIGGER = 36  # characters; a longer stretch from verb to noun is shown by its noun alone


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger in a sentence: its syntactic head, its first and last token, and its entry.

    `light` is the verb that carries a noun ("launch an attack"); `rule` names the entry.
    """

    head: Token
    first: Token
    last: Token
    kind: str
    frame: Frame
    rule: str
    light: Token | None = None
    flip: bool = False


def triggers(scene: Scene) -> tuple[Trigger, ...]:
    """The triggers of a sentence, in order, none overlapping another."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for token in scene.line.tokens:
        named = token.pos in ("NOUN", "PROPN") or _misread(scene, token)
        if trigger := _noun(scene, token) if named else None:
            if any(t.head.i != token.i and t.last.i == token.i for t in found):
                continue  # "halted hostilities": the verb's entry names the noun
            for other in [t for t in found if t.head.i == (trigger.light.i if trigger.light else -1)]:
                found.remove(other)  # "mount an attack" is one trigger, carried by the noun
            if not taken & set(range(trigger.first.i, trigger.last.i + 1)) or trigger.light:
                found.append(trigger)
                taken.update(range(trigger.first.i, trigger.head.i + 1), (trigger.last.i,))
        elif token.i not in taken and (trigger := _verb(scene, token)):
            found.append(trigger)
            taken.add(token.i)
    found += _deeds(scene, found, taken)
    found.sort(key=lambda t: t.first.i)
    return tuple(t for t in found if not _told_already(scene, t, found))


def _told_already(scene: Scene, trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether a trigger only repeats the one it hangs on: "came under [fire]", "fled, [seeking] safety",
    "not honouring [agreements]"."""
    above = {t.head.i: t for t in found if t is not trigger}
    line, token = scene.line, trigger.head
    own = [n for n in line.children[token.i] if n.dep == "dobj"]
    if token.pos == "VERB" and any(is_a(scene, n, "@place") for n in own):
        return False  # "seized a bridge after capturing the town"
    for _ in range(3):
        if token.dep not in REPEATING:
            return False
        token = line.head(token)
        if token.i in above:
            over = above[token.i]
            return over.kind == trigger.kind or (
                over.kind == "breach" and trigger.kind in ("agreement", "truce")
            )
    return False


# -- verbs ----------------------------------------------------------------------------------------


def _verb(scene: Scene, token: Token) -> Trigger | None:
    known = index()
    lemma = token.lemma
    if token.pos == "ADJ" and token.dep in ("acomp", "ROOT", "conj", "oprd", "ccomp", "acl"):
        lemma = known.participles.get(token.lower, "")
    elif token.dep in ("amod", "compound") and token.tag in ("VBN", "VBD"):
        return _attributive(scene, token)
    elif token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "amod", "compound"):
        return None
    for rest, entry, frame, rule in known.verbs.get(lemma, ()):
        after = scene.line.tokens[token.i + 1 : token.i + 1 + len(rest)]
        if entry.attributive or (rest and tuple(t.lower for t in after) != rest):
            continue
        if _verb_holds(scene, token, entry):
            last = after[-1] if rest else _last(scene, token, entry)
            return Trigger(token, token, last, entry.kind, frame, rule, flip=entry.flip)
    return None


def _attributive(scene: Scene, participle: Token) -> Trigger | None:
    """A participle before its noun: "the arrested men"."""
    for _, entry, frame, rule in index().verbs.get(participle.lemma, ()):
        if _any_of(scene, [scene.line.head(participle)], entry.attributive):
            return Trigger(participle, participle, participle, entry.kind, frame, rule)
    return None


def _deeds(scene: Scene, found: list[Trigger], taken: set[int]) -> list[Trigger]:
    """What was done in words that no entry has: "police searched the bus", "he ran from the car"."""
    known = index()
    return [
        Trigger(t, t, t, known.deeds.kind, known.deed_frame, f"{known.deeds.kind}.{t.lemma}")
        for t in scene.line.tokens
        if t.pos == "VERB" and t.i not in taken and _is_deed(scene, t, known.deeds.doers)
    ]


def _is_deed(scene: Scene, verb: Token, doers: tuple[str, ...]) -> bool:
    if verb.dep in ("aux", "auxpass", "amod", "compound"):
        return False
    if verb.lemma in index().no_deeds and not _drives(scene, verb):
        return False
    if any(t.dep == "ccomp" for t in scene.line.children[verb.i]):
        return False  # says or thinks something
    who = phrases.subjects(scene.line, verb)
    if not who and phrases.passive(scene.line, verb):
        who = phrases.objects(scene.line, verb)  # "he was flown to the island"
    return _any_of(scene, who, doers)


def _drives(scene: Scene, verb: Token) -> bool:
    """Whether a light verb drives a deed that stands too far off to be shown with it: "continued, for the
    third week, their offensive"."""
    return verb.lemma in index().light and any(
        is_a(scene, n, "@strike_noun") for n in phrases.objects(scene.line, verb)
    )


def _last(scene: Scene, verb: Token, entry: Verb) -> Token:
    """The trigger runs to the particle, or to the noun that makes its sense ("took full control")."""
    tokens = scene.line.tokens
    if entry.particle:
        return _particle(scene, verb, entry.particle) or verb
    if entry.frame == "undergoes_by":  # "came under attack"
        sense = {n for wanted in entry.prep for n in wanted.partition(":")[2].split(",")}
        held = [n for _, nouns in phrases.prepositions(scene.line, verb) for n in nouns if n.lemma in sense]
        held = [n for n in held if not any(t.dep == "compound" for t in scene.line.children[n.i])]
        return next((n for n in held if verb.i < n.i and n.end - verb.start <= MAX_TRIGGER), verb)
    makes_sense = entry.frame == "acts_of" or (
        entry.object and not any(o in ("any", "none") or o[0] == "@" for o in entry.object)
    )
    if makes_sense and not phrases.passive(scene.line, verb):
        for noun in phrases.objects(scene.line, verb):
            if verb.i < noun.i <= verb.i + 3 and noun.end - verb.start <= MAX_TRIGGER:
                return tokens[noun.i]
    return verb


def _particle(scene: Scene, verb: Token, word: str) -> Token | None:
    """The particle of a verb, which follows it: "stood by", never "by ... stood"."""
    after = (t for t in scene.line.children[verb.i] if t.i > verb.i and t.dep in ("prt", "advmod", "prep"))
    found = next((t for t in after if t.lower == word), None)
    behind = scene.line.tokens[verb.i + 1 : verb.i + 2]  # "handed over nine" is not "more than nine"
    return found or next((t for t in behind if t.lower == word and t.dep == "quantmod"), None)


def _verb_holds(scene: Scene, verb: Token, entry: Verb) -> bool:
    line = scene.line
    below = line.children[verb.i]
    if entry.particle and _particle(scene, verb, entry.particle) is None:
        return False
    if entry.no_particle and any(t.dep == "prt" for t in below):
        return False
    if entry.voice and (entry.voice == "passive") != phrases.passive(line, verb):
        return False
    if entry.object or entry.not_object:
        objects = phrases.objects(line, verb)
        unsaid = "any" in entry.object and not objects and any(_holds_object(line, t) for t in below)
        barred = [n for n in objects if n.pos != "PRON"]  # "they" may be an army, and need not
        if not (unsaid or _fits(scene, objects, entry.object)) or _any_of(scene, barred, entry.not_object):
            return False
    if entry.subject or entry.not_subject:
        subjects = phrases.subjects(line, verb)
        if not _fits(scene, subjects, entry.subject) or _any_of(scene, subjects, entry.not_subject):
            return False
    if entry.prep and not any(_prep(scene, verb, p) for p in entry.prep):
        return False
    if entry.not_prep and any(_prep(scene, verb, p) for p in entry.not_prep):
        return False
    if entry.complement and not any(_complement(scene, verb, c) for c in entry.complement):
        return False
    if entry.not_complement and any(_complement(scene, verb, c) for c in entry.not_complement):
        return False
    if entry.need and not any(_leads(scene, verb, None, path) for path in entry.need):
        return False
    if entry.only_negated and not any(t.dep == "neg" for t in below):
        return False
    if entry.no_clause and any(t.dep == "ccomp" for t in below):
        return False
    return not entry.clause or any(
        aux.lower in entry.clause
        for clause in below
        if clause.dep == "ccomp"
        for aux in line.children[clause.i]
        if aux.dep == "aux"
    )


def _holds_object(line: Line, below: Token) -> bool:
    """Whether a word below a verb stands for an object: of "was hit", and of "hit what it called a depot"."""
    what = below.dep == "ccomp" and line.subtree(below)[0].lower == "what"
    return below.dep == "auxpass" or what


def _leads(scene: Scene, head: Token, light: Token | None, wanted: str) -> bool:
    """Whether a path leads somewhere, or to one of these nouns: "attribute/of:@police"."""
    path, _, nouns = wanted.partition(":")
    found = follow(scene, head, light, path, is_a)
    return _any_of(scene, found, tuple(nouns.split(","))) if nouns else bool(found)


def _fits(scene: Scene, nouns: list[Token], wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    if "none" in wanted:
        return not nouns
    return bool(nouns) and ("any" in wanted or _any_of(scene, nouns, wanted))


def _any_of(scene: Scene, nouns: list[Token], wanted: tuple[str, ...]) -> bool:
    for noun in nouns:
        for word in wanted:
            if is_a(scene, noun, word):
                return True
    return False


def _prep(scene: Scene, head: Token, wanted: str) -> bool:
    """ "on", or "under:fire,attack": a preposition below the head, with one of these nouns."""
    word, _, nouns = wanted.partition(":")
    for prep, nouns_below in phrases.prepositions(scene.line, head):
        objects = [n for n in nouns_below if nouns or n.entity not in ("DATE", "TIME")]
        if nouns_below and not objects:
            continue  # "on Monday"
        if prep == word and (not nouns or _any_of(scene, objects, tuple(nouns.split(",")))):
            return True
    return word == "out" and any(t.lower == "out" for t in scene.line.children[head.i])


def _complement(scene: Scene, verb: Token, wanted: str) -> bool:
    below = scene.line.children[verb.i]
    if wanted == "verb":
        return any(t.dep == "xcomp" for t in below)
    return any(t.dep in COMPLEMENTS and wanted in (t.lower, t.lemma) for t in below) or (
        verb.i + 1 < len(scene.line.tokens) and scene.line.tokens[verb.i + 1].lower == wanted
    )


# -- nouns ----------------------------------------------------------------------------------------


def _misread(scene: Scene, token: Token) -> bool:
    """Whether a noun was read as a verb: "Shelling by the army wounded three", "Fighting raged"."""
    if token.tag != "VBG" or token.lower not in index().nouns:
        return False
    below = {t.dep for t in scene.line.children[token.i]}
    bare = not below & {"dobj", "aux", "auxpass", "nsubj", "nsubjpass", "prt"}
    standing = "agent" in below or token.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
    return standing and bare


def _noun(scene: Scene, token: Token) -> Trigger | None:
    plain = (token.pos == "NOUN" and not token.entity) or token.i == 0  # a capital tells nothing there
    if token.dep in ("compound", "nmod") and token.head == token.i + 1 and plain:
        return None  # "attack helicopter", "Ceasefire violations"
    if token.pos == "PROPN" and token.entity and scene.line.sentence.role == "body":
        return None  # "the Battle of Velmora" in a name
    if token.entity in ("DATE", "TIME"):
        return None  # "in March"
    known = index()
    line = scene.line
    lemma = token.lemma.lower() if token.pos == "NOUN" else _singular(token.lower, known)
    for before, entry, frame, rule in known.nouns.get(lemma, ()):
        first = starts(line.tokens, token.i, before)
        if first is None or not _noun_holds(scene, token, entry):
            continue
        light = light_verb(scene, token)
        start = line.tokens[first]
        if light and light.i < first and token.end - light.start <= MAX_TRIGGER:
            start = light
        last = _occurring(scene, start, token)
        if last is token and "rocked" in frame.get("recipient", ()):
            last = _rocking(scene, start, token)
        if last is token and light and light.i > token.i and light.end - start.start <= MAX_TRIGGER:
            last = light  # "a truce was signed"
        return Trigger(token, start, last, entry.kind, frame, rule, light)
    return None


def _occurring(scene: Scene, first: Token, noun: Token) -> Token:
    """The verb that only says that a happening took place, if it stands near: "fighting continued"."""
    verb = scene.line.head(noun)
    happens = noun.dep == "nsubj" and verb.pos == "VERB" and verb.lemma in phrases.HAPPENING
    if not happens or verb.i < noun.i or verb.end - first.start > MAX_TRIGGER:
        return noun
    if verb.lemma == "take":  # "took place", not "took nine lives"
        return next((t for t in scene.line.children[verb.i] if t.dep == "dobj" and t.lower in TAKEN), noun)
    return verb


def _rocking(scene: Scene, first: Token, noun: Token) -> Token:
    """The verb that only says what a happening befell, if it stands near: "air strikes hit the market"."""
    verb = scene.line.head(noun)
    acts = noun.dep == "nsubj" and verb.pos == "VERB" and verb.lemma in phrases.ROCKING
    return verb if acts and noun.i < verb.i and verb.end - first.start <= MAX_TRIGGER else noun


def _singular(word: str, known: Index) -> str:
    return next(
        (word[: -len(e)] for e in PLURALS if word.endswith(e) and word[: -len(e)] in known.nouns), word
    )


def light_verb(scene: Scene, noun: Token) -> Token | None:
    """The verb that only carries the noun: "launch an attack", "carry out air strikes"."""
    head = scene.line.head(noun)
    while noun.dep == "conj" and head.i != noun.i:
        noun, head = head, scene.line.head(head)
    if head.pos == "VERB" and noun.dep in ("dobj", "nsubjpass") and head.lemma in index().light:
        return head
    return None


def _noun_holds(scene: Scene, noun: Token, entry: Noun) -> bool:
    line = scene.line
    if entry.not_near:
        near = line.tokens[max(noun.i - 2, 0) : noun.i + 3]
        if any(t.lemma in entry.not_near for t in near if t.i != noun.i and t.pos != "VERB"):
            return False
    if entry.about:
        about = [n for prep, nouns in phrases.prepositions(line, noun) if prep == "of" for n in nouns]
        about += [t for t in line.children[noun.i] if t.dep == "compound"]  # "ceasefire violations"
        if not _any_of(scene, about, entry.about):
            return False
    if entry.prep and not any(_prep(scene, noun, p) for p in entry.prep):
        return False
    light = light_verb(scene, noun) if entry.need else None
    if entry.need and not any(_leads(scene, noun, light, path) for path in entry.need):
        return False
    for wanted, needed in (("@place", entry.need_place), ("@person", entry.need_person)):
        if needed:
            args = [t for path in ("of", "possessor") for t in follow(scene, noun, None, path, is_a)]
            args += [t for t in line.children[noun.i] if t.dep == "compound" and t.i in scene.places]
            if not _any_of(scene, args, (wanted,)):
                return False
    return True
