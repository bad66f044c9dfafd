"""Outlets and agencies: who they are, whose voice they are, and where they are named.

The list is data (outlets.yaml). It says what is generally known, with a public page that states it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import urlsplit

from reportedly import knowledge
from reportedly.errors import RuleError

OutletKind = Literal[
    "agency", "newspaper", "broadcaster", "site", "state_media", "monitor", "ngo", "un", "ministry"
]

UNNAMED_AGENCIES = "news agencies"  # what a page credits when it names none
AGENCIES = re.compile(r"\b(?:news agencies|agencies|wire services|wires)\b", re.IGNORECASE)
MARKS = re.compile(r"[^\w]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet, agency, monitor or body that publishes reports.

    `ambiguous` are names that mean the outlet only where an outlet is expected (a byline, a source
    line, a site name): "Dawn", "AP". `party` is the state or group whose voice it is, None if it is
    nobody's. `country` is ISO 3166-1 alpha-2, None for international ones; `since` and `until` are years.
    """

    name: str
    kind: OutletKind
    country: str | None
    source: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    party: str | None = None
    since: int | None = None
    until: int | None = None


Names = dict[str, list[tuple[str, Outlet]]]


@dataclass(frozen=True)
class Outlets:
    """The list, with ways to look outlets up."""

    entries: tuple[Outlet, ...]
    _by_name: dict[str, Outlet] = field(default_factory=dict)
    _by_domain: dict[str, Outlet] = field(default_factory=dict)

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Outlets:
        """The list of outlets.yaml. Raises RuleError when two outlets share a name or a domain."""
        entries: tuple[Outlet, ...] = knowledge.load("reportedly", "outlets.yaml", tuple[Outlet, ...])
        outlets = Outlets(entries)
        for outlet in entries:
            for name in (outlet.name, *outlet.aliases, *outlet.ambiguous):
                _enter(outlets._by_name, plain(name), outlet)
            for domain in outlet.domains:
                _enter(outlets._by_domain, domain, outlet)
        return outlets

    def find(self, name: str) -> Outlet | None:
        """The outlet of a name, however it is spaced or capitalised, with or without "the"."""
        return self._by_name.get(plain(name))

    def by_domain(self, url: str) -> Outlet | None:
        """The outlet whose domain, or one above it, the address is on. A bare host will do."""
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
        except ValueError:
            return None
        labels = host.split(".")
        for n in range(len(labels) - 1):
            found = self._by_domain.get(".".join(labels[n:]))
            if found:
                return found
        return None

    def mentioned(self, text: str, expected: bool = False) -> list[tuple[int, int, Outlet]]:
        """Every outlet named in a text, as (start, end, outlet), in order, not overlapping.

        `expected`: the text is one where outlets are named, so ambiguous names count.
        """
        table = self._anywhere if not expected else self._where_expected
        found: list[tuple[int, int, Outlet]] = []
        after = 0
        for word in WORD.finditer(text):
            if word.start() < after:
                continue
            for name, outlet in table.get(word.group(), ()):
                end = word.start() + len(name)
                if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                    found.append((word.start(), end, outlet))
                    after = end
                    break
        return found

    @cached_property
    def _anywhere(self) -> Names:
        """Names that mean an outlet anywhere, by their first word, the longest first."""
        return _by_first_word(
            (n, o) for o in self.entries for n in (o.name, *o.aliases) if n not in o.ambiguous
        )

    @cached_property
    def _where_expected(self) -> Names:
        return _by_first_word((n, o) for o in self.entries for n in (o.name, *o.aliases, *o.ambiguous))


def credited(words: str) -> tuple[str, ...]:
    """The outlets that the words of a byline or source line credit, in order, once each.

    Names of the list only, and "news agencies" where agencies are credited that are not named.
    """
    outlets = Outlets.load()
    found = [(start, outlet.name) for start, _, outlet in outlets.mentioned(words, expected=True)]
    found += [(m.start(), UNNAMED_AGENCIES) for m in AGENCIES.finditer(words)]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def plain(name: str) -> str:
    """A name without case, blanks, marks and "the"."""
    return MARKS.sub("", name.lower().removeprefix("the "))


def _enter(table: dict[str, Outlet], key: str, outlet: Outlet) -> None:
    if table.setdefault(key, outlet) is not outlet:
        raise RuleError(f"reportedly/outlets.yaml: {key} belongs to {table[key].name} and to {outlet.name}")


def _by_first_word(names: Iterable[tuple[str, Outlet]]) -> Names:
    table: Names = {}
    for name, outlet in sorted(names, key=lambda n: (-len(n[0]), n[0])):
        first = WORD.search(name)
        if first:
            table.setdefault(first.group(), []).append((name, outlet))
    return table
