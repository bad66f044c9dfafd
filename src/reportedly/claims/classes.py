"""Whether a noun is one that a rule means: its own word, or a class of triggers.yaml ("@place")."""

from __future__ import annotations

from reportedly.claims import phrases
from reportedly.claims.phrases import Scene
from reportedly.claims.rules import index
from reportedly.reading import Token

MADE_OF_PEOPLE = ("man", "woman", "child", "boy", "girl", "men", "women", "children")


def is_a(scene: Scene, noun: Token, wanted: str) -> bool:
    """Whether a noun is the one wanted, or of the @class wanted, by its own lemma or what it counts."""
    counted = phrases.counted(scene.line, noun)
    if wanted[0] == "@":  # "hundreds of houses" are no persons, though hundreds alone may be
        return _is_of(scene, counted, wanted[1:])
    if _is_word(scene, noun, wanted):
        return True
    return counted is not noun and _is_word(scene, counted, wanted)


def _is_word(scene: Scene, token: Token, wanted: str) -> bool:
    """Whether it is a word, or the last of several: "health worker"."""
    if " " not in wanted:
        return wanted in (token.lemma, token.lower)
    *before, last = wanted.split()
    return token.lemma == last and starts(scene.line.tokens, token.i, tuple(before)) is not None


def _is_of(scene: Scene, token: Token, name: str) -> bool:
    """Whether it is of a class, by its word or by what kind of name it is."""
    members = index().classes.get(name, frozenset())
    if token.lemma in members or (token.pos == "PROPN" and token.lower.removesuffix("s") in members):
        return True
    match name:
        case "place":
            named = token.i in scene.places or token.entity in ("GPE", "LOC", "FAC")
            return named or (token.pos == "PROPN" and not token.entity)
        case "name":
            return token.pos == "PROPN"
        case "person":
            return _is_person(scene, token)
        case "armed":
            return token.entity in ("ORG", "NORP", "GPE")
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
