"""The words of a source: its head phrase, its names and titles, the actors it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from reportedly.actors import PRESS, Actor, Actors, key, singular
from reportedly.claims.anaphora import taking_up
from reportedly.claims.cues import cues
from reportedly.claims.syntax import Phrase, noun_phrase
from reportedly.reading import Line, Token

POSSESSIVES = {"his", "her", "its", "their", "my", "our", "your"}
MAX_GENERIC = 8  # words of a source that has no name
PEOPLE = {"PERSON"}
NAMED = {"PERSON", "ORG"}
OF_NAMES = {"NORP", "GPE", "ORG", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"}


def people_named(lines: Iterable[Line], actors: Actors) -> list[str]:
    """The people an article names, without titles, as often as it names them."""
    found = []
    for line in lines:
        for first, after, label in line.parse.entities:
            if label in PEOPLE:
                text = line.text[line.parse.start[first] : line.parse.end[after - 1]]
                name = untitled(text, actors)
                if name and name[:1].isupper() and actors.find(name) is None:
                    found.append(name)
    return found


def surnames_of(names: Iterable[str], actors: Actors) -> dict[str, str]:
    """Last words of the full names that stand for one person only and are no actor's name."""
    full: dict[str, set[str]] = {}
    for name in names:
        full.setdefault(name.split()[-1], set()).add(name)
    return {
        last: next(iter(bearers))
        for last, bearers in full.items()
        if len(bearers) == 1 and len(last) > 2 and actors.find(last) is None
    }


def untitled(name: str, actors: Actors) -> str:
    """A name without titles before it, possessive and quotation marks around it."""
    words = name.strip(" \"',.").removesuffix("'s").removesuffix("'").split()
    while len(words) > 1 and key(words[0]) in actors.titles:
        words = words[1:]
    cut = max((n for n, w in enumerate(words[:-1]) if w.islower() and w in actors.titles), default=-1)
    return " ".join(words[cut + 1 :])


