"""Plain statements: what a state body, a force, an armed group, a party or an organisation, or who speaks for
one, says in public is a thing it does ("the army said"). Whose saying counts is told in triggers.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportedly.claims.arguments import named
from reportedly.claims.classes import is_a
from reportedly.claims.locate import roots
from reportedly.claims.phrases import Scene
from reportedly.claims.rules import PLAIN, Sayings, index
from reportedly.claims.syntax import noun_phrase
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Page, Token
from reportedly.records import Attribution, Named, TimeMention

NAMES = frozenset({"NOUN", "PROPN", "ADJ"})


def by_line(page: Page, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions that may be plain statements, by the number of the line their cue stands in."""
    wanted, found = index().sayings, dict[int, list[Attribution]]()
    for said in attributions:
        if said.act == "speech" and said.source and said.cue and said.rule in wanted.cues:
            found.setdefault(page.at(said.cue.start), []).append(said)
    return found


def plain(
    scene: Scene, attributions: Sequence[Attribution], taken: set[int]
) -> Iterator[tuple[Trigger, Named, Scene]]:
    """The statements of a sentence, each with who makes it and the times it may have been made at; one a
    speaker. `taken` are the offsets of verbs that trigger another claim."""
    line, wanted = scene.line, index().sayings
    speakers: set[str] = set()
    for said in sorted(attributions, key=lambda a: (a.cue.start if a.cue else 0, a.id)):
        verb, source = _verb(line, said), _head(line, said)
        if (
            verb is None
            or source is None
            or verb.lemma in wanted.not_verbs
            or not _organised(scene, said, source, wanted)
        ):
            continue
        speaker = _speaker(line, said, source)
        if speaker is None or speaker.name in speakers or line.token_span(verb, verb).start in taken:
            continue
        speakers.add(speaker.name)
        trigger = Trigger(verb, verb, verb, wanted.kind, {}, f"{PLAIN}.{verb.lemma}")
        yield trigger, speaker, Scene(line, {}, _times(scene, verb))


def _verb(line: Line, said: Attribution) -> Token | None:
    """The verb of the cue; None where it has none or says that nothing was said."""
    cue = line.tokens_in(said.cue) if said.cue else []
    return next((t for t in reversed(cue) if t.pos == "VERB"), None)


def _head(line: Line, said: Attribution) -> Token | None:
    """The head of the source: the first of its tokens that hangs from one outside."""
    inside = line.tokens_in(said.source) if said.source else []
    numbers = {t.i for t in inside}
    head = next((t for t in inside if t.head not in numbers or t.head == t.i), None)
    return head if head is not None and head.pos in NAMES else None


def _organised(scene: Scene, said: Attribution, head: Token, wanted: Sayings) -> bool:
    """Whether somebody with an office speaks: by the role told of the speaker, or by the words for it."""
    words = _words(scene.line, head)
    own = any(t.lemma in wanted.private for t in words)
    rest = (t for t in words if t.lemma not in wanted.private)
    if any(t.lemma in wanted.voices or is_a(scene, t, "@police") for t in rest):
        return True  # "police sources" are police, sources are nobody
    if own:
        return False
    return said.role in wanted.roles or (said.role in wanted.bodies and head.entity != "PERSON")


def _words(line: Line, head: Token) -> list[Token]:
    """The source's head and the nouns that say which or whose it is: "the police chief", "a spokesman for the
    ministry"."""
    phrase = noun_phrase(line, head)
    below = line.tokens[phrase.first : phrase.last + 1]
    return [t for t in below if t.pos in NAMES and (t.i <= head.i or t.dep in ("appos", "pobj"))]


def _speaker(line: Line, said: Attribution, head: Token) -> Named | None:
    """Who speaks, as named in other claims, or by the name that a description takes up ("the group")."""
    found = named(line, head, head, None)
    if found is None or said.score is None or said.speaker is None:
        return found
    return replace(found, name=said.speaker, score=said.score)


def _times(scene: Scene, verb: Token) -> Mapping[int, TimeMention]:
    """When it was said: the times that hang from the verb itself, not those of what was said."""
    line = scene.line
    own = [m for m, root in roots(line, scene.times) if verb.i in (root.head, line.head(root).head)]
    return {i: m for i, m in scene.times.items() if m in own}
