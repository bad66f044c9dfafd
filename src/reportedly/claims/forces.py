"""Which force did what only a force does, where a sentence leaves it out: "thirty people were arrested".

The nearest force of order that the page names in the sentences around is taken: behind first, then just
ahead ("Thirty people were arrested. Police said ..."). Where the page names none, or speaks of other armed
people nearer by, it is left unsaid.
"""

from __future__ import annotations

from reportedly.claims import phrases
from reportedly.claims.phrases import Scene
from reportedly.claims.rules import index
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Page, Token

BEHIND, AHEAD = 25, 8  # sentences
# Of these no one says that they arrest.
LAWLESS = frozenset(
    {"crowd", "mob", "protester", "protestor", "rioter", "demonstrator", "terrorist", "gunman", "attacker"}
    | {"assailant", "bomber", "hijacker", "kidnapper", "gang", "gangster", "raider", "pirate", "sniper"}
)
OFFICERS = frozenset({"officer", "authority"})  # forces of order too, where no other is named nearer by
HEADS = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "conj", "ROOT"})


class Forces:
    """The forces of order that a page names, by sentence."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._by_line: dict[int, Token | None] = {}

    def behind(self, n: int, scene: Scene, trigger: Trigger) -> tuple[Line, Token] | None:
        """The force that line `n` leaves out at a trigger, with the line it is named in; or None."""
        if trigger.kind not in index().of_force or _has_doer(scene, trigger):
            return None
        behind, ahead = range(n - 1, max(n - BEHIND, 0) - 1, -1), range(n + 1, n + AHEAD + 1)
        for k in (*behind, *(k for k in ahead if k < len(self._page.lines))):
            found = self._named(k)
            if found is not None:
                return (
                    (self._page.lines[k], found)
                    if found.lemma in index().classes["police"] | OFFICERS
                    else None
                )
        return None

    def _named(self, n: int) -> Token | None:
        """The first force of a sentence, those of order before others."""
        if n not in self._by_line:
            line, classes = self._page.lines[n], index().classes
            known = classes["police"] | OFFICERS | (classes["force"] - classes["authority"] - LAWLESS)
            named = [
                t for t in line.tokens if t.lemma in known and t.pos in ("NOUN", "PROPN") and t.dep in HEADS
            ]
            named.sort(key=lambda t: (t.lemma not in classes["police"], t.i))
            self._by_line[n] = named[0] if named else None
        return self._by_line[n]


def _has_doer(scene: Scene, trigger: Trigger) -> bool:
    """Whether the sentence names who does it, known by a noun or not: "they arrested him"."""
    line = scene.line
    verb = trigger.head if trigger.head.pos == "VERB" else trigger.light
    return verb is not None and bool(phrases.subjects(line, verb))