def noun_words(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(singular(t.lower) for t in tokens if t.pos in ("NOUN", "PROPN"))


def core_of(line: Line, phrase: Phrase, head: Token) -> tuple[Token, ...]:
    """A noun phrase up to its apposition or participle, without the possessive mark."""
    last = phrase.last
    for child in line.children[head.i]:
        if child.i > head.i and child.dep in ("appos", "acl", "cc", "conj", "relcl"):
            last = min(last, min(t.i for t in line.subtree(child)) - 1)
    tokens = line.tokens
    while last > head.i and (tokens[last].pos == "PUNCT" or tokens[last].lower in ("'s", "'")):
        last -= 1
    return tokens[phrase.first : max(last, head.i) + 1]


def proper_name(line: Line, core: Sequence[Token], head: Token) -> str:
    """The capitalised name around a head, with the "of" and "for" inside it."""
    first = last = head.i
    while first > core[0].i and line.tokens[first - 1].pos in ("PROPN", "ADJ", "NOUN", "NUM"):
        if not line.tokens[first - 1].text[:1].isupper():
            break
        first -= 1
    while last < core[-1].i and (line.tokens[last + 1].entity or line.tokens[last + 1].pos == "PROPN"):
        last += 1
    return line.text[line.tokens[first].start : line.tokens[last].end].removesuffix("'s")


def name_after(line: Line, phrase: Phrase, head: Token) -> tuple[Token, ...]:
    """The name that follows a noun without a comma: "the rights group Larn Watch"; empty where none does."""
    if head.pos != "NOUN":
        return ()
    words = line.tokens[head.i + 1 : phrase.last + 1]
    after = tuple(takewhile(lambda t: t.entity in NAMED and t.pos != "PUNCT", words))
    return after if after and after[0].text[:1].isupper() else ()


def generic_name(core: Sequence[Token], head: Token) -> str | None:
    """A source without a name: its words without article and possessive, in lower case but for names."""
    tokens = list(core)
    while len(tokens) > 1 and (tokens[0].tag in ("DT", "PDT") or tokens[0].lower in POSSESSIVES):
        tokens = tokens[1:]
    if len(tokens) > MAX_GENERIC:  # without what follows the head
        tokens = [t for t in tokens if t.i <= head.i][-MAX_GENERIC:]
    if not any(t.pos in ("NOUN", "PROPN", "ADJ") for t in tokens):
        return None
    words = [t.text if t.pos == "PROPN" or t.entity in OF_NAMES | PEOPLE else t.lower for t in tokens]
    parts = [words[0]]
    for before, token, word in zip(tokens, tokens[1:], words[1:], strict=False):
        parts.append(word if token.start == before.end else " " + word)
    return "".join(parts)


def conjuncts(line: Line, head: Token) -> list[Token]:
    found, token = list[Token](), head
    while (below := next((c for c in line.children[token.i] if c.dep == "conj"), None)) is not None:
        if below.pos not in ("NOUN", "PROPN") or len(found) > 8:
            break
        found.append(below)
        token = below
    return found


def conjunct_phrase(line: Line, phrase: Phrase, parts: Sequence[Token], n: int) -> Phrase:
    own = noun_phrase(line, parts[n])
    last = min(own.last, phrase.last)
    if n + 1 < len(parts):
        cut = noun_phrase(line, parts[n + 1]).first - 1
        while cut > parts[n].i and line.tokens[cut].pos in ("CCONJ", "PUNCT"):
            cut -= 1
        last = min(last, max(cut, parts[n].i))
    return Phrase(max(own.first, phrase.first), parts[n].i, max(last, parts[n].i))


def longest_actor(tokens: Sequence[Token], actors: Actors) -> Actor | None:
    """The actor with the longest name among the words of a phrase; the first of equals."""
    for size in range(min(7, len(tokens)), 0, -1):
        for n in range(len(tokens) - size + 1):
            part = tokens[n : n + size]
            if part[-1].i - part[0].i >= size + 1 or not any(t.text[:1].isupper() for t in part):
                continue
            if part[0].pos == "PUNCT" or part[-1].pos in ("PUNCT", "PART", "DET", "ADP"):
                continue
            actor = actors.find(" ".join(t.text for t in part).replace(" 's", "'s"))
            if actor is not None and actor.kind != "people":
                return actor
    return None


def ending_actor(core: Sequence[Token], actors: Actors) -> Actor | None:
    """The actor that ends a phrase, or begins it before words for what it is: "state news agency NANA",
    "NANA news agency"."""
    for n in range(1, len(core)):
        if core[n].text[:1].isupper():
            found = actors.find(" ".join(t.text for t in core[n:]))
            if found is not None and found.kind not in ("people", "state"):
                return found
    for n in range(len(core) - 1, 0, -1):
        if core[n].pos != "NOUN" or actors.role(core[-1].text) not in PRESS:
            break
        found = actors.find(" ".join(t.text for t in core[:n]))
        if found is not None and found.kind in PRESS:
            return found
    return None


def voiced_actor(core: Sequence[Token], head: Token, actors: Actors) -> Actor | None:
    """The body that speaks through a noun: the United Nations in "a UN report"."""
    before = [t for t in core if t.i < head.i]
    if not before or head.pos != "NOUN" or singular(head.lower) not in cues().words.voices:
        return None
    found = longest_actor(before, actors)
    return found if found is not None and found.kind not in ("state", "people") else None


def author_of(line: Line, head: Token) -> Token | None:
    """Whose words a text is: "a statement by the ministry", "a report issued by it", "the army's figures"."""
    if head.pos != "NOUN" or singular(head.lower) not in cues().words.texts:
        return None
    for child in line.children[head.i]:
        if child.dep == "poss":
            return child
        by = child
        if child.dep == "acl" and child.tag == "VBN":
            by = next((c for c in line.children[child.i] if c.dep == "agent"), child)
        if by.lower in ("by", "from") and by.i > head.i:
            found = next((c for c in line.children[by.i] if c.dep == "pobj"), None)
            if found is not None and found.pos in ("NOUN", "PROPN", "PRON"):
                return found
    return None


def person_of(
    line: Line, phrase: Phrase, head: Token, actors: Actors, surnames: Mapping[str, str]
) -> tuple[str, set[int]] | None:
    """The person a phrase names, and the tokens of the name."""
    named = [head, *(c for c in line.children[head.i] if c.dep == "appos" and c.i <= phrase.last)]
    for token in named:
        if token.entity in PEOPLE and token.pos in ("PROPN", "NOUN"):
            first = last = token.i
            while first > phrase.first and line.tokens[first - 1].entity in PEOPLE:
                first -= 1
            while last < phrase.last and line.tokens[last + 1].entity in PEOPLE:
                last += 1
            beside = line.tokens[max(first - 1, 0)]
            if beside.lower in taking_up().bodies or (first == last and beside.tag == "DT"):
                continue  # "the Observatory", "the group Larn Watch", read as a person
            name = untitled(line.text[line.tokens[first].start : line.tokens[last].end], actors)
            known = actors.find(name)
            if name and (known is None or known.kind in ("state", "government")) and name[:1].isupper():
                return name, set(range(first, last + 1))
    last = phrase.last
    while last > phrase.first and line.tokens[last].entity in PEOPLE:
        last -= 1
    if phrase.first < last < phrase.last and line.tokens[last].lower in actors.titles:
        own = line.tokens[last + 1 : phrase.last + 1]  # "Lake Observatory head Jon Brant", read as one name
        return line.text[own[0].start : own[-1].end].removesuffix("'s"), {t.i for t in own}
    alone = head.i == phrase.first or line.tokens[head.i - 1].lower in actors.titles
    capital = head.pos == "PROPN" or [t.text for t in line.tokens[head.i + 1 : head.i + 2]] == [":"]
    if capital and alone and head.text in surnames:
        return surnames[head.text], {head.i}
    return None
