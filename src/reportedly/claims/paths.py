"""The paths of frames (triggers.yaml): from an event's word to the nouns that fill its slots."""

from __future__ import annotations

from collections.abc import Callable

from reportedly.claims.phrases import (
    ENDING,
    HAPPENING,
    ROCKING,
    WORDS,
    Scene,
    joined,
    objects,
    passive,
    prepositions,
    subjects,
    told_of,
)
from reportedly.reading import Line, Token

IsA = Callable[[Scene, Token, str], bool]

CAUSING = frozenset({"in", "by", "from", "during", "due", "due to", "because of", "following"})


def follow(scene: Scene, head: Token, light: Token | None, path: str, is_a: IsA) -> list[Token]:
    """The nouns a path of a frame leads to (triggers.yaml); empty if nowhere."""
    step, _, rest = path.partition("/")
    found = _step(scene, head, light, step, is_a)
    for part in rest.split("/") if rest else ():
        found = [n for noun in found for n in _step(scene, noun, None, part, is_a)]
    if len(found) < 2 or rest or step in ("subject", "object"):
        return found
    return sorted(set(found), key=lambda t: t.i)


def _step(scene: Scene, head: Token, light: Token | None, step: str, is_a: IsA) -> list[Token]:
    line = scene.line
    below = line.children[head.i]
    match step:
        case "subject":
            return subjects(line, head)
        case "object":
            return objects(line, head)
        case "happens":  # "violence broke out"
            above = line.head(head)
            acts = head.dep in ("nsubj", "nsubjpass") and above.lemma in HAPPENING
            return [above] if acts else []
        case "outcome":  # "resulted in nine deaths"
            above = line.head(line.head(head))
            return [above] if head.dep == "pobj" and above.lemma in ENDING else []
        case "strikes":  # "a suicide bomber killed four"
            above = line.head(head)
            return [above] if head.dep == "nsubj" and above.lemma in WORDS.striking else []
        case "accused":
            holder = line.head(line.head(head))
            return [holder] if head.dep == "pobj" and told_of(line, holder) else []
        case "harmed":
            return _harmed(line, head)
        case "wielded":  # "fired rounds, killing two"
            return subjects(line, line.head(head)) if head.dep == "dobj" else []
        case "bystanding":  # of a passive arrest: the police the sentence names, if not those arrested
            return _bystanding(scene, head, is_a)
        case "modified":  # "the arrested men"
            return [line.head(head)] if head.dep == "amod" else []
        case "attribute":  # "there were no policemen"
            return [t for t in below if t.dep == "attr"]
        case "undone":  # "delay in calling out the army"
            doings = [t for p in below if p.lower == "in" for t in line.children[p.i] if t.dep == "pcomp"]
            return [n for t in doings for n in objects(line, t) if is_a(scene, n, "@police")]
        case "deployed":  # forces that are sent act, whoever sent them
            return [n for n in objects(line, head) if is_a(scene, n, "@force")]
        case "light_subject":
            doing = light and light.lemma not in WORDS.witnessing | WORDS.suffering
            return subjects(line, light) if light and doing else []
        case "light_sufferer":  # "the convoy suffered an attack"
            return subjects(line, light) if light and light.lemma in WORDS.suffering else []
        case "light_on":
            heads = [] if light is None else prepositions(line, light)
            return [n for prep, nouns in heads if prep in ("on", "against", "at") for n in nouns]
        case "agreed":  # "the generals agreed to a truce"
            above = line.head(line.head(head))
            led = head.dep == "pobj" and line.head(head).lower in ("to", "on")
            return subjects(line, above) if led and above.lemma == "agree" else []
        case "owner":  # "the army's recapture of the town": not the one it is done to
            owned = any(t.lower == "of" for t in below)
            return [n for t in below if t.dep == "poss" and owned for n in joined(line, t)]
        case "rocked":  # "explosions rocked the port"
            above = line.head(head)
            acts = head.dep == "nsubj" and above.lemma in ROCKING
            return objects(line, above) if acts else []
        case "possessor":
            return [n for t in below if t.dep == "poss" for n in joined(line, t)]
        case "maker":
            return [t for t in below if t.dep in ("compound", "amod", "nmod") and _makes(scene, t, is_a)]
        case "means":
            found = [t for t in below if t.dep in ("compound", "nmod") and is_a(scene, t, "@weapon")]
            return found[-1:]
        case "victim":
            return [
                t
                for t in below
                if t.dep in ("compound", "nmod")
                and (is_a(scene, t, "@structure") or is_a(scene, t, "@person"))
                and not _makes(scene, t, is_a)
                and not is_a(scene, t, "@weapon")
            ]
        case "using":
            with_ = [n for prep, ns in prepositions(line, head) if prep in ("with", "by") for n in ns]
            tool = [n for t in below if t.lower == "using" for n in objects(line, t)]
            objects_ = objects(line, head) if head.pos == "VERB" and not passive(line, head) else []
            with_ += [n for t in objects_ for prep, ns in prepositions(line, t) if prep == "with" for n in ns]
            return [n for n in with_ if is_a(scene, n, "@weapon")] + tool
        case "cause":
            return [
                n
                for prep, nouns in prepositions(line, head)
                if prep in CAUSING
                for n in nouns
                if is_a(scene, n, "@strike_noun") or is_a(scene, n, "@weapon")
            ]
        case "dative":
            return [t for t in below if t.dep == "dative" and t.pos in ("NOUN", "PROPN", "PRON")]
    return _led(line, head, step)


