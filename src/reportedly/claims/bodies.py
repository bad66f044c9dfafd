"""The bodies that people speak for where a sentence leaves out which: "a spokesman", "the ministry"."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.actors import Actor, Actors
from reportedly.claims.sources import core_of, longest_actor
from reportedly.claims.syntax import noun_phrase
from reportedly.reading import Line, Token

SUBJECTS = {"nsubj", "nsubjpass"}
SPOKEN_FOR = {"army", "government", "ministry", "armed_group"}
AROUND = 4  # tokens on either side of "ministry" that can name it


def told_of(
    line: Line, core: Sequence[Token], head: Token, actors: Actors, focus: str | None
) -> Actor | None:
    """Whom a bare "a spokesman" speaks for: the body that the sentence tells of first, if it is one."""
    if not head.lower.startswith("spokes") or any(t.pos in ("NOUN", "PROPN", "ADJ") for t in core[:-1]):
        return None
    subjects = (t for t in line.tokens if t.dep in SUBJECTS and t.i != head.i and t.pos in ("NOUN", "PROPN"))
    first = next(subjects, None)
    if first is None:
        return None
    own = core_of(line, noun_phrase(line, first), first)
    body = actors.resolve(line.text[own[0].start : own[-1].end], focus)
    return body if body is not None and body.kind in SPOKEN_FOR else None


class Ministries:
    """The ministries that a page names with their state."""

    def __init__(self, lines: Sequence[Line], actors: Actors) -> None:
        self._actors = actors
        self._lines = {line.index: line for line in lines}
        self._named: list[tuple[int, Actor]] = []
        for line in lines:
            for token in line.tokens:
                if token.lower == "ministry":
                    near = line.tokens[max(0, token.i - AROUND) : token.i + AROUND]
                    actor = longest_actor([t for t in near if t.pos != "PUNCT"], actors)
                    if actor is not None and actor.kind == "ministry" and actor.party is not None:
                        self._named.append((line.index, actor))

    def meant(self, line: Line, core: Sequence[Token], text: str) -> Actor | None:
        """The ministry that a phrase without a state means: of the state that the sentence before is about
        ("its foreign ministry"), else the one of that name that the page named last."""
        if core[-1].lower != "ministry" or self._actors.find(text) is not None:
            return None
        if core[0].lower == "its" and (state := self._subject(line.index - 1)) is not None:
            return self._actors.resolve(line.text[core[1].start : core[-1].end], state.name)
        bare = [t for t in core if t.pos != "DET" and t.tag != "PRP$"]
        words = line.text[bare[0].start : bare[-1].end]
        for index, actor in reversed(self._named):
            same = len(bare) == 1 or self._actors.resolve(words, actor.party) == actor
            if index <= line.index and same:
                return actor
        return None

    def _subject(self, index: int) -> Actor | None:
        """The state that is the subject of a sentence."""
        line = self._lines.get(index)
        about = next((t for t in line.tokens if t.dep in SUBJECTS), None) if line is not None else None
        state = self._actors.find(about.text) if about is not None else None
        return state if state is not None and state.kind == "state" else None
