"""What "the group" and "the attack" take up from the sentences before.

Rules, each with a score (0 to 1, uncalibrated); where two fit, nothing is taken up. Speakers have rules of
their own (claims/anaphora.py), settlements too (claims/focus.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from reportedly.actors import Actors, singular
from reportedly.claims.anaphora import BY_ROLE, BY_WORD, LINE, taking_up
from reportedly.reading import Line, Token
from reportedly.records import Claim
from reportedly.who import Role

BODIES = frozenset({"ORG", "NORP", "PRODUCT"})
TAKING_UP = frozenset({"the", "this", "that", "these", "those"})
WORDED = frozenset({"compound", "amod", "nmod", "appos"})
TELLING = frozenset({"of", "in", "on", "near", "at", "against", "by", "from"})
REACH = 4  # sentences looked back
SAME_KIND, OTHER_KIND = 0.85, 0.7


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a line: its first token, its name, the nouns it is told by, the roles these give."""

    at: int
    name: str
    words: frozenset[str]
    roles: frozenset[Role]


class Referents:
    """The bodies that a page names, for the nouns that take them up."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._bodies: dict[int, list[Body]] = {}

    def body(self, n: int, head: Token) -> tuple[str, float] | None:
        """The name that "the group" stands for in line `n`, and how sure that is; None where it names itself,
        nothing fits, or two do."""
        line, lemma = self._lines[n], singular(head.lower)
        below = line.children[head.i]
        if head.tag != "NN" or not any(c.lower in TAKING_UP for c in below):
            return None
        if any(c.dep in WORDED or c.dep in ("poss", "nummod", "relcl") or c.lower in TELLING for c in below):
            return None  # another one, told by its own words
        for back in range(min(REACH, n) + 1):
            until = head.i if back == 0 else None
            near = [b for b in self._named(n - back) if until is None or b.at < until]
            for fitting, sure in (
                ({b.name for b in near if lemma in b.words}, BY_WORD),
                ({b.name for b in near if b.roles & taking_up().nouns.get(lemma, frozenset())}, BY_ROLE),
            ):
                if len(fitting) == 1:
                    return fitting.pop(), round(sure - LINE * back, 2)
                if fitting:
                    return None
        return None

    def _named(self, n: int) -> list[Body]:
        if n not in self._bodies:
            line, found = self._lines[n], []
            for start, after, label in line.parse.entities:
                if label in BODIES and line.tokens[after - 1].pos == "PROPN":
                    name = line.text[line.tokens[start].start : line.tokens[after - 1].end]
                    name = name.removeprefix("the ").removeprefix("The ").removesuffix("'s")
                    around = [*line.tokens[start:after], *_beside(line, start, after)]
                    words = frozenset(singular(t.lower) for t in around if t.pos in ("NOUN", "PROPN"))
                    found.append(_body(start, name, words))
            self._bodies[n] = found
        return self._bodies[n]


def _body(at: int, name: str, words: frozenset[str]) -> Body:
    actors = Actors.load()
    actor = actors.find(name)
    if actor is not None:
        return Body(at, actor.name, words, frozenset({actor.kind}))
    return Body(at, name, words, frozenset(r for w in words if (r := actors.role(w)) is not None))


def _beside(line: Line, start: int, after: int) -> list[Token]:
    """What else a name is called: "the militia Northern Front", "Northern Front, a militia"."""
    head = next((t for t in line.tokens[start:after] if not start <= t.head < after), line.tokens[after - 1])
    beside = [c for c in line.children[head.i] if c.dep in WORDED]
    above = line.head(head)
    return [*beside, above] if head.dep in ("compound", "appos", "nmod") else beside


def take_up(claim: Claim, head: Token, line: Line, n: int, before: Sequence[tuple[int, Claim]]) -> Claim:
    """A claim of "the attack" with the place and time of the attack told before, and which that was.

    `before` holds the claims of the sentences before with the numbers of their lines. Nothing is taken where
    they tell of two places.
    """
    taking = any(c.lower in TAKING_UP for c in line.children[head.i])
    if head.pos != "NOUN" or not taking or claim.place is not None:
        return claim
    if any(c.lower in TELLING or c.dep in ("poss", "relcl") for c in line.children[head.i]):
        return claim
    kinds = taking_up().attacks if claim.kind == "attack" else frozenset({claim.kind})
    near = takewhile(lambda told: told[0] >= n - REACH, reversed(before))
    fitting = [
        (at, c)
        for at, c in near
        if at < n
        and c.kind in kinds
        and c.polarity == "affirmed"
        and c.modality == "asserted"
        and c.place is not None
    ]
    if len({c.place.place for _, c in fitting if c.place is not None}) != 1:
        return claim
    at, first = next((f for f in fitting if f[1].kind == claim.kind), fitting[0])
    sure = SAME_KIND if first.kind == claim.kind else OTHER_KIND
    score = round(sure - LINE * (n - at - 1), 2)
    return replace(
        claim, place=first.place, time=claim.time or first.time, same_as=first.id, same_score=score
    )