def _led(line: Line, head: Token, preposition: str) -> list[Token]:
    """The nouns a preposition leads below a head; of a happening also below the verb that says that it took
    place ("clashes erupted between") and the participle that says by whom ("an attack carried out by")."""
    found = [n for prep, nouns in prepositions(line, head) if prep == preposition for n in nouns]
    if found or head.pos == "VERB":
        return found
    above = line.head(head)
    if head.dep in ("nsubj", "nsubjpass") and above.pos == "VERB" and above.lemma in HAPPENING:
        found = [n for prep, nouns in prepositions(line, above) if prep == preposition for n in nouns]
    if preposition == "by":
        doing = (t for t in line.children[head.i] if t.dep == "acl" and t.lemma in WORDS.wrought)
        found += [n for t in doing if passive(line, t) for n in subjects(line, t)]
    return found


def _harmed(line: Line, head: Token) -> list[Token]:
    """Who did the harm, where another clause says so: "killed when police fired", "died in army firing"."""
    for child in line.children[head.i]:
        if child.dep == "advcl" and child.lemma in WORDS.harming and child.tag != "VBG":
            return subjects(line, child)
    for prep, nouns in prepositions(line, head):
        for noun in nouns if prep in ("in", "by", "during") else ():
            if any(
                t.dep == "acl" and t.tag == "VBG" and t.lemma in WORDS.harming for t in line.children[noun.i]
            ):
                return [noun]
    return []


def _bystanding(scene: Scene, head: Token, is_a: IsA) -> list[Token]:
    line = scene.line
    if head.pos == "VERB" and not passive(line, head):
        return []
    taken = {t.i for n in objects(line, head) for t in line.subtree(n)} if head.pos == "VERB" else set()
    near = [
        t
        for t in line.tokens
        if (t.pos in ("NOUN", "PROPN") or t.dep == "compound")
        and t.i not in taken
        and is_a(scene, t, "@police")
    ]
    return sorted(near, key=lambda t: (t.dep == "compound", abs(t.i - head.i)))[:1]


def _makes(scene: Scene, token: Token, is_a: IsA) -> bool:
    if token.i in scene.places and token.dep == "compound":
        return False  # "the Velmora clashes" names a place
    if token.text == "-" or token.lower.startswith("anti"):
        return False
    armed = is_a(scene, token, "@armed") and not is_a(scene, token, "@weapon")  # not of "drone attack"
    return token.entity in ("NORP", "ORG") or (token.dep == "compound" and armed)
