"""What copies join: sentences that are linked, and articles that are one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace
from typing import Generic, TypeVar

from reportedly.records import Copy, Id, Span

DERIVED = ("identical", "near", "rewrite")
WHOLE = 0.8  # an excerpt of which this share stands in the other has nothing of its own

Key = TypeVar("Key", bound=Hashable)
Place = tuple[Id, int, int]  # a sentence: article, start, end


class Groups(Generic[Key]):
    """Disjoint sets (union-find with path halving)."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}

    def find(self, key: Key) -> Key:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, a: Key, b: Key) -> None:
        self._parent[self.find(a)] = self.find(b)

    def sets(self) -> list[list[Key]]:
        """The sets, in the order their first members were seen."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in self._parent:
            found[self.find(key)].append(key)
        return list(found.values())


def is_derived(copy: Copy) -> bool:
    """Whether the copy as a whole was made from the other, or both are one text."""
    return copy.kind in DERIVED or (
        copy.kind == "excerpt" and copy.direction != "unknown" and copy.coverage >= WHOLE
    )


def shared(copy: Copy, why: str) -> Copy:
    """The copy as text that both have from a third, and why it is taken for that."""
    return replace(copy, kind="shared", direction="unknown", evidence=(why,), update=False)


def places(copy: Copy) -> list[tuple[Place, Place]]:
    """The pairs of sentences of a copy: its own, and the original's."""
    return [(_place(s.span), _place(s.of_span)) for s in copy.sentences]


def _place(span: Span) -> Place:
    return span.article, span.start, span.end
