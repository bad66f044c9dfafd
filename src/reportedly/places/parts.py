"""Names that the gazetteer has only a part of: "Northern Olen", "the town of Olen", "Olen Zoo"."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.places.words import words

KINDS_AFTER = frozenset({"city", "town", "airport", "camp"})


def bare(name: str) -> str:
    """The name without words of direction and kind around it: still the same place, or most of it."""
    w = words()
    parts = name.split()
    while len(parts) > 1 and parts[0].lower() in w.directions:
        parts = parts[1:]
    while len(parts) > 1 and (parts[-1].lower() in w.areas or parts[-1].lower() in KINDS_AFTER):
        parts = parts[:-1]
    return " ".join(parts)


def parts(name: str) -> Iterator[str]:
    """The names of places that something so called is probably in, the likeliest first: "Olen County" and
    "Olen" for "Olen County Sheriff", "Olen" for "City of Olen". None for a river or a mountain, which has
    its name from one of many places on it."""
    w = words()
    tokens = name.split()
    lower = [token.lower().strip(".") for token in tokens]
    if not w.natural.isdisjoint(lower):
        return
    if len(tokens) > 2 and lower[1] == "of" and (lower[0] in w.settlements or lower[0] in w.areas):
        yield " ".join(tokens[2:])
    first = next((n for n, word in enumerate(lower) if word not in w.compass and len(word) > 1), 0)
    for last in range(len(tokens), first, -1):
        if last == first + 1 and (lower[first] in w.not_places or lower[first] in w.never):
            return
        if (first, last) != (0, len(tokens)):
            yield " ".join(tokens[first:last])
