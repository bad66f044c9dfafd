"""Who is told by office alone in one article and by name in another: "the Observatory's director"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportedly.claims.anaphora import taking_up
from reportedly.records import Attribution

WORD = re.compile(r"[^\W\d_][\w-]*")
EMPTY = frozenset({"the", "a", "an", "of", "s", "its", "their", "his", "her", "for"})


def leaders(attributions: Iterable[Attribution]) -> dict[str, str]:
    """Speakers named by office alone, each with the one person whom the story's articles name with that
    office of that body; left out where they name nobody or two."""
    heads, named, unnamed = taking_up().leading, list[tuple[frozenset[str], str]](), set[str]()
    for said in attributions:
        if said.speaker is None or said.source is None:
            continue
        office = words(said.speaker)
        if office & heads:
            unnamed.add(said.speaker)
        elif words(said.source.quote) & heads and said.score is None:
            named.append((words(said.source.quote), said.speaker))
    found = {}
    for name in sorted(unnamed):
        body = words(name) - heads
        people = {person for told, person in named if body and body <= told}
        if len(people) == 1:
            found[name] = people.pop()
    return found


def words(text: str) -> frozenset[str]:
    """The words of a text that tell something, in lower case."""
    return frozenset(WORD.findall(text.lower().replace("'s", " ").replace("’s", " "))) - EMPTY
