"""Whether a noun is one that a rule means: its own word, or a class of triggers.yaml ("@place")."""

from __future__ import annotations

from reportedly.claims import phrases
from reportedly.claims.phrases import Scene
from reportedly.claims.rules import index
from reportedly.reading import Token

MADE_OF_PEOPLE = ("man", "woman", "child", "boy", "girl", "men", "women", "children")


def is_a(scene: Scene, noun: Token, wanted: str) -> bool:
    """Whether a noun is the one wanted, or of the @class wanted, by its own lemma or what it counts."""
    line = scene.line
    counted = phrases.counted(line, noun)
    if wanted[0] == "@":  # "hundreds of houses" are no persons, though hundreds alone may be
        noun = counted
    for token in (noun,) if counted.i == noun.i else (noun, counted):
        if wanted[0] != "@":
            if " " in wanted:
                *before, last = wanted.split()
                if token.lemma == last and starts(line.tokens, token.i, tuple(before)) is not None:
                    return True
            elif wanted in (token.lemma, token.lower):
                return True
            continue
        members = index().classes.get(wanted[1:], frozenset())
        if token.lemma in members or (token.pos == "PROPN" and token.lower.removesuffix("s") in members):
            return True
        if wanted == "@place" and (token.i in scene.places or token.entity in ("GPE", "LOC", "FAC")):
            return True
        if wanted == "@place" and token.pos == "PROPN" and not token.entity:
            return True
        if wanted == "@name" and token.pos == "PROPN":
            return True
        if wanted == "@person" and _is_person(scene, token):
            return True
        if wanted == "@armed" and token.entity in ("ORG", "NORP", "GPE"):
            return True
    return False


def _is_person(scene: Scene, token: Token) -> bool:
    """Whether it is a name of people, a pronoun, or a noun made with "man" or "child": not the name of a
    place."""
    if token.entity in ("PERSON", "NORP") and token.i not in scene.places:
        return True
    return token.lower in phrases.PEOPLE or (token.pos == "NOUN" and token.lemma.endswith(MADE_OF_PEOPLE))


def starts(tokens: tuple[Token, ...], at: int, before: tuple[str, ...]) -> int | None:
    """Where a noun with these words before it starts; hyphens do not count. None: they are not there."""
    i = at
    for word in reversed(before):
        i -= 1
        if i > 0 and tokens[i].text == "-":
            i -= 1
        if i < 0 or word not in (tokens[i].lower, tokens[i].lemma):
            return None
    return i
