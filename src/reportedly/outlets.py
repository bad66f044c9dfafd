"""Outlets and agencies: who they are, whose voice they are, whose text they print, and where they are named.

The list is data (outlets.yaml). It says what is generally known, with a public page that states it. A user's
own entries, kept in the database (`reportedly outlets add`), stand beside it and before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, TypeVar
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Whom an outlet belonged to from one year to another, both inclusive, and a public page that says so."""

    source: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Affiliation(Tie):
    """Whose voice an outlet is, a state's or group's."""

    party: str


@dataclass(frozen=True, slots=True)
class Membership(Tie):
    """The family an outlet belongs to: outlets of one owner that print one another's text."""

    family: str


AnyTie = TypeVar("AnyTie", bound=Tie)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet, agency, monitor or body that publishes reports.

    `ambiguous` are names that mean the outlet only where an outlet is expected (a byline, a source
    line, a site name): "Dawn", "AP". `wire`: others print its copy, though it is no plain agency (most
    state agencies). `country` is ISO 3166-1 alpha-2, None for international ones; `since` and `until` are
    the years in which it published. `source` is a public page that says all this.
    """

    name: str
    kind: OutletKind
    source: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    wire: bool = False
    affiliations: tuple[Affiliation, ...] = ()
    families: tuple[Membership, ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases, *self.ambiguous)

    @property
    def years(self) -> tuple[tuple[int | None, int | None], ...]:
        """The stretches of years its entry names: its own, its affiliations', its families'."""
        ties: tuple[Tie, ...] = (*self.affiliations, *self.families)
        return ((self.since, self.until), *((t.since, t.until) for t in ties))

    @property
    def is_agency(self) -> bool:
        """Whether others print its copy."""
        return self.kind == "agency" or self.wire

    @property
    def party(self) -> str | None:
        """The state or group whose voice it is, or was last; None if it is nobody's."""
        return self.party_in(None)

    def party_in(self, year: int | None) -> str | None:
        """Whose voice it was in a year; an unknown year asks for the last."""
        found = _holding(self.affiliations, year)
        return found.party if found else None

    def family_in(self, year: int | None) -> str | None:
        """The family it belonged to in a year; an unknown year asks for the last."""
        found = _holding(self.families, year)
        return found.family if found else None


def _holding(ties: Sequence[AnyTie], year: int | None) -> AnyTie | None:
    """The last of them that holds in a year; of an unknown year the last of all."""
    held = [t for t in ties if year is None or (t.since or year) <= year <= (t.until or year)]
    return held[-1] if held else None


def year_of(published_at: str | None) -> int | None:
    """The year of an ISO 8601 date or instant; None where it is not known."""
    year = (published_at or "")[:4]
    return int(year) if year.isdigit() else None


Names = dict[str, list[tuple[str, Outlet]]]


@dataclass(frozen=True, eq=False)
class Outlets:
    """The list, with ways to look outlets up. There is one for each set of a user's own, so that it is
    known by itself and not by the thousands of words in it."""

    entries: tuple[Outlet, ...]
    _by_name: dict[str, Outlet] = field(default_factory=dict)
    _by_domain: dict[str, Outlet] = field(default_factory=dict)

    @staticmethod
    def load() -> Outlets:
        """The list of outlets.yaml and the user's own. Raises RuleError when two share a name or a domain."""
        return _together(_own[0])

    @classmethod
    def of(cls, entries: tuple[Outlet, ...]) -> Outlets:
        """Raises RuleError when two entries share a name or a domain, or years do not fit."""
        outlets = cls(entries)
        for outlet in entries:
            for name in outlet.names:
                _enter(outlets._by_name, plain(name), outlet)
            for domain in outlet.domains:
                _enter(outlets._by_domain, domain, outlet)
            for since, until in outlet.years:
                if since and until and since > until:
                    raise RuleError(f"{outlet.name}: since {since} is later than until {until}")
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
        return _by_first_word((n, o) for o in self.entries for n in o.names)


_own: list[tuple[Outlet, ...]] = [()]


def use(own: tuple[Outlet, ...]) -> None:
    """Let this process know a user's own outlets. To be called before pages are read."""
    _own[0] = own


def listed() -> tuple[Outlet, ...]:
    """The entries of outlets.yaml."""
    entries: tuple[Outlet, ...] = knowledge.load("reportedly", "outlets.yaml", tuple[Outlet, ...])
    return entries


@lru_cache(maxsize=4)
def _together(own: tuple[Outlet, ...]) -> Outlets:
    """The list with the user's own entries first; one of the same name takes the place of the listed one."""
    names = {plain(o.name) for o in own}
    return Outlets.of((*own, *(o for o in listed() if plain(o.name) not in names)))


def canonical(name: str | None) -> str | None:
    """The name that the list has for an outlet; an unknown one keeps its own."""
    found = Outlets.load().find(name) if name else None
    return found.name if found else name


def same_house(a: str | None, b: str | None) -> bool:
    """Whether two names are one outlet's."""
    return bool(a and b) and plain(canonical(a) or "") == plain(canonical(b) or "")


def family_of(name: str | None, published_at: str | None) -> str | None:
    """The family of the outlet of this name when an article was published (ISO 8601; None: the last)."""
    found = Outlets.load().find(name) if name else None
    return found.family_in(year_of(published_at)) if found else None


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
        raise RuleError(f"outlets: {key!r} belongs to {table[key].name} and to {outlet.name}")


def _by_first_word(names: Iterable[tuple[str, Outlet]]) -> Names:
    table: Names = {}
    for name, outlet in sorted(names, key=lambda n: (-len(n[0]), n[0])):
        first = WORD.search(name)
        if first:
            table.setdefault(first.group(), []).append((name, outlet))
    return table
